"""Impossible nouns are refused where they are made."""

from __future__ import annotations

import pytest

from everyname.errors import ValueRefused
from everyname.model import (
    Claim,
    ClaimValue,
    Consent,
    Judgement,
    Number,
    Report,
    Source,
    Span,
    StatedAge,
    StatedDate,
    StatedName,
    Verdict,
    settle,
)
from everyname.model.dates import DateRange


def test_a_report_of_nobody_in_particular_is_refused() -> None:
    """Without name, place and date a report could be anyone."""
    with pytest.raises(ValueRefused, match="nobody in particular"):
        Report(source="x", ages=(StatedAge(text="3", low=3, high=3),))


@pytest.mark.parametrize(("low", "high"), [(-3, -3), (0, 4000), (30, 20)])
def test_an_age_nobody_has_is_refused(low: int, high: int) -> None:
    """Ages lie between 0 and 125, the lower first."""
    with pytest.raises(ValueRefused):
        StatedAge(text="?", low=low, high=high)


@pytest.mark.parametrize("text", ["2022-09-16", "16/09/2022..17/09/2022", "2023-01-01..2022-01-01", ""])
def test_a_window_is_two_iso_days_in_order(text: str) -> None:
    """Anything else is refused with the form to write."""
    with pytest.raises(ValueRefused) as refused:
        DateRange.parse(text)
    assert refused.value.remedy


def test_windows_cover_and_meet() -> None:
    """A window covers what lies inside it and meets what shares a day."""
    year, march = DateRange.parse("2021-01-01..2021-12-31"), DateRange.parse("2021-03-01..2021-03-31")
    assert year.covers(march)
    assert not march.covers(year)
    assert march.meets(DateRange.parse("2021-03-31..2021-05-01"))
    assert not march.meets(DateRange.parse("2021-04-01..2021-05-01"))


def test_a_date_has_both_ends_or_neither() -> None:
    """Half an interval is refused."""
    with pytest.raises(ValueRefused):
        StatedDate(text="x", earliest=DateRange.parse("2021-01-01..2021-01-02").first)


def test_a_pair_is_written_smaller_id_first() -> None:
    """The same pair is the same judgement whichever way it is given."""
    one = Judgement(left="b", right="a", verdict=Verdict.SAME, reason="r", reviewer="x")
    assert (one.left, one.right) == ("a", "b")
    with pytest.raises(ValueRefused, match="reason"):
        Judgement(left="b", right="a", verdict=Verdict.SAME, reason=" ", reviewer="x")
    with pytest.raises(ValueRefused, match="against itself"):
        Judgement(left="a", right="a", verdict=Verdict.SAME, reason="r", reviewer="x")


def test_a_number_needs_kind_source_and_date() -> None:
    """No bare number can reach a page."""
    for more in ({"kind": "guess"}, {"source": ""}, {"as_of": ""}):
        with pytest.raises(ValueRefused):
            Number(**{"kind": "stated", "value": 1, "source": "x", "as_of": "2021-01-01", **more})


def test_a_vague_word_gets_no_number_and_an_origin_needs_its_words() -> None:
    """Claims hold nothing the text does not."""
    with pytest.raises(ValueRefused, match="vague"):
        ClaimValue(kind="vague", low=100)
    span = Span(start=0, end=2, text="12")
    with pytest.raises(ValueRefused, match="origin"):
        Claim(
            measure="killed",
            value=ClaimValue(kind="exact", low=12, high=12),
            span=span,
            evidence=span,
            origin="X",
        )
    with pytest.raises(ValueRefused):
        Span(start=0, end=3, text="12")


def test_consent_needs_its_basis_and_a_known_purpose() -> None:
    """Who consented, how and when is part of the consent."""
    with pytest.raises(ValueRefused, match="basis"):
        Consent(subject="x", purpose="publish", given=True, basis=" ")
    with pytest.raises(ValueRefused, match="purpose"):
        Consent(subject="x", purpose="party", given=True, basis="by phone")


def test_a_source_cannot_copy_itself() -> None:
    """Dependence is on another source."""
    with pytest.raises(ValueRefused, match="itself"):
        Source(name="x", depends_on=("x",))


def test_settling_keeps_disagreement_visible() -> None:
    """Agreed values settle; disagreement is said, silence is silence."""
    assert settle(["", "male", "male"]) == "male"
    assert settle(["female", "male"]) == "differs"
    assert settle(["", ""]) == ""
    assert StatedName(text="x").script == "other"


@pytest.mark.parametrize(
    ("verdict", "sought"), [("different", "missed"), ("unsure", "joined"), ("same", "x")]
)
def test_only_a_true_pair_can_have_been_joined_or_missed(verdict: str, sought: str) -> None:
    """What the linking made of a pair is recorded of true pairs alone."""
    with pytest.raises(ValueRefused, match="only a true pair"):
        Judgement(left="a", right="b", verdict=Verdict(verdict), reason="x", reviewer="y", sought=sought)
