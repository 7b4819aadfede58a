"""Draw a model's draws: their spread over totals, and whether chains agree (rank plots)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, cut, text_width
from everyname.pictures.forest import ForestWords, draw_edge_words, draw_floor
from everyname.pictures.scale import Scale, draw_axis, people_scale

__all__ = ["Drawn", "posterior", "ranks"]

LABEL, END = 130, WIDTH - 14
BINS = 60
TAIL = 0.005  # share of the draws beyond each end that no bar is drawn for
ROW, CURVE = 92, 48
RANK_BINS = 20
RANK_ROW = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A method's draws of the total, in people, its 95 % interval and median, and these as text."""

    label: str
    draws: Sequence[float]
    low: float
    median: float
    high: float
    shown: str


def posterior(
    rows: Sequence[Drawn],
    *,
    documented: int,
    words: ForestWords,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw a histogram of each method's draws on one axis that the documented count closes.

    The highest half percent of the draws is not drawn, so that single draws cannot stretch the axis.
    """
    canvas = Canvas(name, look)
    kept = [sorted(row.draws)[: max(round(len(row.draws) * (1 - TAIL)), 1)] for row in rows]
    ends = [draws[-1] for draws in kept if draws] + [row.high for row in rows]
    scale = people_scale([documented], ends, start=LABEL, end=END)
    top = 30
    bottom = top + len(rows) * ROW
    below = draw_axis(canvas, scale, top, bottom, words.log if scale.log else words.axis)
    draw_floor(canvas, scale, documented, top, bottom - top)
    for place, (row, draws) in enumerate(zip(rows, kept, strict=True)):
        y = top + place * ROW
        canvas.text(cut(row.label, LABEL - 12), 0, y + 40, "head")
        draw_curve(canvas, scale, draws, y + 24 + CURVE)
        draw_interval(canvas, scale, row, y + 24 + CURVE + 8)
        half = text_width(row.shown) / 2
        middle = min(max(scale.at(row.median), LABEL + half + 4, scale.at(documented) + half + 8), END - half)
        canvas.text(row.shown, middle, y + 16, "over", "middle")
    draw_edge_words(canvas, scale, words.edge, documented, top)
    return canvas.svg(below, title, description)


def draw_curve(canvas: Canvas, scale: Scale, draws: Sequence[float], base: float) -> None:
    """Draw a histogram as one stepped shape on its base line; each is as high as the others."""
    width = (scale.end - scale.start) / BINS
    heights = [0] * BINS
    for draw in draws:
        heights[min(int((scale.at(draw) - scale.start) / width), BINS - 1)] += 1
    tallest = max(heights) or 1
    filled = [place for place, height in enumerate(heights) if height]
    if not filled:
        return
    corners = [(scale.start + filled[0] * width, base)]
    for place in range(filled[0], filled[-1] + 1):
        y = base - CURVE * heights[place] / tallest
        corners += [(scale.start + place * width, y), (scale.start + (place + 1) * width, y)]
    canvas.area("curve", [*corners, (scale.start + (filled[-1] + 1) * width, base)])


def draw_interval(canvas: Canvas, scale: Scale, row: Drawn, y: float) -> None:
    """Draw the 95 % interval and the median under a histogram."""
    canvas.line("join", scale.at(row.low), y, scale.at(row.high), y)
    for end in (row.low, row.high):
        canvas.line("join", scale.at(end), y - 4, scale.at(end), y + 4)
    canvas.mark("disc", scale.at(row.median), y, 4.5)


def ranks(
    chains: Sequence[Sequence[float]],
    *,
    labels: Sequence[str],
    level: str,
    axis: str,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw how the ranks of each chain's draws spread among all draws; chains that agree are flat.

    Vehtari, Gelman, Simpson, Carpenter and Buerkner, Bayesian Analysis 2021 (10.1214/20-BA1221). `level`
    names the dashed line: where every bar would end if the chains agreed entirely.
    """
    canvas = Canvas(name, look)
    top, room = 26, END - LABEL
    for place, heights in enumerate(rank_counts(chains)):
        base = top + (place + 1) * RANK_ROW - 8
        expected = sum(heights) / RANK_BINS or 1.0
        canvas.text(cut(labels[place], LABEL - 12), 0, base - 14, "head")
        for column, height in enumerate(heights):
            tall = min(height / expected, 2.0) * (RANK_ROW - 14) / 2
            canvas.rect("bar", LABEL + column * room / RANK_BINS, base - tall, room / RANK_BINS - 2, tall)
        canvas.line("axis", LABEL, base, END, base)
        canvas.line("level", LABEL, base - (RANK_ROW - 14) / 2, END, base - (RANK_ROW - 14) / 2)
    canvas.line("level", LABEL, 10, LABEL + 28, 10)
    canvas.text(level, LABEL + 36, 14, "small")
    bottom = top + len(chains) * RANK_ROW
    canvas.text(axis, (LABEL + END) / 2, bottom + 10, "small", "middle")
    return canvas.svg(bottom + 20, title, description)


def rank_counts(chains: Sequence[Sequence[float]]) -> list[list[int]]:
    """Count, for every chain, its draws in each of `RANK_BINS` bands of rank among all draws.

    Equal draws are ranked in turn over the chains, so that ties favour none.
    """
    order = sorted(
        (draw, place, chain) for chain, draws in enumerate(chains) for place, draw in enumerate(draws)
    )
    counts = [[0] * RANK_BINS for _ in chains]
    for rank, (_, _, chain) in enumerate(order):
        counts[chain][rank * RANK_BINS // len(order)] += 1
    return counts
