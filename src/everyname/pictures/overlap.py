"""Draw how lists overlap: a row a pattern, dots for the lists that hold it, a bar for its people (UpSet).

Lex, Gehlenborg, Strobelt, Vuillemot and Pfister, IEEE TVCG 2014 (10.1109/TVCG.2014.2346248), turned so that
patterns run down the page and every count stands beside its bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, cut, text_width

__all__ = ["MOST_LISTS_DRAWN", "MOST_PATTERNS_DRAWN", "ListSize", "Overlap", "overlap"]

MOST_LISTS_DRAWN = 24
MOST_PATTERNS_DRAWN = 30
HEAD_ROW, ROW = 22, 20
NAME = 190  # most room for a list's name beside its column
BOLD = 15.5  # a bold 14 is as wide as a plain font of this size
LEFT, GAP = 10, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSize:
    """A list's name and how many people it holds."""

    name: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """People who stand on exactly these lists (`on` holds places) and on no other."""

    on: tuple[int, ...]
    people: int


def overlap(
    lists: Sequence[ListSize],
    patterns: Sequence[Overlap],
    *,
    rest: str,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw the lists with their sizes, then the patterns as given; `rest` says in words what is not drawn.

    At most `MOST_LISTS_DRAWN` lists and `MOST_PATTERNS_DRAWN` patterns find room; the caller chooses them.
    """
    canvas = Canvas(name, look)
    step = min(26.0, 230 / max(len(lists), 1))
    columns = [LEFT + step * place for place in range(len(lists))]
    names = [min(text_width(size.name, BOLD), NAME) for size in lists]
    start = max([LEFT, *(column + 6 + name for column, name in zip(columns, names, strict=True))]) + GAP
    largest = max([size.people for size in lists] + [row.people for row in patterns], default=1) or 1
    value = text_width(look.number(largest)) + 12
    room = WIDTH - start - value
    top = len(lists) * HEAD_ROW + 12
    bottom = top + len(patterns) * ROW
    for place, size in enumerate(lists):
        y = place * HEAD_ROW
        canvas.line("grid", columns[place], y + 6, columns[place], bottom)
        canvas.text(
            cut(size.name, start - columns[place] - 6 - GAP, BOLD), columns[place] + 6, y + 16, "head"
        )
        draw_bar(canvas, start, y, room * size.people / largest, look.number(size.people), outline=True)
    for place, row in enumerate(patterns):
        y = top + place * ROW
        draw_dots(canvas, columns, row.on, y + ROW / 2, min(step / 2 - 1.5, 6.0))
        draw_bar(canvas, start, y - 1, room * row.people / largest, look.number(row.people), outline=False)
    if rest:
        canvas.text(cut(rest, WIDTH, 12), 0, bottom + 20, "small")
        bottom += 28
    return canvas.svg(bottom + 4, title, description)


def draw_bar(canvas: Canvas, x: float, y: float, length: float, shown: str, *, outline: bool) -> None:
    """Draw a bar with its number: striped for a whole list, filled for a pattern."""
    length = max(length, 1.5)
    if outline:
        canvas.stripes(x, y + 4, length, HEAD_ROW - 8)
        canvas.rect("frame", x, y + 4, length, HEAD_ROW - 8)
    else:
        canvas.rect("bar", x, y + 4, length, ROW - 6)
    canvas.text(shown, x + length + 6, y + 16)


def draw_dots(canvas: Canvas, columns: Sequence[float], on: Sequence[int], y: float, size: float) -> None:
    """Draw a disc for every list the people stand on, joined by a line, and a small ring for every other."""
    if len(on) > 1:
        canvas.line("join", columns[min(on)], y, columns[max(on)], y)
    for place, x in enumerate(columns):
        canvas.mark("disc" if place in on else "ring", x, y, size if place in on else size * 0.55)
