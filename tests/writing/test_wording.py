from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from everyname.writing.wording import tidy, to_ascii_digits


def test_digits_of_any_script_become_ascii() -> None:
    """Persian, Arabic and Bengali digits read as 0-9, and nothing else changes."""
    assert to_ascii_digits("۱۴۰۱/٠٦/३१ x²") == "1401/06/31 x²"


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"]))
def test_digits_written_in_another_script_come_back(number: int, digits: str) -> None:
    """A number written in Persian or Arabic digits reads back as itself."""
    written = "".join(digits[int(d)] for d in str(number))
    assert int(to_ascii_digits(written)) == number


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_for_plain_letters(text: str) -> None:
    """A tidy text in ASCII stays as it is."""
    once = tidy("".join(char for char in text if char.isascii()))
    assert tidy(once) == once


def test_one_spelling_of_arabic_letters() -> None:
    """A Persian and an Arabic keyboard's letters, joiners and vowel signs make the same word."""
    assert tidy("كي\u200cا\u064b") == tidy("کی ا") == "کی ا"
