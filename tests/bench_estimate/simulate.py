"""Simulate pattern tables whose truth is known: the eight scenarios of the coverage experiment, and others.

A scenario is the chance of every pattern of lists, the pattern of no list included. All people, lists and
numbers are invented. S2 is the two-class population of Manrique-Vallier (Biometrics 2016); the others follow
the usual doubts: dependence of two lists, people who differ, people out of reach, few people, missed links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from everyname.estimate import Patterns

__all__ = ["OTHERS", "SCENARIOS", "Scenario", "draw_reviewed", "draw_table", "generator"]

Floats = NDArray[np.float64]

SEED = 20261124
RATES = (0.25, 0.2, 0.15, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A population of `people`: `shares` by bitmask of lists, shape (2^J,), summing to 1.

    `lost` is the share of people on several lists who lose one link, so that they count as two people.
    """

    name: str
    words: str
    people: int
    shares: Floats
    lost: float = 0.0

    @property
    def lists(self) -> int:
        """How many lists there are."""
        return self.shares.size.bit_length() - 1


def generator(scenario: str, table: int) -> np.random.Generator:
    """Give the random numbers of one table: the same for everyone who asks for the same table."""
    return np.random.default_rng([SEED, *scenario.encode(), table])


def draw_table(scenario: Scenario, rng: np.random.Generator) -> Patterns:
    """Draw one table of the scenario, after its links were lost."""
    counts = rng.multinomial(scenario.people, scenario.shares)
    if scenario.lost:
        counts = lose_links(counts, scenario.lost, rng)[0]
    return to_patterns(counts)


