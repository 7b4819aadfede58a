from __future__ import annotations

import numpy as np
import pytest

from everyname.errors import EstimateRefused
from everyname.estimate.combine import (
    combine_verdata,
    split_width,
    spread_interval,
    stack_draws,
    whole_shares,
)
from everyname.estimate.simple import Interval

DRAWS = [np.array(values, dtype=float) for values in ([10, 12, 14, 20], [8, 9, 15, 16], [11, 13, 13, 30])]


def test_verdatas_rule_to_the_digit() -> None:
    """The rule of verdata gives its recorded figures: 107 / 115 / 133 people from three replicates."""
    found = combine_verdata(DRAWS, [100, 102, 101])
    assert found.mean_log == pytest.approx(2.592381480, abs=5e-10)
    assert found.within == pytest.approx(0.1384863169, abs=5e-11)
    assert found.between == pytest.approx(0.0215812227, abs=5e-11)
    assert found.total == pytest.approx(0.1672612806, abs=5e-11)
    assert found.degrees == pytest.approx(13.564189152, abs=5e-10)
    assert [round(n) for n in (found.interval.low, found.interval.median, found.interval.high)] == [
        107,
        115,
        133,
    ]


def test_verdatas_rule_counts_nobody_unlisted_as_a_tenth() -> None:
    """A draw of nobody unlisted has a logarithm there: that of 0.1."""
    found = combine_verdata([np.array([0.0, 1.0]), np.array([1.0, 3.0])], [5, 5])
    assert found.mean_log == pytest.approx((np.log(0.1) + np.log(3.0)) / 4)


def test_verdatas_rule_refuses_what_it_cannot_combine() -> None:
    """One replicate, or replicates that do not differ, are refused in words."""
    with pytest.raises(EstimateRefused, match="two replicates or more"):
        combine_verdata(DRAWS[:1], [100])
    with pytest.raises(EstimateRefused, match="do not differ"):
        combine_verdata([DRAWS[0], DRAWS[0]], [100, 100])


def test_stacked_draws_keep_the_spread_between_replicates() -> None:
    """The interval of stacked replicates reaches from the lowest to the highest of them."""
    found = stack_draws(np.stack([np.linspace(100, 110, 101), np.linspace(190, 200, 101)]))
    assert found.low < 102
    assert found.high > 198
    assert 110 <= found.median <= 190


def test_width_is_parted_by_the_law_of_total_variance() -> None:
    """Known variances inside, between models and between replicates come back as their shares."""
    inside = np.array([-3.0, 3.0])  # variance 9
    models = np.array([-1.0, 1.0])  # variance 1
    replicates = np.array([-2.0, 2.0])  # variance 4
    logs = models[:, None, None] + replicates[None, :, None] + inside[None, None, :]
    found = split_width(logs)
    assert (found.sampling, found.model, found.linkage) == (64, 7, 29)
    assert "64 % is chance" in found.in_words()
    averaged = split_width(logs, [3.0, 6.0])
    assert (averaged.sampling, averaged.model, averaged.linkage) == (32, 39, 29)
    one = split_width(logs[:, :1])
    assert (one.sampling, one.model, one.linkage) == (90, 10, None)
    assert "What linking adds is not in it" in one.in_words()


def test_shares_sum_to_a_hundred() -> None:
    """Whole percent never sum to 99 or 101, and a spread of nothing is called chance."""
    assert whole_shares(np.array([1.0, 1.0, 1.0])) == [34, 33, 33]
    assert whole_shares(np.zeros(3)) == [100, 0, 0]


def test_an_interval_alone_gives_draws_with_its_median_and_ends() -> None:
    """Draws made from an interval have its median and its 95 % ends, and never fall below the documented."""
    given = Interval(median=300.0, low=150.0, high=900.0)
    drawn = spread_interval(given, 100, 4000, np.random.default_rng(1))
    found = stack_draws(drawn)
    assert (found.low, found.median, found.high) == pytest.approx((150, 300, 900), rel=0.01)
    assert drawn.min() > 100
