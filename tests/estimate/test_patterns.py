from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import EstimateRefused
from everyname.estimate import Patterns

TABLES = st.integers(2, 6).flatmap(
    lambda lists: st.dictionaries(st.integers(1, (1 << lists) - 1), st.integers(1, 10_000), min_size=1).map(
        lambda cells: Patterns.from_cells([f"list {place}" for place in range(lists)], cells)
    )
)


def test_kosovo_counts_4400_people(kosovo: Patterns) -> None:
    """The published Kosovo table holds 4,400 people, and each list its published number."""
    assert kosovo.n == 4400
    assert kosovo.sizes == (1910, 1528, 1786, 685)
    assert kosovo.frequencies == (3218, 882, 273, 27)
    assert kosovo.on_all(0b0011) == 177 + 18 + 181 + 27


def test_first_list_is_lowest_bit() -> None:
    """The dense counts are indexed with the first list as the lowest bit, and nobody at index 0."""
    counts = Patterns.from_rows("AB", [((1, 0), 7), ((0, 1), 5)]).counts
    assert counts.tolist() == [0, 7, 5, 0]


@given(TABLES)
def test_nobody_is_lost(table: Patterns) -> None:
    """Counts, frequencies and dense array all hold the same people."""
    assert table.n == sum(table.frequencies) == int(table.counts.sum())
    assert sum(table.sizes) == sum(times * count for times, count in enumerate(table.frequencies, start=1))


@given(TABLES)
def test_order_of_lists_changes_nothing(table: Patterns) -> None:
    """Turning the lists round and back gives the same table."""
    backwards = range(len(table.lists) - 1, -1, -1)
    assert table.keep(backwards).keep(backwards) == table


def test_forty_lists_stay_sparse() -> None:
    """A table of 40 lists is held without its 2^40 patterns, and a model is refused it."""
    names = [f"list {place}" for place in range(40)]
    wide = Patterns.from_rows(names, [((1,) * 40, 3), ((1,) + (0,) * 39, 2)])
    assert wide.n == 5
    with pytest.raises(EstimateRefused, match="40 lists"):
        _ = wide.counts


@pytest.mark.parametrize(
    ("pattern", "count", "why"),
    [
        ((0, 0), 4, "on no list"),
        ((2, 0), 4, "other than 0 or 1"),
        ((1,), 4, "1 values for 2 lists"),
        ((1, 0), -1, "below 0"),
        ((1, 0), math.nan, "not a whole number"),
        ((1, 0), 1.5, "not a whole number"),
        ((1, 0), 10**9, "at most"),
    ],
)
def test_impossible_rows_are_refused(pattern: tuple[int, ...], count: int, why: str) -> None:
    """A pattern or count that cannot be is refused with its reason."""
    with pytest.raises(EstimateRefused, match=why):
        Patterns.from_rows("AB", [(pattern, count)])


def test_repeated_pattern_is_refused() -> None:
    """The same pattern twice is refused, not added up."""
    with pytest.raises(EstimateRefused, match=r"pattern 2: .*twice"):
        Patterns.from_rows("AB", [((1, 0), 1), ((1, 0), 2)])


def test_table_of_nobody_is_refused() -> None:
    """A table whose counts are all 0 says so."""
    with pytest.raises(EstimateRefused, match="no person"):
        Patterns.from_rows("AB", [((1, 0), 0)])
