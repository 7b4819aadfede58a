"""Average the log-linear models: weigh each by AIC or BIC and report quantiles of the mixture.

Every model with a finite estimate says log n0 ~ Normal(b0, its standard error); the mixture's own quantiles
keep the spread between models, which an average of interval ends would lose. A model with no finite estimate
keeps its weight in the comparison: where such models hold much of it, the table cannot say how many people
were missed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.loglinear import Fits

__all__ = ["Mixture", "mix_models"]

Floats = NDArray[np.float64]

EXACT = 1e-9  # of log n0
GRID = 512  # points on the log scale from which many quantiles are read
MOST_LOG = 700.0  # beyond it the number of people has no floating-point value; callers refuse far earlier
TRIFLE = 1e-12  # of the weight: models below it move no quantile
EDGE = 12.0  # standard errors: no quantile of use lies beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """The finite models' weights, shape (M,), summing to 1; `unfit` is the share the others would hold."""

    n: int
    weights: Floats
    unfit: float
    centres: Floats
    errors: Floats

    @property
    def between(self) -> float:
        """The variance of log n0 between the models."""
        return float(self.weights @ (self.centres - self.weights @ self.centres) ** 2)

    def below(self, logs: Floats) -> Floats:
        """Give the probability that log n0 lies below each of some values."""
        from scipy.special import ndtr

        reached: Floats = ndtr((logs[:, None] - self.centres) / self.errors) @ self.weights
        return reached

    def quantile(self, level: float) -> float:
        """Give the quantile of N at `level` in (0, 1), in people; exact to a part in a billion."""
        return float(self.missed_at(self.log_quantile(level)))

    def quantiles(self, levels: Floats) -> Floats:
        """Give many quantiles at once, read between the points of a fine grid: what drawing takes."""
        grid = np.linspace(self.log_quantile(levels.min()), self.log_quantile(levels.max()), GRID)
        return self.missed_at(np.interp(levels, self.below(grid), grid))

    def log_quantile(self, level: float) -> float:
        """Give the quantile of log n0."""
        low = max(float((self.centres - EDGE * self.errors).min()), -MOST_LOG)
        high = min(float((self.centres + EDGE * self.errors).max()), MOST_LOG)
        while high - low > EXACT:
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(np.array([middle]))[0] < level else (low, middle)
        return (low + high) / 2

    def missed_at(self, logs: Floats | float) -> Floats:
        """Turn log n0 into N, short of what has no floating-point value."""
        return self.n + np.exp(np.minimum(logs, MOST_LOG))


def mix_models(fits: Fits, criterion: Floats) -> Mixture | None:
    """Weigh the models by exp(-criterion / 2), `fits.aic` or `fits.bic`; None when none is finite."""
    weights = np.exp(-(criterion - criterion.min()) / 2)
    share = weights / weights.sum()
    finite = fits.finite & (share > TRIFLE)
    if not finite.any():
        return None
    kept = share[finite]
    return Mixture(
        n=fits.n,
        weights=kept / kept.sum(),
        unfit=float(share[~fits.finite].sum()),
        centres=np.log(fits.missed[finite]),
        errors=fits.log_errors[finite],
    )
