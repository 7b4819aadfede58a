import datetime

import numpy as np
import pytest

from everyname.link.backends import open_backend
from everyname.link.candidates import FAMILIES, Candidates, propose
from everyname.link.describe import Linkable, describe
from everyname.link.settings import Settings
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace


def _reports(rows: list[tuple[str, str]]) -> list[Linkable]:
    return [
        (f"r{at:05d}", Report(source=source, names=(StatedName(text=name),)))
        for at, (source, name) in enumerate(rows)
    ]


def _propose(
    reports: list[Linkable],
    duplicate_free: frozenset[str] = frozenset(),
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
) -> Candidates:
    with open_backend(settings) as backend:
        return propose(describe(reports), duplicate_free, settings, backend)


def _pairs(found: Candidates) -> set[tuple[int, int]]:
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))


def _fill(count: int) -> list[tuple[str, str]]:
    """Give other people, enough that not every pair is compared."""
    sounds = ["ba", "di", "fu", "go", "ka", "li", "mo", "ne", "ru", "sa", "ti", "zo"]
    words = [a + b + c for a in sounds for b in sounds for c in sounds]
    return [("west", f"{words[at]} {words[-1 - at]}") for at in range(count)]


def test_spellings_meet_among_many() -> None:
    """Two spellings of a name are proposed as a pair among hundreds of other people."""
    rows = [("north", "سالم كامل خليل بركات"), ("south", "Salem Kamel Khalil Barakat"), *_fill(500)]
    found = _propose(_reports(rows))
    assert (0, 1) in _pairs(found)
    assert found.left.size < 500 * 60
    assert dict(found.by_family)["given_family"] >= 1


def test_rows_of_a_duplicate_free_source_are_no_pair() -> None:
    """Two rows of one duplicate-free source are never proposed; of another source they are."""
    rows = [("north", "Nima Rastegar"), ("north", "Nima Rastegar"), ("south", "Nima Rastegar")]
    found = _propose(_reports(rows), frozenset(["north"]))
    assert _pairs(found) == {(0, 2), (1, 2)}


def test_few_reports_are_all_compared() -> None:
    """In a small book every pair is compared, whatever its spelling."""
    found = _propose(_reports([("north", "Abc Def"), ("south", "Xyz Uvw")]))
    assert found.left.size == 1


def test_full_block_is_capped() -> None:
    """A name that five hundred reports share pairs each with a few neighbours only."""
    found = _propose(_reports([("north", "Nima Rastegar")] * 500))
    assert 0 < found.left.size <= 500 * 2 * Settings().window


def _with_facts(at: str, source: str, name: str, day: int, age: int | None = None) -> Linkable:
    date = datetime.date(2021, 3, day)
    said = Report(
        source=source,
        names=(StatedName(text=name),),
        ages=(StatedAge(text=str(age), low=age, high=age),) if age is not None else (),
        dates=(StatedDate(text="d", earliest=date, latest=date, precision="day"),) if age is None else (),
        places=(StatedPlace(text="Norzan"),),
    )
    return at, said


def test_mangled_family_meets_by_given_name_and_day() -> None:
    """A family name mangled inside is still proposed where given name and day, give or take one, agree."""
    pair = [_with_facts("a", "north", "زينب سنكينفر", 4), _with_facts("b", "south", "Zaynab Saninfar", 5)]
    found = _propose([*pair, *_reports(_fill(500))])
    assert (0, 1) in _pairs(found)


def test_mangled_family_meets_by_given_name_age_and_place() -> None:
    """Where no day is stated, age (give or take one) and place take its part."""
    pair = [
        _with_facts("a", "north", "زينب سنكينفر", 4, 30),
        _with_facts("b", "south", "Zaynab Saninfar", 9, 31),
    ]
    found = _propose([*pair, *_reports(_fill(500))])
    assert (0, 1) in _pairs(found)


def _born(at: str, source: str, name: str, year: int, month: int, day: int) -> Linkable:
    date = datetime.date(year, month, day)
    stated = StatedDate(text="d", earliest=date, latest=date, precision="day")
    return at, Report(source=source, names=(StatedName(text=name),), births=(stated,))


@pytest.mark.parametrize("other", [(1981, 3, 4), (1984, 3, 4), (1981, 4, 3), (1981, 3, 5)])
def test_birth_miswritten_meets_by_given_name(other: tuple[int, int, int]) -> None:
    """A birth in a wrong year, with day and month swapped, or a day off still meets by the given name."""
    pair = [_born("a", "north", "زينب سنكينفر", 1980, 3, 4), _born("b", "south", "Zaynab Sahinfar", *other)]
    found = _propose([*pair, *_reports(_fill(500))])
    at = np.flatnonzero((found.left == 0) & (found.right == 1))
    assert [name for place, name in enumerate(FAMILIES) if found.families[at[0]] >> place & 1] == [
        "birthday_given"
    ]


def test_candidates_keep_within_the_budget() -> None:
    """However often names repeat, all keys together propose no more pairs a report than the budget."""
    names = [
        f"{given} {father} Rastegar" for given in ("Nima", "Sara", "Karim") for father in ("Ali", "Omid")
    ]
    rows = [(f"list {at % 3}", names[at % len(names)]) for at in range(1500)]
    for budget in (2, 8):
        found = _propose(_reports(rows), settings=Settings(budget=budget))
        assert sum(count for _, count in found.by_family) <= budget * len(rows)
    assert found.left.size
