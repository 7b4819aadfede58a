"""Estimate with a formula: Chapman for two lists, Chao's lower bound for three or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

__all__ = ["Interval", "Missed", "chao_bound", "chapman"]

NOBODY = 1e-9  # people: fewer than this are none, and have no logarithm worth taking


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A median and the ends of a 95 % interval, in people."""

    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """N = n + missed with log(missed) normal, so that it never falls below the n people seen.

    Chao, Biometrics 1987 (10.2307/2531532). Nobody missed gives n, and above it what the variance allows.
    """

    n: int
    missed: float
    variance: float

    def quantile(self, level: float) -> float:
        """Give N at `level` in (0, 1), in people."""
        return float(self.quantiles(np.array([level]))[0])

    def quantiles(self, levels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give N at each level, in people."""
        from scipy.special import ndtri

        normal: NDArray[np.float64] = ndtri(levels)
        if self.missed < NOBODY:
            return self.n + np.maximum(normal, 0.0) * sqrt(self.variance)
        return self.n + self.missed * np.exp(normal * sqrt(log(1 + self.variance / self.missed**2)))


def chapman(first: int, second: int, both: int) -> Missed:
    """Estimate N from two list sizes and their overlap, `both` > 0 (Chapman 1951; variance of Seber 1970)."""
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    n = first + second - both
    return Missed(n=n, missed=total - n, variance=variance)


def chao_bound(frequencies: Sequence[int]) -> Missed:
    """Bound N from below by how many people stand on exactly 1, 2, ... J lists; those on two must not be 0.

    n0 >= (J-1)/J f1^2 / (2 f2), with Chao's variance for J occasions (Chao 1987). It is a lower bound when
    people differ in how easily they are recorded; where being on one list keeps people off another it can lie
    above N.
    """
    list_count, once, twice = len(frequencies), frequencies[0], frequencies[1]
    factor, ratio = (list_count - 1) / list_count, once / twice
    missed = factor * once * ratio / 2
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return Missed(n=sum(frequencies), missed=missed, variance=variance)
