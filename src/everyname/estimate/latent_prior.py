"""Turn a plausible range of N / n into a prior on the chance of being on a list."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from everyname.errors import UsedWrongly

__all__ = ["rates_from_expansion"]

Floats = NDArray[np.float64]

POINTS = 1024  # of an even (Sobol) cloud over the lists' chances


@cache
def rates_from_expansion(lists: int, expansion: tuple[float, float]) -> tuple[float, float]:
    """Give the Beta(on, off) on list chances under which N / n lies in `expansion` with 95 % probability.

    A class of people whose chances on the lists are independent draws of that Beta is missed by all of them
    with p0 = product of (1 - chance), and N / n is 1 / (1 - p0). Raises UsedWrongly unless 1 < low < high.
    """
    from scipy.optimize import least_squares
    from scipy.special import betaincinv
    from scipy.stats import qmc

    low, high = expansion
    if not 1.0 < low < high < np.inf:
        raise UsedWrongly(
            f"A range of N / n from {low} to {high} cannot be.",
            remedy="Give two numbers above 1, the lower first.",
        )
    cloud = (qmc.Sobol(lists, scramble=False).random(POINTS) + 0.5 / POINTS) % 1.0
    wished = np.log(np.array([low, high]) - 1.0)

    def miss(logs: Floats) -> Floats:
        """Give how far the range under these parameters is from the one wished, as log(N / n - 1)."""
        on, off = np.exp(logs)
        unseen = np.log1p(-np.clip(betaincinv(on, off, cloud), 1e-15, 1.0 - 1e-15)).sum(axis=1)
        odds = unseen - np.log1p(-np.exp(unseen))  # N / n - 1 = p0 / (1 - p0)
        found: Floats = np.quantile(odds, [0.025, 0.975]) - wished
        return found

    best = least_squares(miss, np.log([1.0, 2.0]), bounds=(-6.0, 6.0), xtol=1e-6, diff_step=1e-3)
    return float(np.exp(best.x[0])), float(np.exp(best.x[1]))
