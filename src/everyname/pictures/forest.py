"""Draw intervals under one another on one axis, with the documented count as a hard edge.

One drawing serves the panel of methods, lists left out one by one, strata and sweeps: a row has a label, a
note under it, an interval with its number as text, or the words of its refusal. No total lies below the count
of people documented, so the room below it is striped shut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, Shape, text_width, wrap
from everyname.pictures.scale import Scale, draw_axis, people_scale

__all__ = ["ForestRow", "ForestWords", "forest"]

LABEL = 224  # where the plot begins
GAP = 14
LINE, SMALL = 17, 15  # heights of a line of label and of note
TOP = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One row; `low`, `high` and `median` are people, None where `refused` says why there is no number.

    `shown` is the number as text. `floor` is the row's own documented count, where rows differ in it.
    """

    label: str
    low: float | None = None
    median: float | None = None
    high: float | None = None
    shown: str = ""
    note: str = ""
    refused: str = ""
    shape: Shape = "disc"
    floor: int | None = None

    @property
    def values(self) -> list[float]:
        """The numbers the axis must hold."""
        return [value for value in (self.low, self.median, self.high) if value is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestWords:
    """What the axis, the hard edge and the shapes mean, in the page's language; `log` when steps multiply."""

    axis: str
    log: str
    edge: str = ""
    legend: Sequence[tuple[Shape, str]] = ()


def forest(
    rows: Sequence[ForestRow],
    *,
    documented: int,
    words: ForestWords,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw the rows; `documented` is the hard edge of all rows that state no `floor` of their own."""
    canvas = Canvas(name, look)
    floors = [documented if row.floor is None else row.floor for row in rows] or [documented]
    values = [value for row in rows for value in row.values]
    scale = people_scale(floors, values, start=LABEL, end=WIDTH - GAP)
    heights = [row_height(row, scale, floor) for row, floor in zip(rows, floors, strict=True)]
    top = draw_legend(canvas, words) + TOP
    bottom = top + sum(heights)
    below = draw_axis(canvas, scale, top, bottom, words.log if scale.log else words.axis)
    y = top
    for row, floor, height in zip(rows, floors, heights, strict=True):
        draw_floor(canvas, scale, floor, y, height)
        draw_row(canvas, scale, row, y, floor)
        y += height
    if words.edge:
        draw_edge_words(canvas, scale, words.edge, floors[0], top)
    return canvas.svg(below, title, description)


def row_height(row: ForestRow, scale: Scale, floor: int) -> float:
    """Give the height a row needs for its label, its note and its words."""
    beside = GAP + len(refusal(row, scale, floor)[1]) * SMALL if row.refused else 40
    return max(8 + label_height(row) + 6, beside + 6)


def label_height(row: ForestRow) -> float:
    """Give the height of a row's label and note."""
    return len(wrap(row.label, LABEL - GAP, 14, 3)) * LINE + len(wrap(row.note, LABEL - GAP, 12)) * SMALL


def refusal(row: ForestRow, scale: Scale, floor: int) -> tuple[float, list[str]]:
    """Break the words of a refusal into lines, and the x they begin at: beyond the edge where they fit."""
    edge = scale.at(floor)
    start = edge + 10 if edge < LABEL + (WIDTH - LABEL) / 2 else LABEL + GAP
    return start, wrap(row.refused, WIDTH - GAP - start, 12)


def draw_legend(canvas: Canvas, words: ForestWords) -> float:
    """Say what each shape means, above the plot; give the y below it."""
    y = 0.0
    for shape, meaning in words.legend:
        lines = wrap(meaning, WIDTH - 40, 12)
        canvas.mark(shape, 10, y + 12)
        for place, line in enumerate(lines):
            canvas.text(line, 24, y + 16 + place * SMALL, "small")
        y += len(lines) * SMALL + 3
    return y


def draw_floor(canvas: Canvas, scale: Scale, floor: int, y: float, height: float) -> None:
    """Stripe the room below the documented count and close it with the hard edge."""
    edge = scale.at(floor)
    canvas.stripes(scale.start, y, edge - scale.start, height)
    canvas.line("edge", edge, y, edge, y + height)


def draw_edge_words(canvas: Canvas, scale: Scale, words: str, floor: int, top: float) -> None:
    """Name the hard edge above it, on the side where there is room."""
    edge = scale.at(floor)
    canvas.line("edge", edge, top - 12, edge, top)
    if edge + text_width(words, 12) < WIDTH - GAP:
        canvas.text(words, edge + 6, top - 8, "small")
    else:
        canvas.text(words, edge - 6, top - 8, "small", "end")


def draw_row(canvas: Canvas, scale: Scale, row: ForestRow, y: float, floor: int) -> None:
    """Draw one row: its label and note, and its interval or its refusal."""
    base = y + 8
    for line in wrap(row.label, LABEL - GAP, 14, 3):
        canvas.text(line, 0, base + 12, "head")
        base += LINE
    for line in wrap(row.note, LABEL - GAP, 12):
        canvas.text(line, 0, base + 10, "small")
        base += SMALL
    if row.low is None or row.high is None:
        start, lines = refusal(row, scale, floor)
        for place, line in enumerate(lines):
            canvas.text(line, start, y + GAP + 6 + place * SMALL, "small over")
        return
    draw_interval(canvas, scale, row, y + 32)
    middle = scale.at(row.median if row.median is not None else (row.low + row.high) / 2)
    canvas.text(
        row.shown, beside(middle, scale.at(floor), text_width(row.shown) / 2), y + 19, "over", "middle"
    )


def beside(middle: float, edge: float, half: float) -> float:
    """Move figures `half` as wide as this off the hard edge to where they fit, inside the plot."""
    if edge + 2 * half + 12 < WIDTH:
        middle = max(middle, edge + half + 8)
    elif edge - 2 * half - 12 > LABEL:
        middle = edge - half - 8
    return min(max(middle, LABEL + half + 4), WIDTH - half - 4)


def draw_interval(canvas: Canvas, scale: Scale, row: ForestRow, y: float) -> None:
    """Draw the line of an interval with its ends and its middle."""
    low, high = scale.at(row.low or 0), scale.at(row.high or 0)
    canvas.line("span" if row.shape in ("disc", "diamond") else "thin", low, y, max(high, low + 2), y)
    for end in (low, high):
        canvas.line("join", end, y - 5, end, y + 5)
    if row.median is not None:
        canvas.mark(row.shape, scale.at(row.median), y)
