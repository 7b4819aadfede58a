from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from everyname.errors import UsedWrongly
from everyname.estimate import Patterns, Reason
from everyname.estimate.latent_class import LatentFit, LatentSettings, fit_latent_class


@pytest.fixture(scope="module")
def kosovo_fit(kosovo: Patterns) -> LatentFit:
    """The default run on the Kosovo lists."""
    return fit_latent_class(kosovo, seed=1)


def test_kosovo_agrees_with_the_recorded_long_run(kosovo_fit: LatentFit) -> None:
    """Median and ends on Kosovo lie with those of five million sweeps: 10,466, 9,085 to 13,528."""
    assert kosovo_fit.settled
    assert kosovo_fit.quantile(0.5) == pytest.approx(10_466, rel=0.02)
    assert kosovo_fit.quantile(0.025) == pytest.approx(9_085, rel=0.03)
    assert kosovo_fit.quantile(0.975) == pytest.approx(13_528, rel=0.06)


def test_one_class_is_the_exact_posterior(kosovo: Patterns) -> None:
    """With one class allowed, mean and spread of N are those of the closed form: 7,389.8 and 129.4."""
    fit = fit_latent_class(kosovo, seed=2, settings=LatentSettings(classes=1))
    assert fit.settled
    people = fit.n + fit.draws
    assert abs(people.mean() - 7389.8029) < 5 * 129.426 / np.sqrt(fit.ess)
    assert people.std() == pytest.approx(129.426, rel=0.1)
    assert any("independent lists" in text for text in fit.warnings)


def test_the_seed_says_all(kosovo: Patterns) -> None:
    """The same seed gives the same draws, another seed others."""
    brief = LatentSettings(warm_up=60, first=60, ess=1, r_hat=9)
    first, again, other = (fit_latent_class(kosovo, seed=seed, settings=brief) for seed in (4, 4, 5))
    assert np.array_equal(first.draws, again.draws)
    assert not np.array_equal(first.draws, other.draws)


def test_a_table_that_limits_nothing_is_refused_at_the_bound() -> None:
    """Three lists that share hardly anyone: draws pile up at the bound, which is said instead of a number."""
    thin = Patterns.from_cells("ABC", {1: 300, 2: 280, 3: 2, 4: 310, 5: 1, 6: 2})
    fit = fit_latent_class(thin, seed=1)
    assert fit.reason is Reason.AT_BOUND
    assert f"{20 * thin.n:,}" in str(fit.refused)


def test_chains_that_disagree_give_no_number(kosovo: Patterns) -> None:
    """Chains that do not agree within their budget are refused, with R-hat and their worth in the words."""
    fit = fit_latent_class(kosovo, seed=1, settings=LatentSettings(warm_up=60, first=60, budget=0))
    assert fit.reason is Reason.NOT_SETTLED
    assert "R-hat" in str(fit.refused)
    assert "draws" in str(fit.refused)


def test_draws_go_to_arviz(kosovo_fit: LatentFit) -> None:
    """Draws stand as (chain, draw), N never below the people seen."""
    draws = kosovo_fit.to_arviz()
    assert {values.shape for values in draws.values()} == {kosovo_fit.draws.shape}
    assert kosovo_fit.draws.shape[0] == 4
    assert draws["N"].min() >= 4400


def test_a_plausible_range_can_be_asked_for(kosovo: Patterns) -> None:
    """The sensitivity run has a prior of its own, under which the draws differ, and is reported with it."""
    brief = {"warm_up": 60, "first": 60, "budget": 0}
    plain = fit_latent_class(kosovo, seed=1, settings=LatentSettings(**brief))
    ranged = fit_latent_class(kosovo, seed=1, settings=LatentSettings(expansion=(1.01, 5.0), **brief))
    assert not np.array_equal(plain.draws, ranged.draws)
    assert plain.to_plain()["expansion"] is None
    assert ranged.to_plain()["expansion"] == [1.01, 5.0]


def test_two_lists_and_empty_lists_are_refused() -> None:
    """The model is not run where it cannot learn: two lists, or a list that holds nobody."""
    with pytest.raises(UsedWrongly, match="3 to 16"):
        fit_latent_class(Patterns.from_cells("AB", {1: 5, 2: 5, 3: 5}), seed=1)
    with pytest.raises(UsedWrongly, match="3 to 16"):
        fit_latent_class(Patterns.from_cells("ABC", {1: 5, 2: 5, 3: 5}), seed=1)


def test_sixteen_lists_are_taken() -> None:
    """Sixteen lists run on the patterns seen, never on all 65,535."""
    rng = np.random.default_rng(1)
    seen = rng.random((400, 16)) < 0.1
    masks, counts = np.unique((seen << np.arange(16)).sum(axis=1), return_counts=True)
    cells = {int(mask): int(count) for mask, count in zip(masks, counts, strict=True) if mask}
    table = Patterns.from_cells([f"list {place}" for place in range(16)], cells)
    fit = fit_latent_class(table, seed=1, settings=LatentSettings(warm_up=300, first=500, classes=4))
    assert fit.settled
    assert fit.quantile(0.025) <= 400 <= fit.quantile(0.975)


def test_slavery_tables_answer_or_refuse(real_table, real_data: Path) -> None:
    """On the Netherlands' table, whose modes lie far apart, there is no number but a reason."""
    fit = fit_latent_class(real_table("slavery_Ned"), seed=1)
    assert fit.reason is not None
