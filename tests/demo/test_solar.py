"""The solar calendar of the invented Persian list."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from everyname.demo.solar import to_solar


@given(st.dates(datetime.date(1921, 3, 21), datetime.date(2071, 3, 20)))
def test_agrees_with_the_calendar_library(day: datetime.date) -> None:
    """Every day of 150 years has the solar date that an independent library gives."""
    other = JalaliDate(day)
    assert to_solar(day) == (other.year, other.month, other.day)


def test_refuses_days_it_has_no_table_for() -> None:
    """A day before the table begins is refused, not guessed."""
    with pytest.raises(ValueError, match="lies before"):
        to_solar(datetime.date(1921, 3, 20))
