from __future__ import annotations

import pytest

from everyname.errors import UsedWrongly
from everyname.estimate.derived import collapse_derived
from everyname.estimate.frame import Frame

CELLS = {0b001: 5, 0b010: 3, 0b011: 9, 0b100: 7, 0b101: 2, 0b110: 1, 0b111: 4}


def test_lists_that_derive_from_one_another_become_one() -> None:
    """A person on either list of a group is on the joined list; the people stay as many, and it is said."""
    frame = Frame.from_cells("ABC", {("", ""): CELLS})
    found = collapse_derived(frame, [["C", "A"]])
    assert found.frame == Frame.from_cells(["A+C", "B"], {("", ""): {1: 14, 2: 3, 3: 14}})
    assert found.said == ("A and C derive from one another and were counted as one list.",)
    assert collapse_derived(frame, []).frame == frame


def test_groups_that_share_a_list_are_one_group() -> None:
    """A copy of a copy is still one witness."""
    frame = Frame.from_cells("ABCD", {("", ""): {0b0001: 1, 0b1010: 2, 0b0100: 3}})
    found = collapse_derived(frame, [["D", "B"], ["A", "B"]])
    assert found.frame == Frame.from_cells(["A+B+D", "C"], {("", ""): {1: 3, 2: 3}})


def test_a_joined_list_covers_what_one_of_its_lists_covers() -> None:
    """A group is out of a stratum's reach only where all its lists are."""
    tables = {("", "north"): CELLS, ("", "south"): CELLS}
    uncovered = [("north", "A"), ("south", "A"), ("south", "B")]
    found = collapse_derived(Frame.from_cells("ABC", tables, uncovered), [["A", "B"]])
    assert found.frame.out_of_reach() == [("south", "A+B")]


def test_a_list_the_table_does_not_have_is_refused() -> None:
    """A misspelt list name is refused with the names there are."""
    with pytest.raises(UsedWrongly, match="no list named 'X'") as caught:
        collapse_derived(Frame.from_cells("AB", {("", ""): {1: 1}}), [["A", "X"]])
    assert caught.value.remedy == "Its lists are A, B."
