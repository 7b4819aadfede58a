from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from everyname.model import Person, Report, StatedName, StatedSex
from everyname.tally.count import DIMENSIONS
from everyname.tally.patterns import lists_by_person
from everyname.tally.tabulate import columns_of, tabulate

NAME = (StatedName(text="Nima Azadeh", script="latin"),)


def report(source: str, sex: str = "") -> Report:
    return Report(source=source, names=NAME, sexes=(StatedSex(text=sex, term=sex),) if sex else ())


def test_persons_are_counted_by_stratum_and_lists() -> None:
    """Reports that agree give the stratum; unknown (none states it) and differs (they disagree) come last."""
    reports = [
        report("a", "male"),
        report("b"),
        report("b", "female"),
        report("a"),
        report("a", "male"),
        report("b", "female"),
        report("news", "male"),
    ]
    columns = columns_of(reports, {"a": 0, "b": 1}, ["sex"])
    found = tabulate(columns, np.array([0, 0, 1, 2, 3, 3, 4]))
    assert list(found) == ["female", "male", "unknown", "differs"]
    assert found == {"female": {2: 1}, "male": {3: 1}, "unknown": {1: 1}, "differs": {3: 1}}


def test_strata_of_two_dimensions_are_named_by_both() -> None:
    """Parts of a stratum stand side by side in the order asked for."""
    columns = columns_of([report("a", "male")], {"a": 0}, ["sex", "country"])
    assert {name for name, table in tabulate(columns, np.array([0])).items() if table} == {"male, unknown"}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcx"), st.sampled_from(["", "male", "female"]), st.integers(0, 4)),
        min_size=1,
        max_size=12,
    )
)
def test_it_counts_as_the_tally_does(rows: list[tuple[str, str, int]]) -> None:
    """Any version of who is one person gives the tally's own strata and patterns."""
    reports = [report(source, sex) for source, sex, _ in rows]
    number = np.array([person for _, _, person in rows])
    found = tabulate(columns_of(reports, {"a": 0, "b": 1, "c": 2}, ["sex"]), number)
    for stratum, table in found.items():
        persons = [
            Person(id="p", reports=tuple((f"r{at}", reports[at]) for at in np.flatnonzero(number == one)))
            for one in sorted(set(number.tolist()))
        ]
        here = [one for one in persons if (DIMENSIONS["sex"](one) or "unknown") == stratum]
        _, patterns = lists_by_person(here, "abc")
        assert table == {
            sum(1 << place for place, value in enumerate(row) if value): count for row, count in patterns
        }
