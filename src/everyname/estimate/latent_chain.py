"""Run one chain of the latent-class sampler: start it somewhere of its own, tune it, and run on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.latent_kernel import Prior
from everyname.estimate.latent_ladder import Ladder, climb
from everyname.estimate.latent_moves import MOVES
from everyname.estimate.patterns import Patterns

__all__ = ["Chain"]

Floats = NDArray[np.float64]

CENTRES = (-4.0, -0.5, -2.5, -1.5)  # where chains begin: mean logits, from nearly all missed to few
FIRST_STEP = 0.3
GAIN = 2.0  # how fast steps are tuned at first
ROUNDS = 6  # warm-up rounds, after each of which the rungs are placed anew


@dataclass(slots=True)
class Chain:
    """A chain and its place: random numbers, rungs from the table itself to the thinnest, and states."""

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
        farthest: int,
        prior: Prior,
        powers: Floats,
    ) -> Chain:
        """Begin chain `number`; each of four neighbours begins from another share of people missed."""
        lists, rungs = len(patterns.lists), powers.size
        masks = np.array([mask for mask, _ in patterns.cells], dtype=np.int64)
        return cls(
            rng=rng,
            bits=(masks[:, None] >> np.arange(lists) & 1).astype(np.uint8),
            counts=np.array([count for _, count in patterns.cells], dtype=np.int64),
            bound=farthest * patterns.n,
            prior=prior,
            powers=powers,
            logits=rng.normal(CENTRES[number % len(CENTRES)], 1.0, (rungs, classes, lists)),
            gaps=rng.exponential(1.0, (rungs, classes - 1)),
            steps=np.full((rungs, MOVES, classes), FIRST_STEP),
        )

    def warm_up(self, sweeps: int, thin: int) -> None:
        """Tune steps and place the rungs so that neighbours refuse each other equally often."""
        for place in range(ROUNDS):
            refused = self.run(sweeps // ROUNDS, thin, gain=GAIN)[1]
            if place < ROUNDS - 1:
                self.powers = even_out(self.powers, refused)

    def draw(self, sweeps: int, thin: int) -> Floats:
        """Run on; give one row for every `thin` sweeps: n0, log-likelihood, classes in use, (D, 3)."""
        return self.run(sweeps, thin, gain=0.0)[0]

    def run(self, sweeps: int, thin: int, *, gain: float) -> tuple[Floats, Floats]:
        """Run the ladder; give what was kept, and how often each rung and the next refused each other."""
        thinned = np.rint(self.powers[:, None] * self.counts).astype(np.int64)
        refused = np.zeros(self.powers.size)
        ladder = Ladder(
            self.bits,
            self.counts,
            self.bound,
            self.powers,
            thinned,
            self.logits,
            self.gaps,
            self.steps,
            refused,
        )
        kept = np.empty((sweeps // thin, 3))
        climb(self.rng, ladder, self.prior, gain, thin, kept)
        return kept, refused[:-1] / max(sweeps / 2, 1)


def even_out(powers: Floats, refused: Floats) -> Floats:
    """Place the rungs between the same ends so that each gap would be refused equally often."""
    if powers.size < 3:
        return powers
    reached = np.concatenate([[0.0], np.cumsum(refused + 1e-3)])
    placed: Floats = np.exp(np.interp(np.linspace(0.0, reached[-1], powers.size), reached, np.log(powers)))
    placed[0], placed[-1] = powers[0], powers[-1]
    return placed
