"""Hold a pattern table: how many people were seen on exactly these lists and on no other.

A pattern is a bitmask: bit j says "on list j", so 0b101 means on the first and third list only. The table is
kept sparse, because 40 lists have 2^40 patterns; the dense array exists only when a model asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.errors import EstimateRefused

__all__ = ["FARTHEST", "LARGEST_COUNT", "MOST_LISTS", "MOST_LISTS_MODELLED", "Patterns"]

LARGEST_COUNT = 100_000_000  # people in a table: beyond this the counts are not of persons recorded by name
FARTHEST = 100  # most people missed for each person seen; an answer that leans on this is not an answer
MOST_LISTS = 64  # columns a table may have at all
MOST_LISTS_MODELLED = 16  # lists any model takes; a dense table of 2^16 cells is the largest ever allocated

REMEDY = "Give one row a pattern: a 0 or 1 for every list, then how many people have exactly that pattern."


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """People by the exact set of lists that hold them; `cells` is (bitmask, count), ascending, counts > 0."""

    lists: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        check_list_names(self.lists)
        masks = [mask for mask, _ in self.cells]
        if masks != sorted(set(masks)) or not all(0 < mask < 1 << len(self.lists) for mask in masks):
            raise EstimateRefused(
                "the patterns are not in order, or one lies outside the lists", remedy=REMEDY
            )
        if not all(count > 0 for _, count in self.cells):
            raise EstimateRefused("a pattern is counted less than once", remedy=REMEDY)
        if self.n > LARGEST_COUNT:
            raise EstimateRefused(
                f"the table counts {self.n:,} people; at most {LARGEST_COUNT:,} can be a list of persons",
                remedy="Check the count column: it holds people seen with that pattern, nothing else.",
            )

    @classmethod
    def from_rows(cls, lists: Sequence[str], rows: Iterable[tuple[tuple[int, ...], int]]) -> Patterns:
        """Build the table from (0/1 for every list, count) rows; raises EstimateRefused.

        A pattern that no row names counts 0. The all-zero pattern may stand with count 0 only: people on no
        list are what is estimated, never what is given.
        """
        names = tuple(lists)
        check_list_names(names)
        cells: dict[int, int] = {}
        for number, (pattern, count) in enumerate(rows, start=1):
            try:
                place_row(cells, len(names), pattern, count)
            except EstimateRefused as error:
                raise EstimateRefused(f"pattern {number}: {error.happened}", remedy=error.remedy) from None
        return cls.from_cells(names, cells)

    @classmethod
    def from_cells(cls, lists: Sequence[str], cells: Mapping[int, int]) -> Patterns:
        """Build the table from {bitmask: count}; empty patterns are left out; raises EstimateRefused."""
        kept = tuple(sorted((mask, count) for mask, count in cells.items() if count))
        if not kept:
            raise EstimateRefused("the table counts no person at all", remedy=REMEDY)
        return cls(lists=tuple(lists), cells=kept)

    @property
    def n(self) -> int:
        """How many people were seen on at least one list."""
        return sum(count for _, count in self.cells)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many people each list holds."""
        return tuple(self.on_all(1 << place) for place in range(len(self.lists)))

    @property
    def frequencies(self) -> tuple[int, ...]:
        """How many people stand on exactly 1, 2, ... J lists."""
        found = [0] * len(self.lists)
        for mask, count in self.cells:
            found[mask.bit_count() - 1] += count
        return tuple(found)

    @property
    def counts(self) -> NDArray[np.int64]:
        """The counts by bitmask, shape (2^J,); index 0 (never listed) is 0; refused above 16 lists."""
        if len(self.lists) > MOST_LISTS_MODELLED:
            raise EstimateRefused(
                f"{len(self.lists)} lists have more patterns than can be modelled",
                remedy=f"Join lists of one kind; at most {MOST_LISTS_MODELLED} lists can be modelled.",
            )
        dense = np.zeros(1 << len(self.lists), dtype=np.int64)
        for mask, count in self.cells:
            dense[mask] = count
        return dense

    def on_all(self, subset: int) -> int:
        """Count the people who stand on every list of the bitmask `subset`, whatever else they stand on."""
        return sum(count for mask, count in self.cells if mask & subset == subset)

    def keep(self, places: Sequence[int]) -> Patterns:
        """Restrict the table to some lists, in the order given; people on none of them leave the table."""
        cells: dict[int, int] = {}
        for mask, count in self.cells:
            seen = sum(1 << new for new, old in enumerate(places) if mask >> old & 1)
            if seen:
                cells[seen] = cells.get(seen, 0) + count
        return Patterns.from_cells([self.lists[place] for place in places], cells)


def check_list_names(names: tuple[str, ...]) -> None:
    """Refuse a table with no list, too many lists, or list names that are empty or repeated."""
    remedy = "Give every list a name of its own in the first row."
    if not names:
        raise EstimateRefused("the table has no list", remedy=remedy)
    if len(names) > MOST_LISTS:
        raise EstimateRefused(
            f"the table has {len(names)} lists; at most {MOST_LISTS} are read", remedy=remedy
        )
    if not all(name.strip() for name in names):
        raise EstimateRefused("a list has no name", remedy=remedy)
    if any(name.casefold() == "count" for name in names):
        raise EstimateRefused("a list is called 'count': the column of counts stands twice", remedy=remedy)
    if len(set(names)) < len(names):
        repeated = next(name for name in names if names.count(name) > 1)
        raise EstimateRefused(f"the list name {repeated!r} is used twice", remedy=remedy)


def place_row(cells: dict[int, int], list_count: int, pattern: Sequence[int], count: int) -> None:
    """Put one row into `cells`; raises EstimateRefused for a pattern or count that cannot be."""
    if len(pattern) != list_count:
        raise EstimateRefused(f"{len(pattern)} values for {list_count} lists", remedy=REMEDY)
    if not all(value in (0, 1) for value in pattern):
        raise EstimateRefused("a list's column holds something other than 0 or 1", remedy=REMEDY)
    if not float(count).is_integer():  # a caller without types may bring NaN, infinity or a share
        raise EstimateRefused(f"the count {count} is not a whole number", remedy=REMEDY)
    if count < 0:
        raise EstimateRefused(f"the count {count} is below 0", remedy=REMEDY)
    mask = sum(1 << place for place, value in enumerate(pattern) if value)
    if mask == 0 and count > 0:
        raise EstimateRefused(
            f"{count:,} people are counted as on no list; nobody can have counted them",
            remedy="Leave out the row of zeros: the people on no list are what is estimated.",
        )
    if mask in cells:
        raise EstimateRefused(
            "this pattern stands in the table twice",
            remedy="Keep one row a pattern, with the sum of its people.",
        )
    cells[mask] = int(count)
