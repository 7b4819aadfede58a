"""Invent reports by the hundred thousand, a fifth of them second reports of somebody, for measuring speed."""

from __future__ import annotations

import csv
import datetime
import io
import random

from everyname.demo.damage import maybe, nudge_age, nudge_day, slip
from everyname.demo.invention import WINDOW
from everyname.demo.land import CITIES, City
from everyname.demo.names import NameParts, draw_family, draw_given, in_latin, in_persian

__all__ = ["many_persons", "many_rows"]

_HEADER = ("id", "name", "age", "sex", "date", "city", "province", "outcome")
_REPEATED = 0.2
_DAYS = (WINDOW.last - WINDOW.first).days
_WEIGHTS = [city.weight for city in CITIES]

_Drawn = tuple[NameParts, int, str, datetime.date, City]


def many_rows(rows: int, seed: int) -> bytes:
    """Write a CSV (UTF-8) of `rows` invented reports; ids are "R1".. in order, about 20 % are duplicates.

    Three rows in ten are in Persian script; ages, days, spellings and missing cells are damaged as in
    the five lists. `many_persons` tells who stands behind each row.
    """
    persons = many_persons(rows, seed)
    rng = random.Random(f"{seed}:rows")
    drawn: dict[int, _Drawn] = {}
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(_HEADER)
    for number, person in enumerate(persons, start=1):
        if person not in drawn:
            drawn[person] = _draw(rng)
        writer.writerow((f"R{number}", *_write(rng, drawn[person])))
    return into.getvalue().encode("utf-8")


def many_persons(rows: int, seed: int) -> tuple[int, ...]:
    """Give the number of the person behind each row of `many_rows`, in row order; shape (rows,)."""
    rng = random.Random(f"{seed}:persons")
    persons: list[int] = []
    count = 0
    for _ in range(rows):
        if count and rng.random() < _REPEATED:
            persons.append(rng.randint(1, count))
        else:
            count += 1
            persons.append(count)
    return tuple(persons)


def _draw(rng: random.Random) -> _Drawn:
    city = rng.choices(CITIES, weights=_WEIGHTS)[0]
    sex = "female" if rng.random() < 0.16 else "male"
    name = NameParts(
        given=draw_given(rng, sex),
        father=draw_given(rng, "male"),
        grandfather=draw_given(rng, "male"),
        family=draw_family(rng, is_arabic=city.is_arabic),
        is_arabic=city.is_arabic,
    )
    age = min(86, max(3, round(rng.gammavariate(6.5, 4.4))))
    return name, age, sex, WINDOW.first + datetime.timedelta(days=rng.randint(0, _DAYS)), city


def _write(rng: random.Random, drawn: _Drawn) -> tuple[str, ...]:
    name, age, sex, died, city = drawn
    fathers = 1 if rng.random() < 0.7 else 0
    if rng.random() < 0.3:
        written = in_persian(name, fathers=fathers)
    else:
        written = in_latin(name, fathers=fathers, rng=rng)
    return (
        slip(rng, written) if rng.random() < 0.04 else written,
        maybe(rng, 0.08, str(nudge_age(rng, age))),
        maybe(rng, 0.03, sex),
        maybe(rng, 0.03, nudge_day(rng, died).isoformat()),
        maybe(rng, 0.03, city.place.latin[0]),
        maybe(rng, 0.05, city.province.latin[0]),
        "killed",
    )
