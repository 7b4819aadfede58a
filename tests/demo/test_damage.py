"""Damage as real lists have it."""

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from everyname.demo.damage import maybe, nudge_age, nudge_day, persian_digits, reorder_letters, slip
from everyname.demo.invention import WINDOW

SEEDS = st.integers(0, 10_000)


@given(SEEDS, st.sampled_from(["Saeed Narangan", "سعید نارنگان", "Ali al-Sedrawi"]))
def test_a_slip_changes_little(seed: int, name: str) -> None:
    """A slip changes at most one letter's worth: the name stays within one letter in length."""
    slipped = slip(random.Random(seed), name)
    assert abs(len(slipped) - len(name)) <= 1
    assert slipped[0] == name[0]
    assert slipped.count(" ") == name.count(" ")


def test_a_short_name_is_left_whole() -> None:
    """A name of a few letters is not damaged out of recognition."""
    assert slip(random.Random(1), "Ali") == "Ali"


@given(SEEDS, st.dates(datetime.date(2020, 6, 1), datetime.date(2021, 12, 31)))
def test_a_wrong_day_never_crosses_the_window(seed: int, day: datetime.date) -> None:
    """Damage moves a day by three at most and never puts a death in or out of the scope."""
    moved = nudge_day(random.Random(seed), day)
    assert abs((moved - day).days) in (0, 1, 3)
    assert (WINDOW.first <= moved <= WINDOW.last) == (WINDOW.first <= day <= WINDOW.last)


@given(SEEDS, st.integers(3, 86))
def test_a_wrong_age_stays_possible(seed: int, age: int) -> None:
    """A damaged age is still an age, off by ten years at most."""
    assert 1 <= nudge_age(random.Random(seed), age) <= age + 10


def test_letters_are_reordered_as_pdf_extraction_does() -> None:
    """Lam-alef and the divine name turn around; the letters stay the same ones."""
    assert reorder_letters("بلال") == "بالل"
    assert sorted(reorder_letters("عبد الله")) == sorted("عبد الله")
    assert reorder_letters("عبد الله") != "عبد الله"
    assert reorder_letters("سمير") == "سمير"


def test_digits_and_losses() -> None:
    """Digits become Persian ones; a share of one loses every cell, a share of nought none."""
    assert persian_digits("1400/01/05") == "۱۴۰۰/۰۱/۰۵"
    assert maybe(random.Random(1), 1.0, "x") == ""
    assert maybe(random.Random(1), 0.0, "x") == "x"
