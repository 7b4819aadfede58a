from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import ks_2samp, nbinom

from everyname.estimate.latent_gibbs import draw_missed
from everyname.estimate.latent_kernel import Prior, fill_gaps, fill_weights, log_bounded
from everyname.estimate.latent_ladder import Ladder, climb
from everyname.estimate.latent_moves import MOVES

LISTS, CLASSES, PEOPLE, BOUND = 3, 3, 12, 24
PRIOR = Prior(1.0, 1.0, 1.5, 2.0)
BITS = (np.arange(1, 8)[:, None] >> np.arange(LISTS) & 1).astype(np.uint8)


def ladder_of(
    counts: np.ndarray, thinned: np.ndarray, powers: list[float], seed: int, bound: int, often: int = 1
) -> Ladder:
    """A ladder over all seven patterns of three lists, at a random state."""
    rng, rungs = np.random.default_rng(seed), len(powers)
    return Ladder(
        BITS,
        counts,
        bound,
        often,
        np.array(powers),
        thinned,
        rng.normal(-1, 1, (rungs, CLASSES, LISTS)),
        rng.exponential(1, (rungs, CLASSES - 1)),
        np.full((rungs, MOVES, CLASSES), 0.8),
        np.zeros(rungs),
    )


def chances_of(logits: np.ndarray, gaps: np.ndarray) -> np.ndarray:
    """The chance of all eight patterns, the unseen first, straight from the model's definition."""
    rates = 1 / (1 + np.exp(-logits))
    shares = np.append(1 - np.exp(-gaps), 1) * np.exp(-np.append(0, np.cumsum(gaps)))
    bits = np.vstack([np.zeros(LISTS), BITS])
    return np.prod(np.where(bits[:, None] == 1, rates, 1 - rates), axis=2) @ shares


def told(logits: np.ndarray, gaps: np.ndarray) -> list[float]:
    """What two samples of parameters are compared by."""
    return [chances_of(logits, gaps)[0], logits[0, 0], logits[2, 1], np.log(gaps[0]), np.log(gaps[1])]


def test_drawing_parameters_and_tables_in_turn_leaves_the_prior() -> None:
    """Every move is right: drawing tables and parameters in turn keeps to the prior (Geweke)."""
    rng = np.random.default_rng(3)
    prior = []
    while len(prior) < 2000:
        rates = rng.beta(PRIOR.on, PRIOR.off, (CLASSES, LISTS))
        gaps = rng.exponential(1 / rng.gamma(PRIOR.a, 1 / PRIOR.b), CLASSES - 1)
        logits = np.log(rates / (1 - rates))
        missed = chances_of(logits, gaps)[0]
        if rng.negative_binomial(PEOPLE, 1 - missed) <= BOUND:
            prior.append(told(logits, gaps))
    counts, kept, turns = np.zeros(7, dtype=np.int64), np.empty((1, 3)), []
    ladder = ladder_of(counts, counts[None], [1.0], 1, BOUND)
    for _ in range(20_500):
        chances = chances_of(ladder.logits[0], ladder.gaps[0])[1:]
        counts[:] = rng.multinomial(PEOPLE, chances / chances.sum())
        climb(rng, ladder, PRIOR, 0.0, kept)
        turns.append(told(ladder.logits[0], ladder.gaps[0]))
    for mine, theirs in zip(np.array(turns)[500::10].T, np.array(prior).T, strict=True):
        assert ks_2samp(mine, theirs).pvalue > 1e-4


def test_a_power_of_a_table_is_the_thinner_table() -> None:
    """Half the likelihood of doubled counts is the posterior of the counts, whatever table is thinned."""
    counts = np.array([9, 7, 2, 11, 3, 1, 2], dtype=np.int64)
    thinned = counts + np.array([1, -2, 1, 0, -1, 1, 0])
    fits = []
    for seed, (table, thin, power) in enumerate(((counts, counts, 1.0), (2 * counts, thinned, 0.5))):
        kept = np.empty((30_000, 3))
        far = 1_000_000 * int(table.sum())
        climb(np.random.default_rng(seed), ladder_of(table, thin[None], [power], seed, far), PRIOR, 0.0, kept)
        fits.append(kept[1000::20, 1] * power)
    assert ks_2samp(*fits).pvalue > 1e-4


def test_rungs_do_not_change_the_answer() -> None:
    """A ladder whose rungs trade states gives the same posterior as the table by itself."""
    counts = np.array([9, 7, 2, 11, 3, 1, 2], dtype=np.int64)
    found = []
    for seed, powers in enumerate(([1.0], [1.0, 0.6, 0.3])):
        kept = np.empty((30_000, 3))
        thinned = np.rint(np.array(powers)[:, None] * counts).astype(np.int64)
        ladder = ladder_of(counts, thinned, powers, seed, 20 * int(counts.sum()), often=2)
        climb(np.random.default_rng(seed), ladder, PRIOR, 0.0, kept)
        found.append(kept[1000::20, 0])
    assert ks_2samp(*found).pvalue > 1e-4


@pytest.mark.parametrize(("people", "missed", "bound"), [(5, 0.9, 30), (4400, 0.96, 88_000), (185, 0.2, 60)])
def test_chance_to_stay_below_the_bound(people: int, missed: float, bound: int) -> None:
    """The probability of n0 <= bound agrees with the negative binomial's distribution function."""
    expected = nbinom.logcdf(bound, people, 1 - missed)
    assert log_bounded(people, missed, bound) == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("missed", [0.5, 0.7, 0.97])
def test_draws_of_the_unseen_keep_to_the_bound(missed: float) -> None:
    """n0 is drawn from the negative binomial cut off at the bound, also where nearly all lies beyond."""
    rng = np.random.default_rng(2)
    drawn = np.array([draw_missed(rng, 20, missed, 40) for _ in range(4000)])
    values = np.arange(41)
    weights = nbinom.pmf(values, 20, 1 - missed)
    assert drawn.max() <= 40
    mean = (values * weights).sum() / weights.sum()
    spread = np.sqrt(((values - mean) ** 2 * weights).sum() / weights.sum())
    assert abs(drawn.mean() - mean) < 4 * spread / np.sqrt(4000)


def test_weights_and_gaps_are_one_thing() -> None:
    """Gaps become log weights and back without loss, also where a stick leaves less than a double holds."""
    gaps = np.array([1e-6, 0.7, 900.0, 3.0])
    log_weights, weights, back = np.empty(5), np.empty(5), np.empty(4)
    fill_weights(gaps, log_weights, weights)
    assert weights.sum() == pytest.approx(1)
    fill_gaps(log_weights, back)
    assert back == pytest.approx(gaps, rel=1e-6)
