"""Combine draws of the total over replicates, and say what the width of the interval comes from.

Stacking takes the draws of all replicates as one sample: where each replicate is a draw of the linking, that
is linkage-averaging (Sadinle, arXiv 1812.09590), and its quantiles are those of the mixture. The rule of the
R package verdata (Rubin's rules on the log of the unlisted) stands beside it by name, for comparison.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from everyname.errors import EstimateRefused
from everyname.estimate.simple import Interval

__all__ = ["LEAST", "Rubin", "Width", "combine_verdata", "split_width", "spread_interval", "stack_draws"]

Floats = NDArray[np.float64]

LEAST = 0.1  # people: what verdata puts for nobody unlisted, which has no logarithm


def stack_draws(draws: Floats) -> Interval:
    """Give median and 95 % interval of draws of N, shape (replicates, draws): quantiles of the mixture."""
    low, median, high = np.quantile(draws, (0.025, 0.5, 0.975)).tolist()
    return Interval(median=median, low=low, high=high)


def spread_interval(interval: Interval, n: int, size: int, rng: np.random.Generator) -> Floats:
    """Draw N from an interval alone, shape (size,): log n0 normal on each side of the median, ends at 95 %.

    For what comes with an interval and no draws, so that it can be added up and stacked with the others.
    """
    from scipy.special import ndtri

    low, median, high = (
        log(max(value - n, LEAST)) for value in (interval.low, interval.median, interval.high)
    )
    normal = ndtri((rng.permutation(size) + 0.5) / size)
    scale = np.where(normal > 0, high - median, median - low) / float(ndtri(0.975))
    drawn: Floats = n + np.exp(median + normal * scale)
    return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubin:
    """verdata's combination: `interval.median` is its point, a mean; the rest is on log n0 (natural)."""

    interval: Interval
    mean_log: float
    within: float
    between: float
    total: float
    degrees: float


def combine_verdata(unlisted: Sequence[Floats], documented: Sequence[int]) -> Rubin:
    """Combine draws of n0, one array a replicate, by the rule of verdata (HRDAG), with m replicates.

    Point: the mean of the replicates' mean n0. Interval: on log n0, T = W + (m+1)/m B, with W the mean
    variance inside replicates and B the variance of their means; t quantiles with (m-1)(1 + W/((m+1)B))^2
    degrees of freedom. Both get the rounded mean of `documented`. Point and interval are on different scales,
    so this is for comparison. Raises EstimateRefused with one replicate, or where replicates do not differ.
    """
    from scipy.special import stdtrit

    count = len(unlisted)
    if count < 2:
        raise EstimateRefused(
            "verdata's rule takes two replicates or more; there is one",
            remedy="Give replicates: draws of the linking, or imputations (ten or more are advised).",
        )
    logs = [np.log(np.where(draws > 0, draws, LEAST)) for draws in unlisted]
    within = float(np.mean([values.var(ddof=1) for values in logs]))
    means = np.array([values.mean() for values in logs])
    between = float(means.var(ddof=1))
    if between < 1e-12:
        raise EstimateRefused(
            "the replicates do not differ, and verdata's rule divides by how much they do",
            remedy="Use the stacked interval.",
        )
    total = within + (count + 1) / count * between
    degrees = (count - 1) * (1 + within / ((count + 1) * between)) ** 2
    seen = round(float(np.mean(documented)))
    reach = float(stdtrit(degrees, 0.975)) * sqrt(total)
    centre = float(means.mean())
    return Rubin(
        interval=Interval(
            median=seen + float(np.mean([draws.mean() for draws in unlisted])),
            low=seen + exp(centre - reach),
            high=seen + exp(centre + reach),
        ),
        mean_log=centre,
        within=within,
        between=between,
        total=total,
        degrees=degrees,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Width:
    """What the spread of log n0 comes from, in percent that sum to 100; `linkage` is None if not measured."""

    sampling: int
    model: int
    linkage: int | None

    def to_plain(self) -> dict[str, int | str | None]:
        """Give the shares and their words."""
        return {
            "sampling": self.sampling,
            "model": self.model,
            "linkage": self.linkage,
            "words": self.in_words(),
        }

    def in_words(self) -> str:
        """Say it for readers who are not statisticians."""
        parts = [
            f"{self.sampling} % is chance (whom the lists happened to reach)",
            f"{self.model} % is the choice of model",
        ]
        if self.linkage is None:
            rest = " What linking adds is not in it: there is one version of the table."
        else:
            parts.append(f"{self.linkage} % is doubt about which reports are one person, or what is missing")
            rest = ""
        return f"Of the uncertainty, {', '.join(parts[:-1])} and {parts[-1]}.{rest}"


def split_width(logs: Floats, between: Sequence[float] = ()) -> Width:
    """Split the variance of log n0, shape (methods, replicates, draws), by the law of total variance.

    Methods and replicates weigh the same. Sampling is the mean variance inside a model and replicate, model
    the mean variance between models in a replicate, linkage the variance between the replicates' means.
    `between`: for each method, how much of its variance lies between the models it averages over.
    """
    means = logs.mean(axis=2)
    inside = float(logs.var(axis=2).mean())
    averaged = min(float(np.mean(between)), inside) if len(between) else 0.0
    model = averaged + float(means.var(axis=0).mean())
    parts = np.array([inside - averaged, model, float(means.mean(axis=0).var())])
    shares = whole_shares(parts)
    return Width(sampling=shares[0], model=shares[1], linkage=shares[2] if logs.shape[1] > 1 else None)


def whole_shares(parts: Floats) -> list[int]:
    """Round shares to whole percent that sum to 100 (largest remainders); all zero is all the first."""
    if not parts.sum() > 0:
        return [100, *[0] * (parts.size - 1)]
    exact = 100 * parts / parts.sum()
    whole = np.floor(exact).astype(int)
    whole[np.argsort(whole - exact, kind="stable")[: 100 - whole.sum()]] += 1
    return [int(share) for share in whole]
