"""Find one log-linear model's profile-likelihood interval for N.

At a fixed N the unseen cell holds N - n people, the complete table is multinomial, and the model's terms are
fitted to it; the interval is every N whose likelihood lies within half the chi-square quantile of the best
(Cormack, Biometrics 1992, 10.2307/2532303). It is not symmetric, as the truth of a number with a floor is
not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from everyname.errors import EstimateRefused
from everyname.estimate.existence import Existence, check_existence
from everyname.estimate.models import Model

__all__ = ["profile_interval"]

HALF_CHI_SQUARE = 1.920729410347062  # half the 95 % point of chi-square with one degree of freedom
LEAST, MOST = log(1e-6), log(1e15)  # of n0: the range searched
EXACT = 1e-12  # width of the last bracket, on the log scale


def profile_interval(
    counts: NDArray[np.int64], model: Model, *, stirling: bool = False
) -> tuple[float, float, float]:
    """Give (best N, low, high) of one model, 95 %, in people; raises EstimateRefused where none is finite.

    `stirling` writes factorials by Stirling's formula, as some published figures do: it moves an end by some
    thousandths of a person, and is there to check against them. An end that is never reached is the end of
    the search.
    """
    if check_existence(counts, model) is not Existence.FINE:
        raise EstimateRefused("this model has no finite estimate on this table")
    curve = Curve.of(counts, model, stirling)
    best = fall_below(curve.slope, 0.0, LEAST, MOST)
    floor = curve.height(best) - HALF_CHI_SQUARE
    high = fall_below(curve.height, floor, best, MOST)
    low = -fall_below(lambda x: curve.height(-x), floor, -best, -LEAST)
    n = int(counts[1:].sum())
    return n + exp(best), n + exp(low), n + exp(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The profile likelihood over log n0: design (C, T) of the complete table, counts (C,), cell 0 unseen."""

    matrix: NDArray[np.float64]
    seen: NDArray[np.float64]
    stirling: bool

    @classmethod
    def of(cls, counts: NDArray[np.int64], model: Model, stirling: bool) -> Curve:
        """Lay out the complete table, without the cells and terms that run to minus infinity."""
        numbers = np.arange(counts.size)
        empty = [term for term in model if not counts[(numbers & term) == term].any()]
        cells = np.array(
            [cell for cell in numbers.tolist() if not any(cell & gone == gone for gone in empty)]
        )
        terms = np.array(sorted(term for term in model if not any(term & gone == gone for gone in empty)))
        matrix = ((cells[:, None] & terms) == terms).astype(np.float64)
        return cls(matrix=matrix, seen=counts[cells].astype(np.float64), stirling=stirling)

    def complete(self, log_missed: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give the complete table with exp(log_missed) people unseen, and its cells' fitted log shares."""
        table = self.seen.copy()
        table[0] = exp(log_missed)
        return table, fit_logs(self.matrix, table) - log(table.sum())

    def height(self, log_missed: float) -> float:
        """Give the largest log-likelihood at this n0, up to a constant."""
        table, logs = self.complete(log_missed)
        return float(self.log_ways(table[0]) + table @ logs)

    def slope(self, log_missed: float) -> float:
        """Give the height's derivative by n0: the fitted terms are at their best, so only n0 moves it."""
        from scipy.special import digamma

        table, logs = self.complete(log_missed)
        total, missed = table.sum(), table[0]
        if self.stirling:
            return float(log(total) + 0.5 / total - log(missed) - 0.5 / missed + logs[0])
        return float(digamma(total + 1) - digamma(missed + 1) + logs[0])

    def log_ways(self, missed: float) -> float:
        """Give the log of N! / n0!, the part of the multinomial coefficient that n0 moves."""
        from scipy.special import gammaln

        total = float(self.seen[1:].sum() + missed)
        if self.stirling:
            return (total + 0.5) * log(total) - total - (missed + 0.5) * log(missed) + missed
        return float(gammaln(total + 1) - gammaln(missed + 1))


def fit_logs(matrix: NDArray[np.float64], table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fit a Poisson regression to a complete table; give the log means."""
    weights = table + 0.5
    coefficients = solve_scaled((matrix.T * weights) @ matrix, matrix.T @ (weights * np.log(weights)))
    for _ in range(100):
        means = np.exp(np.clip(matrix @ coefficients, -40.0, 60.0))
        step = solve_scaled((matrix.T * means) @ matrix, matrix.T @ (table - means))
        coefficients = coefficients + step * min(1.0, 4.0 / max(float(np.abs(step).max()), 4.0))
        if float(np.abs(step).max()) < 1e-7:  # steps shrink quadratically: the next would be below 1e-13
            break
    fitted: NDArray[np.float64] = matrix @ coefficients
    return fitted


def solve_scaled(curvature: NDArray[np.float64], slope: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve a system whose unseen cell may hold 10^15 people beside cells of ten: scaled, it is no harder."""
    scale = 1 / np.sqrt(np.diag(curvature))
    scaled = curvature * scale[:, None] * scale + 1e-12 * np.eye(scale.size)
    solved: NDArray[np.float64] = np.linalg.solve(scaled, slope * scale) * scale
    return solved


def fall_below(curve: Callable[[float], float], floor: float, inside: float, outside: float) -> float:
    """Find where a curve falls to `floor` between `inside`, where it is above, and `outside` (else that)."""
    if curve(outside) > floor:
        return outside
    while outside - inside > EXACT * max(1.0, abs(outside)):
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        inside, outside = (middle, outside) if curve(middle) > floor else (inside, middle)
    return (inside + outside) / 2
