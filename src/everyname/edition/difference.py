"""Say what two editions tell together that the later one alone does not, from both as a reader has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from everyname.edition.coarsen import age_band
from everyname.edition.public import PublicEdition, PublicPerson, Saying
from everyname.model import settle

__all__ = ["CLASSES", "Difference", "differences"]

CLASSES = {
    "already out": "the edition before shows somebody in full who is withheld now; copies of it stay",
    "finer before": "the edition before says something of a person more finely than this one",
    "cell": "breakdowns of both, less the pages, tell a value of one or two persons that no page shows",
    "moved": "a person moved from one coarse group into the next, which narrows both",
    "withheld came": "the count grew by one or two who are withheld: when they came in is told",
    "by the rest": "one person alone left and one alone is newly withheld: it is the same one",
}
FEW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing both editions tell together: a key of CLASSES, about what, and which part of it."""

    kind: str
    about: str
    part: str = ""


def differences(before: PublicEdition, after: PublicEdition) -> tuple[Difference, ...]:
    """Give what the two tell together, by class, then by whom; `before` is the earlier as published."""
    old = {person.id: person for person in before.persons}
    new = {person.id: person for person in after.persons}
    found = [
        *_already_out(old, after),
        *(one for name in sorted(old.keys() & new.keys()) for one in _person(old[name], new[name], after)),
        *_cells(before, after),
        *_withheld(before, after),
    ]
    order = tuple(CLASSES)
    return tuple(sorted(found, key=lambda one: (order.index(one.kind), one.about, one.part)))


def _already_out(old: Mapping[str, PublicPerson], after: PublicEdition) -> Iterator[Difference]:
    for name in _vanished(old, after):
        yield Difference(kind="already out", about=f"person {name}")


def _vanished(old: Mapping[str, PublicPerson], after: PublicEdition) -> list[str]:
    """Give the persons whom the later edition neither shows nor accounts for: they are withheld."""
    told = {person.id for person in after.persons} | {gone.id for gone in after.gone}
    return sorted(old.keys() - told)


def _person(old: PublicPerson, new: PublicPerson, after: PublicEdition) -> Iterator[Difference]:
    about = f"person {new.id}"
    finer = {
        "portrait": bool(old.portrait) and not new.portrait,
        "place": _depth(old) > _depth(new) and _same_place(old, new),
        "date": _wider(old, new),
        "age": _ages(new) != _ages(old) and all(_within(a, new) for a in _ages(old)) and bool(_ages(old)),
        "links": bool(_links(old)) and not _links(new),
    }
    yield from (
        Difference(kind="finer before", about=about, part=part) for part, is_so in finer.items() if is_so
    )
    coarse_days = after.rules.date_precision != "day"
    if coarse_days and old.first and new.first and not _meet(old, new):
        yield Difference(kind="moved", about=about, part="date")
    if (new.minor or after.rules.age_bands) and old.age != new.age and _neighbours(old.age, new.age):
        yield Difference(kind="moved", about=about, part="age")


def _depth(person: PublicPerson) -> int:
    return sum(value not in ("", "differs") for value in (person.country, person.province, person.city))


def _same_place(old: PublicPerson, new: PublicPerson) -> bool:
    return all(
        now in ("", before)
        for before, now in ((old.country, new.country), (old.province, new.province), (old.city, new.city))
    )


def _wider(old: PublicPerson, new: PublicPerson) -> bool:
    """Say whether the days of the later edition hold those of the earlier, and more."""
    if not old.first or (old.first, old.last) == (new.first, new.last):
        return False
    return not new.first or new.first <= old.first <= old.last <= new.last


def _meet(old: PublicPerson, new: PublicPerson) -> bool:
    return old.first <= new.last and new.first <= old.last


def _ages(person: PublicPerson) -> frozenset[str]:
    return frozenset(age for said in _counted(person) for age in said.ages)


def _links(person: PublicPerson) -> frozenset[str]:
    return frozenset(link for said in person.sayings for link in said.links)


def _within(age: str, new: PublicPerson) -> bool:
    """Say whether a stated age lies in a band the later edition gives instead of it."""
    return age not in _ages(new) and age_band(age) in _ages(new)


def _neighbours(one: str, other: str) -> bool:
    first, second = sorted((_ends(one), _ends(other)))
    return first[1] + 1 == second[0]


def _ends(age: str) -> tuple[int, int]:
    low, _, high = age.rstrip("+").partition("-")
    return (int(low), int(high or low)) if low.isdigit() and (not high or high.isdigit()) else (-9, -9)


def _counted(person: PublicPerson) -> tuple[Saying, ...]:
    return person.corrected or person.sayings


def _month(said: Saying) -> str:
    """Give the month of the earliest day one source gives, as breakdowns do."""
    date = min(said.dates, key=lambda d: (d.first, d.last), default=None)
    return date.first[:7] if date is not None and date.first[:7] == date.last[:7] else ""


def _band(age: str) -> str:
    low, high = _ends(age)
    return age_band(age) or ("child" if 0 <= high < 18 else "adult" if low >= 18 else "")


# -- what numbers tell -------------------------------------------------------------------------------

_VALUES: Mapping[str, Callable[[PublicPerson], str]] = {
    "outcome": lambda person: person.outcome,
    "country": lambda person: person.country,
    "province": lambda person: person.province,
    "month": lambda person: settle(_month(said) for said in _counted(person)),
    "age_band": lambda person: settle(_band(age) for said in _counted(person) for age in said.ages),
    "sex": lambda person: person.sex,
}


def _cells(before: PublicEdition, after: PublicEdition) -> Iterator[Difference]:
    """Compare how each cell moved with how the pages moved: one or two beyond them stand on no page."""
    old = {part.name: {cell.value: cell.count for cell in part.cells} for part in before.breakdowns}
    for part in after.breakdowns:
        value = _VALUES.get(part.name)
        if value is None or part.name not in old:
            continue
        told = Counter(value(person) or "unknown" for person in after.persons)
        told.subtract(Counter(value(person) or "unknown" for person in before.persons))
        for cell in part.cells:
            was = old[part.name].get(cell.value, 0)
            if cell.value in ("unknown", "differs") or cell.count is None or was is None:
                continue
            if 0 < abs(cell.count - was - told[cell.value]) <= FEW:
                yield Difference(kind="cell", about=f"breakdown {part.name}", part=cell.value)


def _withheld(before: PublicEdition, after: PublicEdition) -> Iterator[Difference]:
    was, now = dict(before.withheld), dict(after.withheld)
    grown = {reason: now[reason] - was.get(reason, 0) for reason in now if now[reason] > was.get(reason, 0)}
    left = _vanished({person.id: person for person in before.persons}, after)
    if 0 < sum(grown.values()) - len(left) <= FEW:
        yield from (Difference(kind="withheld came", about="withheld", part=reason) for reason in grown)
    if len(left) == 1 and sum(grown.values()) == 1:
        yield Difference(kind="by the rest", about=f"person {left[0]}", part=next(iter(grown)))
