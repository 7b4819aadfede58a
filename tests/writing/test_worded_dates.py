from __future__ import annotations

import pytest

from everyname.writing.worded_dates import split_era, worded_date


@pytest.mark.parametrize(
    ("text", "rest", "era"),
    [
        ("1398/08/25 ه.ش", "1398/08/25", "jalali"),
        ("1441 هجری قمری", "1441", "hijri"),
        ("1441 ه", "1441", "hijri"),
        ("2019م", "2019", "gregorian"),
        ("1441 ah", "1441", "hijri"),
        ("2019-11-16", "2019-11-16", ""),
        ("قم", "قم", ""),
    ],
)
def test_the_era_names_the_calendar(text: str, rest: str, era: str) -> None:
    """The letters after a year say which calendar it is."""
    assert split_era(text) == (rest, era)


def test_a_month_with_numbers_is_a_date() -> None:
    """Weekday, comma and ordinal ending do not matter."""
    found = worded_date("fri, 16th of september, 2022")
    assert found is not None
    assert (found.months, found.day, found.year) == ((("gregorian", 9),), 16, 2022)


@pytest.mark.parametrize(
    "text", ["before september 2022", "summer 2022", "2022", "may be 3", "sep or oct 2022"]
)
def test_other_words_make_it_no_date(text: str) -> None:
    """A word that may change the meaning leaves the text unread."""
    assert worded_date(text) is None


def test_a_year_of_two_digits_is_noticed() -> None:
    """The date "25 Aban 98" has a year of two digits."""
    found = worded_date("25 aban 98")
    assert found is not None
    assert found.short_year
