"""Read the real development lists as reports; nothing of them is kept."""

from __future__ import annotations

import csv
import datetime
import os
from collections.abc import Iterable
from pathlib import Path

from bench_link.table import NotRun
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace, StatedSex
from everyname.writing.fold import script_of

__all__ = ["DATA", "report_of", "rows_of"]

_BESIDE = Path(__file__).resolve().parents[2].parent / "shared" / "data"
DATA = Path(os.environ.get("EVERYNAME_DATA") or _BESIDE)
_SEXES = {"m": "male", "f": "female", "مرد": "male", "زن": "female", "man": "male", "woman": "female"}


def rows_of(path: str) -> list[dict[str, str]]:
    """Read one list; raises NotRun where the development data is not at hand."""
    if not (DATA / path).is_file():
        raise NotRun("no development data (set EVERYNAME_DATA to its folder)")
    with (DATA / path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def report_of(
    source: str,
    names: Iterable[str],
    *,
    sex: str = "",
    age: str = "",
    date: str = "",
    birth: str = "",
    city: str = "",
    province: str = "",
    address: str = "",
) -> Report:
    """Make a report of the texts of a row; a text that cannot be read is left out."""
    term = _SEXES.get(sex.lower(), sex.lower())
    place = address or f"{city} {province}".strip()
    return Report(
        source=source,
        names=tuple(StatedName(text=name, script=script_of(name)) for name in names if name),
        ages=_age(age),
        sexes=(StatedSex(text=sex, term=term),) if term in ("male", "female") else (),
        dates=_day(date),
        births=_day(birth),
        places=(StatedPlace(text=place, city=city, province=province),) if place else (),
    )


def _day(text: str) -> tuple[StatedDate, ...]:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return ()
    return (StatedDate(text=text, earliest=day, latest=day, precision="day", calendar="gregorian"),)


def _age(text: str) -> tuple[StatedAge, ...]:
    try:
        years = int(float(text))
    except ValueError:
        return ()
    return (StatedAge(text=text, low=years, high=years),) if 0 <= years <= 120 else ()
