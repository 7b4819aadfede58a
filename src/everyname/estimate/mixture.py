"""Average the log-linear models: weigh each by AIC or BIC and report quantiles of the mixture.

Every model with a finite estimate says log n0 ~ Normal(b0, its standard error); the mixture's own quantiles
keep the spread between models, which an average of interval ends would lose. A model with no finite estimate
keeps its weight in the comparison: where such models hold much of it, the table cannot say how many people
were missed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.loglinear import Fits

__all__ = ["Mixture", "mix_models"]

HALVINGS = 80
MOST_LOG = 700.0  # beyond it the number of people has no floating-point value; callers refuse far earlier
EDGE = 12.0  # standard errors: no quantile of use lies beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """The finite models' weights, shape (M,), summing to 1; `unfit` is the share the others would hold."""

    n: int
    weights: NDArray[np.float64]
    unfit: float
    centres: NDArray[np.float64]
    errors: NDArray[np.float64]

    def quantile(self, level: float) -> float:
        """Give the quantile of N at `level` in (0, 1), in people; exact to a part in a billion."""
        from scipy.special import ndtr

        low = float((self.centres - EDGE * self.errors).min())
        high = float((self.centres + EDGE * self.errors).max())
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if float(self.weights @ ndtr((middle - self.centres) / self.errors)) < level:
                low = middle
            else:
                high = middle
        return self.n + exp(min((low + high) / 2, MOST_LOG))


def mix_models(fits: Fits, criterion: NDArray[np.float64]) -> Mixture | None:
    """Weigh the models by exp(-criterion / 2), `fits.aic` or `fits.bic`; None when none is finite."""
    weights = np.exp(-(criterion - criterion.min()) / 2)
    share = weights / weights.sum()
    finite = fits.finite & (share > 0)
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
