"""Fit many log-linear models to one pattern table at once, as Poisson regressions by batched Newton steps.

The observable cells are Poisson with log mean = sum of the model's terms; the unseen cell's mean is
exp(intercept), so N = n + exp(b0) with Var N = e^b0 + e^(2 b0) Var b0 (Cormack, Biometrics 1989; Rivest and
Levesque 2001). Identifying assumption: no dependence of all lists at once beyond what the smaller terms
explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.models import Model, design

__all__ = ["Fits", "fit_models"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CHUNK = 2048  # models fitted together: bounds memory at six lists (22 terms squared a model)
STEPS = 60  # Newton steps; a finite estimate settles in 5-15, one that runs away never does
LONGEST_STEP = 4.0  # on the log scale, so that a first step from an empty cell cannot overshoot
SETTLED = (
    1e-6  # largest last step, on the log scale; steps shrink quadratically, so the next would be about 1e-12
)
RIDGE = 1e-12  # keeps a singular system solvable; it changes the path, never the point where it settles
FLATTEST = 1e-7  # least curvature of the likelihood in any direction at a finite estimate
ROUNDING = 1e-13  # part of the greatest curvature below which a curvature is rounding
LOWEST_LOG_MEAN = -40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """What M models say of one table; arrays have shape (M,), in the order of `models`.

    `finite` is False where no single finite estimate exists; there `missed` means nothing, and
    `log_likelihood` is the height the likelihood runs up to, so that the model still weighs in a comparison.
    `log_error` is the standard error of log n0: sqrt(Var b0 + exp(-b0)), from Var N.
    """

    models: tuple[Model, ...]
    n: int
    missed: Floats
    intercept_variance: Floats
    log_likelihood: Floats
    parameters: NDArray[np.int64]
    finite: Flags

    @property
    def totals(self) -> Floats:
        """N = n + exp(b0) of every model, in people."""
        return self.n + self.missed

    @property
    def standard_errors(self) -> Floats:
        """The standard error of N, in people."""
        return np.sqrt(self.missed + self.missed**2 * self.intercept_variance)

    @property
    def log_errors(self) -> Floats:
        """The standard error of log n0."""
        return np.sqrt(self.intercept_variance + 1 / self.missed)

    @property
    def aic(self) -> Floats:
        """Akaike's criterion."""
        return -2 * self.log_likelihood + 2.0 * self.parameters

    @property
    def bic(self) -> Floats:
        """The Bayesian criterion with log n, n in people."""
        criterion: Floats = -2 * self.log_likelihood + np.log(self.n) * self.parameters
        return criterion


def fit_models(counts: NDArray[np.int64], models: Sequence[Model]) -> Fits:
    """Fit every model to counts by bitmask, shape (2^J,), index 0 unused.

    A term whose lists share nobody runs to minus infinity: its cells are fitted as 0 and it leaves the
    regression, but still counts as a parameter, since the data chose it.
    """
    parts = [fit_chunk(counts, models[start : start + CHUNK]) for start in range(0, len(models), CHUNK)]
    intercepts, variances, likelihoods, finite = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    return Fits(
        models=tuple(models),
        n=int(counts[1:].sum()),
        missed=np.exp(intercepts),
        intercept_variance=variances,
        log_likelihood=likelihoods,
        parameters=np.array([len(model) for model in models], dtype=np.int64),
        finite=finite,
    )


def fit_chunk(counts: NDArray[np.int64], models: Sequence[Model]) -> tuple[Floats, Floats, Floats, Flags]:
    """Give intercepts, their variances, log-likelihoods and finiteness of some models, each of shape (M,)."""
    list_count = counts.size.bit_length() - 1
    terms = sorted(set().union(*models))  # 0, the intercept, is in every model and so the first column
    matrix = design(list_count, terms)
    seen = counts[1:].astype(np.float64)
    empty = np.array([not seen[matrix[:, place] > 0].any() for place in range(len(terms))])
    within = np.array([[term in model for term in terms] for model in models])
    open_cells = ((within & empty).astype(np.float64) @ matrix.T == 0).astype(np.float64)
    fitted = within & ~empty & reachable(terms, within & empty)
    unions, union_of = np.unique(np.bitwise_or.outer(terms, terms), return_inverse=True)
    system = System(
        matrix=matrix,
        seen=seen,
        cells=open_cells,
        terms=fitted,
        unions=design(list_count, unions.tolist()),
        union_of=union_of.reshape(-1),
    )
    coefficients, settled = climb(system)
    means = system.means(coefficients)
    curvature = system.curvature(means)
    curves = np.linalg.eigvalsh(curvature)
    finite = settled & (curves[:, 0] > FLATTEST + ROUNDING * curves[:, -1])
    first = np.zeros((len(models), len(terms), 1))
    first[:, 0] = 1.0
    steady(curvature)
    variances: Floats = np.linalg.solve(curvature, first)[:, 0, 0].astype(np.float64)
    variances[~finite] = np.inf
    return coefficients[:, 0], variances, log_likelihoods(means, seen, open_cells), finite


