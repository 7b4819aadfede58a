"""Count lists that derive from one another as one list: a copy is no second witness.

An estimate learns who was missed from people whom separate efforts found twice. A list made from another
finds nobody twice: left beside it, it makes the lists look more complete than they are, and the estimate too
low. The union of the lists of a group stands for the group. Dependence that nobody knows of cannot be
collapsed; `checks.warn_before` says where the table shows its trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from everyname.errors import UsedWrongly
from everyname.estimate.frame import Frame

__all__ = ["Collapsed", "collapse_derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collapsed:
    """The frame over lists that do not derive from one another, and in words what was joined."""

    frame: Frame
    said: tuple[str, ...]


def collapse_derived(frame: Frame, groups: Sequence[Sequence[str]]) -> Collapsed:
    """Join the lists of each group into one; groups that share a list are one group.

    The joined list stands where the group's first list stood and bears their names joined by "+". It covers a
    stratum where any of its lists does. Raises UsedWrongly for a list the table does not have.
    """
    families = join_groups(frame.lists, groups)
    places = {place: number for number, family in enumerate(families) for place in family}
    tables = {part: join_places(table, places) for part, table in frame.labelled().items()}
    names = ["+".join(frame.lists[place] for place in family) for family in families]
    uncovered = [
        (frame.strata[stratum], name)
        for stratum in range(len(frame.strata))
        for name, family in zip(names, families, strict=True)
        if all((stratum, place) in frame.uncovered for place in family)
    ]
    said = tuple(
        f"{' and '.join(frame.lists[place] for place in family)} derive from one another and were counted as "
        "one list."
        for family in families
        if len(family) > 1
    )
    return Collapsed(frame=Frame.from_cells(names, tables, uncovered), said=said)


def join_places(table: Mapping[int, int], places: Mapping[int, int]) -> dict[int, int]:
    """Move each list to its new place; people whose patterns become the same are counted together."""
    joined: dict[int, int] = {}
    for mask, count in table.items():
        moved = 0
        for old, new in places.items():
            moved |= (mask >> old & 1) << new
        joined[moved] = joined.get(moved, 0) + count
    return joined


def join_groups(lists: Sequence[str], groups: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """Part the places of the lists into families, each ascending, in the order of their first list."""
    unknown = [name for group in groups for name in group if name not in lists]
    if unknown:
        raise UsedWrongly(
            f"The table has no list named {unknown[0]!r}.", remedy=f"Its lists are {', '.join(lists)}."
        )
    families = [{place} for place in range(len(lists))]
    for group in groups:
        members = {lists.index(name) for name in group}
        touched = [family for family in families if family & members]
        families = [family for family in families if not family & members]
        families.append(members.union(*touched))
    return sorted(tuple(sorted(family)) for family in families)
