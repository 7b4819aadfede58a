from __future__ import annotations

import numpy as np
import pytest

from bench_estimate.simulate import (
    OTHERS,
    RATES,
    SCENARIOS,
    draw_reviewed,
    draw_table,
    generator,
    lose_links,
)


def reached(shares: np.ndarray) -> np.ndarray:
    """Give the share of people each list reaches."""
    lists = shares.size.bit_length() - 1
    return (shares[:, None] * (np.arange(shares.size)[:, None] >> np.arange(lists) & 1)).sum(axis=0)


@pytest.mark.parametrize("scenario", [*SCENARIOS.values(), *OTHERS.values()], ids=lambda one: one.name)
def test_shares_are_a_population(scenario) -> None:
    """Every scenario is a whole population: shares of patterns that sum to 1, some of it on no list."""
    assert scenario.shares.sum() == pytest.approx(1)
    assert scenario.shares.min() > 0


@pytest.mark.parametrize("name", ["S1", "S3", "S4", "S5"])
def test_dependence_leaves_the_rates(name: str) -> None:
    """Whether lists attract, repel or people differ, each list reaches the same share of people."""
    assert reached(SCENARIOS[name].shares) == pytest.approx(RATES)


def test_dependence_has_the_odds_asked_for() -> None:
    """The first two lists of S3 have log odds ratio 1.5, those of S4 -1.5."""
    for name, wanted in (("S3", 1.5), ("S4", -1.5)):
        none, one, other, both = SCENARIOS[name].shares.reshape(4, 4).sum(axis=0)
        assert np.log(both * none / (one * other)) == pytest.approx(wanted)


def test_a_table_repeats() -> None:
    """The same table of a scenario is drawn alike for everyone, and the next is another."""
    first = draw_table(SCENARIOS["S1"], generator("S1", 3))
    assert first == draw_table(SCENARIOS["S1"], generator("S1", 3))
    assert first != draw_table(SCENARIOS["S1"], generator("S1", 4))


def test_lost_links_leave_the_lists() -> None:
    """Losing links makes more people out of the same reports: every list keeps its size."""
    people = np.random.default_rng(1).multinomial(2000, SCENARIOS["S1"].shares)
    after, split = lose_links(people, 0.5, np.random.default_rng(2))
    assert reached(after) == pytest.approx(reached(people))
    assert after[1:].sum() == people[1:].sum() + split.sum()
    assert split[[1, 2, 4, 8]].sum() == 0


def test_reviewers_see_the_miss_rate() -> None:
    """Reviewers of every true pair find the share of pairs that a tenth of torn people lose."""
    table, (missed, pairs) = draw_reviewed(SCENARIOS["S8"], generator("S8", 0), 10**6)
    assert table == draw_table(SCENARIOS["S8"], generator("S8", 0))
    assert 0.04 < missed / pairs < 0.16
