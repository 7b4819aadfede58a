"""Hold a long table of patterns: people by replicate, stratum and the exact set of lists that hold them.

A replicate is one plausible version of the whole table (a draw of the linking, an imputation of what is
missing); a stratum is a part of the population (a province, a month) in which people are alike to the lists.
Everything else - documented counts, which lists can speak for a stratum, the pooled table - is derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.errors import EstimateRefused
from everyname.estimate.patterns import REMEDY, Patterns, check_list_names

__all__ = ["ONLY", "UNKNOWN", "Dropped", "Frame"]

UNKNOWN = "unknown"  # the stratum of people whose sources do not say where they belong
NOBODY, NOT_COVERED = "holds nobody", "does not cover all of it"
ONLY = ""  # the label of the one replicate, or the one stratum, of a plain table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A list that cannot speak for a stratum: an empty place there that says nothing of who was missed."""

    list_name: str
    reason: str

    def in_words(self, stratum: str) -> str:
        """Say it in one sentence."""
        where = f"In {stratum}: " if stratum else ""
        return f"{where}{self.list_name} {self.reason} and was left out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """People by replicate, stratum and bitmask: `cells` is (r, s, mask, count), ascending, counts > 0.

    `uncovered` holds (stratum, list) where the list's own window or area does not reach the stratum.
    """

    lists: tuple[str, ...]
    replicates: tuple[str, ...]
    strata: tuple[str, ...]
    cells: tuple[tuple[int, int, int, int], ...]
    uncovered: frozenset[tuple[int, int]] = frozenset()

    def __post_init__(self) -> None:
        check_list_names(self.lists)
        keys = [cell[:3] for cell in self.cells]
        if not keys:
            raise EstimateRefused("the table counts no person at all", remedy=REMEDY)
        if keys != sorted(set(keys)):
            raise EstimateRefused("a pattern stands twice in one stratum and replicate", remedy=REMEDY)

    @classmethod
    def from_cells(
        cls,
        lists: Sequence[str],
        tables: Mapping[tuple[str, str], Mapping[int, int]],
        uncovered: Iterable[tuple[str, str]] = (),
    ) -> Frame:
        """Build from {(replicate, stratum): {bitmask: count}}; labels keep the order they first appear in.

        `uncovered` names (stratum, list). Raises EstimateRefused for what `Patterns` refuses.
        """
        names = tuple(lists)
        replicates = tuple(dict.fromkeys(replicate for replicate, _ in tables))
        strata = tuple(dict.fromkeys(stratum for _, stratum in tables))
        places = {label: place for place, label in enumerate(strata)}
        numbers = {label: place for place, label in enumerate(replicates)}
        for table in tables.values():
            if any(table.values()):
                Patterns.from_cells(names, table)
        rows = (
            (numbers[replicate], places[stratum], mask, count)
            for (replicate, stratum), table in tables.items()
            for mask, count in table.items()
            if count
        )
        return cls(
            lists=names,
            replicates=replicates,
            strata=strata,
            cells=tuple(sorted(rows)),
            uncovered=frozenset(
                (places[stratum], names.index(name)) for stratum, name in uncovered if stratum in places
            ),
        )

    @classmethod
    def of(cls, patterns: Patterns) -> Frame:
        """Take a plain table as a frame of one replicate and one stratum."""
        return cls.from_cells(patterns.lists, {(ONLY, ONLY): dict(patterns.cells)})

    @property
    def is_plain(self) -> bool:
        """Whether this is one table: nothing to add up, nothing to average over."""
        return len(self.replicates) == 1 and len(self.strata) == 1 and not self.uncovered

    @property
    def documented(self) -> NDArray[np.int64]:
        """How many people each stratum holds in each replicate, shape (replicates, strata)."""
        counts = np.zeros((len(self.replicates), len(self.strata)), dtype=np.int64)
        for replicate, stratum, _, count in self.cells:
            counts[replicate, stratum] += count
        return counts

    def tables(self) -> dict[tuple[int, int], dict[int, int]]:
        """Give {(replicate, stratum): {bitmask: count}} by place; a part that holds nobody is not there."""
        found: dict[tuple[int, int], dict[int, int]] = {}
        for replicate, stratum, mask, count in self.cells:
            found.setdefault((replicate, stratum), {})[mask] = count
        return found

    def labelled(self) -> dict[tuple[str, str], dict[int, int]]:
        """Give {(replicate, stratum): {bitmask: count}} by label, empty parts too; `from_cells` takes it."""
        tables = self.tables()
        return {
            (replicate, stratum): tables.get((r, s), {})
            for r, replicate in enumerate(self.replicates)
            for s, stratum in enumerate(self.strata)
        }

    def out_of_reach(self) -> list[tuple[str, str]]:
        """Give `uncovered` by name: (stratum, list)."""
        return [(self.strata[stratum], self.lists[place]) for stratum, place in sorted(self.uncovered)]

    def dropped(self) -> tuple[tuple[Dropped, ...], ...]:
        """Name for each stratum the lists that cannot speak for it, with the reason."""
        held = [0] * len(self.strata)
        for _, stratum, mask, _ in self.cells:
            held[stratum] |= mask
        return tuple(
            tuple(
                Dropped(list_name=name, reason=NOT_COVERED if (stratum, place) in self.uncovered else NOBODY)
                for place, name in enumerate(self.lists)
                if (stratum, place) in self.uncovered or not held[stratum] >> place & 1
            )
            for stratum in range(len(self.strata))
        )

    def by_stratum(self) -> tuple[tuple[Patterns | None, ...], ...]:
        """Give each stratum's table in each replicate, over the lists that can speak for it; None: nobody."""
        tables, dropped = self.tables(), self.dropped()
        return tuple(
            tuple(
                restricted(self.lists, tables.get((replicate, stratum), {}), dropped[stratum])
                for replicate in range(len(self.replicates))
            )
            for stratum in range(len(self.strata))
        )

    def pooled(self) -> tuple[Patterns | None, ...]:
        """Give all strata as one table in each replicate, over the lists that cover every stratum."""
        places = sorted({place for _, place in self.uncovered})
        gone = [Dropped(list_name=self.lists[place], reason=NOT_COVERED) for place in places]
        sums: list[dict[int, int]] = [{} for _ in self.replicates]
        for replicate, _, mask, count in self.cells:
            sums[replicate][mask] = sums[replicate].get(mask, 0) + count
        return tuple(restricted(self.lists, table, gone) for table in sums)


def restricted(lists: Sequence[str], table: Mapping[int, int], dropped: Sequence[Dropped]) -> Patterns | None:
    """Leave the dropped lists out of a table; None where the others hold nobody."""
    gone = {one.list_name for one in dropped}
    kept = [place for place, name in enumerate(lists) if name not in gone]
    if not any(mask >> place & 1 for mask in table for place in kept):
        return None
    return Patterns.from_cells(lists, table).keep(kept)
