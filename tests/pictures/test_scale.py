"""Axes: round ticks in view, log steps where totals span a decade."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.pictures.scale import people_scale


@given(st.integers(1, 10**8), st.floats(1, 200))
def test_every_total_finds_its_place(documented: int, factor: float) -> None:
    """Any total between the documented count and 200 times it lies on the axis, with ticks in view."""
    total = documented * factor
    scale = people_scale([documented], [total], start=100, end=600)
    assert 100 <= scale.at(documented) <= scale.at(total) <= 600
    assert scale.ticks()
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks())


def test_steps_multiply_from_a_decade() -> None:
    """Ten times the documented count and more is shown on a log scale."""
    assert people_scale([100], [1000], start=0, end=1).log
    assert not people_scale([100], [999], start=0, end=1).log


def test_zero_is_on_the_axis_where_it_costs_little() -> None:
    """Where half or more is missing the axis begins at zero; where nearly all are known, near the count."""
    assert people_scale([100], [300], start=0, end=1).low == 0
    assert people_scale([100], [110], start=0, end=1).low == pytest.approx(98.8)


def test_whole_people_only() -> None:
    """No tick stands at part of a person."""
    assert all(tick == round(tick) for tick in people_scale([2], [3], start=0, end=1).ticks())
