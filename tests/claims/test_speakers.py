"""Names out of the words around a verb of saying."""

import pytest

from everyname.claims.grammar import tokenize
from everyname.claims.speakers import bare_name, is_cue


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Lantern Watch", "Lantern Watch"),
        ("United Isles Secretary of State Jana Orel", "Jana Orel"),
        ("General Pavel de la Orrin", "Pavel de la Orrin"),
        ("the interior minister", "interior minister"),
        ("Prime Minister", "Prime Minister"),
    ],
)
def test_a_name_is_freed_of_article_and_office(words: str, name: str) -> None:
    """An office before a name is left out; an office alone is kept as the text has it."""
    assert bare_name(words) == name


def test_the_noun_reports_is_no_verb() -> None:
    """The words reports and States inside a name or phrase do not speak."""
    tokens = tokenize("preliminary reports from the United States say")
    assert [t.text for i, t in enumerate(tokens) if is_cue(tokens, i)] == ["say"]


def test_to_claim_lives_is_not_to_say() -> None:
    """A storm that claimed lives has said nothing; an estimated number is no estimate by anyone."""
    for text in ("the storm claimed 40 lives", "they hurt an estimated 40", "nobody claimed responsibility"):
        tokens = tokenize(text)
        assert not any(is_cue(tokens, i) for i in range(len(tokens)))
