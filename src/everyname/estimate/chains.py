"""Say whether Markov chains agree, and how many independent draws they are worth.

Vehtari, Gelman, Simpson, Carpenter and Bürkner (Bayesian Analysis 2021, arXiv 1903.08008): chains are split
in half and their draws replaced by normal scores of their ranks, so that heavy tails and infinite variances
do no harm; `r_hat` compares the spread between half-chains with the spread within them, of the draws and of
their distances from the median; `bulk_ess` is Geyer's initial monotone sequence on the same scores.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["bulk_ess", "r_hat"]

Floats = NDArray[np.float64]

SHORTEST = 4  # draws a half-chain must have for a variance and a lag to mean anything


def r_hat(draws: Floats) -> float:
    """Give the rank-normalised split R-hat of draws, shape (chains, kept); 1 is perfect agreement.

    The larger of the value for the draws (do the chains agree where the mass lies?) and for their distances
    from the median (do they agree how wide it is?). Infinite when the chains stand still apart or are shorter
    than 8 draws.
    """
    halves = split(draws)
    if halves.shape[1] < SHORTEST:
        return np.inf
    folded = np.abs(halves - np.median(halves))
    return max(plain_r_hat(normal_scores(halves)), plain_r_hat(normal_scores(folded)))


def bulk_ess(draws: Floats) -> float:
    """Give the effective number of independent draws in the bulk of draws, shape (chains, kept).

    0 when the chains are shorter than 8 draws or every draw is the same.
    """
    halves = split(draws)
    if halves.shape[1] < SHORTEST or np.ptp(halves) == 0:
        return 0.0
    return plain_ess(normal_scores(halves))


def split(draws: Floats) -> Floats:
    """Cut each chain in two halves, leaving out the middle draw of an odd number; shape (2 chains, half)."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])


def normal_scores(draws: Floats) -> Floats:
    """Replace every draw by the normal quantile of its rank among all draws; ties share their mean rank."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    ranks = rankdata(draws, axis=None).reshape(draws.shape)
    scores: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return scores


def plain_r_hat(draws: Floats) -> float:
    """Give the square root of total over within-chain variance (equations 1 to 4 of the paper)."""
    within, total = variances(draws)
    if within == 0:
        return 1.0 if total == 0 else np.inf
    return float(np.sqrt(total / within))


def variances(draws: Floats) -> tuple[float, float]:
    """Give the mean variance within chains, and the total variance with the spread of their means added."""
    within = float(draws.var(axis=1, ddof=1).mean())
    between = float(draws.mean(axis=1).var(ddof=1)) if len(draws) > 1 else 0.0
    return within, within * (draws.shape[1] - 1) / draws.shape[1] + between


def plain_ess(draws: Floats) -> float:
    """Give the effective sample size of chains (equations 10 to 13), summing while pairs are positive."""
    within, total = variances(draws)
    correlations: Floats = 1 - (within - autocovariances(draws).mean(axis=0)) / total
    correlations[0] = 1.0
    pairs = correlations[: correlations.size // 2 * 2].reshape(-1, 2).sum(axis=1)
    ended = np.flatnonzero(pairs < 0)
    kept = np.minimum.accumulate(pairs[: ended[0]] if ended.size else pairs)
    time = max(2 * float(kept.sum()) - 1, 1 / np.log10(draws.size))
    return float(draws.size / time)


def autocovariances(draws: Floats) -> Floats:
    """Give each chain's autocovariance at every lag by Fourier transform, shape like the draws."""
    length = draws.shape[1]
    padded = 1 << (2 * length - 1).bit_length()
    spectrum = np.fft.rfft(draws - draws.mean(axis=1, keepdims=True), padded, axis=1)
    found: Floats = np.fft.irfft(np.abs(spectrum) ** 2, padded, axis=1)[:, :length] / length
    return found
