"""Say what would change the conclusion: what no table can show, each list, each prior, one at a time.

Models that fit equally well can give any N: the identifying assumption decides, and cannot be tested
(Aleshin-Guendel, Sadinle and Wakefield, arXiv 2101.09304). So the number missed is also told multiplied by
exp(xi), the dependence of all lists at once that the models set to 0, over a stated range of xi.
"""

from __future__ import annotations

from math import exp, log
from typing import TypedDict

from everyname.estimate.checks import filled_lists, find_refusal
from everyname.estimate.panel import Panel
from everyname.estimate.patterns import Patterns
from everyname.estimate.priors import sweep_priors
from everyname.estimate.sensitivity_words import tell_interaction, tell_moved, tell_priors, tell_truths
from everyname.estimate.variations import (
    MOST_LISTS,
    Variation,
    as_given,
    leave_one_out,
    list_as_truth,
    merge_two,
)

__all__ = ["PlainSensitivity", "examine"]

STRONGEST = log(2)  # of xi: the people on no list twice as many, or half as many, as the models say
STEPS = 4  # points of the curve on either side of 0


class PlainPoint(TypedDict):
    """The total when exp(xi) times as many people are missed as the models say."""

    xi: float
    factor: float
    median: int
    low: int
    high: int


class PlainCurve(TypedDict):
    """The curve of one method over xi, and what it means in words."""

    method: str
    curve: list[PlainPoint]
    words: str


class PlainVariation(TypedDict):
    """One changed table or setting: a number of people with its range, or why there is none."""

    label: str
    n: int
    median: int | None
    low: int | None
    high: int | None
    refused: str | None


class PlainTruth(PlainVariation):
    """A list taken as the truth: its known size, and whether the range holds it."""

    truth: int
    held: bool | None


class PlainSensitivity(TypedDict):
    """What the panel's answer rests on; `what_would_change` says it in sentences."""

    sensitivity: PlainCurve | None
    leave_one_out: list[PlainVariation]
    merge_two: list[PlainVariation]
    list_as_truth: list[PlainTruth]
    prior_sweep: list[PlainVariation]
    what_would_change: list[str]


def examine(patterns: Patterns, panel: Panel, *, thorough: bool = False) -> PlainSensitivity:
    """Examine what the panel's answer rests on, as keys to stand beside the panel's own.

    For up to six lists the range of log-linear and decomposable models is varied, for more Chao's lower
    bound. `thorough` also runs the sampler under other priors, which takes minutes. A table that allows no
    estimate gives empty lists.
    """
    if find_refusal(patterns) is not None or len(filled_lists(patterns)) < 3:
        return {
            "sensitivity": None,
            "leave_one_out": [],
            "merge_two": [],
            "list_as_truth": [],
            "prior_sweep": [],
            "what_would_change": [],
        }
    used = patterns.keep(filled_lists(patterns))
    given = as_given(used, panel.seed)
    without, merged = leave_one_out(used, panel.seed), merge_two(used, panel.seed)
    truths = list_as_truth(used, panel.seed) if len(used.lists) <= MOST_LISTS else ()
    swept, curve = sweep_priors(used, panel, thorough=thorough), top_interaction(panel)
    return {
        "sensitivity": curve,
        "leave_one_out": [plain_variation(one) for one in (given, *without)],
        "merge_two": [plain_variation(one) for one in merged],
        "list_as_truth": [plain_truth(one) for one in truths],
        "prior_sweep": [plain_variation(one) for one in swept],
        "what_would_change": [
            *([curve["words"]] if curve else []),
            *tell_moved(given, without, "list left out"),
            *tell_moved(given, merged, "two lists counted as one"),
            *tell_truths(truths),
            *tell_priors(swept),
        ],
    }


def top_interaction(panel: Panel) -> PlainCurve | None:
    """Multiply the people missed by exp(xi), for the first method that assumes xi to be 0."""
    found = [row for row in panel.rows if row.method in ("log-linear", "decomposable") and row.interval]
    if not found or found[0].interval is None:
        return None
    interval, points = found[0].interval, []
    for step in range(-STEPS, STEPS + 1):
        xi = STRONGEST * step / STEPS
        low, median, high = (
            round(panel.n + exp(xi) * (people - panel.n))
            for people in (interval.low, interval.median, interval.high)
        )
        points.append(
            PlainPoint(xi=round(xi, 4), factor=round(exp(xi), 4), median=median, low=low, high=high)
        )
    words = tell_interaction(panel, interval, points[0]["median"], points[-1]["median"])
    return {"method": found[0].method, "curve": points, "words": words}


def plain_variation(one: Variation) -> PlainVariation:
    """Give a variation as plain values."""
    interval = one.interval
    return {
        "label": one.label,
        "n": one.n,
        "median": None if interval is None else round(interval.median),
        "low": None if interval is None else round(interval.low),
        "high": None if interval is None else round(interval.high),
        "refused": one.refused,
    }


def plain_truth(one: Variation) -> PlainTruth:
    """Give a list taken as the truth as plain values."""
    return {**plain_variation(one), "truth": one.truth or 0, "held": one.held}
