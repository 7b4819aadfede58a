from __future__ import annotations

import pytest

from everyname.errors import EstimateRefused
from everyname.estimate import Patterns
from everyname.estimate.models import close_model
from everyname.estimate.profile import profile_interval


def test_kosovo_interval(kosovo: Patterns) -> None:
    """The published Kosovo model has the recorded profile interval."""
    _, low, high = profile_interval(kosovo.counts, close_model([0b0111, 0b1001, 0b1100], 4))
    assert (round(low), round(high)) == (8994, 12110)


def test_recorded_digits_of_five_lists(real_table) -> None:
    """With Stirling's factorials the recorded digits come out, and without them within 0.01 person."""
    counts, model = real_table("care1_Congenital").counts, close_model([3, 5, 24], 5)
    ends = profile_interval(counts, model, stirling=True)
    assert [round(end, 3) for end in ends] == [619.328, 593.404, 651.611]
    assert profile_interval(counts, model) == pytest.approx(ends, abs=0.01)


def test_no_interval_without_an_estimate(lone_list: Patterns) -> None:
    """A model with no finite estimate has no interval."""
    with pytest.raises(EstimateRefused):
        profile_interval(lone_list.counts, close_model([0b011], 3))
