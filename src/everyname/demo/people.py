"""Draw the people of the invented conflict: families, two peaks of deaths, some outside the scope."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace

from everyname.demo.invention import WINDOW, TruePerson
from everyname.demo.land import CITIES
from everyname.demo.names import NameParts, draw_family, draw_given

__all__ = ["draw_people"]

_PEAKS = (datetime.date(2021, 3, 19), datetime.date(2021, 5, 8))
_OUTSIDE = (datetime.date(2020, 11, 2), datetime.date(2021, 8, 1))  # first days of two spans outside
_KIN = 0.07  # share who die beside a brother or sister: same father, family, city and almost the same day


def draw_people(rng: random.Random, people: int) -> tuple[TruePerson, ...]:
    """Draw `people` persons in scope and about an eighth more who are out of it; ids count from 1."""
    drawn: list[TruePerson] = []
    for number in range(1, people + 1):
        if drawn and rng.random() < _KIN:
            drawn.append(_sibling(rng, number, rng.choice(drawn)))
        else:
            drawn.append(_person(rng, number, _outcome_in_scope(rng), _day_inside(rng)))
    others: list[Callable[[int], TruePerson]] = [
        lambda n: _person(rng, n, "injured", _day_inside(rng)),
        lambda n: _person(rng, n, "detained", _day_inside(rng)),
        lambda n: _person(rng, n, "killed", _day_outside(rng)),
        lambda n: _person(rng, n, "executed", _day_inside(rng)),
    ]
    for number in range(people + 1, people + people // 8 + 1):
        drawn.append(rng.choices(others, weights=(4, 3, 2, 1))[0](number))
    return tuple(drawn)


def _person(rng: random.Random, number: int, outcome: str, died: datetime.date) -> TruePerson:
    city = rng.choices(CITIES, weights=[city.weight for city in CITIES])[0]
    is_arabic = rng.random() < (0.85 if city.is_arabic else 0.06)
    sex = "female" if rng.random() < 0.16 else "male"
    name = NameParts(
        given=draw_given(rng, sex),
        father=draw_given(rng, "male"),
        grandfather=draw_given(rng, "male"),
        family=draw_family(rng, is_arabic=is_arabic),
        is_arabic=is_arabic,
    )
    return TruePerson(
        id=number,
        name=name,
        sex=sex,
        age=_age(rng),
        died=died,
        city=city,
        outcome=outcome,
        visibility=rng.gauss(0, 1),
    )


def _sibling(rng: random.Random, number: int, other: TruePerson) -> TruePerson:
    sex = "female" if rng.random() < 0.3 else "male"
    given = draw_given(rng, sex)
    while given == other.name.given:
        given = draw_given(rng, sex)
    died = _clamp(other.died + datetime.timedelta(days=rng.choice((0, 0, 0, 1))))
    return replace(
        other,
        id=number,
        name=replace(other.name, given=given),
        sex=sex,
        age=_age(rng),
        died=died,
        outcome="killed",
        visibility=rng.gauss(0, 1),
    )


def _age(rng: random.Random) -> int:
    return min(86, max(3, round(rng.gammavariate(6.5, 4.4))))


def _outcome_in_scope(rng: random.Random) -> str:
    return "died_in_custody" if rng.random() < 0.05 else "killed"


def _day_inside(rng: random.Random) -> datetime.date:
    """Draw a day of the window: one in four anywhere, the others around the two peaks."""
    if rng.random() < 0.25:
        length = (WINDOW.last - WINDOW.first).days
        return WINDOW.first + datetime.timedelta(days=rng.randint(0, length))
    peak = _PEAKS[0] if rng.random() < 0.6 else _PEAKS[1]
    return _clamp(peak + datetime.timedelta(days=round(rng.gauss(0, 4))))


def _day_outside(rng: random.Random) -> datetime.date:
    return rng.choice(_OUTSIDE) + datetime.timedelta(days=rng.randint(0, 80))


def _clamp(day: datetime.date) -> datetime.date:
    return min(max(day, WINDOW.first), WINDOW.last)
