"""Invented articles and the counts they state."""

import pytest

from everyname.demo.texts import ORIGINATORS, expected_claims, make_articles


@pytest.mark.parametrize("people", [40, 1200, 40_000])
def test_every_expected_claim_stands_in_its_article(people: int) -> None:
    """The truth about the articles is literally in them: sentence, number, qualifier, speaker, origin."""
    texts = {article.name: article.data.decode("utf-8") for article in make_articles(people)}
    for claim in expected_claims(people):
        assert claim.sentence in texts[claim.file]
        assert claim.number in claim.sentence
        assert claim.qualifier in claim.sentence
        assert claim.stated_by in texts[claim.file]
        assert claim.origin in (*ORIGINATORS, "")


def test_many_mentions_go_back_to_one_origin_and_one_office_differs() -> None:
    """One committee stands behind the number that three outlets carry; one office states another."""
    killed = [claim for claim in expected_claims(1200) if claim.measure == "killed"]
    committee = [claim for claim in killed if claim.origin == ORIGINATORS[0]]
    assert len({claim.file for claim in committee}) == 3
    assert len({claim.low for claim in committee}) == 1
    office = [claim for claim in killed if claim.origin == ORIGINATORS[1]]
    assert [claim.kind for claim in office] == ["exact"]
    assert office[0].low != committee[0].low


def test_every_article_says_it_is_invented() -> None:
    """A reader of any single file learns that it is invented."""
    for article in make_articles(100):
        assert b"INVENTED" in article.data
        assert "invented" in article.title
        assert article.source_kind == "outlet"
