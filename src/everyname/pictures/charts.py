"""Draw small charts as SVG text: bars, and intervals; for both reading directions.

A chart repeats what a table beside it says: it has a title and a description, shows every number as
text, and never tells by colour alone. Colours, fonts and sizes come from the page's style sheet
(classes `chart`, `bar`, `axis`, `span`, `point`), so a chart loads nothing and runs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

__all__ = ["Bar", "Interval", "bars", "intervals"]

WIDTH = 640
ROW = 28
LABEL = 170
VALUE = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its label, its length, and the number as the page writes it."""

    label: str
    value: int
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """One interval `low`..`high` with a point inside, None where there is none; `shown` says it in text."""

    label: str
    low: int
    high: int
    shown: str
    point: int | None = None


def bars(rows: Sequence[Bar], *, title: str, description: str, name: str, rtl: bool = False) -> str:
    """Draw horizontal bars from the reading edge; `name` makes the ids of title and description unique."""
    top = max((row.value for row in rows), default=0) or 1
    room = WIDTH - LABEL - VALUE
    drawn = []
    for place, row in enumerate(rows):
        length = max(round(room * row.value / top), 1 if row.value else 0)
        y = place * ROW
        drawn.append(_label(row.label, y, rtl))
        drawn.append(
            f'<rect class="bar" x="{_mirror(LABEL, length, rtl)}" y="{y + 5}"'
            f' width="{length}" height="{ROW - 10}"/>'
        )
        drawn.append(_text(row.shown, LABEL + length + 6, y, rtl, "value"))
    return _svg(drawn, len(rows), title, description, name)


def intervals(rows: Sequence[Interval], *, title: str, description: str, name: str, rtl: bool = False) -> str:
    """Draw intervals on one scale that begins at zero; each row says its numbers in text under the line."""
    top = max((row.high for row in rows), default=0) or 1
    room = WIDTH - LABEL - 12
    drawn = []
    for place, row in enumerate(rows):
        y = place * ROW * 2
        start, end = (LABEL + round(room * edge / top) for edge in (row.low, row.high))
        width = max(end - start, 2)
        drawn.append(_label(row.label, y, rtl))
        drawn.append(
            f'<line class="axis" x1="{_at(LABEL, rtl)}" x2="{_at(LABEL + room, rtl)}"'
            f' y1="{y + 14}" y2="{y + 14}"/>'
        )
        drawn.append(
            f'<rect class="span" x="{_mirror(start, width, rtl)}" y="{y + 10}" width="{width}" height="8"/>'
        )
        if row.point is not None:
            middle = _at(LABEL + round(room * row.point / top), rtl)
            drawn.append(f'<circle class="point" cx="{middle}" cy="{y + 14}" r="6"/>')
        drawn.append(_text(row.shown, LABEL, y + ROW - 4, rtl, "value"))
    return _svg(drawn, len(rows) * 2, title, description, name)


def _svg(drawn: Sequence[str], rows: int, title: str, description: str, name: str) -> str:
    ids = f"{name}-title", f"{name}-description"
    return (
        f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {max(rows, 1) * ROW}"'
        f' aria-labelledby="{ids[0]} {ids[1]}">'
        f'<title id="{ids[0]}">{escape(title)}</title><desc id="{ids[1]}">{escape(description)}</desc>'
        f"{''.join(drawn)}</svg>"
    )


def _label(text: str, y: int, rtl: bool) -> str:
    shown = text if len(text) <= 26 else text[:25] + "…"
    return _text(shown, LABEL - 10, y, rtl, "label", end=True)


def _text(text: str, x: int, y: int, rtl: bool, kind: str, *, end: bool = False) -> str:
    """Set text at the reading edge: `start` means left in one direction, right in the other."""
    anchor = "end" if end else "start"
    return (
        f'<text class="{kind}" x="{_at(x, rtl)}" y="{y + 18}" text-anchor="{anchor}"'
        f' direction="{"rtl" if rtl else "ltr"}">{escape(text)}</text>'
    )


def _at(x: int, rtl: bool) -> int:
    return WIDTH - x if rtl else x


def _mirror(x: int, width: int, rtl: bool) -> int:
    return WIDTH - x - width if rtl else x
