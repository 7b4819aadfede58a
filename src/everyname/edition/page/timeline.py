"""Lay out the timeline: counts by day, week and month, and the days on which people are commemorated.

Only a date published to the day enters the days and weeks, only one inside a month the months; the others
are one number beside the table. The fortieth day is the day itself and forty days, as it is commonly kept.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup

from everyname.edition.coarsen import hidden_cells
from everyname.edition.page.events import FEWEST
from everyname.edition.public import PublicPerson
from everyname.edition.voice import Voice
from everyname.pictures import Bar, columns
from everyname.writing.conversion import days_of, jalali_of

__all__ = ["commemorations", "counts_by", "timeline_page"]

MOST_BARS = 62
STEPS = ("day", "week", "month")
FORTY = datetime.timedelta(days=40)
_WEEK = datetime.timedelta(days=7)
_FATAL = frozenset({"killed", "died_in_custody", "executed", "died_otherwise"})


def timeline_page(voice: Voice) -> dict[str, Any]:
    """Give the values the template of the timeline needs."""
    edition = voice.edition
    small = edition.rules.small_cell
    steps = [_step(voice, step, small) for step in STEPS]
    days = commemorations(edition.persons, small, edition.as_of)
    return {"steps": [step for step in steps if step], "commemorations": days}


def counts_by(persons: Iterable[PublicPerson], step: str) -> tuple[dict[str, int], int]:
    """Count persons by the first day (ISO) of each day, week or month, and those dated less precisely.

    Every step between the first and the last is there, also one with nobody.
    """
    start = _STARTS[step]
    found: Counter[datetime.date] = Counter()
    wide = 0
    for person in persons:
        ends = [start(datetime.date.fromisoformat(day)) for day in (person.first, person.last) if day]
        if len(ends) == 2 and ends[0] == ends[1] and (step == "month" or person.first == person.last):
            found[ends[0]] += 1
        else:
            wide += 1
    counts, day = {}, min(found, default=None)
    while day is not None and day <= max(found):
        counts[day.isoformat()] = found[day]
        day = _next(day, step)
    return counts, wide


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


_STARTS: dict[str, Callable[[datetime.date], datetime.date]] = {
    "day": lambda day: day,
    "week": _monday,
    "month": lambda day: day.replace(day=1),
}


def _next(day: datetime.date, step: str) -> datetime.date:
    if step == "month":
        return (day + datetime.timedelta(days=32)).replace(day=1)
    return day + (_WEEK if step == "week" else datetime.timedelta(days=1))


def _step(voice: Voice, step: str, small: int) -> dict[str, Any] | None:
    """Lay out one step: its chart where no count is hidden, and its table; None where there is too much."""
    counts, wide = counts_by(voice.edition.persons, step)
    if not counts or (len(counts) > MOST_BARS and step != "month"):
        return None
    hidden = hidden_cells(counts.items(), small)
    rows = [(_label(voice, step, day), None if day in hidden else n) for day, n in counts.items()]
    chart = ""
    if not hidden and 1 < len(counts) <= MOST_BARS:
        drawn = [Bar(label=label, value=n or 0, shown=voice.figure(n or 0)) for label, n in rows]
        chart = columns(
            drawn,
            title=str(voice.text(f"timeline_{step}")),
            description=str(voice.text("chart_say")),
            name=f"chart-{step}",
            look=voice.look,
        )
    shown = [(label, None if n is None else voice.counted(n)) for label, n in rows if n != 0]
    return {
        "name": step,
        "rows": shown,
        "chart": Markup(chart),
        "wide": voice.counted(wide) if wide else None,
    }


def _label(voice: Voice, step: str, day: str) -> str:
    if step == "month":
        return voice.month(day[:7])
    return voice.manner.day(datetime.date.fromisoformat(day), voice.calendars[0])


def commemorations(persons: Sequence[PublicPerson], small: int, as_of: str) -> list[dict[str, Any]]:
    """Give each day on which enough people died, its fortieth day, the next anniversaries after `as_of`."""
    died = Counter(p.first for p in persons if p.first and p.first == p.last and p.outcome in _FATAL)
    today = datetime.date.fromisoformat(as_of)
    return [
        {
            "day": day,
            "count": count,
            "fortieth": (datetime.date.fromisoformat(day) + FORTY).isoformat(),
            "gregorian": next_anniversary(datetime.date.fromisoformat(day), today).isoformat(),
            "jalali": next_jalali_anniversary(datetime.date.fromisoformat(day), today).isoformat(),
        }
        for day, count in sorted(died.items())
        if count >= max(small, FEWEST)
    ]


def next_anniversary(day: datetime.date, after: datetime.date) -> datetime.date:
    """Give the next anniversary after a day; of 29 February on the 28th where the year has none."""
    year = max(after.year, day.year + 1)
    found = _same_day(day, year)
    return found if found > after else _same_day(day, year + 1)


def _same_day(day: datetime.date, year: int) -> datetime.date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def next_jalali_anniversary(day: datetime.date, after: datetime.date) -> datetime.date:
    """Give the next anniversary by the Jalali calendar; of 30 Esfand on the 29th where the year has none."""
    first, month, number = jalali_of(day)
    year = max(jalali_of(after)[0], first + 1)
    found = _same_jalali_day(year, month, number)
    return found if found > after else _same_jalali_day(year + 1, month, number)


def _same_jalali_day(year: int, month: int, number: int) -> datetime.date:
    last = days_of("jalali", year, month)[1]
    return min(days_of("jalali", year, month)[0] + datetime.timedelta(days=number - 1), last)
