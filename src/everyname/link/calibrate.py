"""Correct probabilities after the assignment by reviewers' judgements.

First a straight line in log odds (Platt 2000), then isotonic regression drawn towards it (Zadrozny and
Elkan 2002; pool adjacent violators, Ayer et al. 1955), of the judgements on the probability after
one-to-one: a pair can gain or lose, but never overtake a surer one of the same two lists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAST_JUDGEMENTS", "Calibration", "Curve", "Judged", "calibrate", "log_odds"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_JUDGEMENTS = 300  # same and different together, before the judgements take over
_LEAST_OF_PAIR = 40  # judgements on one pair of lists, before it has a curve of its own
_LINE = 15.0  # judgements' worth of trust in the straight line
_STIFF = 2.0  # judgements' worth of trust in no correction at all
_STEPS = 25
_EDGE = 1e-4  # no probability is nearer to 0 or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Judged pairs: the probability each had, whether reviewers found one person, what it stands for.

    `weight` is how many pairs of the linking each stands for (its design weight, up to a factor), `lists`
    numbers its pair of lists. Shape (judgements,) each; `unsure` is left out beforehand.
    """

    probability: Floats
    same: NDArray[np.bool_]
    weight: Floats
    lists: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A monotone correction, straight between its knots in log odds and parallel to the diagonal outside."""

    before: Floats = field(default_factory=lambda: np.zeros(1))
    after: Floats = field(default_factory=lambda: np.zeros(1))

    def __call__(self, probability: Floats) -> Floats:
        """Give the corrected probability, within `_EDGE` of 0 and 1 at most."""
        odds = log_odds(probability)
        inside = np.interp(odds, self.before, self.after)
        below, above = np.minimum(odds - self.before[0], 0), np.maximum(odds - self.before[-1], 0)
        value: Floats = np.clip(_chance(inside + below + above), _EDGE, 1 - _EDGE)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """The curve of all lists together, and those of the pairs of lists with enough judgements."""

    pooled: Curve = field(default_factory=Curve)
    by_lists: Mapping[int, Curve] = field(default_factory=dict)

    def __call__(self, probability: Floats, lists: Ints) -> Floats:
        """Give each pair its corrected probability; `lists` numbers the pair of lists, shape as given."""
        value = self.pooled(probability)
        for number, curve in self.by_lists.items():
            here = lists == number
            value[here] = curve(probability[here])
        return value


def log_odds(probability: Floats) -> Floats:
    """Give the natural log odds of probabilities held off 0 and 1."""
    held = np.clip(probability, _EDGE, 1 - _EDGE)
    odds: Floats = np.log(held / (1 - held))
    return odds


def _chance(odds: Floats) -> Floats:
    chance: Floats = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
    return chance


def calibrate(judged: Judged) -> Calibration:
    """Fit the curves: one for all judgements, and one for each pair of lists that has enough of its own.

    A list pair's curve starts from the pooled one, and that from no correction (partial pooling), each by
    a fixed number of judgements' worth, so that few judgements move little.
    """
    pooled = _fit(judged, Curve(), _LINE)
    counts = np.bincount(judged.lists, minlength=1)
    own = {
        int(number): _fit(_of_lists(judged, int(number)), pooled, _LINE)
        for number in np.flatnonzero(counts >= _LEAST_OF_PAIR)
    }
    return Calibration(pooled=pooled, by_lists=own if len(own) > 1 or counts.max() < counts.sum() else {})


def _of_lists(judged: Judged, number: int) -> Judged:
    here = judged.lists == number
    return Judged(
        probability=judged.probability[here],
        same=judged.same[here],
        weight=judged.weight[here],
        lists=judged.lists[here],
    )


def _fit(judged: Judged, before: Curve, trust: float) -> Curve:
    """Fit a curve to judgements, each joined by a share of what a straight line through them says."""
    if not judged.same.size:
        return before
    order = np.argsort(judged.probability, kind="stable")
    odds, same = log_odds(judged.probability[order]), judged.same[order].astype(np.float64)
    # By its full design weight one sure pair would outvote a hundred doubtful ones in a block.
    weight = np.sqrt(judged.weight[order])
    weight /= weight.mean()
    line = _line(log_odds(before(judged.probability[order])), same, weight)
    share = trust / same.size
    mean, place = _pool((same + share * line) / (1 + share), odds, weight)
    return Curve(before=place, after=log_odds(mean))


def _line(odds: Floats, same: Floats, weight: Floats) -> Floats:
    """Give each judged pair its chance by a straight line in log odds, found by Newton's steps.

    The line is drawn towards the diagonal as if by `_STIFF` judgements, and never falls.
    """
    columns = np.stack([np.ones_like(odds), odds])
    line, diagonal = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    for _ in range(_STEPS):
        chance = _chance(line @ columns)
        slope = columns @ (weight * (same - chance)) - _STIFF * (line - diagonal)
        bend = (columns * (weight * chance * (1 - chance))) @ columns.T + _STIFF * np.eye(2)
        line = line + np.clip(np.linalg.solve(bend, slope), -1, 1)
        line[1] = max(line[1], 0.0)
    return _chance(line @ columns)


def _pool(value: Floats, odds: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Pool adjacent violators; give each block's mean value and mean log odds, both increasing."""
    blocks: list[tuple[float, float, float]] = []  # (weight, weight x value, weight x odds)
    for w, v, o in zip(weight.tolist(), value.tolist(), odds.tolist(), strict=True):
        block = (w, w * v, w * o)
        while blocks and (blocks[-1][1] * block[0] >= block[1] * blocks[-1][0]):
            last = blocks.pop()
            block = (last[0] + block[0], last[1] + block[1], last[2] + block[2])
        blocks.append(block)
    total, values, places = np.array(blocks).T
    return values / total, places / total
