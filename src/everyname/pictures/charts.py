"""Draw bars from the reading edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, cut

__all__ = ["Bar", "bars"]

ROW = 28
LABEL = 170
VALUE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, its length, and the number as the page writes it."""

    label: str
    value: int
    shown: str


def bars(rows: Sequence[Bar], *, title: str, description: str, name: str, look: Look = PLAIN) -> str:
    """Draw horizontal bars from the reading edge; `name` makes the ids of title and description unique."""
    canvas = Canvas(name, look)
    top = max((row.value for row in rows), default=0) or 1
    room = WIDTH - LABEL - VALUE
    for place, row in enumerate(rows):
        length = max(round(room * row.value / top), 1 if row.value else 0)
        y = place * ROW
        canvas.text(cut(row.label, LABEL - 10), LABEL - 10, y + 18, "label", "end")
        canvas.rect("bar", LABEL, y + 5, length, ROW - 10)
        canvas.text(row.shown, LABEL + length + 6, y + 18, "value")
    return canvas.svg(max(len(rows), 1) * ROW, title, description)
