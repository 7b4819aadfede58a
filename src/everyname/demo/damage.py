"""Damage what is written the way real lists are damaged: slips of the hand, of scripts and of dates."""

from __future__ import annotations

import datetime
import random

from everyname.demo.invention import WINDOW

__all__ = ["maybe", "nudge_age", "nudge_day", "persian_digits", "reorder_letters", "slip"]

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def persian_digits(text: str) -> str:
    """Write ASCII digits as Persian ones."""
    return text.translate(_PERSIAN_DIGITS)


def maybe(rng: random.Random, share: float, text: str) -> str:
    """Lose `text` in `share` of the cases, as cells are lost."""
    return "" if rng.random() < share else text


def slip(rng: random.Random, name: str) -> str:
    """Make one typing slip inside a name: a letter dropped, doubled or swapped with the next."""
    places = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    if len(places) < 3:
        return name
    at = rng.choice(places)
    kind = rng.randrange(3)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def reorder_letters(name: str) -> str:
    """Write lam-alef and the divine name in the wrong order, as extraction from PDF files does."""
    return name.replace("الله", "هللا") if "الله" in name else name.replace("لا", "ال")


def nudge_age(rng: random.Random, age: int) -> int:
    """Give the age one off in a tenth of the cases, further off in a fiftieth."""
    draw = rng.random()
    if draw < 0.10:
        return max(1, age + rng.choice((-1, 1)))
    if draw < 0.12:
        return max(1, age + rng.choice((-5, -3, 3, 5, 10)))
    return age


def nudge_day(rng: random.Random, day: datetime.date) -> datetime.date:
    """Give the day one off in 8 of 100 cases, three off in 2, and never across an end of the window."""
    draw = rng.random()
    if draw >= 0.10:
        return day
    off = datetime.timedelta(days=rng.choice((-1, 1)) * (1 if draw < 0.08 else 3))
    moved = day + off
    crosses = (WINDOW.first <= day <= WINDOW.last) != (WINDOW.first <= moved <= WINDOW.last)
    return day if crosses else moved
