"""Precision: ages, dates and places say no more than the rules allow."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.edition.coarsen import public_age, public_date, public_place
from everyname.edition.public import PublicDate
from everyname.model import StatedAge, StatedDate, StatedPlace

_PLACE = StatedPlace(text="Lime Street 5", country="XA", province="Marou", city="Sarvan", precision="city")


@given(st.integers(0, 125), st.integers(0, 125))
def test_bands_hold_the_age_and_nothing_finer(one: int, other: int) -> None:
    """A band contains every age it stands for and begins and ends on a band's edge."""
    low, high = sorted((one, other))
    band = public_age(StatedAge(text="x", low=low, high=high), banded=True)
    first, _, last = band.rstrip("+").partition("-")
    assert int(first) in (0, 12, 18, 25, 35, 45, 60)
    assert int(first) <= low
    assert band.endswith("+") or (int(last) >= high and int(last) in (11, 17, 24, 34, 44, 59))


@given(st.dates(datetime.date(1300, 1, 1), datetime.date(2100, 12, 31)), st.integers(0, 400))
def test_coarser_dates_contain_the_stated_days(first: datetime.date, length: int) -> None:
    """At every precision the published days contain the stated ones."""
    last = first + datetime.timedelta(days=length)
    stated = StatedDate(text="on a day", earliest=first, latest=last, precision="range")
    for step in ("day", "month", "year"):
        shown = public_date(stated, step)
        assert shown is not None
        assert shown.first <= first.isoformat() <= last.isoformat() <= shown.last
        assert (shown.text == "on a day") is (step == "day")


def test_months_and_years_are_whole() -> None:
    """At month precision a day cannot be told from its month's others."""
    stated = StatedDate(
        text="x", earliest=datetime.date(2030, 2, 11), latest=datetime.date(2030, 2, 11), precision="day"
    )
    month, year = public_date(stated, "month"), public_date(stated, "year")
    assert month == PublicDate(first="2030-02-01", last="2030-02-28")
    assert year == PublicDate(first="2030-01-01", last="2030-12-31")


def test_unread_dates_are_not_published() -> None:
    """Words that were not read as a date may say anything, so they stay in the book."""
    assert public_date(StatedDate(text="at his uncle's house"), "day") is None


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("exact", ("XA", "Marou", "Sarvan", "Lime Street 5")),
        ("city", ("XA", "Marou", "Sarvan", "")),
        ("province", ("XA", "Marou", "", "")),
        ("country", ("XA", "", "", "")),
    ],
)
def test_places_stop_at_the_rules_precision(step: str, shown: tuple[str, ...]) -> None:
    """A place says no more than its precision; a source's own words only at the finest."""
    place = public_place(_PLACE, step)
    assert place is not None
    assert (place.country, place.province, place.city, place.text) == shown


def test_an_unfound_place_says_nothing() -> None:
    """A place the gazetteer does not know could be an address, so it is not shown."""
    assert public_place(StatedPlace(text="Lime Street 5"), "city") is None
