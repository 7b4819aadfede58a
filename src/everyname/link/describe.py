"""Reduce a report to the columns that linking compares."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from everyname.link.place_keys import place_keys
from everyname.model import Report, StatedDate, StatedPlace
from everyname.names import parse_name
from everyname.writing.fold import fold

__all__ = ["COLUMNS", "Described", "describe"]

MAX_NAMES = 4
_YEAR = 365.25
_CALLED = re.compile(r"[^()]+\(([^()]{2,30})\)\s*([^()]+)")

COLUMNS = (
    "sex",
    "dob",
    "birth_lo",
    "birth_hi",
    "age_lo",
    "age_hi",
    "day",
    "day_lo",
    "day_hi",
    "place",
    "city",
    "province",
    "country",
    "spots",
    "regions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A report as linking sees it; days are proleptic ordinals, None or "" where nothing is stated.

    `dob` and `day` are set for exact days only; `birth_lo`..`birth_hi` and `day_lo`..`day_hi` always
    bound what is known. An age bounds the birth where the date of harm is known. `spots` are the keys of
    the most exact part of a place text, `regions` those of the wider parts (None where nothing is
    readable, `regions` also where nothing wider is stated).
    """

    id: str
    source: str
    names: tuple[str, ...]
    sex: str | None
    dob: int | None
    birth_lo: int | None
    birth_hi: int | None
    age_lo: int | None
    age_hi: int | None
    day: int | None
    day_lo: int | None
    day_hi: int | None
    place: str | None
    city: str | None
    province: str | None
    country: str | None
    spots: tuple[str, ...] | None
    regions: tuple[str, ...] | None


def describe(report_id: str, report: Report) -> Described:
    """Give the comparable columns of a report."""
    births, days = _span(report.births), _span(report.dates)
    ages = (min(a.low for a in report.ages), max(a.high for a in report.ages)) if report.ages else None
    if births is None and ages is not None and days is not None:
        births = (days[0] - round((ages[1] + 1) * _YEAR), days[1] - round(ages[0] * _YEAR))
    sexes = {sex.term for sex in report.sexes}
    spots, regions = _place_keys(report.places)
    return Described(
        id=report_id,
        source=report.source,
        names=_names(report),
        sex=sexes.pop() if len(sexes) == 1 else None,
        dob=births[0] if births and births[0] == births[1] else None,
        birth_lo=births[0] if births else None,
        birth_hi=births[1] if births else None,
        age_lo=ages[0] if ages else None,
        age_hi=ages[1] if ages else None,
        day=days[0] if days and days[0] == days[1] else None,
        day_lo=days[0] if days else None,
        day_hi=days[1] if days else None,
        place=next((fold(p.text) for p in report.places if fold(p.text)), None),
        city=next((p.city for p in report.places if p.city), None),
        province=next((p.province for p in report.places if p.province), None),
        country=next((p.country for p in report.places if p.country), None),
        spots=spots,
        regions=regions,
    )


def _place_keys(places: tuple[StatedPlace, ...]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Give the keys of the first readable place: of its most exact part, and of what lies around it."""
    parts = next((found for place in places if (found := place_keys(place.text))), ())
    wider = dict.fromkeys(key for part in parts[1:] for key in part)
    return (parts[0] if parts else None), (tuple(wider) or None)


def _names(report: Report) -> tuple[str, ...]:
    """Give the names that name somebody, then the readings in which a name in brackets is the given one."""
    stated = [name.text for name in report.names if parse_name(name.text).tokens]
    other = [reading for text in stated if (reading := _by_other_given(text))]
    return tuple(dict.fromkeys([*stated, *other]))[:MAX_NAMES]


def _by_other_given(text: str) -> str:
    """Read "Given (Called) Family" as "Called Family", "" where no name stands in brackets inside one."""
    found = _CALLED.fullmatch(text.strip())
    if found is None:
        return ""
    called, family = found.groups()
    one_word = len(parse_name(called).tokens) == 1 and any(map(str.isalpha, called))
    return f"{called} {family}" if one_word and parse_name(family).tokens else ""


def _span(dates: tuple[StatedDate, ...]) -> tuple[int, int] | None:
    """Give the narrowest interval stated, in ordinals; the earliest of equally narrow ones."""
    known = [(d.earliest, d.latest) for d in dates if d.earliest is not None and d.latest is not None]
    if not known:
        return None
    first, last = min(known, key=_width)
    return first.toordinal(), last.toordinal()


def _width(span: tuple[datetime.date, datetime.date]) -> tuple[int, datetime.date]:
    return (span[1] - span[0]).days, span[0]
