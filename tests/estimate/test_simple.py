from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.estimate.simple import Missed, chao_bound, chapman


def ends(found: Missed) -> list[float]:
    return [found.quantile(level) for level in (0.025, 0.5, 0.975)]


def test_chapman_by_hand() -> None:
    """Two lists of 199 and 149 people with 74 in common give 201 * 151 / 75 - 1 people."""
    low, median, high = ends(chapman(199, 149, 74))
    assert median == pytest.approx(200 * 150 / 75 - 1)
    assert 274 < low < median < high


def test_chao_by_hand() -> None:
    """With 300 people on one of four lists and 90 on two, three quarters of 300^2 / 180 are missed."""
    low, median, high = ends(chao_bound((300, 90, 20, 5)))
    assert median == pytest.approx(415 + 0.75 * 300**2 / 180)
    assert 415 < low < median < high


@given(st.integers(1, 10**6), st.floats(0, 1e9), st.floats(0, 1e12))
def test_interval_never_falls_below_the_seen(n: int, missed: float, variance: float) -> None:
    """However uncertain, an interval holds its median and never goes below the people seen."""
    low, median, high = ends(Missed(n=n, missed=missed, variance=variance))
    assert n <= low <= median <= high
