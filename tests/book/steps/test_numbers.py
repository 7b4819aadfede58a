"""The documented number has its range, and no estimate is made that cannot be defended."""

from __future__ import annotations

import csv

from desk import FIRST_LIST, SECOND_LIST, Desk

SCOPE = """\
title = "Everyone"
window = "2021-03-01..2021-05-31"
outcomes = ["killed"]
not_included = "Nobody else."
"""
COVERS = ("--covers", "2021-03-01..2021-05-31")


def test_the_tally_says_what_it_counts_and_what_it_leaves_out(desk: Desk) -> None:
    """Minimum, range, named and unnamed, and the text of what is not included stand together."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST.replace("2021-04-12", "2019-04-12"), "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    plain = desk.do("tally", "--json", "-").plain
    low, high = plain["range"]
    assert low == plain["minimum"] <= plain["persons"] <= high
    assert plain["left_out"] == {"window": 1}
    assert plain["scope"]["not_included"] == "Nobody else."
    assert all(sum(cells.values()) == plain["persons"] for cells in plain["by"].values())
    assert "Nobody else." in desk.do("tally").out


def test_the_working_list_of_persons_has_one_line_a_person(desk: Desk) -> None:
    """`tally --persons` names each person with its reports, for the desk."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    path = desk.folder / "persons.csv"
    persons = desk.do("tally", "--persons", path, "--json", "-").plain["persons"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == persons
    assert {"north", "south", "north | south"} == {row["sources"] for row in rows}


def test_a_person_found_alive_no_longer_counts(desk: Desk) -> None:
    """A withdrawn standing takes the person out of the minimum and says so."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    before = desk.do("tally", "--json", "-").plain
    person = desk.do("show", "north:3", "--json", "-").plain["person"]
    desk.do("correct", person, "--text", "found alive, says the family", "--standing", "withdrawn")
    after = desk.do("tally", "--json", "-").plain
    assert (after["persons"], after["minimum"]) == (before["persons"] - 1, before["minimum"] - 1)
    assert after["left_out"] == {"taken_back": 1}


def test_rows_that_look_like_one_person_do_not_raise_the_minimum(desk: Desk) -> None:
    """A list that holds people twice is warned about, and the low end counts each of them once."""
    desk.init(SCOPE)
    twice = FIRST_LIST + "".join(
        line.replace(line.split(",")[0] + ",", f"9{n},", 1)
        for n, line in enumerate(FIRST_LIST.splitlines(keepends=True)[1:])
    )
    account = desk.add("first.csv", twice, "north")
    assert any("4 rows say the same name" in note for note in account["notes"])
    desk.do("link")
    plain = desk.do("tally", "--json", "-").plain
    assert (plain["minimum"], plain["persons"]) == (4, 8)


def test_a_list_that_says_no_outcome_is_pointed_out(desk: Desk) -> None:
    """Counting people of whom nobody said what happened is not done in silence."""
    desk.init(SCOPE)
    account = desk.add("second.csv", SECOND_LIST, "south")
    assert any("assumed_outcome" in note for note in account["notes"])
