from __future__ import annotations

import numpy as np
import pytest

from everyname.estimate import Patterns
from everyname.estimate.loglinear import Fits, fit_models
from everyname.estimate.models import close_model, hierarchical_models, name_model, pairwise_models


def fit_one(table: Patterns, *terms: int) -> Fits:
    return fit_models(table.counts, [close_model(terms, len(table.lists))])


def test_kosovo_published_model(kosovo: Patterns) -> None:
    """The best model by BIC on Kosovo gives the recorded N, error, AIC and BIC."""
    fit = fit_one(kosovo, 0b0111, 0b1001, 0b1100)
    assert round(fit.totals[0], 1) == 10356.5
    assert round(fit.standard_errors[0], 1) == 785.9
    assert fit.aic[0] == pytest.approx(132.7466747332, abs=1e-9)
    assert fit.bic[0] == pytest.approx(203.0296327522, abs=1e-9)


def test_kosovo_best_models(kosovo: Patterns) -> None:
    """Among all 113 models BIC picks [123,14,34] and AIC picks [123,134] with N = 12,741."""
    fits = fit_models(kosovo.counts, hierarchical_models(4))
    best = int(fits.aic.argmin())
    assert name_model(fits.models[int(fits.bic.argmin())], 4) == "[123,14,34]"
    assert (name_model(fits.models[best], 4), round(fits.totals[best], 1)) == ("[123,134]", 12741.0)


def test_three_lists_closed_form() -> None:
    """With all pairs, three lists give n000 = n111 n100 n010 n001 / (n110 n101 n011)."""
    cells = {1: 310, 2: 205, 3: 61, 4: 118, 5: 44, 6: 39, 7: 17}
    table = Patterns.from_cells("ABC", cells)
    missed = cells[7] * cells[1] * cells[2] * cells[4] / (cells[3] * cells[5] * cells[6])
    assert fit_one(table, 3, 5, 6).missed[0] == pytest.approx(missed, rel=1e-10)


def test_batch_equals_single_fits(independent: Patterns) -> None:
    """A model's answer does not depend on the models fitted with it."""
    models = hierarchical_models(4)[::9]
    together = fit_models(independent.counts, models)
    alone = [fit_models(independent.counts, [model]) for model in models]
    assert np.allclose(together.missed, [fit.missed[0] for fit in alone], rtol=1e-9)
    assert np.allclose(together.log_likelihood, [fit.log_likelihood[0] for fit in alone], rtol=1e-12)


def test_runaway_estimate_is_not_finite(lone_list: Patterns) -> None:
    """A model whose estimate runs to infinity is marked, never reported as trillions."""
    assert fit_one(lone_list, 0b011).finite.tolist() == [False]


def test_recorded_results_on_real_tables(real_table) -> None:
    """Two real tables give the recorded N, errors and criteria."""
    hiv, five = fit_one(real_table("rcapture_HIV")), fit_one(real_table("care1_Congenital"), 3, 5, 24)
    assert hiv.totals[0] == pytest.approx(11124.5785, abs=5e-5)
    assert round(hiv.standard_errors[0], 1) == 904.8
    assert hiv.bic[0] == pytest.approx(117.7995038562, abs=1e-9)
    assert (round(five.totals[0], 1), round(five.standard_errors[0], 1)) == (620.5, 14.8)
    assert five.bic[0] == pytest.approx(200.1285451899, abs=1e-9)


def test_five_lists_find_the_recorded_best(real_table) -> None:
    """All 1,024 pairwise models of a five-list table are fitted, and BIC picks the recorded one."""
    fits = fit_models(real_table("care1_Congenital").counts, pairwise_models(5))
    assert name_model(fits.models[int(fits.bic.argmin())], 5) == "[12,13,45]"
    assert fits.finite.all()
