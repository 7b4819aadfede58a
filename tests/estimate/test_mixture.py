from __future__ import annotations

import pytest

from everyname.estimate import Patterns
from everyname.estimate.loglinear import fit_models
from everyname.estimate.mixture import mix_models
from everyname.estimate.models import close_model, hierarchical_models
from everyname.estimate.profile import profile_interval


def test_one_model_is_its_own_mixture(kosovo: Patterns) -> None:
    """A mixture of one model has its point as median and nearly its profile interval."""
    model = close_model([0b0111, 0b1001, 0b1100], 4)
    fits = fit_models(kosovo.counts, [model])
    mixture = mix_models(fits, fits.aic)
    assert mixture is not None
    _, low, high = profile_interval(kosovo.counts, model)
    assert mixture.quantile(0.5) == pytest.approx(fits.totals[0], rel=1e-9)
    assert [mixture.quantile(0.025), mixture.quantile(0.975)] == pytest.approx([low, high], rel=0.002)


def test_mixture_keeps_the_spread_between_models(kosovo: Patterns) -> None:
    """Averaging models that differ widens the interval beyond that of the best one."""
    fits = fit_models(kosovo.counts, hierarchical_models(4))
    best = fit_models(kosovo.counts, [fits.models[int(fits.aic.argmin())]])
    wide, narrow = mix_models(fits, fits.aic), mix_models(best, best.aic)
    assert wide is not None
    assert narrow is not None
    assert wide.quantile(0.025) < narrow.quantile(0.025)
    assert wide.quantile(0.975) > narrow.quantile(0.975)
    assert wide.weights.sum() == pytest.approx(1)
    assert narrow.between == pytest.approx(0, abs=1e-12)
    assert wide.between > 0.01


def test_runaway_models_keep_their_weight(lone_list: Patterns) -> None:
    """Models without a finite estimate are counted as unfit, not dropped in silence."""
    fits = fit_models(lone_list.counts, hierarchical_models(3))
    mixture = mix_models(fits, fits.aic)
    assert mixture is not None
    assert mixture.unfit > 0.5
    alone = fit_models(lone_list.counts, [close_model([0b011], 3)])
    assert mix_models(alone, alone.aic) is None
