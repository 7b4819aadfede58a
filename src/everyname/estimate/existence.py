"""Decide, before fitting, whether a log-linear model has one finite estimate on a table.

Fienberg and Rinaldo (Annals of Statistics 2012, 10.1214/12-AOS986): the maximum-likelihood estimate exists
exactly when some table with every cell positive has the margins of the observed one, which a linear programme
decides. A dependence term whose lists share nobody is known beforehand to run to minus infinity: its cells
and the term are dropped first (Chan, Silverman and Vincent, arXiv 1902.05156), so that an empty overlap by
itself forbids nothing.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.models import Model, design

__all__ = ["Existence", "check_existence"]

POSITIVE = (
    1e-6  # people in the emptiest cell; the programme's optimum is 0 or a fraction of small whole numbers
)


class Existence(StrEnum):
    """What can be said of a model on a table before it is fitted."""

    FINE = "fine"
    NO_FINITE_ESTIMATE = "no-finite-estimate"
    NOT_IDENTIFIABLE = "not-identifiable"


def check_existence(counts: NDArray[np.int64], model: Model) -> Existence:
    """Say whether the model has a finite, unique maximum-likelihood estimate on counts of shape (2^J,)."""
    list_count = counts.size.bit_length() - 1
    cells = np.arange(1, counts.size)
    empty = [term for term in model if not counts[(np.arange(counts.size) & term) == term].any()]
    kept_cells = np.array([not any(cell & term == term for term in empty) for cell in cells.tolist()])
    kept_terms = sorted(term for term in model if not any(term & gone == gone for gone in empty))
    matrix = design(list_count, kept_terms)[kept_cells]
    if np.linalg.matrix_rank(matrix) < len(kept_terms):
        return Existence.NOT_IDENTIFIABLE
    observed = counts[1:][kept_cells].astype(np.float64)
    if observed.min() > 0 or largest_emptiest_cell(matrix, observed) > POSITIVE:
        return Existence.FINE
    return Existence.NO_FINITE_ESTIMATE


def largest_emptiest_cell(matrix: NDArray[np.float64], observed: NDArray[np.float64]) -> float:
    """Maximise the emptiest cell over all non-negative tables with the observed margins, cut at 1."""
    from scipy.optimize import linprog

    cells = matrix.shape[0]
    goal = np.zeros(cells + 1)
    goal[-1] = -1.0
    # each cell is s + w with w >= 0, so "every cell at least s" needs no constraint of its own
    margins = np.hstack([matrix.T, matrix.sum(axis=0)[:, None]])
    bounds = [(0, None)] * cells + [(0, 1)]
    solved = linprog(goal, A_eq=margins, b_eq=matrix.T @ observed, bounds=bounds, method="highs")
    return float(-solved.fun) if solved.success else 0.0
