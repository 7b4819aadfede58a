"""Run a ladder of thinned tables at once, so that a chain crosses from one mode to another.

The first rung sees the table itself, each further one its likelihood to a smaller power, as if fewer people
had been seen: modes lie closer together there.
After every sweep neighbouring rungs offer each other their states, even and odd pairs in turn (Geyer 1991;
Syed, Bouchard-Cote, Deligiannidis and Doucet, JRSS B 2022, arXiv 1905.02939, who also give the placing of the
rungs: equal shares of refused offers).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from everyname.compiled import compiled
from everyname.estimate.latent_gibbs import draw_missed, relabel
from everyname.estimate.latent_kernel import (
    Desk,
    Floats,
    Ints,
    Prior,
    Replica,
    Table,
    accepts,
    fill_shape,
    fill_weights,
    log_fit,
)
from everyname.estimate.latent_moves import move_gaps, move_logits, move_ridge, swap_labels

__all__ = ["Ladder", "climb"]

RELABEL_EVERY = 4  # sweeps of single moves for each Gibbs sweep
LABEL_SWAPS = 2


class Ladder(NamedTuple):
    """The table, counts (C,), and all T rungs: their powers (T,), thinned counts (T, C), and states.

    `often` is how many sweeps the table itself gets for each one of a thinned rung.

    Logits have shape (T, K, J), gaps (T, K - 1), steps (T, MOVES, K), `refused` (T,) sums the chances
    that an offer between a rung and the next is refused.
    """

    bits: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
    counts: Ints
    bound: int
    often: int
    powers: Floats
    thinned: Ints
    logits: Floats
    gaps: Floats
    steps: Floats
    refused: Floats


@compiled
def start_state(table: Table, prior: Prior, logits: Floats, gaps: Floats) -> Replica:
    """Build a state with all that follows from its logits (K, J) and gaps (K - 1,), which are copied."""
    classes, patterns = logits.shape[0], table.counts.size
    state = Replica(
        logits.copy(),
        gaps.copy(),
        np.empty(classes),
        np.empty(classes),
        np.empty(classes),
        np.empty(classes),
        np.empty((classes, patterns)),
        np.empty(patterns),
        np.empty(2),
    )
    for k in range(classes):
        state.missed[k], state.densities[k] = fill_shape(state.logits[k], prior, table.bits, state.shapes[k])
    fill_weights(state.gaps, state.log_weights, state.weights)
    state.now[0], state.now[1] = log_fit(table, state.weights, state, state.chances)
    return state


@compiled
def climb(rng: np.random.Generator, ladder: Ladder, prior: Prior, gain: float, kept: Floats) -> None:
    """Run a round of the ladder for each row of `kept` (D, 3): n0, log-likelihood and classes in use.

    In a round the table itself is swept `often` times, every thinned one once. States and steps are left
    where the run ends; gain 0 leaves the steps as they are.
    """
    rungs, classes, lists = ladder.logits.shape
    patterns = ladder.counts.size
    people = ladder.counts.sum()
    tables = [
        Table(ladder.bits, ladder.counts, people, ladder.bound, ladder.powers[t], ladder.thinned[t])
        for t in range(rungs)
    ]
    states = [start_state(tables[t], prior, ladder.logits[t], ladder.gaps[t]) for t in range(rungs)]
    spare = start_state(tables[0], prior, ladder.logits[0], ladder.gaps[0])
    desk = Desk(
        np.empty(lists),
        np.empty(classes - 1),
        np.empty(classes),
        np.empty(classes),
        np.empty(patterns),
        np.empty(patterns),
    )
    for number in range(kept.shape[0]):
        now = gain / math.sqrt(number + 1.0)
        for t in range(rungs):
            often = ladder.often if t == 0 else 1
            for turn in range(number * often, (number + 1) * often):
                if turn % RELABEL_EVERY == 0 and relabel(rng, tables[t], prior, states[t], spare, desk):
                    states[t], spare = spare, states[t]
                move_logits(rng, tables[t], prior, states[t], desk, ladder.steps[t], now)
                move_ridge(rng, tables[t], prior, states[t], desk, ladder.steps[t], now)
                move_gaps(rng, tables[t], prior, states[t], desk, ladder.steps[t], now)
                for _ in range(LABEL_SWAPS):
                    swap_labels(rng, prior, states[t], desk)
        for t in range(number % 2, rungs - 1, 2):
            ratio = (ladder.powers[t] - ladder.powers[t + 1]) * (states[t + 1].now[0] - states[t].now[0])
            ladder.refused[t] += 1.0 - (math.exp(min(0.0, ratio)) if ratio == ratio else 0.0)
            if accepts(rng, ratio):
                states[t], states[t + 1] = states[t + 1], states[t]
        kept[number, 0] = draw_missed(rng, people, states[0].now[1], ladder.bound)
        kept[number, 1] = states[0].now[0]
        kept[number, 2] = count_active(states[0])
    for t in range(rungs):
        ladder.logits[t] = states[t].logits
        ladder.gaps[t] = states[t].gaps


@compiled
def count_active(state: Replica) -> int:
    """Count the classes that hold at least one seen person in a hundred."""
    active = 0
    for k in range(state.weights.size):
        seen = state.weights[k] * (1.0 - state.missed[k]) / (1.0 - state.now[1])
        active += seen > 0.01
    return active
