"""Read whole numbers and stated ages in any decimal digits."""

from __future__ import annotations

import re
from functools import lru_cache

from everyname.errors import ValueRefused
from everyname.model.report import MAX_AGE
from everyname.writing.fold import fold
from everyname.writing.placeholders import is_placeholder
from everyname.writing.sexes import read_sex
from everyname.writing.wording import tidy, to_ascii_digits

__all__ = ["ABOUT_YEARS", "is_placeholder", "parse_whole", "read_age", "read_sex", "to_ascii_digits"]

ABOUT_YEARS = 2
"""How far an "about 30" may lie from the truth, in years on each side; a convention of this project."""

_WHOLE = re.compile(r"\d{1,18}|\d{1,3}(?P<gap>[,٬،' ])\d{3}(?:(?P=gap)\d{3}){0,4}")

_AGE_WORDS = {
    (0, 0): "newborn|neonate|new born|نوزاد|مولود|حديث الولادة|نۆزاد",
    (0, 1): "infant|baby|شیرخوار|شیرخواره|رضيع|رضيعة|ساوا",
    (1, 3): "toddler|نوپا",
    (0, 17): "child|children|minor|juvenile|kid|کودک|بچه|خردسال|طفل|طفلة|أطفال|قاصر|منداڵ|zarok",
    (12, 19): "teen|teenager|teenage|adolescent|نوجوان|مراهق|مراهقة",
    # The widest of the definitions in use: the UN's youth (15-24) and Iran's in law (18-35).
    (15, 35): "young|young adult|youth|جوان|شاب|شابة|گەنج",
    (18, MAX_AGE): "adult|بزرگسال|بالغ|بالغة|گەورە",
    (60, MAX_AGE): "elderly|old|elder|senior|سالمند|مسن|پیر|كبير السن|عجوز|مسنة|پیرمرد|پیرزن",
}
_BY_WORD = {fold(w): years for years, words in _AGE_WORDS.items() for w in words.split("|")}

_YEARS = r"(?:years?|yrs?|yr|y ?o|y|year olds?|years? old|yrs? old|of age|ساله|سالگی|سال|سنه|سنوات|عاما|عام|اعوام|ساڵه|ساڵ|sali|salî)"  # noqa: E501
_MONTHS = r"(?:months?|mos?|month old|months old|ماهه|ماهگی|ماه|شهر|شهرا|شهور|اشهر|مانگ|مانگه|meh)"
_DAYS = r"(?:days?|weeks?|days old|weeks old|day old|week old|hours?|روزه|روز|هفته|هفته ای|یوم|ایام|اسبوع|اسابیع|ساعته|ساعت)"  # noqa: E501
_BEFORE = r"(?:aged?|at|(?:at )?the age of|سن|عمر|العمر|عمره|عمرها|فی|تهمهنی|تهمهن)?"
_NUMBER = r"(\d{1,9})(?:[.٫]0+)?"
_ABOUT = r"(?:about|around|approx|approximately|circa|c|ca|nearly|almost|~|حدود|حدودا|حدودی|تقریبا|نزدیک به|حوالی|نحو|حوالی|نزیکهی)"  # noqa: E501
_TO = r"(?:-|–|—|to|till|or|and|/|تا|الی|یا|و|او|بۆ)"
_UNDER = r"(?:<|under|below|less than|younger than|زیر|کمتر از|اقل من|دون|تحت|ژێر)"
_OVER = r"(?:over|above|older than|more than|at least|min|بالای|بیش از|بیشتر از|فوق|اکثر من|سهرووی)"


def _shape(*parts: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join((_BEFORE, *parts)))


