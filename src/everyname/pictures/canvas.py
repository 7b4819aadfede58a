"""Collect the shapes of one chart and give them as SVG text; every chart is drawn on this canvas.

All places are in units of the view box, counted from the reading edge: x = 0 is the left side, or the right
side where the page reads from right to left. Colours, fonts and sizes come from a style sheet (`SHEET`), so a
chart loads nothing and runs nothing; it never tells by colour alone, and every number stands in it as text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal
from unicodedata import east_asian_width

__all__ = ["PLAIN", "SHEET", "WIDTH", "Canvas", "Look", "cut", "text_width", "thousands", "wrap"]

WIDTH = 640
SHEET = (Path(__file__).parent / "chart.css").read_text(encoding="utf-8")
LETTER = 0.58  # mean width of a letter, in parts of the font size; fonts differ, so charts leave room
Anchor = Literal["start", "middle", "end"]
Shape = Literal["disc", "ring", "diamond", "bound"]


def thousands(value: float) -> str:
    """Write a number as whole people with thousands marks."""
    return f"{round(value):,}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The reading direction, and how the page writes a number."""

    rtl: bool = False
    number: Callable[[float], str] = thousands


PLAIN = Look()


class Canvas:
    """The shapes drawn so far, mirrored where the page reads from right to left."""

    def __init__(self, name: str, look: Look) -> None:
        self.look = look
        self.name = name
        self._drawn: list[str] = []
        self._striped = False

    def text(self, words: str, x: float, y: float, kind: str = "", anchor: Anchor = "start") -> None:
        """Set one line with its baseline at y; `start` means the reading edge."""
        direction = "rtl" if self.look.rtl else "ltr"
        self._drawn.append(
            f'<text{kind_of(kind)} x="{short(self._x(x))}" y="{short(y)}" text-anchor="{anchor}"'
            f' direction="{direction}">{escape(words, quote=False)}</text>'
        )

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """Draw a rectangle from the reading edge."""
        left = WIDTH - x - width if self.look.rtl else x
        self._drawn.append(
            f'<rect{kind_of(kind)} x="{short(left)}" y="{short(y)}"'
            f' width="{short(width)}" height="{short(height)}"/>'
        )

    def stripes(self, x: float, y: float, width: float, height: float) -> None:
        """Fill a rectangle with slanted stripes, which are seen without colour."""
        left = WIDTH - x - width if self.look.rtl else x
        self._drawn.append(
            f'<rect fill="{self.striped()}" x="{short(left)}" y="{short(y)}"'
            f' width="{short(width)}" height="{short(height)}"/>'
        )

    def striped(self) -> str:
        """Give the paint of slanted stripes."""
        self._striped = True
        return f"url(#{self.name}-stripes)"

    def shapes(self, given: Iterable[tuple[str, str, str]], *, left: float, scale: float) -> None:
        """Fill paths (class or paint, path, words of its own title), moved and scaled; never mirrored."""
        self._drawn.append(f'<g class="land" transform="translate({short(left)} 1) scale({scale:.4g})">')
        for kind, path, told in given:
            paint = f' fill="{kind}"' if kind.startswith("url(") else kind_of(kind)
            title = f"><title>{escape(told, quote=False)}</title></path>" if told else "/>"
            self._drawn.append(f'<path{paint} d="{path}"{title}')
        self._drawn.append("</g>")

    def line(self, kind: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a straight line."""
        self._drawn.append(
            f'<line{kind_of(kind)} x1="{short(self._x(x1))}" y1="{short(y1)}"'
            f' x2="{short(self._x(x2))}" y2="{short(y2)}"/>'
        )

    def mark(self, shape: Shape, x: float, y: float, size: float = 5.5) -> None:
        """Draw a point: a disc, a ring, a diamond, or a bound (a triangle that points to larger numbers)."""
        x = self._x(x)
        if shape in ("disc", "ring"):
            kind = "point" if shape == "disc" else "hollow"
            self._drawn.append(f'<circle class="{kind}" cx="{short(x)}" cy="{short(y)}" r="{short(size)}"/>')
            return
        ahead = -size if self.look.rtl else size
        corners = [(x, y - size * 1.3), (x + ahead * 1.3, y), (x, y + size * 1.3)]
        corners += [(x - ahead * 1.3, y)] if shape == "diamond" else []
        self._polygon("point" if shape == "diamond" else "hollow", corners)

    def area(self, kind: str, corners: list[tuple[float, float]]) -> None:
        """Fill a shape through these corners."""
        self._polygon(kind, [(self._x(x), y) for x, y in corners])

    def svg(self, height: float, title: str, description: str) -> str:
        """Close the chart at this height, with its title and description."""
        ids = f"{self.name}-title", f"{self.name}-description"
        stripes = (
            f'<defs><pattern id="{self.name}-stripes" width="7" height="7" patternUnits="userSpaceOnUse"'
            ' patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="7"/></pattern>'
            "</defs>"
        )
        return (
            f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {short(height)}"'
            f' aria-labelledby="{ids[0]} {ids[1]}">'
            f'<title id="{ids[0]}">{escape(title)}</title><desc id="{ids[1]}">{escape(description)}</desc>'
            f"{stripes if self._striped else ''}{''.join(self._drawn)}</svg>"
        )

    def _polygon(self, kind: str, corners: list[tuple[float, float]]) -> None:
        points = " ".join(f"{short(x)},{short(y)}" for x, y in corners)
        self._drawn.append(f'<polygon{kind_of(kind)} points="{points}"/>')

    def _x(self, x: float) -> float:
        return WIDTH - x if self.look.rtl else x


def kind_of(kind: str) -> str:
    """Write the class attribute, where there is a class."""
    return f' class="{kind}"' if kind else ""


def short(value: float) -> str:
    """Write a place with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text_width(words: str, size: float = 14) -> float:
    """Guess how wide a line is in a font of this size."""
    return size * LETTER * sum(letter_width(letter) for letter in words)


def letter_width(letter: str) -> float:
    """Guess how wide a letter is beside a mean one."""
    return 2.0 if east_asian_width(letter) in "WF" else 1.3 if letter.isupper() else 1.0


def cut(words: str, room: float, size: float = 14) -> str:
    """Cut a line that is wider than the room, with an ellipsis."""
    if text_width(words, size) <= room + 0.5:
        return words
    while words and text_width(f"{words}…", size) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"


def wrap(words: str, room: float, size: float = 14) -> list[str]:
    """Break words into lines no wider than the room; a word that is wider is broken too, nothing is cut."""
    lines: list[str] = []
    for piece, glue in pieces(words, room, size):
        longer = f"{lines[-1]}{glue}{piece}" if lines else piece
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def pieces(words: str, room: float, size: float) -> Iterator[tuple[str, str]]:
    """Give each word and the blank before it; a word wider than the room in parts with none between."""
    for word in words.split():
        glue = " "
        while text_width(word, size) > room + 0.5:
            most = max(end for end in range(1, len(word)) if end == 1 or text_width(word[:end], size) <= room)
            yield word[:most], glue
            word, glue = word[most:], ""
        yield word, glue
