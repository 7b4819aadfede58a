"""Read a stated date of any calendar into the days it can mean; refuse what is impossible or ambiguous.

The text as written is always kept. No date is completed from the day it is read on: "24 Aban" with no
year stays unread.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from everyname.errors import UsedWrongly, ValueRefused
from everyname.model.dates import StatedDate
from everyname.writing.conversion import YEARS, days_of
from everyname.writing.placeholders import is_placeholder
from everyname.writing.worded_dates import drop_beside, split_era, worded_date
from everyname.writing.wording import tidy

__all__ = ["ORDERS", "guess_order", "is_placeholder", "parse_date"]

ORDERS = ("", "dmy", "mdy", "ymd")

# A bare year up to 1420 is Jalali (until March 2042) and from 1501 Gregorian. Between them it can be
# Jalali or lunar Hijri (2000-2077), and only the list's maker knows.
_LAST_BARE_JALALI = 1420
_FIRST_BARE_GREGORIAN = 1501

_UNSTATED = r"(?:0{1,2}|x{1,2}|\?{1,2}|؟{1,2})"
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?P<sign>[-/. ])"
    rf"(?P<m>\d{{1,2}}|{_UNSTATED})(?:(?P=sign)(?P<d>\d{{1,2}}|{_UNSTATED}))?"
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{4})")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/. ])\d{1,2}\1\d{1,3}")
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)")
_TIME = re.compile(
    r"(?<=\d)(?:t| |, ?)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"(?: ?[ap]\.?m\.?| ?z| ?utc| ?[-+]\d\d:?\d\d)?$"
)
_AROUND_SIGNS = re.compile(r"\s*([-/.])\s*")
_NO_LETTER = re.compile(r"[\d\W]+")
_DOUBTED = re.compile(r"~.*|.*\d ?[?؟]")
_ISO_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)")
_BETWEEN = re.compile(r"(?:between|بین|ما بین) (.+?) (?:and|و) (.+)")
_FROM_TO = re.compile(
    r"(?:(?:from|از|من) )?(.+?)"
    r"(?:\s*(?:\.\.+|–|—)\s*| - | (?:to|until|till|through|or|تا|الی|حتی|یا|او) )(.+)"
)
_TWO_DAYS = re.compile(r"(.*?)(?<!\d)(\d{1,2})\s*(?:-|–|—|/|to|and|or|تا|الی|و|یا|او)\s*(\d{1,2})(?!\d)(.*)")
_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[](.+)[)\]]")
_FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Reading:
    first: datetime.date
    last: datetime.date
    precision: str
    calendar: str


@lru_cache(maxsize=8192)
def parse_date(text: str, *, order: str = "", calendar: str = "") -> StatedDate | None:
    """Read a date as a source wrote it; None where the cell states nothing.

    `order` ("dmy" or "mdy") settles 03/04/2022; `calendar` ("gregorian", "jalali", "hijri") settles the
    year. Text that is no date is kept unread. Raises ValueRefused for an impossible day, a year of two
    digits, and what has two readings.
    """
    if order not in ORDERS or (calendar and calendar not in YEARS):
        raise UsedWrongly(f"no such order or calendar: {order!r}, {calendar!r}")
    if is_placeholder(text) or not any(char.isalnum() and char not in "0٠۰" for char in text):
        return None
    plain = tidy(text)
    try:
        reading = _read_range(plain, order, calendar) or _read_one(plain, order, calendar)
    except _Unreadable as problem:
        raise _refusal(text, *problem.args) from None
    if reading is None:
        return StatedDate(text=text)
    return StatedDate(
        text=text,
        earliest=reading.first,
        latest=reading.last,
        precision=reading.precision,
        calendar=reading.calendar,
    )


def guess_order(texts: Iterable[str]) -> str:
    """Give the order a whole column proves: "dmy", "mdy", "ymd"; "" where it proves none."""
    seen: set[str] = set()
    for text in texts:
        plain = _TIME.sub("", _AROUND_SIGNS.sub(r"\1", tidy(text)))
        if found := _YEAR_LAST.fullmatch(plain):
            seen |= _proved(int(found[1]), int(found[3]))
        elif _YEAR_FIRST.fullmatch(plain):
            seen.add("ymd")
    proved = seen & {"dmy", "mdy"}
    if len(proved) == 1:
        return proved.pop()
    return "ymd" if seen == {"ymd"} else ""


def _proved(a: int, b: int) -> set[str]:
    if a > 12 >= b:
        return {"dmy"}
    return {"mdy"} if b > 12 >= a else {"either"}


class _Unreadable(Exception):
    """Why a date cannot be read, and what to do; becomes a ValueRefused with the whole text."""


def _refusal(text: str, why: str, remedy: str = "") -> ValueRefused:
    return ValueRefused(
        f"{text!r} {why}",
        kept="The text is kept as given.",
        remedy=remedy or "Write the day as 2022-09-16, or a part of it as 2022-09 or 2022.",
    )


def _read_range(plain: str, order: str, calendar: str) -> _Reading | None:
    """Read two days or more; None where the text is not a range."""
    for first, last in _halves(plain):
        left, right = _read_one(first, order, calendar), _read_one(last, order, calendar)
        if left is None or right is None or left.calendar != right.calendar:
            continue
        if right.last < left.first:
            raise _Unreadable("ends before it begins", "Give the earlier day first: FROM..TO.")
        return _Reading(left.first, right.last, "range", left.calendar)
    return None


def _halves(plain: str) -> list[tuple[str, str]]:
    """Give the ways to part a text into a first and a last date, each completed with the month and year."""
    if found := _ISO_INTERVAL.fullmatch(plain):
        return [(found[1], found[2])]
    ways = []
    two_days = _TWO_DAYS.fullmatch(plain)
    if two_days:
        before, first, last, after = two_days.groups()
        whole = worded_date(split_era(f"{before}{first}{after}")[0])
        if whole is not None and whole.day:
            ways.append((f"{before}{first}{after}", f"{before}{last}{after}"))
    if (found := _BETWEEN.fullmatch(plain) or _FROM_TO.fullmatch(plain)) and found[2].count(" - ") == 0:
        first, last = found[1], found[2]
        years = _FOUR_DIGITS.findall(last)
        if not _FOUR_DIGITS.search(first) and any(char.isalpha() for char in first):
            first = f"{first} {years[0]}" if len(years) == 1 else first
        if any(char.isalpha() for char in first) or len(first) > 2:
            ways.append((first, last))
    return ways


def _read_one(plain: str, order: str, calendar: str) -> _Reading | None:
    """Read one date, with its era and with a second writing of it in brackets."""
    if found := _IN_BRACKETS.fullmatch(plain):
        return _read_twice(found[1], found[2], order) or _read_one(f"{found[1]} {found[2]}", order, calendar)
    plain, era = split_era(_TIME.sub("", plain).strip(" .,;"))
    if _DOUBTED.fullmatch(plain):
        return None  # how far a doubted date may lie off is not stated
    worded = worded_date(plain)
    if era == "hijri" and worded and all(name == "jalali" for name, _ in worded.months):
        era = "jalali"  # in Iran and Afghanistan a bare "Hijri" is the solar one
    if era and calendar and era != calendar:
        raise _Unreadable(f"states another calendar ({era}) than the mapping does ({calendar})")
    if worded is None:
        plain = drop_beside(plain)
    if _NO_LETTER.fullmatch(plain.replace("x", "?")) and any(char.isdigit() for char in plain):
        return _read_numbers(_AROUND_SIGNS.sub(r"\1", plain), order, era or calendar)
    if worded is None:
        return None
    if worded.short_year:
        raise _short_year()
    return _read_month_name(worded.months, worded.year, worded.day, era or calendar)


def _read_twice(outside: str, inside: str, order: str) -> _Reading | None:
    """Read one day written in two calendars ("16 September 2022 (25 Shahrivar 1401)"); they must agree."""
    one, other = _read_one(outside, order, ""), None
    if one is not None and any(char.isdigit() for char in inside):
        other = _read_one(inside, order, "")
    if one is None or other is None:
        return None
    if one.last < other.first or other.last < one.first:
        raise _Unreadable("gives two dates that are not the same day")
    return one if one.last - one.first <= other.last - other.first else other


def _read_month_name(
    months: tuple[tuple[str, int], ...], year: int, day: int, calendar: str
) -> _Reading | None:
    if not year:
        return None
    fitting = [(name, month) for name, month in months if _fits(name, year, calendar)]
    if len(fitting) != 1:
        wanted = " or ".join(dict.fromkeys(name for name, _ in months))
        raise _Unreadable(f"names a month of the {wanted} calendar, but its year {year} is not of it")
    return _reading(fitting[0][0], year, fitting[0][1], day)


def _fits(name: str, year: int, calendar: str) -> bool:
    if calendar:
        return name == calendar
    first, last = YEARS[name]
    return max(first, _FIRST_BARE_GREGORIAN) <= year <= last if name == "gregorian" else first <= year <= last


def _read_numbers(plain: str, order: str, calendar: str) -> _Reading:
    """Read a date written in numbers only; what is none of the known shapes is refused."""
    if found := _YEAR_LAST.fullmatch(plain):
        a, b, year = int(found[1]), int(found[3]), int(found[4])
        day, month = _day_and_month(a, b, year, order)
        return _reading(_calendar_of(year, calendar), year, month, day)
    if found := _COMPACT.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        year, month, day = int(found["y"]), _part(found["m"]), _part(found["d"])
        if day and not month:
            raise _Unreadable("states a day but no month")
        return _reading(_calendar_of(year, calendar), year, month, day)
    if found := _MONTH_YEAR.fullmatch(plain):
        year, month = int(found[2]), int(found[1])
        return _reading(_calendar_of(year, calendar), year, month or 99, 0)
    if re.fullmatch(r"\d{4}", plain):
        return _reading(_calendar_of(int(plain), calendar), int(plain), 0, 0)
    if _SHORT_YEAR.fullmatch(plain) or re.fullmatch(r"\d{1,2}", plain):
        raise _short_year()
    if re.fullmatch(r"\d{5}(?:\.\d+)?", plain):
        raise _Unreadable("looks like a spreadsheet's own day number", "Format the column as dates.")
    raise _Unreadable("is not a date")


def _part(text: str | None) -> int:
    """Give the number of a month or day, 0 for one left open ("00", "??")."""
    return int(text) if text and text.isdigit() else 0


def _day_and_month(a: int, b: int, year: int, order: str) -> tuple[int, int]:
    """Settle which of two numbers before a year is the day; raises where it cannot be known."""
    if order == "dmy":
        return a, b
    if order == "mdy":
        return b, a
    if a > 12 or a == b:
        return a, b
    if b > 12:
        return b, a
    raise _Unreadable(
        f"can be {year}-{b:02}-{a:02} (day first) or {year}-{a:02}-{b:02} (month first)",
        'Write date_order = "dmy" or "mdy" in the mapping.',
    )


def _calendar_of(year: int, calendar: str) -> str:
    """Give the calendar a bare year belongs to; raises where none or two can be."""
    if calendar:
        return calendar
    if YEARS["jalali"][0] <= year <= _LAST_BARE_JALALI:
        return "jalali"
    if year >= _FIRST_BARE_GREGORIAN:
        return "gregorian"
    if year < YEARS["jalali"][0]:
        raise _Unreadable(f"has the year {year}, which no calendar known here can mean")
    raise _Unreadable(
        f"has the year {year}, which can be Jalali or lunar Hijri",
        'Write calendar = "jalali" or "hijri" in the mapping.',
    )


def _reading(calendar: str, year: int, month: int, day: int) -> _Reading:
    first, last = YEARS[calendar]
    if not first <= year <= last:
        raise _Unreadable(f"has the year {year}; {calendar} years are read from {first} to {last}")
    try:
        days = days_of(calendar, year, month, day)
    except (ValueError, OverflowError):
        raise _Unreadable(f"is no day of the {calendar} calendar") from None
    return _Reading(*days, "day" if day else "month" if month else "year", calendar)


def _short_year() -> _Unreadable:
    return _Unreadable("has no year of four digits", "Write the year in full, for example 1401 or 2022.")
