"""Measure how right probabilities are where the truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Reliability", "reliability"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_PAIRS_A_BIN, _MOST_BINS = 50, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How right probabilities are: `bins` of (pairs, mean said, share true), and their error.

    `error` is the expected calibration error over bins of equal size (Nguyen and O'Connor 2015) with the
    bootstrap interval `low`..`high` (95 %); `noise` is the error that perfectly calibrated probabilities of
    these pairs would show by chance. All are 0 where no pair lies between the bounds.
    """

    bins: tuple[tuple[int, float, float], ...]
    error: float
    low: float
    high: float
    noise: float


def reliability(
    probability: Floats,
    truth: NDArray[np.bool_],
    *,
    between: tuple[float, float] = (0.05, 0.95),
    draws: int = 400,
    seed: int = 0,
) -> Reliability:
    """Compare probabilities with the truth, shape (pairs,) each, over the pairs that lie `between`.

    Bins hold some 50 pairs or more, at most ten bins; equal probabilities never part.
    """
    here = np.flatnonzero((probability >= between[0]) & (probability <= between[1]))
    said, true = probability[here], truth[here].astype(np.float64)
    at = _bins(said)
    rng = np.random.default_rng(seed)
    errors, noises = [], []
    for _ in range(draws if said.size else 0):
        rows = rng.integers(0, said.size, said.size)
        errors.append(_error(at[rows], said[rows], true[rows]))
        noises.append(_error(at, said, (rng.random(said.size) < said).astype(np.float64)))
    low, high = np.quantile(errors or [0.0], (0.025, 0.975))
    return Reliability(
        bins=tuple(
            (int(rows.sum()), float(said[rows].mean()), float(true[rows].mean()))
            for number in np.unique(at)
            if (rows := at == number).any()
        ),
        error=_error(at, said, true),
        low=float(low),
        high=float(high),
        noise=float(np.mean(noises or [0.0])),
    )


def _bins(said: Floats) -> Ints:
    """Give the bin number of each probability; bins are as even as equal probabilities allow."""
    count = int(np.clip(said.size // _PAIRS_A_BIN, 1, _MOST_BINS))
    edges = np.unique(np.quantile(said, np.arange(1, count) / count)) if said.size else said
    at: Ints = np.searchsorted(edges, said, side="right")
    return at


def _error(at: Ints, said: Floats, true: Floats) -> float:
    return float(np.abs(np.bincount(at, weights=said - true)).sum() / max(at.size, 1))