def reachable(terms: list[int], gone: Flags) -> Flags:
    """Mark, for every model, the terms that hold no term gone to minus infinity; shape (M, terms)."""
    holds = np.array([[wide & part == part for wide in terms] for part in terms], dtype=np.float64)
    reached: Flags = (gone.astype(np.float64) @ holds) == 0
    return reached


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Regressions that share a design: matrix (C, T), seen (C,), cells (M, C) and terms (M, T) in use.

    The product of two terms' columns is the column of their union, and few unions are different: `unions` (C,
    U) holds those columns once, `union_of` (T * T,) says which one belongs to each pair of terms.
    """

    matrix: Floats
    seen: Floats
    cells: Floats
    terms: Flags
    unions: Floats
    union_of: NDArray[np.intp]

    def means(self, coefficients: Floats) -> Floats:
        """Give the fitted means, shape (M, C); cells out of use are 0."""
        logs = np.clip(coefficients @ self.matrix.T, LOWEST_LOG_MEAN, 40.0)
        means: Floats = np.exp(logs) * self.cells
        return means

    def slope(self, means: Floats) -> Floats:
        """Give the slope of the log-likelihood, shape (M, T)."""
        slope: Floats = ((self.seen - means) * self.cells) @ self.matrix * self.terms
        return slope

    def curvature(self, means: Floats) -> Floats:
        """Give the information matrix, shape (M, T, T); terms out of use stand alone with curvature 1."""
        size = self.matrix.shape[1]
        full: Floats = np.take(means @ self.unions, self.union_of, axis=1).reshape(-1, size, size)
        full *= self.terms[:, :, None] & self.terms[:, None, :]
        full[:, np.arange(size), np.arange(size)] += ~self.terms
        return full

    def some(self, chosen: NDArray[np.intp]) -> System:
        """Give the same system for some of its models."""
        return replace(self, cells=self.cells[chosen], terms=self.terms[chosen])

    def step(self, means: Floats, slope: Floats) -> Floats:
        """One Newton step from there, shape (M, T), cut to the longest allowed."""
        curvature = self.curvature(means)
        steady(curvature)
        step = np.linalg.solve(curvature, slope[:, :, None])[:, :, 0]
        longest = np.abs(step).max(axis=1, keepdims=True)
        cut: Floats = step * np.minimum(1.0, LONGEST_STEP / np.maximum(longest, LONGEST_STEP))
        return cut


def climb(system: System) -> tuple[Floats, Flags]:
    """Climb every likelihood to its top; give coefficients (M, T) and whether each climb settled (M,)."""
    coefficients = start(system)
    settled = np.zeros(len(coefficients), dtype=np.bool_)
    for _ in range(STEPS):
        moving = np.flatnonzero(~settled)
        if not moving.size:
            break
        part = system.some(moving)
        means = part.means(coefficients[moving])
        step = part.step(means, part.slope(means))
        coefficients[moving] += step
        settled[moving] = np.abs(step).max(axis=1) < SETTLED
    return coefficients, settled


def start(system: System) -> Floats:
    """Start from the weighted least-squares fit to log(count + 1/2), the usual first step."""
    raised = system.seen + 0.5
    weights = raised * system.cells
    curvature = system.curvature(weights)
    steady(curvature)
    target = (weights * np.log(raised)) @ system.matrix * system.terms
    coefficients: Floats = np.linalg.solve(curvature, target[:, :, None])[:, :, 0].astype(np.float64)
    return coefficients


def steady(curvature: Floats) -> None:
    """Raise the diagonals a little, so that a singular system can be solved."""
    places = np.arange(curvature.shape[1])
    curvature[:, places, places] += RIDGE * (1 + curvature[:, places, places])


def log_likelihoods(means: Floats, seen: Floats, cells: Floats) -> Floats:
    """Give the Poisson log-likelihoods with all constants, shape (M,); a cell out of use adds 0."""
    from scipy.special import gammaln

    logs = np.log(np.where(cells > 0, means, 1.0))
    total: Floats = ((seen * logs - means) * cells).sum(axis=1) - gammaln(seen + 1).sum()
    return total
