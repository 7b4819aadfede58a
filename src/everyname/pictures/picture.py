"""Hold a picture with its text equivalent: what the drawing shows, as a table in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from everyname.pictures.canvas import SHEET

__all__ = ["Picture"]

OPENING = 'xmlns="http://www.w3.org/2000/svg" class="chart alone"'
MARGIN = 16
MARGINS = re.compile(r'viewBox="0 0 (\d+) ([\d.]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG text for inside a page, and the same in words: `headers` over `rows`."""

    name: str
    title: str
    description: str
    drawn: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def file(self) -> str:
        """Give the drawing as a file that stands alone: with its own style, its table in the description."""
        told = "".join(f" {self.row_in_words(row)}" for row in self.rows)
        head, _, body = self.drawn.partition("</desc>")
        head = MARGINS.sub(add_margin, head.replace('class="chart"', OPENING, 1), count=1)
        opening, close, rest = head.partition(">")
        return f"{opening}{close}<style>{SHEET}</style>{rest}{escape(told)}</desc>{body}\n"

    def row_in_words(self, row: tuple[str, ...]) -> str:
        """Say one row of the table as a sentence."""
        parts = [f"{header}: {cell}" for header, cell in zip(self.headers, row, strict=True) if cell]
        return f"{'; '.join(parts)}."


def add_margin(box: re.Match[str]) -> str:
    """Widen the view box by a margin on every side, and give the picture that size."""
    width, height = float(box[1]) + 2 * MARGIN, float(box[2]) + 2 * MARGIN
    return f'viewBox="{-MARGIN} {-MARGIN} {width:g} {height:g}" width="{width:g}" height="{height:g}"'
