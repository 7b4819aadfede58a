"""Nouns survive the ledger's plain values unchanged."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.model import (
    Judgement,
    Picture,
    Report,
    Scope,
    StatedAge,
    StatedDate,
    StatedName,
    StatedOutcome,
    StatedPlace,
    StatedSex,
    Verdict,
    from_plain,
    to_plain,
)
from everyname.model.dates import DateRange
from everyname.model.vocabulary import OUTCOMES, SEXES

texts = st.text(max_size=20)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
dates = st.builds(
    lambda text, one, two: StatedDate(
        text=text, earliest=min(one, two), latest=max(one, two), precision="range", calendar="jalali"
    ),
    texts,
    days,
    days,
) | st.builds(StatedDate, text=texts)
reports = st.builds(
    Report,
    source=texts,
    own_id=texts,
    names=st.lists(st.builds(StatedName, text=texts, script=texts), min_size=1, max_size=3).map(tuple),
    ages=st.lists(st.integers(0, 120).map(lambda n: StatedAge(text=str(n), low=n, high=n)), max_size=2).map(
        tuple
    ),
    sexes=st.lists(st.builds(StatedSex, text=texts, term=st.sampled_from(SEXES)), max_size=2).map(tuple),
    dates=st.lists(dates, max_size=2).map(tuple),
    places=st.lists(st.builds(StatedPlace, text=texts, city=texts), max_size=2).map(tuple),
    outcomes=st.lists(st.builds(StatedOutcome, text=texts, term=st.sampled_from(OUTCOMES)), max_size=2).map(
        tuple
    ),
    pictures=st.lists(st.builds(Picture, file_name=texts), max_size=2).map(tuple),
    others=st.lists(st.tuples(texts, texts), max_size=3).map(tuple),
)


@given(reports)
def test_a_report_comes_back_from_plain_values_as_it_was(report: Report) -> None:
    """Every field of a report, many-valued and partial, survives."""
    assert from_plain(Report, to_plain(report)) == report


def test_scope_and_judgement_come_back_too() -> None:
    """Windows and verdicts survive as text."""
    scope = Scope(title="a", window=DateRange.parse("2021-01-01..2021-02-01"), countries=("IR",))
    assert from_plain(Scope, to_plain(scope)) == scope
    judgement = Judgement(left="b", right="a", verdict=Verdict.SAME, reason="r", reviewer="x")
    assert from_plain(Judgement, to_plain(judgement)) == judgement
    assert to_plain(judgement)["verdict"] == "same"


def test_an_unknown_key_is_refused_not_half_understood() -> None:
    """What a newer version wrote is not read in part."""
    with pytest.raises(ValueRefused, match="not a StatedName"):
        from_plain(StatedName, {"text": "a", "colour": "blue"})
