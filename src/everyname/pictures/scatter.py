"""Draw every model's total against how well it fits, so that no one model passes for the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

from everyname.pictures.canvas import PLAIN, WIDTH, Canvas, Look, text_width
from everyname.pictures.scale import Scale, draw_axis, people_scale

__all__ = ["MUCH_WORSE", "ModelPoint", "ScatterWords", "scatter"]

START, TOP, HEIGHT, END = 64, 64, 300, WIDTH - 14
CELL = 5.0  # models nearer than this on the page are drawn as one larger dot
MUCH_WORSE = 10.0  # a BIC difference beyond which the data speak clearly for the better model (Raftery 1995)
STEPS = (0.0, 2.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0, 10_000.0, 100_000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPoint:
    """One model: its total in people, and how far its BIC lies above the best model's (0 for the best)."""

    total: float
    behind: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterWords:
    """What the axes, the hard edge, the best model and the line of much worse models mean."""

    axis: str
    log: str
    behind: str
    edge: str
    best: str
    worse: str


def scatter(
    models: Sequence[ModelPoint],
    *,
    documented: int,
    words: ScatterWords,
    title: str,
    description: str,
    name: str,
    look: Look = PLAIN,
) -> str:
    """Draw the models, the best at the top; models that would cover one another become one larger dot."""
    canvas = Canvas(name, look)
    scale = people_scale([documented], [model.total for model in models], start=START, end=END)
    worst = max([model.behind for model in models] + [2 * MUCH_WORSE])
    below = draw_axis(canvas, scale, TOP, TOP + HEIGHT, words.log if scale.log else words.axis)
    draw_frame(canvas, scale, documented, words, worst)
    places = [(scale.at(model.total), height_at(model.behind, worst)) for model in models]
    for (column, row), held in Counter((round(x / CELL), round(y / CELL)) for x, y in places).items():
        canvas.mark(
            "ring" if held == 1 else "disc",
            column * CELL,
            row * CELL,
            2.5 if held == 1 else min(2.5 + held / 6, 5),
        )
    if models:
        place = min(range(len(models)), key=lambda place: models[place].behind)
        draw_best(canvas, *places[place], words.best)
    return canvas.svg(below, title, description)


def height_at(behind: float, worst: float) -> float:
    """Give the y of a BIC difference: near the best, small differences keep their room."""
    return TOP + 30 + (HEIGHT - 40) * log1p(behind) / log1p(worst)


def draw_frame(canvas: Canvas, scale: Scale, documented: int, words: ScatterWords, worst: float) -> None:
    """Draw the hard edge, the steps of the BIC difference and the line of much worse models."""
    edge = scale.at(documented)
    canvas.stripes(START, TOP, edge - START, HEIGHT)
    canvas.line("edge", edge, TOP - 6, edge, TOP + HEIGHT)
    canvas.text(words.behind, 0, 12, "small")
    level = height_at(MUCH_WORSE, worst)
    canvas.line("level", START, level, END, level)
    canvas.line("level", 0, 26, 26, 26)
    canvas.text(words.worse, 32, 30, "small")
    if edge + 6 + text_width(words.edge, 12) < END:
        canvas.text(words.edge, edge + 6, TOP - 8, "small")
    else:
        canvas.text(words.edge, edge - 6, TOP - 8, "small", "end")
    last = 0.0
    for step in STEPS:
        y = height_at(step, worst)
        if step <= worst and y - last >= 13:
            canvas.text(canvas.look.number(step), START - 8, y + 4, "small", "end")
            canvas.line("grid", START, y, END, y)
            last = y


def draw_best(canvas: Canvas, x: float, y: float, words: str) -> None:
    """Mark the model that fits best, with its words above it."""
    canvas.mark("diamond", x, y, 6)
    half = text_width(words, 12) / 2
    canvas.text(words, min(max(x, START + half), END - half), y - 13, "small over", "middle")
