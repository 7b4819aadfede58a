"""Turn what would change an estimate into pictures: lists left out or joined, weighings, a hidden dependence.

Each has its text equivalent. A key that is not there, or empty, gives no picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from everyname.book.steps.estimate_pictures import edge_words, forest_row, interval_words, picture
from everyname.pictures import Picture

__all__ = ["change_pictures"]

Plain = Mapping[str, Any]

MOST_DRAWN = 18  # rows; beyond them those that move the answer most are drawn, and all stand in the table


class Change(NamedTuple):
    """A way to change the table or the weighing: its key in the plain values, and what its picture says."""

    key: str
    name: str
    title: str
    description: str


CHANGES = (
    Change(
        "leave_one_out",
        "leave-one-out",
        "What each list does to the answer",
        "The range from all lists, and without each list in turn; the thick line is the count documented on "
        "the lists that are left. Where one list moves the range far, the answer rests on that list.",
    ),
    Change(
        "merge_two",
        "merge-two",
        "If two lists were one",
        "The range when two lists are counted as one, as they should be where one took names from the other.",
    ),
    Change(
        "prior_sweep",
        "prior-sweep",
        "How much the weighing matters",
        "The same models on the same table, weighed in other ways that can be defended as well.",
    ),
)


def change_pictures(plain: Plain) -> list[Picture]:
    """Draw every change the plain values hold."""
    found = [changes_picture(plain, change) for change in CHANGES]
    return [one for one in (*found, hidden_picture(plain)) if one is not None]


def changes_picture(plain: Plain, change: Change) -> Picture | None:
    """Draw one kind of change: a row for every changed table."""
    rows = plain.get(change.key) or []
    if not rows:
        return None
    drawn = most_moved(rows)
    left = len(rows) - len(drawn)
    description = change.description
    if left:
        description += f" The {len(drawn)} that move it most are drawn; all {len(rows)} stand in the table."
    own = len({row["n"] for row in rows}) > 1
    return picture(
        change.name,
        change.title,
        description,
        [
            forest_row(row, row["label"], note=f"documented: {row['n']:,}" if own else "", floor=row["n"])
            for row in drawn
        ],
        documented=plain["n"],
        words=edge_words(plain["n"], own=own),
        headers=("changed", "documented", "people in all", "why no number"),
        table=[(row["label"], f"{row['n']:,}", interval_words(row), row["refused"] or "") for row in rows],
    )


def most_moved(rows: Sequence[Plain]) -> Sequence[Plain]:
    """Keep the first row and those that lie farthest from the middle of all, in their order."""
    if len(rows) <= MOST_DRAWN:
        return rows
    middles = sorted(row["median"] for row in rows if row["median"] is not None)
    middle = middles[len(middles) // 2] if middles else 1

    def moved(place: int) -> float:
        median = rows[place]["median"]
        return float("inf") if median is None else max(median / middle, middle / median)

    kept = sorted(range(1, len(rows)), key=moved, reverse=True)[: MOST_DRAWN - 1]
    return [rows[place] for place in (0, *sorted(kept))]


def hidden_picture(plain: Plain) -> Picture | None:
    """Draw the total when more or fewer people are missed than the models say."""
    found = plain.get("sensitivity")
    if not found or not found["curve"]:
        return None
    rows = [{**point, "label": missed_words(float(point["factor"]))} for point in found["curve"]]
    return picture(
        "sensitivity",
        "What no table can show",
        f"If one tie joined all the lists at once, the {found['method']} row would be wrong by a factor, and "
        "nothing in the table would tell. Each line is its range with that many times the people missed.",
        [forest_row(row, row["label"]) for row in rows],
        documented=plain["n"],
        words=edge_words(plain["n"]),
        headers=("people missed", "people in all"),
        table=[(row["label"], interval_words(row)) for row in rows],
    )


def missed_words(factor: float) -> str:
    """Say how many times as many people are missed."""
    return "as the models say" if abs(factor - 1) < 1e-6 else f"{factor:.2g} times as many"
