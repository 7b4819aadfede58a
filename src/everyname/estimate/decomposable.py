"""Average over decomposable dependence graphs, without the one that cannot learn the unseen cell.

Madigan and York (Biometrika 1997, 10.1093/biomet/84.1.19): under a hyper-Dirichlet prior the probability of a
graph and of n0 unseen people has a closed form, a sum over cliques minus separators of log-gamma terms of the
margins. Prior on N: proportional to 1/N unless another is given. Identifying assumption: the lists'
dependences form a graph with at least one pair of lists independent given the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.graphs import decomposable_graphs

__all__ = ["Posterior", "Prior", "average_graphs", "even", "gamma_poisson", "missed_grid", "one_over_n"]

Floats = NDArray[np.float64]
Prior = Callable[[Floats], Floats]  # the log of the prior weight of each N

EVERY_UP_TO = 63  # each n0 up to here is a point of its own
LOG_POINTS = 600  # then points spread evenly on the log scale, each standing for the numbers around it
CHUNK = 4096  # graphs evaluated together


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The probability of every n0 on a grid, points and probabilities (P,), and of every graph (G,).

    `between` is the variance of log n0 between the graphs.
    """

    n: int
    points: NDArray[np.int64]
    probabilities: Floats
    graphs: Floats
    between: float = 0.0

    @property
    def mean(self) -> float:
        """The mean of N, in people."""
        return self.n + float(self.probabilities @ self.points)

    def quantile(self, level: float) -> float:
        """Read N at `level`, between the points where these stand for many numbers."""
        return float(self.quantiles(np.array([level]))[0])

    def quantiles(self, levels: Floats) -> Floats:
        """Read N at each level."""
        reached = np.cumsum(self.probabilities)
        place = np.minimum(np.searchsorted(reached, levels), self.points.size - 1)
        edges = grid_edges(self.points)
        left, width = edges[place], edges[place + 1] - edges[place]
        inside = (levels - (reached[place] - self.probabilities[place])) / self.probabilities[place]
        alone = (width <= 1) | (place == 0) | (place == self.points.size - 1)
        read: Floats = np.where(alone, self.points[place], left + width * np.clip(inside, 0.0, 1.0))
        return self.n + read

    def share_above(self, missed: float) -> float:
        """Give the probability that more than `missed` people are unseen."""
        return float(self.probabilities[self.points > missed].sum())


def one_over_n(totals: Floats) -> Floats:
    """Weigh N by 1/N: every order of magnitude alike."""
    weights: Floats = -np.log(totals)
    return weights


def even(totals: Floats) -> Floats:
    """Weigh every N alike."""
    return np.zeros_like(totals)


def gamma_poisson(shape: float, scale: float) -> Prior:
    """Weigh N as Poisson with a mean that is itself gamma, of mean shape * scale (Madigan and York 1997)."""

    def weigh(totals: Floats) -> Floats:
        from scipy.special import gammaln

        weights: Floats = gammaln(totals + shape) - gammaln(totals + 1) + totals * np.log(scale / (1 + scale))
        return weights

    return weigh


def missed_grid(most: int) -> NDArray[np.int64]:
    """Give the n0 to evaluate the posterior at: 1..63, then 600 log-spaced whole numbers up to `most`."""
    if most <= EVERY_UP_TO + LOG_POINTS:
        return np.arange(1, most + 1, dtype=np.int64)
    spaced = np.rint(np.geomspace(EVERY_UP_TO + 1, most, LOG_POINTS)).astype(np.int64)
    return np.unique(np.concatenate([np.arange(1, EVERY_UP_TO + 1, dtype=np.int64), spaced]))


def grid_edges(points: NDArray[np.int64]) -> Floats:
    """Give the ends of the stretch of numbers each point stands for, shape (P+1,)."""
    middles = (points[1:] + points[:-1]) / 2
    return np.concatenate([[points[0] - 0.5], middles, [points[-1] + 0.5]])


def average_graphs(
    counts: NDArray[np.int64],
    points: NDArray[np.int64],
    *,
    delta: float | None = None,
    prior: Prior | None = None,
    complete: bool = False,
) -> Posterior:
    """Give the posterior of n0 over the grid for counts by bitmask, shape (2^J,), 3 to 6 lists.

    `delta` is the prior weight of each cell, 2^-J unless given; `prior` that of N, 1/N unless given;
    `complete` lets the saturated graph in, to compare.
    """
    from scipy.special import gammaln

    cells = counts.size
    weight = 1.0 / cells if delta is None else delta
    n = int(counts[1:].sum())
    scores = subset_scores(counts, points, weight)
    totals = n + points
    ways = gammaln(totals + 1) - gammaln(points + 1)
    widths = np.log(np.diff(grid_edges(points)))
    weighed = (prior or one_over_n)(totals.astype(np.float64))
    graphs = decomposable_graphs(cells.bit_length() - 1, complete=complete)
    by_point, by_graph, centres = sum_graphs(graphs, scores, weighed + ways + widths, np.log(points))
    between = float(by_graph @ (centres - by_graph @ centres) ** 2)
    return Posterior(n=n, points=points, probabilities=by_point, graphs=by_graph, between=between)


def subset_scores(counts: NDArray[np.int64], points: NDArray[np.int64], delta: float) -> Floats:
    """Give each subset's score m(S) at every n0, shape (2^J, P); only the margin's empty cell holds n0."""
    from scipy.special import gammaln

    cells = counts.size
    numbers = np.arange(cells)
    n = int(counts[1:].sum())
    whole = gammaln(cells * delta) - gammaln(n + points + cells * delta)
    scores = np.zeros((cells, points.size))
    for subset in range(1, cells):
        prior = delta * cells / 2.0 ** subset.bit_count()
        margin = np.bincount(numbers & subset, weights=counts, minlength=cells)
        inside = np.unique(numbers & subset)[1:]  # without the margin's empty cell
        fixed = (gammaln(margin[inside] + prior) - gammaln(prior)).sum()
        scores[subset] = fixed + gammaln(margin[0] + points + prior) - gammaln(prior) + whole
    return scores


def sum_graphs(
    rows: NDArray[np.int8], scores: Floats, common: Floats, values: Floats
) -> tuple[Floats, Floats, Floats]:
    """Normalise over graphs and points at once.

    Give the probability of each point and of each graph, and each graph's mean of the points' `values`.
    """
    peak = -np.inf
    by_point = np.zeros(common.size)
    by_graph: list[Floats] = []
    sums: list[Floats] = []
    for start in range(0, len(rows), CHUNK):
        logs = rows[start : start + CHUNK].astype(np.float64) @ scores + common
        highest = float(logs.max())
        if highest > peak:  # the sums so far were taken relative to a lower peak
            shrink = np.exp(peak - highest)
            by_point, by_graph, peak = by_point * shrink, [part * shrink for part in by_graph], highest
            sums = [part * shrink for part in sums]
        shares = np.exp(logs - peak)
        by_point += shares.sum(axis=0)
        by_graph.append(shares.sum(axis=1))
        sums.append(shares @ values)
    graphs = np.concatenate(by_graph)
    total = by_point.sum()
    centres = np.concatenate(sums) / np.maximum(graphs, np.finfo(np.float64).tiny)
    return by_point / total, graphs / total, centres
