"""Turn a year, month or day of a calendar into the Gregorian days it can mean, and give a day in Jalali.

Jalali by persiantools, lunar Hijri by hijridate (Umm al-Qura). Lunar months begin a day earlier or later
where the crescent is sighted, so every Hijri interval is one day wider at both ends.
"""

from __future__ import annotations

import calendar as gregorian
import datetime

__all__ = ["YEARS", "days_of", "jalali_of"]

YEARS = {"gregorian": (1200, 2100), "jalali": (1200, 1500), "hijri": (1343, 1500)}
"""First and last year read in each calendar; hijridate's tables end where the Hijri ones do."""

_ONE_DAY = datetime.timedelta(days=1)


def days_of(calendar: str, year: int, month: int = 0, day: int = 0) -> tuple[datetime.date, datetime.date]:
    """Give the first and last Gregorian day of a year, a month of it or a day.

    Raises ValueError for none such. A `month` or `day` of 0 is not stated.
    """
    if month == 0:
        return days_of(calendar, year, 1)[0], days_of(calendar, year, 12)[1]
    if calendar == "gregorian":
        last_day = gregorian.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        return datetime.date(year, month, day or 1), datetime.date(year, month, day or last_day)
    return _jalali(year, month, day) if calendar == "jalali" else _hijri(year, month, day)


def _jalali(year: int, month: int, day: int) -> tuple[datetime.date, datetime.date]:
    from persiantools.jdatetime import JalaliDate

    first: datetime.date = JalaliDate(year, month, day or 1).to_gregorian()  # type: ignore[no-untyped-call]
    if day:
        return first, first
    following = _jalali(year, month + 1, 1) if month < 12 else _jalali(year + 1, 1, 1)
    return first, following[0] - _ONE_DAY


def _hijri(year: int, month: int, day: int) -> tuple[datetime.date, datetime.date]:
    """Count from the first of the month: a 30th is possible in some variant even where Umm al-Qura has 29."""
    from hijridate import Hijri

    start = Hijri(year, month, 1)
    if not 0 <= day <= 30:
        raise ValueError(f"no lunar month has {day} days")
    first = datetime.date(*start.to_gregorian().datetuple())
    length = start.month_length()
    begin = first + _ONE_DAY * (day - 1 if day else 0)
    end = begin if day else first + _ONE_DAY * (length - 1)
    return begin - _ONE_DAY, end + _ONE_DAY


def jalali_of(day: datetime.date) -> tuple[int, int, int]:
    """Give year, month and day of a Gregorian day in the Jalali calendar."""
    from persiantools.jdatetime import JalaliDate

    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)  # type: ignore[no-untyped-call]
    return jalali.year, jalali.month, jalali.day
