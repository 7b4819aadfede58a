"""Find the day, month and year in a date whose month is a word."""

from __future__ import annotations

import re
from dataclasses import dataclass

from everyname.writing.fold import fold
from everyname.writing.months import MonthName, month_names

__all__ = ["WordedDate", "drop_beside", "split_era", "worded_date"]

# What may stand beside a date and changes nothing, or only widens it ("late November" is November).
_BESIDE_TEXT = """
the of on in at day month year st nd rd th de le du date dated early mid late beginning middle end
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
روز ماه سال مورخ تاریخ در به اوایل اواسط اواخر نیمه مصادف با برابر شنبه یکشنبه دوشنبه سه‌شنبه
چهارشنبه پنجشنبه پنج‌شنبه جمعه يوم شهر عام سنة في من بتاريخ منتصف مطلع أوائل أواخر السبت الأحد
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة ی ê ساڵی مانگی ڕۆژی ê an roja sala
"""
_BESIDE = frozenset(fold(word) for word in _BESIDE_TEXT.split())
_WEEKDAY = re.compile("(?:یک|دو|سه|چهار|پنج) شنبه")
_PART = re.compile(r"\d+|[^\W\d_]+")
_LONGEST_NAME = 3

_ERAS = (
    (
        "jalali",
        r"هجری (?:شمسی|خورشیدی)|شمسی|خورشیدی|ه ?[./]? ?ش\.?|s\.?h\.?|a\.?p\.?|jalali|solar hijri|shamsi",
    ),
    ("hijri", r"هجری قمری|قمری|ه ?[./]? ?ق\.?|هجریه|هجری|ه\.?|a\.?h\.?|hijri|lunar hijri"),
    ("gregorian", r"میلادیه|میلادی|م\.?|a\.?d\.?|c\.?e\.?|gregorian"),
)
_ERA = re.compile(
    r"(?<=[\d\w ])[ ,(]*(?<![^\W\d_])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _ERAS)
    + r")\)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedDate:
    """The numbers around a month's name; `months` holds every month the name can be, 0 is not stated."""

    months: tuple[MonthName, ...]
    year: int
    day: int
    short_year: bool = False


def split_era(plain: str) -> tuple[str, str]:
    """Give a tidy date without its era ("1398 ه.ش", "2019م", "1441 AH") and the calendar the era names."""
    found = _ERA.search(plain)
    if found is None or not found.start():
        return plain, ""
    return plain[: found.start()].strip(), found.lastgroup or ""


def drop_beside(plain: str) -> str:
    """Leave out the words that change nothing about a date, such as a weekday's name."""
    return re.sub(
        r"[^\W\d_]+", lambda word: "" if fold(word[0]) in _BESIDE else word[0], _WEEKDAY.sub(" ", plain)
    ).strip(" ,;()")


def worded_date(plain: str) -> WordedDate | None:
    """Read a tidy text as one month's name with numbers; None where any other word stands in it."""
    parts = _PART.findall(_WEEKDAY.sub(" ", fold(plain)))
    months, rest = _take_months(parts)
    if len(months) != 1 or any(not part.isdigit() for part in rest):
        return None
    years = [int(part) for part in rest if len(part) == 4]
    others = [int(part) for part in rest if len(part) != 4]
    if len(years) > 1 or len(others) > 2 - len(years) or any(len(part) > 4 for part in rest):
        return None
    if not years and others and (len(others) == 2 or others[0] > 31):
        return WordedDate(months=months.pop(), year=0, day=0, short_year=True)
    return WordedDate(months=months.pop(), year=(years or [0])[0], day=(others or [0])[0])


def _take_months(parts: list[str]) -> tuple[set[tuple[MonthName, ...]], list[str]]:
    """Part the month names from what else stands there; longer names first ("تشرین الاول")."""
    names = month_names()
    months: set[tuple[MonthName, ...]] = set()
    rest: list[str] = []
    at = 0
    while at < len(parts):
        for length in range(min(_LONGEST_NAME, len(parts) - at), 0, -1):
            found = names.get(" ".join(parts[at : at + length]))
            if found:
                months.add(found)
                at += length
                break
        else:
            if parts[at] not in _BESIDE:
                rest.append(parts[at])
            at += 1
    return months, rest
