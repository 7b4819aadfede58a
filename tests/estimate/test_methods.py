from __future__ import annotations

import numpy as np
import pytest

from everyname.errors import UsedWrongly
from everyname.estimate import Patterns, Reason
from everyname.estimate.methods import ASSUMPTIONS, METHODS, leave_out


def test_every_method_states_its_assumption() -> None:
    """No method stands in the panel without the assumption that identifies it."""
    assert set(METHODS) == set(ASSUMPTIONS)


@pytest.mark.parametrize("method", ["chao", "independence", "log-linear", "decomposable"])
def test_methods_recover_a_known_truth(independent: Patterns, method: str) -> None:
    """On independent lists of 2,000 people every method's interval holds the truth."""
    interval = METHODS[method](independent, 1).interval
    assert interval is not None
    assert independent.n <= interval.low <= 2000 <= interval.high
    assert interval.low <= interval.median <= interval.high


@pytest.mark.parametrize("method", ["chao", "independence", "log-linear", "decomposable"])
def test_draws_are_the_rows_own_distribution(independent: Patterns, method: str) -> None:
    """A row's 1,000 draws have its quantiles, and come in an order of the seed's own."""
    row, again, other = (METHODS[method](independent, seed) for seed in (1, 1, 2))
    assert row.draws is not None
    assert row.interval is not None
    ends = np.quantile(row.draws, [0.025, 0.5, 0.975])
    assert ends == pytest.approx([row.interval.low, row.interval.median, row.interval.high], rel=2e-3)
    assert np.array_equal(row.draws, again.draws)
    assert np.array_equal(np.sort(row.draws), np.sort(other.draws))
    assert abs(np.corrcoef(row.draws, other.draws)[0, 1]) < 0.15


def test_unknown_method_is_refused() -> None:
    """A method that does not exist is told apart from one that was left out."""
    assert leave_out(["chao"]) == tuple(name for name in METHODS if name != "chao")
    with pytest.raises(UsedWrongly, match="no method named chaos"):
        leave_out(["chaos"])


def test_runaway_weight_is_refused(lone_list: Patterns) -> None:
    """The log-linear row refuses, in words, where the best models have no finite estimate."""
    row = METHODS["log-linear"](lone_list, 1)
    assert row.interval is None
    assert row.reason is Reason.NO_FINITE_ESTIMATE
    assert row.refused is not None
    assert "no finite estimate" in row.refused


def test_seven_lists_are_beyond_the_models() -> None:
    """With seven lists log-linear and decomposable say why they give no number; Chao still answers."""
    names = [f"list {place}" for place in range(7)]
    wide = Patterns.from_cells(names, {mask: 1 + 900 // mask.bit_count() ** 4 for mask in range(1, 128)})
    for method in ("log-linear", "decomposable"):
        assert METHODS[method](wide, 1).reason is Reason.BEYOND_METHOD
    assert METHODS["chao"](wide, 1).interval is not None


def test_nobody_on_exactly_two_lists() -> None:
    """Chao's bound is refused where nobody stands on exactly two lists."""
    assert (
        METHODS["chao"](Patterns.from_cells("ABC", {1: 9, 2: 9, 4: 9, 7: 3}), 1).reason
        is Reason.NO_PAIRS_SEEN_TWICE
    )
