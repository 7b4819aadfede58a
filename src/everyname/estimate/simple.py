"""Estimate with a formula: Chapman for two lists, Chao's lower bound for three or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

__all__ = ["Interval", "chao_bound", "chapman", "missed_interval"]

NORMAL_95 = 1.959963984540054
NOBODY = 1e-9  # people: fewer than this are none, and have no logarithm worth taking


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A median and the ends of a 95 % interval, in people."""

    median: float
    low: float
    high: float


def missed_interval(n: int, missed: float, variance: float) -> Interval:
    """Give the 95 % interval of N = n + missed with log(missed) normal, so that it never falls below n.

    Chao, Biometrics 1987 (10.2307/2531532). Nobody missed gives n, and above it what the variance allows.
    """
    if missed < NOBODY:
        return Interval(median=float(n), low=float(n), high=float(n) + NORMAL_95 * sqrt(variance))
    factor = exp(NORMAL_95 * sqrt(log(1 + variance / missed**2)))
    return Interval(median=n + missed, low=n + missed / factor, high=n + missed * factor)


def chapman(first: int, second: int, both: int) -> Interval:
    """Estimate N from two list sizes and their overlap, `both` > 0 (Chapman 1951; variance of Seber 1970)."""
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    n = first + second - both
    return missed_interval(n, total - n, variance)


def chao_bound(frequencies: Sequence[int]) -> Interval:
    """Bound N from below by how many people stand on exactly 1, 2, ... J lists; those on two must not be 0.

    n0 >= (J-1)/J f1^2 / (2 f2), with Chao's variance for J occasions (Chao 1987). It is a lower bound when
    people differ in how easily they are recorded; where being on one list keeps people off another it can lie
    above N.
    """
    list_count, once, twice = len(frequencies), frequencies[0], frequencies[1]
    factor, ratio = (list_count - 1) / list_count, once / twice
    missed = factor * once * ratio / 2
    variance = twice * (factor * ratio**2 / 2 + factor**2 * ratio**3 + factor**2 * ratio**4 / 4)
    return missed_interval(sum(frequencies), missed, variance)
