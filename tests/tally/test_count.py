from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.model import (
    Person,
    Report,
    StatedAge,
    StatedDate,
    StatedName,
    StatedOutcome,
    StatedPlace,
    StatedSex,
)
from everyname.tally.count import Tally, count


def day(text: str, last: str = "") -> StatedDate:
    first = datetime.date.fromisoformat(text)
    return StatedDate(
        text=text,
        earliest=first,
        latest=datetime.date.fromisoformat(last) if last else first,
        precision="range" if last else "day",
        calendar="gregorian",
    )


def report(source: str, **stated: object) -> Report:
    plain = {"names": (StatedName(text="Nima Azadeh", script="latin"),), **stated}
    return Report(source=source, **plain)  # type: ignore[arg-type]


def person(*reports: Report, id: str = "p") -> Person:
    return Person(id=id, reports=tuple((f"r{n}", r) for n, r in enumerate(reports)))


def tally(*persons: Person, **left_out: int) -> Tally:
    return count(persons, left_out=left_out, low=len(persons), high=len(persons))


def test_values_all_sources_state_are_settled() -> None:
    """What sources agree on is counted under it, what they dispute under "differs", the rest as unknown."""
    place = StatedPlace(text="Sari", country="IR", province="Mazandaran", precision="province")
    agreed = person(
        report("a", places=(place,), sexes=(StatedSex(text="f", term="female"),)),
        report("b", places=(place,), sexes=(StatedSex(text="m", term="male"),)),
    )
    found = tally(agreed)
    assert found.values("province") == (("Mazandaran", 1),)
    assert found.values("country") == (("IR", 1),)
    assert found.values("sex") == (("differs", 1),)
    assert found.values("outcome") == (("unknown", 1),)


def test_an_outcome_not_stated_disputes_nothing() -> None:
    """A source that states no outcome does not contradict one that does."""
    found = tally(
        person(
            report("a", outcomes=(StatedOutcome(text="", term="unknown"),)),
            report("b", outcomes=(StatedOutcome(text="shot", term="killed"),)),
        )
    )
    assert found.values("outcome") == (("killed", 1),)


def test_two_ages_of_one_band_do_not_differ() -> None:
    """16 and 17 are one band, 17 and 18 differ, and an age as wide as "child" gets no narrower one."""
    ages = [((16, 16), (17, 17)), ((17, 17), (18, 18)), ((0, 17),), ((18, 125),), ((10, 30),), ((70, 70),)]
    found = tally(
        *(
            person(
                *(report(str(n), ages=(StatedAge(text="", low=a, high=b),)) for n, (a, b) in enumerate(spans))
            )
            for spans in ages
        )
    )
    bands = (("12-17", 1), ("60+", 1), ("child", 1), ("adult", 1), ("differs", 1), ("unknown", 1))
    assert found.values("age_band") == bands
    assert dict(found.values("adult")) == {"child": 2, "adult": 2, "differs": 1, "unknown": 1}


def test_the_month_is_that_of_the_earliest_date() -> None:
    """The month comes from each source's earliest date; a date over two months states none."""
    found = tally(
        person(
            report("a", dates=(day("2022-10-02"), day("2022-09-30"))), report("b", dates=(day("2022-09-29"),))
        ),
        person(report("a", dates=(day("2022-09-30", "2022-10-02"),))),
        person(report("a", dates=(day("2022-08-30"),)), report("b", dates=(day("2022-09-01"),))),
    )
    assert found.values("month") == (("2022-09", 1), ("differs", 1), ("unknown", 1))


def test_unnamed_persons_are_counted_apart() -> None:
    """A person no source names is counted, and apart."""
    nameless = Report(source="a", dates=(day("2022-09-30"),))
    found = tally(person(nameless), person(report("a"), nameless))
    assert (found.persons, found.named, found.unnamed, found.reports) == (2, 1, 1, 3)


def test_left_out_reports_keep_their_reason() -> None:
    """Reports left out stand in the order of the reasons, and a reason nobody knows is refused."""
    assert tally(person(report("a")), window=3, outcome=2).left_out == (("outcome", 2), ("window", 3))
    with pytest.raises(ValueRefused, match="mood"):
        tally(mood=1)


def test_a_range_must_hold_the_minimum() -> None:
    """A minimum outside its range, and parts that do not add up, are refused."""
    with pytest.raises(ValueRefused):
        count([person(report("a"))], left_out={}, low=2, high=3)
    with pytest.raises(ValueRefused):
        Tally(persons=2, low=2, high=2, named=1, unnamed=0, reports=2)
    with pytest.raises(ValueRefused):
        Tally(persons=1, low=1, high=1, named=1, unnamed=0, reports=1, by=(("sex", (("male", 2),)),))


@given(
    st.lists(st.lists(st.sampled_from(["female", "male", "other", ""]), min_size=1, max_size=4), max_size=12)
)
def test_every_dimension_adds_up(sexes: list[list[str]]) -> None:
    """Each dimension parts all persons, whatever the sources state and in whatever order."""
    persons = [
        person(
            *(report(str(n), sexes=(StatedSex(text=t, term=t),) if t else ()) for n, t in enumerate(terms))
        )
        for terms in sexes
    ]
    found = tally(*persons)
    assert all(sum(n for _, n in values) == len(persons) for _, values in found.by)
    assert found == tally(*reversed(persons))


def test_unnamed_persons_do_not_raise_what_is_documented_at_least() -> None:
    """The low end counts the named only, but never fewer than the longest list that has no duplicates."""
    place = StatedPlace(text="Sari")
    named = [person(report("north"))]
    unnamed = [person(report("south", names=(), places=(place,))) for _ in range(3)]
    both = [*named, *unnamed]
    assert count(both, left_out={}, low=4, high=4).minimum == 1
    assert count(both, left_out={}, low=4, high=4, duplicate_free={"south"}).minimum == 3
    assert count(both, left_out={}, low=4, high=4).high == 4
