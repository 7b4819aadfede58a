"""Estimate how many true pairs no key family proposed: capture and recapture between the families.

Each family is a catch of true pairs by its own evidence. Pairs that one family alone proposed tell how many
none did: Chao's (1987) lower bound, with his interval, widened upwards to the first-order jackknife (Burnham
and Overton 1978), for families that share a name are not independent. What shares no evidence with anything
leaves no trace in any catch; for that stands a small share with a wide spread, unless reviewers have looked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["EVIDENCE", "Recall", "estimate_recall"]

# What two reports must have alike for a family to propose them; families of one evidence are one catch.
EVIDENCE: Mapping[str, frozenset[str]] = {
    "given_family": frozenset({"given", "family"}),
    "given_father": frozenset({"given", "father"}),
    "father_family": frozenset({"father", "family"}),
    "given_third": frozenset({"given", "third"}),
    "middle": frozenset({"father", "third"}),
    "whole": frozenset({"name"}),
    "letters": frozenset({"name"}),
    "three": frozenset({"given", "father", "family"}),
    "birth_given": frozenset({"birth", "given"}),
    "birth_family": frozenset({"birth", "family"}),
    "year_family": frozenset({"birth", "family"}),
    "birthday_given": frozenset({"birth", "given"}),
    "day_given": frozenset({"day", "given"}),
    "harm_slip": frozenset({"day", "given"}),
    "age_given_spot": frozenset({"age", "given", "place"}),
    "day_family": frozenset({"day", "family"}),
    "initial_family": frozenset({"initial", "family"}),
}
WHOLE = "every"  # the family that compares each with each: nothing is missed
_UNSEEN = 0.005  # of the true pairs share no evidence; .004 of the development list with dates of birth
_NORMAL = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """How complete the candidates are: `found` true pairs, `missed` ones, and `low`..`high` missed (95 %).

    `by_family` gives, for each family, the share of the found pairs that it proposed.
    """

    found: float
    missed: float
    low: float
    high: float
    by_family: tuple[tuple[str, float], ...] = ()

    @property
    def share(self) -> float:
        """The share of the true pairs that was proposed, 1 where there is none."""
        return self.found / (self.found + self.missed) if self.found else 1.0

    def in_words(self) -> str:
        """Say it in one sentence."""
        if not self.high:
            return "Every pair of reports was compared."
        most, least = (100 * self.found / (self.found + missed) for missed in (self.low, self.high))
        return (
            f"An estimated {100 * self.share:.1f} % of the true pairs were compared"
            f" (95 % interval {least:.1f} to {most:.1f} %); about {self.missed:.0f} were not."
        )

    def draw(self, rng: np.random.Generator, count: int) -> NDArray[np.float64]:
        """Draw how many pairs were missed, shape (count,): log-normal, with the interval as its 95 %."""
        if not self.high:
            return np.zeros(count)
        low, high = math.log(max(self.low, 0.1)), math.log(max(self.high, 0.2))
        drawn: NDArray[np.float64] = np.exp(rng.normal((low + high) / 2, (high - low) / 2 / _NORMAL, count))
        return drawn


def estimate_recall(
    families: NDArray[np.int64],
    probability: NDArray[np.float64],
    names: Sequence[str],
    *,
    sought: tuple[int, int] | None = None,
) -> Recall:
    """Estimate the recall of the candidates from the linked pairs.

    `families` holds a bit mask a linked pair, bit i for `names[i]`, and `probability` what each pair counts
    for, shape (pairs,). `sought` is (proposed, all) of pairs that reviewers found to be one person without
    looking at the candidates, where there are such; their share then stands for what shares no evidence.
    """
    found = float(probability.sum())
    shares = tuple(
        (name, float(probability[families >> bit & 1 == 1].sum() / found)) if found else (name, 0.0)
        for bit, name in enumerate(names)
    )
    if not found or (WHOLE in names and bool((families >> list(names).index(WHOLE) & 1).all())):
        return Recall(found=found, missed=0.0, low=0.0, high=0.0, by_family=shares)
    never = _never_caught(_catches(families, names), probability)
    unseen = found * np.array(_unseen(sought))
    missed = never[0] + float(unseen[0])
    return Recall(
        found=found,
        missed=missed,
        low=max(missed - math.hypot(never[0] - never[1], unseen[0] - unseen[1]), missed / 20),
        high=missed + math.hypot(never[2] - never[0], unseen[2] - unseen[0]),
        by_family=shares,
    )


def _catches(families: NDArray[np.int64], names: Sequence[str]) -> NDArray[np.bool_]:
    """Say which catch holds which pair, shape (catches, pairs); families of one evidence are one catch."""
    masks: dict[frozenset[str], int] = {}
    for bit, name in enumerate(names):
        evidence = EVIDENCE.get(name, frozenset({name}))
        masks[evidence] = masks.get(evidence, 0) | 1 << bit
    held = np.array([(families & mask) > 0 for mask in masks.values()], dtype=bool)
    catches: NDArray[np.bool_] = held[held.any(axis=1)]
    return catches


def _never_caught(catches: NDArray[np.bool_], probability: NDArray[np.float64]) -> tuple[float, float, float]:
    """Give how many pairs no catch holds, and the ends of its 95 % interval."""
    times = catches.sum(axis=0)
    once, twice = (float(probability[times == count].sum()) for count in (1, 2))
    if once <= 0:
        return 0.0, 0.0, 0.0
    few = 1 - 1 / len(catches)
    never = few * once * max(once - 1, 0) / (2 * (twice + 1))
    ratio = once / max(twice, 1.0)
    variance = max(twice, 1.0) * few * (ratio**2 / 2 + few * ratio**3 + few * ratio**4 / 4)
    spread = math.exp(_NORMAL * math.sqrt(math.log1p(variance / max(never, 0.5) ** 2)))
    jackknife = few * (once + _NORMAL * math.sqrt(2 * once))
    return never, never / spread, max(never * spread, jackknife)


def _unseen(sought: tuple[int, int] | None) -> tuple[float, float, float]:
    """Give the share of pairs outside all evidence, by reviewers' search (Wilson 1927) or by assumption."""
    if sought is None or sought[1] == 0:
        return _UNSEEN, _UNSEEN / 20, 3.7 * _UNSEEN  # the 95 % of an exponential
    proposed, every = sought
    missed, squared = 1 - proposed / every, _NORMAL**2 / every
    centre = (missed + squared / 2) / (1 + squared)
    half = _NORMAL / (1 + squared) * math.sqrt(missed * (1 - missed) / every + squared / 4 / every)
    ends = missed, max(centre - half, 0.0), centre + half
    low, middle, high = (share / (1 - share) for share in (ends[1], ends[0], min(ends[2], 0.9)))
    return middle, low, high
