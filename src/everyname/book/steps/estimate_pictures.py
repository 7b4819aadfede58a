"""Turn an estimate's plain values into pictures of intervals: the panel of methods, and strata.

Each has its text equivalent. A key that is not there gives no picture: a panel of one table has no strata.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from everyname.pictures import ForestRow, ForestWords, Picture, forest
from everyname.pictures.canvas import Shape

__all__ = ["edge_words", "forest_row", "interval_words", "panel_picture", "picture", "strata_picture"]

Plain = Mapping[str, Any]

SHAPES: Mapping[str, Shape] = {"chapman": "ring", "independence": "ring", "chao": "bound"}
LEGEND: Mapping[Shape, str] = {
    "disc": "a model whose agreement with others can carry the estimate",
    "ring": "shown for contrast only",
    "bound": "a lower bound",
}
AXIS = "people in all: documented and never listed"
NO_ONE_BELOW = "Nothing can lie in the striped part: these people are documented."


def edge_words(documented: int, *, own: bool = False) -> ForestWords:
    """Name the axis and its hard edge; `own` where each row has an edge of its own."""
    edge = "thick line: documented there" if own else f"documented: {documented:,}"
    return ForestWords(axis=AXIS, log=f"{AXIS} (log scale: equal steps multiply)", edge=edge)


def interval_words(row: Plain) -> str:
    """Write a row's number with its 95 % interval; empty where it has none."""
    if row.get("median") is None:
        return ""
    return f"{row['median']:,} ({row['low']:,} to {row['high']:,})"


def panel_picture(plain: Plain) -> Picture | None:
    """Draw every method's interval with its assumption; refused methods are words."""
    rows = plain["panel"]
    if not rows or not plain["n"]:
        return None
    drawn = [forest_row(row, row["method"], note=row["assumption"]) for row in rows]
    shapes = dict.fromkeys(row.shape for row in drawn if row.median is not None)
    words = edge_words(plain["n"])
    legend = [(shape, meaning) for shape, meaning in LEGEND.items() if shape in shapes]
    return picture(
        "panel",
        "Every method's answer, with what it assumes",
        f"Each line is a 95 % interval, its mark the median. {NO_ONE_BELOW}",
        drawn,
        documented=plain["n"],
        words=ForestWords(axis=words.axis, log=words.log, edge=words.edge, legend=legend),
        headers=("method", "people in all", "assumption, or why no number"),
        table=[(row["method"], interval_words(row), row["refused"] or row["assumption"]) for row in rows],
    )


def strata_picture(plain: Plain) -> Picture | None:
    """Draw every stratum with its own documented count, and what they add up to; none is left out."""
    found = plain.get("strata") or []
    if not found:
        return None
    rows = [stratum_row(one) for one in found]
    if plain["headline"]:
        rows.append({"label": "all together", "n": plain["n"], **plain["headline"]})
    drawn = [forest_row(row, row["label"], note=f"documented: {row['n']:,}", floor=row["n"]) for row in rows]
    return picture(
        "strata",
        "Each part by itself",
        "A line for every part; the thick line is the count documented there. A part without a number is not "
        "zero: how many were missed there is not known.",
        drawn,
        documented=plain["n"],
        words=edge_words(plain["n"], own=True),
        headers=("part", "documented", "people in all", "why no number"),
        table=[
            (row["label"], f"{row['n']:,}", interval_words(row), row.get("refused") or "") for row in rows
        ],
    )


def stratum_row(one: Plain) -> dict[str, Any]:
    """Take one stratum's range, or why it has none."""
    ends: Mapping[str, Any] = one["headline"] if one["estimated"] and one["headline"] else {}
    refused = "" if ends else one["reason"] or "the models differ too much"
    return {"label": one["stratum"], "n": one["documented"], **ends, "refused": refused}


def forest_row(row: Plain, label: str, *, note: str = "", floor: int | None = None) -> ForestRow:
    """Make a row of intervals from plain values."""
    refused = row.get("refused")
    return ForestRow(
        label=label,
        low=row.get("low"),
        median=row.get("median"),
        high=row.get("high"),
        shown=interval_words(row),
        note=note,
        refused=f"no number: {refused}" if refused else "",
        shape=SHAPES.get(label, "disc"),
        floor=floor,
    )


def picture(
    name: str,
    title: str,
    description: str,
    rows: Sequence[ForestRow],
    *,
    documented: int,
    words: ForestWords,
    headers: tuple[str, ...],
    table: Sequence[tuple[str, ...]],
) -> Picture:
    """Draw rows of intervals and put their table beside them."""
    drawn = forest(rows, documented=documented, words=words, title=title, description=description, name=name)
    return Picture(
        name=name, title=title, description=description, drawn=drawn, headers=headers, rows=tuple(table)
    )
