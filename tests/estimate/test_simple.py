from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.estimate.simple import chao_bound, chapman, missed_interval


def test_chapman_by_hand() -> None:
    """Two lists of 199 and 149 people with 74 in common give 201 * 151 / 75 - 1 people."""
    found = chapman(199, 149, 74)
    assert found.median == pytest.approx(200 * 150 / 75 - 1)
    assert 274 < found.low < found.median < found.high


def test_chao_by_hand() -> None:
    """With 300 people on one of four lists and 90 on two, three quarters of 300^2 / 180 are missed."""
    found = chao_bound((300, 90, 20, 5))
    assert found.median == pytest.approx(415 + 0.75 * 300**2 / 180)
    assert 415 < found.low < found.median < found.high


@given(st.integers(1, 10**6), st.floats(0, 1e9), st.floats(0, 1e12))
def test_interval_never_falls_below_the_seen(n: int, missed: float, variance: float) -> None:
    """However uncertain, an interval holds its median and never goes below the people seen."""
    found = missed_interval(n, missed, variance)
    assert n <= found.low <= found.median <= found.high
