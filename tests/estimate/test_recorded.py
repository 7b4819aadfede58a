"""Results recorded from other software and from formulas, on published tables, to the digits recorded."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln

from everyname.estimate import Patterns
from everyname.estimate.decomposable import Posterior, average_graphs, gamma_poisson, subset_scores
from everyname.estimate.existence import Existence, check_existence
from everyname.estimate.loglinear import fit_models
from everyname.estimate.models import close_model
from everyname.estimate.profile import profile_interval

# Madigan and York (1997): cells by bitmask, the first list lowest, the unseen cell first
THREE = np.array([0, 60, 49, 4, 247, 112, 142, 12])
# fmt: off
FIVE = np.array([
    0, 27, 37, 19, 4, 4, 1, 1, 97, 22, 37, 25, 2, 1, 3, 5,
    83, 36, 34, 18, 3, 5, 0, 2, 30, 5, 23, 8, 0, 3, 0, 2,
])
# fmt: on
# Three lists of Gaza, 2023-24, as published: patterns 100, 010, 110, 001, 101, 011, 111
GAZA = np.array([0, 19048, 5104, 1929, 1469, 1173, 351, 197])


def ends(posterior: Posterior) -> list[int]:
    return [round(posterior.quantile(level)) for level in (0.025, 0.5, 0.975)]


def top(posterior: Posterior, how_many: int) -> list[float]:
    return np.sort(posterior.graphs)[::-1][:how_many].tolist()


def test_graphs_of_five_lists() -> None:
    """Five lists, delta 1/2, n0 up to 300, the complete graph among the others."""
    posterior = average_graphs(FIVE, np.arange(1, 301), delta=0.5, complete=True)
    assert posterior.mean == pytest.approx(617.815890761, abs=1e-8)
    assert ends(posterior) == [588, 616, 655]
    assert posterior.n + posterior.points[posterior.probabilities.argmax()] == 614
    assert top(posterior, 3) == pytest.approx([0.217073451, 0.160293687, 0.082265622], abs=1e-9)


def test_graphs_of_three_lists() -> None:
    """Three lists, delta 1, prior 1/N."""
    posterior = average_graphs(THREE, np.arange(1, 301), delta=1.0, complete=True)
    assert posterior.mean == pytest.approx(733.721862447, abs=1e-8)
    assert ends(posterior) == [682, 732, 798]
    assert top(posterior, 3) == pytest.approx([0.370967421, 0.312403054, 0.280288352], abs=1e-9)


def test_graphs_with_an_informative_prior() -> None:
    """Three lists, N Poisson with a gamma mean of shape 13.14 and scale 55.17."""
    prior = gamma_poisson(13.14, 55.17)
    posterior = average_graphs(THREE, np.arange(1, 301), delta=1.0, prior=prior, complete=True)
    assert posterior.mean == pytest.approx(733.452369112, abs=1e-8)
    assert ends(posterior) == [682, 731, 797]
    assert top(posterior, 1) == pytest.approx([0.373767398], abs=1e-9)


def test_score_of_one_margin() -> None:
    """The margin of lists 1 and 3 with weight 1/2 a cell, before the score is set against the whole table."""
    missed, delta = np.arange(1, 6), 0.5 / 8
    whole = gammaln(32 * delta) - gammaln(FIVE.sum() + missed + 32 * delta)
    score = subset_scores(FIVE, missed, delta)[0b101] - whole
    recorded = [2376.37468782, 2382.210959478, 2388.05014659, 2393.89224068, 2399.737233323]
    assert score == pytest.approx(recorded, abs=1e-8)


@pytest.mark.parametrize(
    ("counts", "terms", "total", "error", "aic", "bic", "profile"),
    [
        (GAZA, [3, 5, 6], 64696.1, 3587.1, 78.3277448708, 136.3182126773, (64613.876, 58211.546, 72334.662)),
        (THREE, [3], 730.9286, None, 53.8310564497, 76.0278083052, (729.749, 699.802, 766.466)),
        (FIVE, [3, 5, 24], 620.5, 14.8, None, 200.1285451899, (619.328, 593.404, 651.611)),
    ],
)
def test_log_linear_models(
    counts: np.ndarray,
    terms: list[int],
    total: float,
    error: float | None,
    aic: float | None,
    bic: float,
    profile: tuple[float, float, float],
) -> None:
    """N, its error, both criteria and the profile interval (factorials by Stirling, as recorded)."""
    model = close_model(terms, counts.size.bit_length() - 1)
    fit = fit_models(counts, [model])
    assert round(fit.totals[0], len(str(total).partition(".")[2])) == total
    assert fit.bic[0] == pytest.approx(bic, abs=1e-9)
    if error is not None:
        assert round(fit.standard_errors[0], 1) == error
    if aic is not None:
        assert fit.aic[0] == pytest.approx(aic, abs=1e-9)
    best, low, high = profile_interval(counts, model, stirling=True)
    assert (round(low, 3), round(high, 3)) == profile[1:]
    assert best == pytest.approx(profile[0], abs=0.0013)  # the recorded search stops where the top is flat


def independent_posterior(table: Patterns) -> tuple[float, float, list[int]]:
    """Sum N!/(N-n)! (1/N) prod_j B(1 + n_j, 1 + N - n_j) over N from n to 21 n: a graph without edges."""
    lists = len(table.lists)
    missed = np.arange(20 * table.n + 1)
    totals = table.n + missed
    scores = subset_scores(table.counts, missed, 0.5 ** (lists - 1))
    logs = gammaln(totals + 1) - gammaln(missed + 1) - np.log(totals)
    logs += sum(scores[1 << place] for place in range(lists))
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    mean = float(shares @ totals)
    spread = float(np.sqrt(shares @ (totals - mean) ** 2))
    reached = np.cumsum(shares)
    return mean, spread, [int(totals[np.searchsorted(reached, level)]) for level in (0.025, 0.5, 0.975)]


def from_counts(counts: np.ndarray) -> Patterns:
    lists = "ABCDE"[: counts.size.bit_length() - 1]
    return Patterns.from_cells(lists, dict(enumerate(counts.tolist())))


INDEPENDENT = {
    "kosovo_1999_killings_4lists": (7389.8029, 129.426, [7143, 7387, 7650]),
    "rcapture_HIV": (10920.594, 880.020, [9342, 10870, 12788]),
    "slavery_UKdat_5": (13263.226, 789.823, [11814, 13229, 14908]),
    "slavery_Western": (1779.447, 307.988, [1285, 1743, 2485]),
}


def check_independent(table: Patterns, recorded: tuple[float, float, list[int]]) -> None:
    mean, spread, quantiles = independent_posterior(table)
    assert (round(mean, 3), round(spread, 3)) == (round(recorded[0], 3), recorded[1])
    assert quantiles == recorded[2]


def test_independent_lists_in_the_tree(kosovo: Patterns) -> None:
    """One class with even priors is a graph without edges; its mean, spread and interval are recorded."""
    check_independent(kosovo, INDEPENDENT["kosovo_1999_killings_4lists"])
    check_independent(from_counts(THREE), (764.2211, 20.646, [727, 763, 808]))
    check_independent(from_counts(FIVE), (637.8078, 14.589, [611, 637, 668]))


@pytest.mark.parametrize("name", INDEPENDENT)
def test_independent_lists_of_real_tables(real_table, name: str) -> None:
    """The same on the real tables."""
    check_independent(real_table(name), INDEPENDENT[name])


@pytest.mark.parametrize(
    ("terms", "answer"),
    [
        ([], Existence.FINE),
        ([3], Existence.NO_FINITE_ESTIMATE),
        ([5], Existence.FINE),
        ([6], Existence.FINE),
        ([3, 5, 6], Existence.NOT_IDENTIFIABLE),
    ],
)
def test_existence_on_the_published_sparse_table(terms: list[int], answer: Existence) -> None:
    """The published sparse table, where other software prints 1.4e13, gets the recorded answers."""
    counts = np.array([0, 40, 30, 6, 20, 0, 0, 0])
    assert check_existence(counts, close_model(terms, 3)) is answer
