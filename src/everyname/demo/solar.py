"""Write a day in the Persian solar calendar, as the invented Persian list does.

Leap years follow the 33-year cycle, which agrees with the observed calendar for 1244-1472.
"""

from __future__ import annotations

import datetime

__all__ = ["MONTHS", "to_solar"]

MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
_LEAP_PLACES = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_FIRST_YEAR = 1300
_FIRST_DAY = datetime.date(1921, 3, 21)  # 1 Farvardin 1300


def to_solar(day: datetime.date) -> tuple[int, int, int]:
    """Give (year, month, day) of a day from 1921 on; raises ValueError before."""
    left = (day - _FIRST_DAY).days
    if left < 0:
        raise ValueError(f"{day} lies before {_FIRST_DAY}")
    year = _FIRST_YEAR
    while left >= (length := 366 if year % 33 in _LEAP_PLACES else 365):
        left -= length
        year += 1
    if left < 186:
        return year, left // 31 + 1, left % 31 + 1
    left -= 186
    return year, left // 30 + 7, left % 30 + 1
