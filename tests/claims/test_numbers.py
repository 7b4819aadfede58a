"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.claims.numbers import read_number, read_value
from everyname.claims.words import word_list
from everyname.model import ClaimValue

SMALL = word_list(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """Spell a number below a thousand million, the way the reader must understand it."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = spelled(number % size) if number % size else ""
            joint = " and " if size == 100 and rest else " "
            return f"{spelled(number // size)} {name}{joint if rest else ''}{rest}"
    raise AssertionError(number)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_every_number_is_read_as_it_was_written(number: int) -> None:
    """A number means the same in plain digits, in digits with commas and in words."""
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number
    assert read_number(spelled(number)) == number


@pytest.mark.parametrize(
    ("words", "qualifier", "kind", "low", "high"),
    [
        ("1,500", "", "exact", 1500, 1500),
        ("1500", "over", "more_than", 1500, None),
        ("forty", "At least", "at_least", 40, None),
        ("40", "or more", "at_least", 40, None),
        ("12", "up to", "at_most", None, 12),
        ("a hundred", "nearly", "about", 100, 100),
        ("1.5 million", "some", "about", 1_500_000, 1_500_000),
        ("half a million", "", "exact", 500_000, 500_000),
        ("two dozen", "", "exact", 24, 24),
        ("15 and 20", "between", "range", 15, 20),
        ("15 to 20", "", "range", 15, 20),
        ("15-20", "", "range", 15, 20),
        ("five or six", "", "range", 5, 6),
        ("hundreds of thousands", "", "vague", None, None),
    ],
)
def test_qualifiers_and_ranges_keep_their_meaning(
    words: str, qualifier: str, kind: str, low: int | None, high: int | None
) -> None:
    """A qualifier decides which ends of the value are known; a vague word gets no number."""
    assert read_value(words, qualifier) == ClaimValue(kind=kind, low=low, high=high)


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("1.5", ""),
        ("20 to 15", ""),
        ("15 and 20", ""),
        ("people", ""),
        ("12", "despite"),
        ("12 people", ""),
        ("", ""),
    ],
)
def test_what_states_no_count_is_not_read(words: str, qualifier: str) -> None:
    """Words that state no whole number, or a qualifier nobody knows, give no value."""
    assert read_value(words, qualifier) is None
