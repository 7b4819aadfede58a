"""Draw columns that stand side by side in the order of time, from the reading edge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, text_width
from everyname.pictures.charts import Bar

__all__ = ["columns"]

HEIGHT = 230
TOP = 32
FOOT = 34
WIDEST = 48
GAP = 20
LETTERS = 20  # larger than in other charts: time runs across, so a phone shows it much reduced


def columns(rows: Sequence[Bar], *, title: str, description: str, name: str, look: Look = PLAIN) -> str:
    """Draw a column for each row; the highest says its number, and as many labels stand as find room."""
    canvas = Canvas(name, look)
    top = max((row.value for row in rows), default=0) or 1
    step = WIDTH / max(len(rows), 1)
    width = min(step * 0.8, WIDEST)
    peak = next((place for place, row in enumerate(rows) if row.value == top), -1)
    few = len(rows) * max((text_width(row.shown, LETTERS) for row in rows), default=0) < WIDTH * 0.8
    for place, row in enumerate(rows):
        middle = (place + 0.5) * step
        height = max(round(HEIGHT * row.value / top, 1), 1.5 if row.value else 0)
        canvas.rect("bar", middle - width / 2, TOP + HEIGHT - height, width, height)
        if place == peak or (few and row.value):
            _words(canvas, row.shown, middle, TOP + HEIGHT - height - 7, "value")
    canvas.line("axis", 0, TOP + HEIGHT, WIDTH, TOP + HEIGHT)
    for place in _labelled(rows, step):
        _words(canvas, rows[place].label, (place + 0.5) * step, TOP + HEIGHT + 25, "label")
    return canvas.svg(TOP + HEIGHT + FOOT, title, description)


def _words(canvas: Canvas, words: str, middle: float, y: float, kind: str) -> None:
    canvas.text(words, _inside(words, middle), y, f"{kind} large", "middle")


def _inside(words: str, middle: float) -> float:
    """Give the place nearest to `middle` around which the words stand inside the chart."""
    half = text_width(words, LETTERS) / 2
    return min(max(middle, half), WIDTH - half)


def _labelled(rows: Sequence[Bar], step: float) -> range:
    """Choose the columns that are labelled: every one, or every second, third, ... so that none overlap."""
    spans = [
        (_inside(row.label, (place + 0.5) * step), text_width(row.label, LETTERS) / 2 + GAP / 2)
        for place, row in enumerate(rows)
    ]
    for every in range(1, len(rows)):
        shown = spans[::every]
        if all(a + half <= b - other for (a, half), (b, other) in pairwise(shown)):
            return range(0, len(rows), every)
    return range(min(len(rows), 1))
