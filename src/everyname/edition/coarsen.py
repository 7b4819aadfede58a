"""Say how finely an edition speaks: the rules, and ages, dates and places at the precision they allow."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from everyname.edition.cleaning import clean_text
from everyname.edition.manner import MANNERS
from everyname.edition.public import PublicDate, PublicPlace, PublicRules
from everyname.errors import ValueRefused
from everyname.model import Report, StatedAge, StatedDate, StatedPlace

__all__ = [
    "DATE_STEPS",
    "PLACE_STEPS",
    "Rules",
    "age_band",
    "finer_breakdowns",
    "hidden_cells",
    "is_minor",
    "public_age",
    "public_date",
    "public_place",
    "told_by_sum",
]

DATE_STEPS = ("day", "month", "year")
PLACE_STEPS = ("exact", "city", "province", "country")
_BANDS = ((0, 11), (12, 17), (18, 24), (25, 34), (35, 44), (45, 59))
_LAST_BAND = 60
_CHILD_WORDS = (
    "boy girl child children infant baby toddler teen teenager minor "
    "کودک کودکان نوزاد نوجوان خردسال شیرخوار طفل طفله طفلة رضيع قاصر منداڵ"
)
_IS_CHILD_WORD = frozenset(_CHILD_WORDS.split()).__contains__


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of publication in force; `small_cell` 0 hides no cell of a breakdown.

    Without `links` no web address of a report is shown, with `age_bands` no exact age; whoever came to harm
    in the last `delay_days` waits, and without `lone_voices` whoever only witnesses and family speak of.
    `linked` and `review` are the bands of linking as text, which the page on method states.
    """

    languages: tuple[str, ...] = ("en", "fa")
    minor_age: int = 18
    date_precision: str = "day"
    place_precision: str = "city"
    minor_place_precision: str = "province"
    small_cell: int = 0
    portraits: bool = True
    links: bool = True
    age_bands: bool = False
    delay_days: int = 0
    lone_voices: bool = True
    linked: str = ""
    review: str = ""
    consent_needed: tuple[str, ...] = ()
    contact: str = ""

    def __post_init__(self) -> None:
        unknown = [code for code in self.languages if code not in MANNERS]
        if unknown or not self.languages:
            raise ValueRefused(
                f"an edition cannot be written in {', '.join(unknown) or 'no language'}",
                remedy=f"Use {', '.join(MANNERS)}.",
            )
        steps = (self.place_precision, self.minor_place_precision)
        if self.date_precision not in DATE_STEPS or any(step not in PLACE_STEPS for step in steps):
            raise ValueRefused(
                "the rules name a precision that does not exist",
                remedy=f"Dates: {', '.join(DATE_STEPS)}. Places: {', '.join(PLACE_STEPS)}.",
            )


def is_minor(reports: tuple[Report, ...], minor_age: int) -> bool:
    """Say whether any source's age, birth or words can mean somebody under `minor_age`."""
    return any(_speaks_of_minor(report, minor_age) for report in reports)


def _speaks_of_minor(report: Report, minor_age: int) -> bool:
    said = [*(age.text for age in report.ages), *(sex.text for sex in report.sexes)]
    words = [word for text in said for word in text.casefold().split()]
    if any(_IS_CHILD_WORD(word.strip(".,;()")) for word in words):
        return True
    if any(age.low < minor_age for age in report.ages):
        return True
    births = [b.latest for b in report.births if b.latest is not None]
    days = [d.earliest for d in report.dates if d.earliest is not None]
    return any(_years(born, day) < minor_age for born in births for day in days)


def _years(born: datetime.date, day: datetime.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def public_age(age: StatedAge, *, banded: bool) -> str:
    """Give an age in years ("24", "20-25"), or its band ("12-17", "60+")."""
    if not banded:
        return str(age.low) if age.low == age.high else f"{age.low}-{age.high}"
    if age.low >= _LAST_BAND:
        return f"{_LAST_BAND}+"
    first = next(low for low, high in _BANDS if low <= age.low <= high)
    last = next((high for low, high in _BANDS if low <= age.high <= high), None)
    return f"{first}+" if last is None else f"{first}-{last}"


def age_band(text: str) -> str:
    """Give the band of a published age ("24" is of 18-24); "" where it spans several or is none."""
    low, _, high = text.rstrip("+").partition("-")
    if not low.isdigit() or (high and not high.isdigit()):
        return ""
    if int(low) >= _LAST_BAND:
        return f"{_LAST_BAND}+"
    last = int(high or low)
    found = (f"{a}-{b}" for a, b in _BANDS if a <= int(low) and last <= b and not text.endswith("+"))
    return next(found, "")


def hidden_cells(cells: Iterable[tuple[str, int]], small: int) -> set[str]:
    """Say which cells of a breakdown are not shown: those below `small`, and more where the sum tells them.

    One alone follows from the sum, and so do cells of one person each: the next larger is hidden with them.
    """
    given = list(cells)
    hidden = {value: count for value, count in given if 0 < count < small}
    rest = sorted((count, value) for value, count in given if value not in hidden and count)
    for count, value in rest:
        if not hidden or not told_by_sum(len(hidden), sum(hidden.values())):
            break
        hidden[value] = count
    return set(hidden)


def finer_breakdowns(rules: Rules | PublicRules, *, minors: bool) -> frozenset[str]:
    """Name the breakdowns that would say more of somebody than their page; `minors`: any is shown."""
    places = {rules.place_precision} | ({rules.minor_place_precision} if minors else set())
    finer = {"month"} if rules.date_precision == "year" else set()
    return frozenset(finer | ({"province"} if "country" in places else set()))


def told_by_sum(cells: int, persons: int) -> bool:
    """Say whether the persons in each of some hidden cells follow from how many they are together."""
    return cells == 1 or persons == cells


def public_date(date: StatedDate, precision: str) -> PublicDate | None:
    """Give the days a date can mean, widened to whole months or years; None where it was not read.

    The words of the source stand beside it only where days are published.
    """
    if date.earliest is None or date.latest is None:
        return None
    first, last = date.earliest, date.latest
    if precision == "day":
        return PublicDate(first=first.isoformat(), last=last.isoformat(), text=clean_text(date.text)[:60])
    if precision == "month":
        return PublicDate(first=first.replace(day=1).isoformat(), last=_month_end(last).isoformat())
    return PublicDate(first=f"{first.year:04d}-01-01", last=f"{last.year:04d}-12-31")


def _month_end(day: datetime.date) -> datetime.date:
    if day.month == 12:
        return day.replace(day=31)
    return day.replace(month=day.month + 1, day=1) - datetime.timedelta(days=1)


def public_place(place: StatedPlace, precision: str) -> PublicPlace | None:
    """Give a place by the gazetteer's names down to `precision`; None where nothing is left to say.

    The words of the source can name a street or a house, so they pass at precision "exact" only.
    """
    depth = PLACE_STEPS.index(precision)
    shown = PublicPlace(
        country=clean_text(place.country),
        province=clean_text(place.province) if depth <= 2 else "",
        city=clean_text(place.city) if depth <= 1 else "",
        text=clean_text(place.text) if depth == 0 else "",
    )
    return shown if shown != PublicPlace() else None
