from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.writing.conversion import days_of, jalali_of


def test_a_known_day() -> None:
    """25 Aban 1398 is 16 November 2019."""
    assert jalali_of(datetime.date(2019, 11, 16)) == (1398, 8, 25)


@given(
    st.sampled_from(["gregorian", "jalali", "hijri"]),
    st.integers(1350, 1495),
    st.integers(1, 12),
    st.integers(1, 29),
)
def test_a_day_lies_in_its_month_and_year(calendar: str, year: int, month: int, day: int) -> None:
    """A day's interval lies inside its month's, and that inside its year's."""
    day = min(day, 28)
    (a, b), (c, d), (e, f) = (
        days_of(calendar, year, month, day),
        days_of(calendar, year, month),
        days_of(calendar, year),
    )
    assert e <= c <= a <= b <= d <= f


@pytest.mark.parametrize(
    ("calendar", "parts"),
    [
        ("gregorian", (2022, 13, 1)),
        ("gregorian", (2023, 2, 29)),
        ("jalali", (1400, 12, 30)),
        ("jalali", (1400, 13)),
        ("hijri", (1444, 1, 31)),
        ("hijri", (1444, 13, 1)),
    ],
)
def test_impossible_days_raise(calendar: str, parts: tuple[int, ...]) -> None:
    """A month 13 or a day a month has not is an error, never the next day."""
    with pytest.raises(ValueError):
        days_of(calendar, *parts)
