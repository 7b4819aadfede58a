"""Set days in words, in the calendars of the reader, with their ISO form for machines."""

from __future__ import annotations

import datetime
from functools import lru_cache

from markupsafe import Markup, escape

from everyname.edition.manner import MANNERS
from everyname.edition.public import PublicEdition

__all__ = ["calendars_of", "say_days"]

_JALALI_COUNTRIES = frozenset({"IR", "AF"})


def calendars_of(edition: PublicEdition, language: str) -> tuple[str, ...]:
    """Give the calendars of a language; in English the Jalali one joins where a country in scope uses it."""
    own = MANNERS[language].calendars
    if language == "en" and _JALALI_COUNTRIES & set(edition.scope.countries):
        return (*own, "jalali")
    return own


@lru_cache(maxsize=16384)
def say_days(first: str, last: str, language: str, calendars: tuple[str, ...] = ("gregorian",)) -> Markup:
    """Set days in words, in the first calendar and in the others in brackets; name whole months and years."""
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    named, stamp = _whole(start, end, language)
    shown = named or [_in_calendar(start, end, language, calendar) for calendar in calendars]
    text = shown[0] + "".join(f" ({other})" for other in shown[1:])
    if "/" in stamp:
        return escape(text)
    return Markup('<time datetime="{}">{}</time>').format(stamp, text)


def _whole(start: datetime.date, end: datetime.date, language: str) -> tuple[list[str], str]:
    """Give the name of a whole Gregorian month or year, if it is one, and the ISO form of the days."""
    after, manner = end + datetime.timedelta(days=1), MANNERS[language]
    if start == end:
        return [], start.isoformat()
    if start.day == 1 and after.day == 1 and (start.year, start.month) == (end.year, end.month):
        return [manner.month(start.year, start.month)], start.isoformat()[:7]
    if (start.month, start.day, after.month, after.day) == (1, 1, 1, 1) and start.year == end.year:
        return [manner.numerals(start.year)], f"{start.year:04d}"
    return [], f"{start.isoformat()}/{end.isoformat()}"


def _in_calendar(start: datetime.date, end: datetime.date, language: str, calendar: str) -> str:
    manner = MANNERS[language]
    days = [manner.day(day, calendar) for day in dict.fromkeys((start, end))]
    return manner.until.join(days)
