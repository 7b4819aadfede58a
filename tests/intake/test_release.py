"""Tests of everyname.intake.release."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from everyname.intake.release import compare, report_id
from everyname.model.dates import StatedDate
from everyname.model.report import Report, StatedAge, StatedName, StatedSex


def report(name: str, own_id: str = "", age: int = 31, day: int = 21, sex: str = "male") -> Report:
    date = datetime.date(2022, 9, day)
    return Report(
        source="office",
        own_id=own_id,
        names=(StatedName(text=name, script="latin"),),
        ages=(StatedAge(text=str(age), low=age, high=age),),
        sexes=(StatedSex(text=sex, term=sex),),
        dates=(
            StatedDate(text=str(date), earliest=date, latest=date, precision="day", calendar="gregorian"),
        ),
    )


def named(*reports: Report) -> list[tuple[str, Report]]:
    return list(zip(compare((), reports).ids, reports, strict=True))


NAMES = st.sampled_from(["Nilo Varsanti", "Mira Oltan", "Sabo Kerin", "Tali Reshnava"])
REPORTS = st.builds(report, NAMES, st.sampled_from(["", "", "a", "b", "c"]), st.integers(20, 22))
LISTS = st.lists(REPORTS, max_size=7, unique_by=lambda r: r.own_id or id(r))


def test_an_id_is_the_source_and_its_own_id_or_content() -> None:
    """A report is named the same wherever it is read again; a repeat is told apart."""
    assert report_id("office", report("Nilo Varsanti", "a7")) == "office:a7"
    plain = report_id("office", report("Nilo Varsanti"))
    assert plain == report_id("office", report("Nilo Varsanti"))
    assert plain.startswith("office:~")
    assert report_id("office", report("Nilo Varsanti"), 2) == f"{plain}#2"


def test_the_same_list_again_changes_nothing() -> None:
    """Giving a release again, with or without ids, finds every report the same."""
    rows = [report("Nilo Varsanti", "a"), report("Mira Oltan"), report("Mira Oltan")]
    changes = compare(named(*rows), rows)
    assert len(changes.same) == 3
    assert (changes.changed, changes.added, changes.withdrawn, changes.doubtful) == ((), (), (), ())


def test_by_own_id_a_row_may_change_altogether() -> None:
    """The source's own id holds a row together whatever else it says."""
    new = report("Nilo Varsanty", "a", age=40)
    changes = compare(named(report("Nilo Varsanti", "a")), [new])
    assert changes.changed == (("office:a", new),)


def test_without_ids_a_name_borne_once_holds_a_row_together() -> None:
    """A row whose day was mended within reach of its age is the same row, changed."""
    old = named(report("Nilo Varsanti", age=31), report("Mira Oltan"))
    changes = compare(old, [report("Nilo-Varsanti", age=32), report("Mira Oltan")])
    assert [key for key, _ in changes.changed] == [old[0][0]]


def test_a_contradiction_is_left_to_a_reviewer() -> None:
    """One name with another sex is put before a reviewer, neither joined nor lost."""
    old = named(report("Nilo Varsanti"))
    changes = compare(old, [report("Nilo Varsanti", sex="female")])
    assert changes.doubtful == ((old[0][0], changes.added[0]),)
    assert changes.withdrawn == (old[0][0],)


def test_a_row_that_left_is_withdrawn_and_a_new_one_added() -> None:
    """Absence is a fact to show; an id never passes to another row."""
    old = named(report("Nilo Varsanti", "a"), report("Mira Oltan", "b"))
    changes = compare(old, [report("Nilo Varsanti", "a"), report("Sabo Kerin", "c")])
    assert (changes.withdrawn, changes.added) == (("office:b",), ("office:c",))


@given(LISTS, LISTS)
def test_no_report_of_either_release_is_lost(first: list[Report], second: list[Report]) -> None:
    """Every old report stays or is withdrawn, every new one has one id, and no id is given twice."""
    old = named(*first)
    changes = compare(old, second)
    kept = [*changes.same, *(key for key, _ in changes.changed)]
    assert sorted([*kept, *changes.withdrawn]) == sorted(key for key, _ in old)
    assert sorted([*kept, *changes.added]) == sorted(changes.ids)
    assert len(set(changes.ids)) == len(second)
    assert not set(changes.added) & {key for key, _ in old}
