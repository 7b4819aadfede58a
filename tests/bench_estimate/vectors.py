"""The rows of test vectors: what published or recorded results say, to the digits given."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from bench_estimate.table import Lines, NotRun, measure, read_real
from everyname.estimate import Patterns
from everyname.estimate.combine import combine_verdata
from everyname.estimate.decomposable import average_graphs
from everyname.estimate.existence import check_existence
from everyname.estimate.graphs import decomposable_graphs
from everyname.estimate.latent_class import LatentSettings, fit_latent_class
from everyname.estimate.loglinear import fit_models
from everyname.estimate.models import close_model
from everyname.estimate.profile import profile_interval
from kosovo import kosovo_table

__all__ = ["lines"]

Check = Callable[[], bool]


def lines() -> Lines:
    """Give a line for each kind of vector."""
    for figure, checks in VECTORS.items():
        yield measure(f"test vectors: {figure}", lambda: count(checks), target="all")  # noqa: B023 - called at once


def count(checks: Mapping[str, Check]) -> tuple[str, bool | None]:
    """Count the checks that hold, and name those that fail or could not be run."""
    held, failed, absent = 0, [], []
    for name, check in checks.items():
        try:
            if check():
                held += 1
            else:
                failed.append(name)
        except NotRun:
            absent.append(name)
    told = f"{held} of {len(checks)}"
    told += f"; differ: {', '.join(failed)}" if failed else ""
    told += f"; no data for {', '.join(absent)}" if absent else ""
    return told, False if failed else None if absent else True


def equal(found: float, wanted: float, digits: int) -> bool:
    """Say whether two numbers agree in this many digits after the point."""
    return round(found, digits) == round(wanted, digits)


def graph_counts() -> bool:
    """Count the decomposable graphs of 3 to 5 lists, with and without the complete one."""
    found = [(len(decomposable_graphs(j, complete=True)), len(decomposable_graphs(j))) for j in (3, 4, 5)]
    return found == [(8, 7), (61, 60), (822, 821)]


def five_list_posterior() -> bool:
    """Average over the graphs of the five-list table of Madigan and York, the complete one included."""
    counts = read_real("care1_Congenital").counts
    found = average_graphs(counts, np.arange(1, 301), delta=0.5, complete=True)
    ends = [round(found.quantile(level)) for level in (0.025, 0.5, 0.975)]
    best = np.sort(found.graphs)[:-4:-1]
    return (
        equal(found.mean, 617.815890761, 8)
        and ends == [588, 616, 655]
        and found.n + int(found.points[found.probabilities.argmax()]) == 614
        and bool(np.allclose(best, [0.217073451, 0.160293687, 0.082265622], atol=1e-9, rtol=0))
    )


def loglinear_kosovo() -> bool:
    """Fit the model of the published study."""
    fit = fit_models(kosovo_table().counts, [close_model([0b0111, 0b1001, 0b1100], 4)])
    return (
        equal(float(fit.totals[0]), 10356.5, 1)
        and equal(float(fit.standard_errors[0]), 785.9, 1)
        and equal(float(fit.aic[0]), 132.7466747332, 9)
        and equal(float(fit.bic[0]), 203.0296327522, 9)
    )


def loglinear_five() -> bool:
    """Fit the best five-list model, with its profile interval by Stirling's factorials."""
    counts, model = read_real("care1_Congenital").counts, close_model([3, 5, 24], 5)
    fit = fit_models(counts, [model])
    ends = [round(end, 3) for end in profile_interval(counts, model, stirling=True)]
    return (
        equal(float(fit.totals[0]), 620.5, 1)
        and equal(float(fit.standard_errors[0]), 14.8, 1)
        and equal(float(fit.bic[0]), 200.1285451899, 9)
        and ends == [619.328, 593.404, 651.611]
    )


def loglinear_hiv() -> bool:
    """Fit independence to four registers."""
    fit = fit_models(read_real("rcapture_HIV").counts, [close_model([], 4)])
    return (
        equal(float(fit.totals[0]), 11124.5785, 4)
        and equal(float(fit.standard_errors[0]), 904.8, 1)
        and equal(float(fit.bic[0]), 117.7995038562, 9)
    )


def existence_sparse() -> bool:
    """Decide existence for every model of the sparse three-list table."""
    counts = read_real("slavery_Artificial_3").counts
    found = [check_existence(counts, close_model(terms, 3)) for terms in ([], [3], [5], [6], [3, 5, 6])]
    return found == ["fine", "no-finite-estimate", "fine", "fine", "not-identifiable"]


def verdata_rule() -> bool:
    """Combine three replicates by verdata's rule."""
    draws = [np.array(row, dtype=float) for row in ((10, 12, 14, 20), (8, 9, 15, 16), (11, 13, 13, 30))]
    found = combine_verdata(draws, [100, 102, 101])
    ends = [round(end) for end in (found.interval.low, found.interval.median, found.interval.high)]
    return (
        equal(found.mean_log, 2.592381480, 9)
        and equal(found.within, 0.1384863169, 10)
        and equal(found.between, 0.0215812227, 10)
        and equal(found.total, 0.1672612806, 10)
        and equal(found.degrees, 13.564189152, 9)
        and ends == [107, 115, 133]
    )


def one_class(patterns: Patterns, mean: float, spread: float) -> bool:
    """Run the sampler with one class, whose exact posterior is known, to within four errors of its mean."""
    fit = fit_latent_class(patterns, seed=1, settings=LatentSettings(classes=1, first=3000))
    found = patterns.n + fit.draws
    error = spread / math.sqrt(fit.ess)
    return (
        fit.settled and abs(float(found.mean()) - mean) < 4 * error and abs(found.std() / spread - 1) < 0.15
    )


VECTORS: dict[str, dict[str, Check]] = {
    "decomposable graphs and their average": {"counts": graph_counts, "five lists": five_list_posterior},
    "log-linear models and profile intervals": {
        "Kosovo": loglinear_kosovo,
        "five lists": loglinear_five,
        "HIV": loglinear_hiv,
    },
    "latent class with one class, mean and spread of the exact posterior": {
        "Kosovo": lambda: one_class(kosovo_table(), 7389.8029, 129.426),
        "HIV": lambda: one_class(read_real("rcapture_HIV"), 10920.594, 880.020),
        "five lists": lambda: one_class(read_real("care1_Congenital"), 637.8078, 14.589),
        "UKdat_5": lambda: one_class(read_real("slavery_UKdat_5"), 13263.226, 789.823),
        "Western": lambda: one_class(read_real("slavery_Western"), 1779.447, 307.988),
    },
    "existence": {"sparse three lists": existence_sparse},
    "verdata's rule": {"three replicates": verdata_rule},
}
