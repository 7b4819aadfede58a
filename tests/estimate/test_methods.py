from __future__ import annotations

import pytest

from everyname.estimate import Patterns, Reason
from everyname.estimate.methods import ASSUMPTIONS, METHODS


def test_every_method_states_its_assumption() -> None:
    """No method stands in the panel without the assumption that identifies it."""
    assert set(METHODS) == set(ASSUMPTIONS)


@pytest.mark.parametrize("method", ["chao", "independence", "log-linear", "decomposable"])
def test_methods_recover_a_known_truth(independent: Patterns, method: str) -> None:
    """On independent lists of 2,000 people every method's interval holds the truth."""
    interval = METHODS[method](independent).interval
    assert interval is not None
    assert independent.n <= interval.low <= 2000 <= interval.high
    assert interval.low <= interval.median <= interval.high


def test_runaway_weight_is_refused(lone_list: Patterns) -> None:
    """The log-linear row refuses, in words, where the best models have no finite estimate."""
    row = METHODS["log-linear"](lone_list)
    assert row.interval is None
    assert row.reason is Reason.NO_FINITE_ESTIMATE
    assert row.refused is not None
    assert "no finite estimate" in row.refused


def test_seven_lists_are_beyond_the_models() -> None:
    """With seven lists log-linear and decomposable say why they give no number; Chao still answers."""
    names = [f"list {place}" for place in range(7)]
    wide = Patterns.from_cells(names, {mask: 1 + 900 // mask.bit_count() ** 4 for mask in range(1, 128)})
    for method in ("log-linear", "decomposable"):
        assert METHODS[method](wide).reason is Reason.BEYOND_METHOD
    assert METHODS["chao"](wide).interval is not None


def test_nobody_on_exactly_two_lists() -> None:
    """Chao's bound is refused where nobody stands on exactly two lists."""
    assert (
        METHODS["chao"](Patterns.from_cells("ABC", {1: 9, 2: 9, 4: 9, 7: 3})).reason
        is Reason.NO_PAIRS_SEEN_TWICE
    )
