from __future__ import annotations

import pytest

from everyname.errors import EstimateRefused
from everyname.estimate import Patterns
from everyname.estimate.frame import UNKNOWN, Frame

NORTH = {0b01: 5, 0b11: 2, 0b10: 3}


def test_documented_counts_every_part(kosovo: Patterns) -> None:
    """People are counted by replicate and stratum, those of an empty part as none."""
    frame = Frame.from_cells("AB", {("1", "north"): NORTH, ("1", "south"): {1: 4}, ("2", "north"): {3: 1}})
    assert frame.documented.tolist() == [[10, 4], [1, 0]]
    assert Frame.of(kosovo).documented.tolist() == [[4400]]
    assert Frame.of(kosovo).is_plain
    assert not frame.is_plain


def test_a_list_that_cannot_cover_a_stratum_is_no_sampled_zero() -> None:
    """A list that holds nobody in a stratum, or does not reach it, is left out there with the reason."""
    tables = {("", "north"): {0b001: 5, 0b011: 2, 0b100: 1}, ("", "south"): {0b001: 4, 0b101: 6}}
    frame = Frame.from_cells("ABC", tables, uncovered=[("north", "C")])
    north, south = frame.dropped()
    assert [one.in_words("north") for one in north] == [
        "In north: C does not cover all of it and was left out."
    ]
    assert [(one.list_name, one.reason) for one in south] == [("B", "holds nobody")]
    (in_north,), (in_south,) = frame.by_stratum()
    assert in_north == Patterns.from_cells("AB", {1: 5, 3: 2})
    assert in_south == Patterns.from_cells("AC", {1: 4, 3: 6})


def test_a_list_is_dropped_only_where_it_holds_nobody_in_any_replicate() -> None:
    """A list that a draw of the linking leaves empty once stays in the stratum."""
    frame = Frame.from_cells("AB", {("1", ""): {1: 5}, ("2", ""): {1: 4, 3: 1}})
    assert frame.dropped() == ((),)
    assert [table and table.lists for table in frame.by_stratum()[0]] == [("A", "B"), ("A", "B")]


def test_pooled_table_keeps_lists_that_cover_every_stratum() -> None:
    """All strata as one table leave out a list that does not reach one of them, and its lone people."""
    tables = {("", "north"): {0b001: 5, 0b100: 9}, ("", "south"): {0b001: 4, 0b011: 6}}
    frame = Frame.from_cells("ABC", tables, uncovered=[("south", "C")])
    assert frame.pooled() == (Patterns.from_cells("AB", {1: 9, 3: 6}),)


def test_labels_keep_their_order_whoever_comes_first() -> None:
    """A frame written out by label and built again is the same frame, empty parts with it."""
    tables = {("b", "south"): {1: 2}, ("a", "north"): {2: 1}, ("a", "south"): {}}
    frame = Frame.from_cells("AB", tables, uncovered=[("north", "A"), ("nowhere", "A")])
    assert frame.replicates == ("b", "a")
    assert frame.strata == ("south", "north")
    assert frame.labelled()["a", "south"] == {}
    assert Frame.from_cells("AB", frame.labelled(), frame.out_of_reach()) == frame


@pytest.mark.parametrize(
    "tables", [{}, {("", ""): {}}, {("", ""): {1: 0}}, {("", ""): {4: 1}}, {("", UNKNOWN): {1: -1}}]
)
def test_impossible_frames_are_refused(tables: dict[tuple[str, str], dict[int, int]]) -> None:
    """A frame that counts nobody, or counts where there is no list, is refused."""
    with pytest.raises(EstimateRefused):
        Frame.from_cells("AB", tables)
