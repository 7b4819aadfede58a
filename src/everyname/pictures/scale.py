"""Lay numbers of people along an axis: plain steps, or multiplying steps where they span a decade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from everyname.pictures.canvas import WIDTH, Canvas, text_width

__all__ = ["Scale", "draw_axis", "people_scale"]

DECADE = 10.0
HALF = 0.5  # documented share of the axis up to which the axis begins at zero
TICK = 12  # size of the figures under an axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Values `low`..`high` laid from x = `start` to x = `end`; `log` says that steps multiply."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def at(self, value: float) -> float:
        """Give the x of a value; what lies outside stands at the end of the axis."""
        held = min(max(value, self.low), self.high)
        if self.log:
            share = (log10(held) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (held - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Give round values along the axis: 1, 2 or 5 times a power of ten."""
        if self.log:
            powers = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
            found = [lead * 10.0**power for power in powers for lead in (1, 2, 5)]
            return [value for value in found if self.low <= value <= self.high]
        step = round_step((self.high - self.low) / 5)
        first = ceil(self.low / step - 1e-9)
        return [step * place for place in range(first, floor(self.high / step + 1e-9) + 1)]


def round_step(rough: float) -> float:
    """Give the least 1, 2 or 5 times a power of ten that is not below `rough`, and at least one person."""
    power = 10.0 ** floor(log10(max(rough, 1e-9)))
    step = next(lead * power for lead in (1, 2, 5, 10) if lead * power >= rough * (1 - 1e-9))
    return max(step, 1.0)


def people_scale(edges: Sequence[float], values: Sequence[float], *, start: float, end: float) -> Scale:
    """Choose the axis for totals: `edges` are documented counts, below which no total lies.

    Where the largest value is ten times the least count, steps multiply; otherwise the axis begins at zero,
    or just below the count where most of the axis would lie below it.
    """
    least = float(min(edges))
    most = float(max(*edges, *(values or [2 * least]), least + 1))
    if least >= 1 and most / least >= DECADE:
        return Scale(low=least / 1.25, high=most * 1.08, start=start, end=end, log=True)
    room = most - least
    low = 0.0 if least <= HALF * most else max(least - 0.12 * room, 0.0)
    return Scale(low=low, high=most + 0.04 * (most - low), start=start, end=end)


def draw_axis(canvas: Canvas, scale: Scale, top: float, bottom: float, words: str) -> float:
    """Draw the axis under a plot that runs from `top` to `bottom`, with its words; give the y below it."""
    canvas.line("axis", scale.start, bottom, scale.end, bottom)
    taken: list[tuple[float, float]] = []
    for value in sorted(scale.ticks(), key=lambda value: -roundness(value)) if scale.log else scale.ticks():
        x, shown = scale.at(value), canvas.look.number(value)
        half = text_width(shown, TICK) / 2 + 5
        if x + half > WIDTH + 5 or any(x - half < right and left < x + half for left, right in taken):
            continue
        taken.append((x - half, x + half))
        canvas.line("grid", x, top, x, bottom)
        canvas.line("axis", x, bottom, x, bottom + 4)
        canvas.text(shown, x, bottom + 17, "small", "middle")
    middle = min((scale.start + scale.end) / 2, WIDTH - text_width(words, TICK) / 2)
    canvas.text(words, middle, bottom + 36, "small", "middle")
    return bottom + 46


def roundness(value: float) -> int:
    """Rank a tick: powers of ten first, then halves of them, then fifths."""
    lead = round(value / 10.0 ** floor(log10(value) + 1e-9))
    return {1: 2, 5: 1}.get(lead, 0)
