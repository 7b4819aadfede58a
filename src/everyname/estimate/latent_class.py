"""Fit the latent-class model to a pattern table, and say whether the chains settled.

Manrique-Vallier (Biometrics 2016, 10.1111/biom.12502): people belong to classes; within a class being on one
list says nothing of being on another; the number of classes is learned (a truncated Dirichlet process), and
p(N) is proportional to 1/N. Chains start far apart and run until they agree (R-hat of log n0) and are worth
enough independent draws; where they do not within the budget, there is no number.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from everyname.errors import UsedWrongly
from everyname.estimate.latent_fit import Floats, LatentFit, LatentSettings
from everyname.estimate.patterns import MOST_LISTS_MODELLED, Patterns
from everyname.estimate.reasons import Reason

if TYPE_CHECKING:
    from everyname.estimate.latent_chain import Chain

__all__ = ["LatentFit", "LatentSettings", "fit_latent_class"]

MOST_CLASSES = 15
THREADS = 2  # chains run at once; their draws do not depend on it
PER_MOVE = 20  # cells' worth of work that a move takes besides its patterns
RUNGS_WORTH = 10  # sweeps a round of the ladder is reckoned at
AMPLE = 1.1  # times the wished number of draws that a run on aims at
CLEARLY = 5.0  # times the share allowed near the bound from which running on is of no use


def fit_latent_class(patterns: Patterns, *, seed: int, settings: LatentSettings | None = None) -> LatentFit:
    """Run dispersed chains on a table of 3 to 16 lists, none empty, until they agree or give up.

    The same table, settings and seed give the same draws. Raises UsedWrongly for fewer or more lists, or an
    empty one.
    """
    lists = len(patterns.lists)
    if not 3 <= lists <= MOST_LISTS_MODELLED or not all(patterns.sizes):
        raise UsedWrongly(
            f"The latent-class model takes 3 to {MOST_LISTS_MODELLED} lists that hold someone.",
            remedy="Leave empty lists out, or join lists of one kind.",
        )
    asked = settings or LatentSettings()
    classes = asked.classes or min((1 << lists) - 1, MOST_CLASSES)
    chains = start_chains(patterns, seed, asked, classes)
    most = max(asked.budget // (RUNGS_WORTH * classes * (len(patterns.cells) + PER_MOVE)), asked.first)
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(partial(warm_up, rounds=asked.warm_up), chains))
        rows, spent, more = np.empty((len(chains), 0, 3)), 0, min(asked.first, most)
        while True:
            found = list(pool.map(partial(draw, rounds=more), chains))
            rows = np.concatenate([rows, np.stack(found)], axis=1)
            spent += more
            fit = LatentFit(
                n=patterns.n,
                draws=rows[..., 0].astype(np.int64),
                log_likelihood=rows[..., 1],
                active=rows[..., 2],
                classes=classes,
                rounds=spent,
                rungs=tuple(chain.powers.size for chain in chains),
                settings=asked,
                seed=seed,
            )
            if fit.settled or spent >= most or leans(fit):
                return fit
            if fit.r_hat >= asked.r_hat:  # not yet where they belong: what they drew early goes
                rows = rows[:, rows.shape[1] // 2 :]
            more = min(more_rounds(fit), most - spent)


def more_rounds(fit: LatentFit) -> int:
    """Give how long to run on: as long again, or less where the chains agree and only draws are wanting."""
    if fit.r_hat >= fit.settings.r_hat or fit.ess <= 0:
        return fit.rounds
    wanting = fit.draws.shape[1] * (AMPLE * fit.settings.ess / fit.ess - 1)
    return min(fit.rounds, max(int(wanting), fit.settings.first // 4, 1))


def start_chains(patterns: Patterns, seed: int, asked: LatentSettings, classes: int) -> list[Chain]:
    """Begin every chain with random numbers of its own."""
    from everyname.estimate.latent_chain import Chain
    from everyname.estimate.latent_kernel import Prior
    from everyname.estimate.latent_prior import rates_from_expansion

    rates = asked.rates
    if asked.expansion is not None:
        rates = rates_from_expansion(len(patterns.lists), asked.expansion)
    prior = Prior(*asked.concentration, *rates)
    return [
        Chain.start(
            patterns,
            number,
            np.random.default_rng(words),
            classes=classes,
            bound=asked.farthest * patterns.n,
            prior=prior,
        )
        for number, words in enumerate(np.random.SeedSequence(seed).spawn(asked.chains))
    ]


def warm_up(chain: Chain, rounds: int) -> None:
    """Warm one chain up."""
    chain.warm_up(rounds)


def draw(chain: Chain, rounds: int) -> Floats:
    """Run one chain on."""
    return chain.draw(rounds)


def leans(fit: LatentFit) -> bool:
    """Say whether running on cannot help: the chains agree, or nearly, that the answer leans on the bound."""
    clearly = fit.agrees or fit.at_bound > CLEARLY * fit.settings.at_bound
    return clearly and fit.reason is Reason.AT_BOUND
