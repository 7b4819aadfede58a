"""Fit the latent-class model to a pattern table, and say whether the chains settled.

Manrique-Vallier (Biometrics 2016, 10.1111/biom.12502): people belong to classes; within a class being on one
list says nothing of being on another; the number of classes is learned (a truncated Dirichlet process), and
p(N) is proportional to 1/N. Chains start far apart and run until they agree (R-hat of log n0) and are worth
enough independent draws; where they do not within the budget, there is no number.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.chains import bulk_ess, r_hat
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason

__all__ = ["LatentFit", "LatentSettings", "fit_latent_class"]

Floats = NDArray[np.float64]

MOST_CLASSES = 15
NEAR_BOUND = 0.9  # of the bound: draws above lean on it
THREADS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentSettings:
    """What a run is asked for; all of it is reported with the finding.

    `classes` None takes one for every pattern, at most 15. `farthest` bounds n0 at so many people missed for
    each seen. `concentration` is Gamma(a, rate b) on how evenly classes share people; `rates` is
    Beta(on, off) on the chance that a class is on a list. `rungs` tables thinned down to the power `thinnest`
    help chains cross between modes. `warm_up` and `first` count sweeps; runs grow up to `most` sweeps until
    R-hat < `r_hat`, ESS >= `ess` and no more than `at_bound` of the draws lie near the bound.
    """

    classes: int | None = None
    farthest: int = 20
    concentration: tuple[float, float] = (0.25, 0.25)
    rates: tuple[float, float] = (1.0, 1.0)
    chains: int = 4
    rungs: int = 8
    thinnest: float = 0.05
    warm_up: int = 3000
    first: int = 6000
    most: int = 60_000
    thin: int = 3
    r_hat: float = 1.01
    ess: float = 400.0
    at_bound: float = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentFit:
    """What the chains found: n0 and log-likelihood of every draw kept, shape (chains, kept), and its worth.

    `at_bound` is the share of draws near the bound, `active_classes` the mean number of classes that hold at
    least one in a hundred of the people seen, of `classes` allowed. `reason` is None when `settled`.
    """

    n: int
    draws: NDArray[np.int64]
    log_likelihood: Floats
    active: Floats
    classes: int
    bound: int
    sweeps: int
    settings: LatentSettings
    seed: int

    @property
    def log_missed(self) -> Floats:
        """The log of n0 + 1/2, on which agreement is judged, shape (chains, kept)."""
        found: Floats = np.log(self.draws + 0.5)
        return found

    @property
    def r_hat(self) -> float:
        """Rank-normalised split R-hat of log n0; below 1.01 the chains agree."""
        return r_hat(self.log_missed)

    @property
    def ess(self) -> float:
        """How many independent draws of log n0 all chains together are worth."""
        return bulk_ess(self.log_missed)

    @property
    def at_bound(self) -> float:
        """The share of draws above nine tenths of the bound."""
        return float(np.mean(self.draws > NEAR_BOUND * self.bound))

    @property
    def active_classes(self) -> float:
        """The mean number of classes in use."""
        return float(self.active.mean())

    @property
    def reason(self) -> Reason | None:
        """Why there is no number: the chains did not settle, or lean on the bound."""
        if self.at_bound > self.settings.at_bound:
            return Reason.AT_BOUND
        if not (self.r_hat < self.settings.r_hat and self.ess >= self.settings.ess):
            return Reason.NOT_SETTLED
        return None

    @property
    def settled(self) -> bool:
        """Whether the draws may speak."""
        return self.reason is None

    def quantile(self, level: float) -> float:
        """Give N at `level` in (0, 1), in people."""
        return float(self.quantiles(np.array([level]))[0])

    def quantiles(self, levels: Floats) -> Floats:
        """Give N at each level, in people."""
        return self.n + np.quantile(self.draws, levels)

    def to_arviz(self) -> dict[str, NDArray[np.float64]]:
        """Give the draws as arviz.from_dict takes them: name to array (chain, draw)."""
        return {
            "N": (self.n + self.draws).astype(np.float64),
            "n0": self.draws.astype(np.float64),
            "log_n0": self.log_missed,
            "log_likelihood": self.log_likelihood,
            "active_classes": self.active,
        }


def fit_latent_class(patterns: Patterns, *, seed: int, settings: LatentSettings | None = None) -> LatentFit:
    """Run dispersed chains on a table of 3 to 16 lists, none of them empty, until they agree or give up."""
    from everyname.estimate.latent_chain import Chain
    from everyname.estimate.latent_kernel import Prior

    asked = settings or LatentSettings()
    classes = asked.classes or min(2 ** len(patterns.lists) - 1, MOST_CLASSES)
    prior = Prior(*asked.concentration, *asked.rates)
    powers = np.geomspace(1.0, asked.thinnest, asked.rungs)
    chains = [
        Chain.start(
            patterns,
            number,
            np.random.default_rng(words),
            classes=classes,
            farthest=asked.farthest,
            prior=prior,
            powers=powers,
        )
        for number, words in enumerate(np.random.SeedSequence(seed).spawn(asked.chains))
    ]
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda chain: chain.warm_up(asked.warm_up, asked.thin), chains))
        rows = np.empty((len(chains), 0, 3))
        wanted = asked.first
        while True:
            more = wanted - rows.shape[1] * asked.thin
            found = list(pool.map(lambda chain, more=more: chain.draw(more, asked.thin), chains))
            rows = np.concatenate([rows, np.stack(found)], axis=1)
            fit = LatentFit(
                n=patterns.n,
                draws=rows[..., 0].astype(np.int64),
                log_likelihood=rows[..., 1],
                active=rows[..., 2],
                classes=classes,
                bound=asked.farthest * patterns.n,
                sweeps=rows.shape[1] * asked.thin,
                settings=asked,
                seed=seed,
            )
            if fit.settled or wanted >= asked.most:
                return fit
            wanted = min(2 * wanted, asked.most)
