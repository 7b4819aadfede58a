"""Measure how often the intervals hold the truth, method by method, and how often the alarm is raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bench_estimate.outcomes import Answer, answer_tables
from bench_estimate.simulate import Scenario, draw_table, generator
from everyname.estimate.agreement import COMPARED, ENOUGH, hull_of, weigh_rows, weighed_otherwise
from everyname.estimate.methods import Row
from everyname.estimate.simple import Interval

__all__ = ["Summary", "Together", "compare", "summarise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A method over the tables of a scenario; `covered`, `bias` and `width` are of the tables it answered.

    `width` is the median width of the 95 % interval and `bias` that of the median's error, both as parts of
    the true number; `spread` is the root mean square of log(median / truth); `seconds` of processor a table.
    """

    tables: int
    covered: float
    bias: float
    width: float
    spread: float
    refused: float
    seconds: float

    def in_words(self) -> str:
        """Say the figures in one cell."""
        refused = f", refused {self.refused:.0%}" if self.refused else ""
        return f"{self.covered:.1%}, bias {self.bias:+.1%}, width {self.width:.3f}{refused}"


def summarise(answers: Sequence[Answer], truth: int) -> Summary:
    """Sum up a method's answers on tables whose true number is known."""
    given = [answer for answer in answers if answer.refused is None]
    low, median, high = (
        np.array([getattr(answer, name) for answer in given]) / truth for name in ("low", "median", "high")
    )
    some = bool(given)
    return Summary(
        tables=len(answers),
        covered=float(((low <= 1) & (high >= 1)).mean()) if some else 0.0,
        bias=float(np.median(median)) - 1 if some else float("nan"),
        width=float(np.median(high - low)) if some else float("nan"),
        spread=float(np.sqrt((np.log(median) ** 2).mean())) if some else float("nan"),
        refused=1 - len(given) / len(answers),
        seconds=float(np.mean([answer.seconds for answer in answers])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The compared methods over the tables of a scenario: their hull, and what the panel says of them."""

    hull: Summary
    warned: float
    no_headline: float

    @property
    def alarm(self) -> float:
        """The share of tables with a warning of disagreement or no headline."""
        return self.warned + self.no_headline


def compare(scenario: Scenario, methods: Sequence[str], tables: int) -> Together:
    """Put the answers of the compared methods side by side, table by table, as the panel does."""
    answers = {method: answer_tables(scenario, method, tables) for method in COMPARED if method in methods}
    hulls, warned, bare = [], 0, 0
    for table in range(tables):
        rows = {method: found[table] for method, found in answers.items()}
        hull, headline, doubts = panel_says(scenario, table, rows)
        hulls.append(hull)
        bare += not headline
        warned += headline and doubts
    return Together(hull=summarise(hulls, scenario.people), warned=warned / tables, no_headline=bare / tables)


def panel_says(scenario: Scenario, table: int, answers: Mapping[str, Answer]) -> tuple[Answer, bool, bool]:
    """Give the range the panel tells, whether it is a headline, and whether the panel warns that they differ.

    Where the panel gives no headline because its models differ, the range is the one its verdict names; where
    fewer than two answer there is none.
    """
    patterns = draw_table(scenario, generator(scenario.name, table))
    rows = tuple(to_row(method, answer) for method, answer in answers.items())
    headline, _, doubts = weigh_rows(patterns, rows, False)
    given = [(row.method, row.interval) for row in rows if row.interval is not None]
    seconds = sum(answer.seconds for answer in answers.values())
    if len(given) < ENOUGH:
        return Answer(seed=table, refused="fewer than two answers", seconds=seconds), False, False
    told = headline.interval if headline else hull_of([*given, *weighed_otherwise(rows)])
    hull = Answer(seed=table, median=told.median, low=told.low, high=told.high, seconds=seconds)
    return hull, headline is not None, any(doubt.startswith("Disagreement") for doubt in doubts)


def to_row(method: str, answer: Answer) -> Row:
    """Make the panel's row of a stored answer."""
    if answer.refused is not None:
        return Row(method=method, refused=answer.refused)
    interval = Interval(median=answer.median, low=answer.low, high=answer.high)
    also = answer.also and Interval(**dict(zip(("median", "low", "high"), answer.also, strict=True)))
    return Row(method=method, interval=interval, also=also or None)