def draw_reviewed(
    scenario: Scenario, rng: np.random.Generator, pairs: int
) -> tuple[Patterns, tuple[int, int]]:
    """Draw one table after its links were lost, and what reviewers found: (pairs not joined, pairs reviewed).

    They review this many pairs of reports that are truly of one person, drawn without regard to the linking
    (fewer where there are not so many), and see which of them were not joined. The table is `draw_table`'s.
    """
    people = rng.multinomial(scenario.people, scenario.shares)
    after, split = lose_links(people, scenario.lost, rng)
    on = np.array([mask.bit_count() for mask in range(people.size)])
    true, missed = int((people * on * (on - 1) // 2).sum()), int((split * (on - 1)).sum())
    reviewed = min(pairs, true)
    return to_patterns(after), (int(rng.hypergeometric(missed, true - missed, reviewed)), reviewed)


def to_patterns(counts: NDArray[np.int64]) -> Patterns:
    """Make the table of counts by bitmask, shape (2^J,); nobody sees those on no list."""
    names = [f"list {place + 1}" for place in range(counts.size.bit_length() - 1)]
    return Patterns.from_cells(names, {mask: int(count) for mask, count in enumerate(counts) if mask})


def lose_links(
    counts: NDArray[np.int64], share: float, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Split one list, by lot, off this share of the people on several; give the new counts and who was split.

    The second array counts by bitmask, shape (2^J,), the people of each true pattern who lost a link.
    """
    after, split = counts.copy(), np.zeros_like(counts)
    for mask in range(1, counts.size):
        on = [1 << place for place in range(mask.bit_length()) if mask >> place & 1]
        if len(on) < 2:
            continue
        split[mask] = rng.binomial(counts[mask], share)
        after[mask] -= split[mask]
        for alone, people in zip(on, rng.multinomial(split[mask], [1 / len(on)] * len(on)), strict=True):
            after[alone] += people
            after[mask & ~alone] += people
    return after, split


def independent(rates: Sequence[float]) -> Floats:
    """Give the shares when each list reaches anyone with its rate, whoever else does."""
    seen = np.arange(1 << len(rates))[:, None] >> np.arange(len(rates)) & 1
    shares: Floats = np.where(seen == 1, rates, 1 - np.asarray(rates)).prod(axis=1)
    return shares


def classes(*parts: tuple[float, Sequence[float]]) -> Floats:
    """Give the shares of a population in classes of (weight, rates)."""
    return np.sum([weight * independent(rates) for weight, rates in parts], axis=0)


def paired(rates: Sequence[float], log_odds: float) -> Floats:
    """Give the shares when the first two lists have this log odds ratio; every list keeps its rate."""
    one, other = rates[:2]

    def excess(both: float) -> float:
        none = 1 - one - other + both
        return float(np.log(both * none / ((one - both) * (other - both))) - log_odds)

    least = max(0.0, one + other - 1)
    both = brentq(excess, least + 1e-9, min(one, other) - 1e-9)
    first = np.array([1 - one - other + both, one - both, other - both, both])
    rest = independent(rates[2:])
    return np.outer(rest, first).ravel()


def logit_normal(rates: Sequence[float], spread: float) -> Floats:
    """Give the shares when a person's log odds of being listed vary normally; every list keeps its rate."""
    points, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()

    def reached(centre: float) -> Floats:
        return 1 / (1 + np.exp(-centre - spread * points))

    def excess(centre: float, rate: float) -> float:
        return float(weights @ reached(centre) - rate)

    by_person = np.array([reached(brentq(excess, -15, 15, args=(rate,))) for rate in rates]).T
    return np.sum([w * independent(row) for w, row in zip(weights, by_person, strict=True)], axis=0)


TWO_CLASSES = classes((0.9, (0.033, 0.099, 0.132, 0.033)), (0.1, (0.825, 0.759, 0.99, 0.693)))

SCENARIOS = {
    scenario.name: scenario
    for scenario in (
        Scenario(name="S1", words="independent lists", people=2000, shares=independent(RATES)),
        Scenario(name="S2", words="two classes of people", people=2000, shares=TWO_CLASSES),
        Scenario(name="S3", words="two lists attract", people=2000, shares=paired(RATES, 1.5)),
        Scenario(name="S4", words="two lists repel", people=2000, shares=paired(RATES, -1.5)),
        Scenario(
            name="S5", words="people differ (logit-normal)", people=2000, shares=logit_normal(RATES, 1.5)
        ),
        Scenario(
            name="S6",
            words="a fifth nearly out of reach",
            people=2000,
            shares=classes((0.8, RATES), (0.2, (0.01,) * 4)),
        ),
        Scenario(
            name="S7", words="few people, thin lists", people=500, shares=independent((0.12, 0.1, 0.08, 0.06))
        ),
        Scenario(
            name="S8", words="a tenth of links missed", people=2000, shares=independent(RATES), lost=0.1
        ),
    )
}

# Other numbers of lists, rates and people, to see that nothing holds for the eight alone.
OTHERS = {
    scenario.name: scenario
    for scenario in (
        Scenario(name="T1", words="3 lists, independent", people=1000, shares=independent((0.4, 0.3, 0.2))),
        Scenario(
            name="T2", words="3 lists, people differ", people=3000, shares=logit_normal((0.3, 0.25, 0.2), 1.5)
        ),
        Scenario(
            name="T3",
            words="5 lists, two attract",
            people=1500,
            shares=paired((0.3, 0.2, 0.2, 0.15, 0.1), 1.2),
        ),
        Scenario(
            name="T4",
            words="5 lists, people differ",
            people=4000,
            shares=logit_normal((0.2, 0.15, 0.15, 0.1, 0.1), 1.5),
        ),
        Scenario(name="T5", words="6 lists, independent", people=800, shares=independent((0.2,) * 6)),
        Scenario(
            name="T6",
            words="5 lists, two classes",
            people=5000,
            shares=classes((0.8, (0.05, 0.08, 0.1, 0.05, 0.06)), (0.2, (0.5, 0.6, 0.4, 0.5, 0.3))),
        ),
        Scenario(
            name="T7",
            words="4 lists, many people, two repel",
            people=10_000,
            shares=paired((0.4, 0.3, 0.2, 0.1), -1.0),
        ),
        Scenario(
            name="T8",
            words="4 long lists, people differ",
            people=5000,
            shares=logit_normal((0.5, 0.4, 0.3, 0.3), 1.0),
        ),
    )
}
