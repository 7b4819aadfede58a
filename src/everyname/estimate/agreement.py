"""Say what the models agree on: a headline, or in words why there is none.

No single estimator is right everywhere, and which one is cannot be seen in the table. So a headline appears
only where two kinds of model give numbers, and these lie close together; its range covers theirs. Two rules
tell them apart: a factor between their medians, and, for tables so rich that a smaller difference is more
than chance, that each median lies outside the other's interval. Both were set on simulated tables
(docs/decisions/0015): where the models' assumptions hold they are silent in ninety-nine tables of a hundred;
where people differ much in how easily they are recorded they speak in nineteen of twenty.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Protocol

from everyname.estimate.methods import Row
from everyname.estimate.simple import Interval
from everyname.estimate.verdict import say_disagreement, say_headline, say_nothing

__all__ = ["COMPARED", "Headline", "weigh_rows"]

COMPARED = ("latent-class", "log-linear", "decomposable")  # kinds of model whose agreement is a headline
ENOUGH = 2  # how many of them must give a number before there is anything to agree
APART = 1.3  # factor between their medians from which the panel warns
TOO_FAR_APART = 2.0  # factor from which no headline is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The range in which the compared models agree; `method` names them."""

    method: str
    interval: Interval


class Counted(Protocol):
    """What a verdict names: how many people were seen, on which lists."""

    @property
    def n(self) -> int:
        """How many people were seen on at least one list."""

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists."""


def weigh_rows(
    patterns: Counted, rows: tuple[Row, ...], dependent: bool
) -> tuple[Headline | None, str, tuple[str, ...]]:
    """Compare the models that may carry a headline; give it or None, the verdict, and what is doubtful."""
    n, lists = patterns.n, len(patterns.lists)
    compared = [
        (row.method, row.interval) for row in rows if row.method in COMPARED and row.interval is not None
    ]
    if len(compared) < ENOUGH:
        return None, say_nothing(n, lists, why_alone(rows)), ()
    weighed = [*compared, *weighed_otherwise(rows)]
    factor = factor_between(weighed)
    apart = f"Disagreement: {tell_medians(weighed)} differ by a factor of {factor:.2f}"
    if factor >= TOO_FAR_APART:
        verdict = say_disagreement(n, lists, hull_of(weighed), factor)
        return None, verdict, (f"{apart}: no headline.",)
    doubts: tuple[str, ...] = ()
    hull = hull_of(compared)
    if factor >= APART or exclude_one_another(weighed):
        hull = hull_of(weighed)
        chance = "" if factor >= APART else ", which is more than chance explains"
        doubts = (f"{apart}{chance}; the range covers all of them.",)
    headline = Headline(method=join_words([method for method, _ in compared]), interval=hull)
    return headline, say_headline(n, lists, hull, dependent), (*doubts, *tell_absent(rows))


def factor_between(weighed: list[tuple[str, Interval]]) -> float:
    """Give the largest median over the smallest."""
    medians = [interval.median for _, interval in weighed]
    return max(medians) / min(medians)


def exclude_one_another(weighed: list[tuple[str, Interval]]) -> bool:
    """Say whether some two answers each have their median outside the other's interval."""
    intervals = [interval for _, interval in weighed]
    return any(one.median < other.low and one.high < other.median for one in intervals for other in intervals)


def weighed_otherwise(rows: tuple[Row, ...]) -> list[tuple[str, Interval]]:
    """Give what models of the compared kinds say when they are weighed by another criterion."""
    return [(f"{row.method} by AIC", row.also) for row in rows if row.method in COMPARED and row.also]


def tell_absent(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Name each model that could have carried the headline and did not, with its reason."""
    by_method = {row.method: row for row in rows}
    absent = []
    for method in COMPARED:
        row = by_method.get(method)
        if row is None:
            absent.append(f"The headline rests on fewer models than it could: {method} was not run.")
        elif row.refused is not None:
            absent.append(f"The headline rests on fewer models: {method} gives no number: {row.refused}.")
    return tuple(absent)


def why_alone(rows: tuple[Row, ...]) -> str:
    """Say why fewer than two kinds of model gave a number."""
    refused: dict[str, list[str]] = {}
    for row in rows:
        if row.method in COMPARED and row.refused is not None:
            refused.setdefault(row.refused, []).append(row.method)
    told = [f"{join_words(methods)}: {words}" for words, methods in refused.items()]
    lone = [row.method for row in rows if row.method in COMPARED and row.interval is not None]
    if lone:
        told.append(f"{lone[0]} alone has nothing to be checked against")
    return "; ".join(told) or f"none of {join_words(list(COMPARED))} was run"


def join_words(words: list[str]) -> str:
    """Join words with commas and a last `and`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tell_medians(compared: list[tuple[str, Interval]]) -> str:
    """Name the compared methods with their medians."""
    return join_words([f"{method} ({round(interval.median):,})" for method, interval in compared])


def hull_of(compared: list[tuple[str, Interval]]) -> Interval:
    """Cover all the intervals; the middle is the geometric mean of their medians."""
    intervals = [interval for _, interval in compared]
    return Interval(
        median=exp(sum(log(interval.median) for interval in intervals) / len(intervals)),
        low=min(interval.low for interval in intervals),
        high=max(interval.high for interval in intervals),
    )
