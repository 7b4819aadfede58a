from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.writing.numerals import parse_whole, read_age

PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("24", (24, 24)),
        ("24.0", (24, 24)),
        ("۲۴", (24, 24)),
        ("٢٤", (24, 24)),
        ("24 years", (24, 24)),
        ("24-year-old", (24, 24)),
        ("۲۴ ساله", (24, 24)),
        ("۲۴\u200cساله", (24, 24)),
        ("عمره ٢٤ سنة", (24, 24)),
        ("20-25", (20, 25)),
        ("۲۰ تا ۲۵ سال", (20, 25)),
        ("16/17", (16, 17)),
        ("6 months", (0, 0)),
        ("۱۸ ماهه", (1, 1)),
        ("3 days", (0, 0)),
        ("30s", (30, 39)),
        ("in her 30s", (30, 39)),
        ("under 18", (0, 17)),
        ("زیر ۱۸ سال", (0, 17)),
        ("60+", (60, 125)),
        (">60", (61, 125)),
        ("about 30", (28, 32)),
        ("30?", (28, 32)),
        ("child", (0, 17)),
        ("کودک", (0, 17)),
        ("طفل", (0, 17)),
        ("کودک ۱۲ ساله", (12, 12)),
        ("infant", (0, 1)),
        ("adult", (18, 125)),
    ],
)
def test_ages_as_lists_write_them(text: str, years: tuple[int, int]) -> None:
    """Numbers, ranges, months, decades, bounds and words give the years they can mean."""
    assert read_age(text) == years


@pytest.mark.parametrize("text", ["", "-", "?", "unknown", "نامشخص", "n/a"])
def test_nothing_stated_is_no_age(text: str) -> None:
    """A placeholder gives no age and no error."""
    assert read_age(text) is None


@pytest.mark.parametrize(
    "text", ["-3", "−3", "4000", "126", "24.7", "abc", "25-20", "24 25", "9" * 10_000, "1e3"]
)
def test_impossible_ages_are_refused(text: str) -> None:
    """What is no age of a human being is refused and says what to write."""
    with pytest.raises(ValueRefused, match="is not an age") as refusal:
        read_age(text)
    assert "24" in refusal.value.remedy


@given(st.integers(0, 125))
def test_every_age_reads_alike_in_both_digits(age: int) -> None:
    """An age means the same in ASCII and in Persian digits, and as a float of a spreadsheet."""
    assert read_age(str(age)) == read_age(str(age).translate(PERSIAN)) == read_age(f"{age}.0") == (age, age)


@given(st.integers(0, 10**15))
def test_whole_numbers_read_with_and_without_separators(number: int) -> None:
    """Thousands separators of English and Persian change nothing."""
    assert parse_whole(str(number)) == number
    assert parse_whole(f"{number:,}") == number
    assert parse_whole(f"{number:,}".replace(",", "٬").translate(PERSIAN)) == number


@pytest.mark.parametrize("text", ["", "1.500", "1,50", "-3", "1,500 000", "abc", "12a", "9" * 5000])
def test_what_is_not_surely_a_whole_number_is_none(text: str) -> None:
    """A separator with two meanings or a broken group is not guessed at."""
    assert parse_whole(text) is None
