"""Count the documented persons in scope: a minimum, its range, and how it parts by what is stated.

A person's value is what the sources agree on; where they disagree it is "differs", where none states it
"unknown". Nothing is imputed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.model import Person, settle
from everyname.model.report import MAX_AGE, Report
from everyname.model.scope import REASONS

__all__ = ["AGE_BANDS", "DIMENSIONS", "Tally", "count"]

AGE_BANDS = ((0, 11), (12, 17), (18, 24), (25, 34), (35, 44), (45, 59), (60, MAX_AGE))
"""Closed bands of full years; an age that reaches over two is "child", "adult" or "unknown"."""

_LAST_CHILD = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The count of documented persons in scope.

    `persons` is their number as linked; `low` and `high` are it with every doubtful pair joined and with
    none joined, the low end leaving out unnamed persons who may be among the named. What is documented
    at least, whatever the reviewers find, is `low`. `left_out` holds (reason of REASONS, reports); `by`
    holds (dimension, ((value, persons), ...)), largest first where the values have no order of their
    own. Each dimension sums to `persons`.
    """

    persons: int
    low: int
    high: int
    named: int
    unnamed: int
    reports: int
    left_out: tuple[tuple[str, int], ...] = ()
    by: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    def __post_init__(self) -> None:
        if not self.low <= self.persons <= self.high:
            raise ValueRefused(f"{self.persons} persons do not lie between {self.low} and {self.high}")
        if self.named + self.unnamed != self.persons:
            raise ValueRefused(f"{self.named} named and {self.unnamed} unnamed do not make {self.persons}")
        for name, values in self.by:
            if sum(persons for _, persons in values) != self.persons:
                raise ValueRefused(f"the persons by {name} are not {self.persons}")

    @property
    def minimum(self) -> int:
        """The number documented at least: every doubtful pair counted as one person."""
        return self.low

    def values(self, dimension: str) -> tuple[tuple[str, int], ...]:
        """Give the (value, persons) of one dimension; raises KeyError for none such."""
        return dict(self.by)[dimension]


def count(
    persons: Sequence[Person],
    *,
    left_out: Mapping[str, int],
    low: int,
    high: int,
    duplicate_free: Collection[str] = (),
) -> Tally:
    """Count persons already in scope; `low` and `high` come from linking, `left_out` is reports by reason.

    An unnamed report may speak of somebody another source names, so the low end counts the named only,
    but never fewer than the longest list that states each person once (`duplicate_free`). Raises
    ValueRefused where the parts do not add up or a reason is none of REASONS.
    """
    unknown = sorted(set(left_out) - set(REASONS))
    if unknown:
        raise ValueRefused(f"no such reason for leaving out: {', '.join(unknown)}")
    named = sum(person.is_named for person in persons)
    return Tally(
        persons=len(persons),
        low=max(low - (len(persons) - named), _longest(persons, duplicate_free)),
        high=high,
        named=named,
        unnamed=len(persons) - named,
        reports=sum(len(person.reports) for person in persons),
        left_out=tuple((reason, left_out[reason]) for reason in REASONS if left_out.get(reason)),
        by=tuple((name, _parted(persons, value, name)) for name, value in DIMENSIONS.items()),
    )


def _longest(persons: Sequence[Person], duplicate_free: Collection[str]) -> int:
    """Count the persons of the longest list that states each person once."""
    lengths = Counter(source for person in persons for source in person.sources if source in duplicate_free)
    return max(lengths.values(), default=0)


def _parted(
    persons: Sequence[Person], value: Callable[[Person], str], dimension: str
) -> tuple[tuple[str, int], ...]:
    found = Counter(value(person) or "unknown" for person in persons)
    rank = _RANKS.get(dimension)
    if rank is not None:
        return tuple(sorted(found.items(), key=lambda item: (rank(item[0]), item[0])))
    return tuple(sorted(found.items(), key=lambda item: (item[0] in _LAST, -item[1], item[0])))


def _reports(person: Person) -> list[Report]:
    return [report for _, report in person.reports]


def _outcome(person: Person) -> str:
    return settle(o.term for report in _reports(person) for o in report.outcomes if o.term != "unknown")


def _country(person: Person) -> str:
    return settle(place.country for report in _reports(person) for place in report.places)


def _province(person: Person) -> str:
    return settle(place.province for report in _reports(person) for place in report.places)


def _sex(person: Person) -> str:
    return settle(sex.term for report in _reports(person) for sex in report.sexes)


def _month(person: Person) -> str:
    """Give the month ("2022-09") the earliest dates of the sources agree on; wider dates state none."""
    return settle(_earliest_month(report) for report in _reports(person))


def _earliest_month(report: Report) -> str:
    days = [date.days for date in report.dates if date.days is not None]
    if not days:
        return ""
    window = min(days, key=lambda d: (d.first, d.last))
    first, last = f"{window.first:%Y-%m}", f"{window.last:%Y-%m}"
    return first if first == last else ""


def _age_band(person: Person) -> str:
    """Give the band the stated ages agree on: two ages of one band do not differ."""
    return settle(_band(age.low, age.high) for report in _reports(person) for age in report.ages)


def _band(low: int, high: int) -> str:
    for first, last in AGE_BANDS:
        if first <= low and high <= last:
            return f"{first}+" if last == MAX_AGE else f"{first}-{last}"
    return _adult_or_child(low, high)


def _adult(person: Person) -> str:
    return settle(_adult_or_child(age.low, age.high) for report in _reports(person) for age in report.ages)


def _adult_or_child(low: int, high: int) -> str:
    if high <= _LAST_CHILD:
        return "child"
    return "adult" if low > _LAST_CHILD else ""


DIMENSIONS: Mapping[str, Callable[[Person], str]] = {
    "outcome": _outcome,
    "country": _country,
    "province": _province,
    "month": _month,
    "age_band": _age_band,
    "adult": _adult,
    "sex": _sex,
}
"""What the tally is parted by, with the verb that gives a person's value."""

_LAST = ("differs", "unknown")
_BAND_ORDER = (*(_band(first, first) for first, _ in AGE_BANDS), "child", "adult", *_LAST)
_RANKS: Mapping[str, Callable[[str], int]] = {
    "age_band": _BAND_ORDER.index,
    "month": lambda value: value in _LAST,
}
