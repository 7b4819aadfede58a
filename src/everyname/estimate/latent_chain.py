"""Run one chain of the latent-class sampler: start it somewhere of its own, tune it, and run on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.latent_kernel import Prior
from everyname.estimate.latent_ladder import Ladder, climb
from everyname.estimate.latent_moves import MOVES
from everyname.estimate.patterns import Patterns

__all__ = ["Chain"]

Floats = NDArray[np.float64]

CENTRES = (-4.0, -0.5, -2.5, -1.5)  # mean logits where chains begin: from nearly everyone missed to few
FIRST_STEP = 0.3
GAIN = 2.0  # how fast steps are tuned at first
ROUNDS = 6  # of the warm-up, after each of which the rungs are placed anew
OFTEN = 4  # sweeps of the table itself for each sweep of a thinned one
THINNEST = 0.2  # power of the last rung
FIRST_RUNGS, MOST_RUNGS = 5, 12
WISHED_REFUSAL = 0.6  # of offers between neighbours: fewer rungs cross slower, more cost more


@dataclass(slots=True)
class Chain:
    """A chain and its place: random numbers, the table, rungs from the table itself to the thinnest."""

    rng: np.random.Generator
    bits: NDArray[np.uint8]
    counts: NDArray[np.int64]
    bound: int
    prior: Prior
    powers: Floats
    logits: Floats
    gaps: Floats
    steps: Floats

    @classmethod
    def start(
        cls,
        patterns: Patterns,
        number: int,
        rng: np.random.Generator,
        *,
        classes: int,
        bound: int,
        prior: Prior,
    ) -> Chain:
        """Begin chain `number`; four neighbours begin from very different shares of people missed."""
        lists = len(patterns.lists)
        masks = np.array([mask for mask, _ in patterns.cells], dtype=np.int64)
        return cls(
            rng=rng,
            bits=(masks[:, None] >> np.arange(lists) & 1).astype(np.uint8),
            counts=np.array([count for _, count in patterns.cells], dtype=np.int64),
            bound=bound,
            prior=prior,
            powers=np.geomspace(1.0, THINNEST, FIRST_RUNGS),
            logits=rng.normal(CENTRES[number % len(CENTRES)], 1.0, (FIRST_RUNGS, classes, lists)),
            gaps=rng.exponential(1.0, (FIRST_RUNGS, classes - 1)),
            steps=np.full((FIRST_RUNGS, MOVES, classes), FIRST_STEP),
        )

    def warm_up(self, rounds: int) -> None:
        """Tune the steps, and choose and place the rungs; `rounds` of the ladder are spent."""
        for place in range(ROUNDS):
            _, refused = self.run(rounds // ROUNDS, gain=GAIN)
            if place < ROUNDS - 1:
                self.place_rungs(refused)

    def draw(self, rounds: int) -> Floats:
        """Run on; give a row for every round of the ladder: n0, log-likelihood, classes in use, (D, 3)."""
        return self.run(rounds, gain=0.0)[0]

    def run(self, rounds: int, *, gain: float) -> tuple[Floats, Floats]:
        """Run the ladder; give what was kept, and how often each rung and the next refused each other."""
        refused, kept = np.zeros(self.powers.size), np.empty((rounds, 3))
        ladder = Ladder(
            self.bits,
            self.counts,
            self.bound,
            OFTEN,
            self.powers,
            np.rint(self.powers[:, None] * self.counts).astype(np.int64),
            self.logits,
            self.gaps,
            self.steps,
            refused,
        )
        climb(self.rng, ladder, self.prior, gain, kept)
        return kept, refused[:-1] / max(rounds / 2, 1)

    def place_rungs(self, refused: Floats) -> None:
        """Choose as many rungs as the refusals ask for, and place them so that all gaps are refused alike.

        A new rung goes on from the state of the old one that stood nearest.
        """
        reached = np.concatenate([[0.0], np.cumsum(np.maximum(refused, 1e-3))])
        rungs = min(max(1 + math.ceil(float(reached[-1]) / WISHED_REFUSAL), 3), MOST_RUNGS)
        wished = np.linspace(0.0, float(reached[-1]), rungs)
        nearest = np.abs(wished[:, None] - reached).argmin(axis=1)
        powers = np.exp(np.interp(wished, reached, np.log(self.powers)))
        powers[0], powers[-1] = 1.0, THINNEST
        self.powers, self.steps = powers, self.steps[nearest]
        self.logits, self.gaps = self.logits[nearest], self.gaps[nearest]