_JOINED = re.compile(r"(?<=\w)-(?=\w)")
_EXACT = _shape(_NUMBER, _YEARS + "?")
_ABOUT_SHAPE = _shape(_ABOUT + r"\.?", _NUMBER, _YEARS + "?")
_DOUBTED = _shape(_NUMBER, _YEARS + "?", r"[(\[]?(?:\?|؟|\+/-|approx|about|est|تقریبا|حدودا)[)\].]*")
_RANGE = _shape(r"(?:between|from|بین|از|بین|من)?", _NUMBER, _YEARS + "?", _TO, _NUMBER, _YEARS + "?")
_MONTHS_OLD = _shape(rf"(?:{_NUMBER}\s*{_YEARS}\s*(?:and|و)?)?", _NUMBER, _MONTHS)
_DAYS_OLD = _shape(r"\d+", _DAYS)
_DECADE = re.compile(r"(?:in )?(?:his |her |their |the )?(?:early|mid|late)? ?-?([1-9]0)(?:'?s)")
_UNDER_SHAPE = _shape(_UNDER, _NUMBER, _YEARS + "?")
_OVER_SHAPE = _shape(_OVER, _NUMBER, _YEARS + "?")
_AND_OVER = _shape(
    _NUMBER, _YEARS + "?", r"(?:\+|and (?:over|above|older)|or (?:over|older)|به بالا|فما فوق)"
)
_MORE_SHAPE = _shape(">", _NUMBER, _YEARS + "?")


def parse_whole(text: str) -> int | None:
    """Give the whole number that `text` is, with or without thousands separators; None where it is none.

    Separators are a comma, an Arabic comma or thousands sign, an apostrophe or a space, before groups of
    three digits. A point is refused as a separator: "1.500" has two meanings.
    """
    plain = tidy(text)
    return int(re.sub(r"\D", "", plain)) if _WHOLE.fullmatch(plain) else None


@lru_cache(maxsize=4096)
def read_age(text: str) -> tuple[int, int] | None:
    """Give the age in full years that `text` states as (lowest, highest); None where it states nothing.

    Reads numbers ("24", "24.0", "۲۴ ساله"), ranges, months, decades ("30s"), bounds ("under 18") and words
    ("child", "کودک"). Raises ValueRefused for what is no age of a human being.
    """
    if is_placeholder(text):
        return None
    plain = tidy(text).strip(" .,;")
    years = _BY_WORD.get(fold(text)) or _read_shapes(plain) or _read_shapes(_without_words(plain))
    if years is None:
        raise _refusal(text, "is not an age")
    low, high = years
    if high < low:
        raise _refusal(text, "is not an age: it ends before it begins")
    if not 0 <= low <= high <= MAX_AGE:
        raise _refusal(text, f"is not an age between 0 and {MAX_AGE}")
    return years


def _without_words(plain: str) -> str:
    """Drop what may stand beside a number: "24-year-old", "child (12)", "کودک 12 ساله"."""
    words = _JOINED.sub(" ", plain).replace("(", " ").replace(")", " ").split()
    return " ".join(word for word in words if fold(word) not in _BY_WORD or word == "old")


def _read_shapes(plain: str) -> tuple[int, int] | None:
    """Match the shapes of an age; each gives whole years, not yet checked to be possible."""
    if m := _EXACT.fullmatch(plain):
        return int(m[1]), int(m[1])
    if m := _RANGE.fullmatch(plain):
        return int(m[1]), int(m[2])
    if m := _ABOUT_SHAPE.fullmatch(plain) or _DOUBTED.fullmatch(plain):
        return _around(int(m[1]))
    if m := _MONTHS_OLD.fullmatch(plain):
        years = int(m[1] or 0) + int(m[2]) // 12
        return years, years
    if _DAYS_OLD.fullmatch(plain):
        return 0, 0
    if m := _DECADE.fullmatch(plain):
        return int(m[1]), int(m[1]) + 9
    return _read_bounds(plain)


def _read_bounds(plain: str) -> tuple[int, int] | None:
    if m := _UNDER_SHAPE.fullmatch(plain):
        return 0, int(m[1]) - 1
    if m := _OVER_SHAPE.fullmatch(plain) or _AND_OVER.fullmatch(plain):
        return int(m[1]), MAX_AGE
    if m := _MORE_SHAPE.fullmatch(plain):
        return int(m[1]) + 1, MAX_AGE
    return None


def _around(age: int) -> tuple[int, int]:
    if age > MAX_AGE:
        return age, age
    return max(0, age - ABOUT_YEARS), min(MAX_AGE, age + ABOUT_YEARS)


def _refusal(text: str, reason: str) -> ValueRefused:
    return ValueRefused(
        f"{text!r} {reason}",
        kept="The text is kept as given.",
        remedy="Write full years (24), a range (20-25), months (6 months) or leave the cell empty.",
    )
