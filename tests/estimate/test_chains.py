from __future__ import annotations

import numpy as np
import pytest

from everyname.estimate.chains import bulk_ess, r_hat


def drift(correlation: float, kept: int = 5000) -> np.ndarray:
    """Four chains in which each draw remembers the last with this correlation."""
    rng = np.random.default_rng(5)
    draws = rng.standard_normal((4, kept))
    for place in range(1, kept):
        draws[:, place] += correlation * draws[:, place - 1]
    return draws


@pytest.mark.parametrize("correlation", [-0.3, 0.0, 0.5, 0.9])
def test_ess_of_a_known_chain(correlation: float) -> None:
    """The effective size of a first-order chain is its length times (1 - r) / (1 + r), within a tenth."""
    expected = 20_000 * (1 - correlation) / (1 + correlation)
    assert bulk_ess(drift(correlation)) == pytest.approx(expected, rel=0.1)
    assert r_hat(drift(correlation)) < 1.01


def test_a_chain_elsewhere_is_seen() -> None:
    """One chain of four in another place raises R-hat far above 1 and leaves few effective draws."""
    draws = drift(0.0)
    draws[3] += 2
    assert r_hat(draws) > 1.2
    assert bulk_ess(draws) < 100


def test_a_wider_chain_is_seen() -> None:
    """A chain of the same middle but three times the spread raises R-hat."""
    draws = drift(0.0)
    draws[3] *= 3
    assert r_hat(draws) > 1.05


def test_a_trend_in_every_chain_is_seen() -> None:
    """Chains that still move together are not taken for settled."""
    assert r_hat(drift(0.0) + np.linspace(0, 3, 5000)) > 1.2


def test_heavy_tails_do_no_harm() -> None:
    """Draws without a variance are judged by their ranks."""
    draws = np.random.default_rng(1).standard_cauchy((4, 2000))
    assert r_hat(draws) < 1.01
    assert bulk_ess(draws) == pytest.approx(8000, rel=0.1)


def test_chains_that_stand_still_are_worth_nothing() -> None:
    """Constant chains, and chains of a few draws, never count as settled."""
    assert bulk_ess(np.ones((4, 100))) == 0
    assert r_hat(np.repeat(np.arange(4.0)[:, None], 100, axis=1)) > 1.5
    assert r_hat(np.zeros((4, 6))) == np.inf
