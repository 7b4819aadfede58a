"""Hold what the latent-class model was asked and what its chains found, with the measures of their worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.chains import bulk_ess, r_hat
from everyname.estimate.reasons import Reason, in_words

__all__ = ["Floats", "LatentFit", "LatentSettings", "PlainLatent"]

Floats = NDArray[np.float64]

NEAR_BOUND = 0.9  # of the bound: draws above lean on it
NEARLY_APART = 1.01  # R-hat up to which a run that was asked for less may speak without a warning
SINGLE = 1.1  # mean number of classes in use up to which the answer is that of independent lists


class PlainLatent(TypedDict):
    """The diagnostics as plain values: R-hat and ESS of log n0, and what the run took and was allowed."""

    settled: bool
    r_hat: float
    ess: float
    at_bound: float
    bound: int
    active_classes: float
    classes: int
    chains: int
    rungs: list[int]
    rounds: int
    draws: int
    concentration: list[float]
    rates: list[float]
    expansion: list[float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LatentSettings:
    """What a run is asked for; all of it is reported with the finding.

    `classes` None takes one for every pattern, at most 15. `farthest` bounds n0 at so many people missed for
    each one seen. `concentration` is Gamma(a, rate b) on how evenly classes share people. `rates` is
    Beta(on, off) on the chance that a class is on a list, any chance alike by default; `expansion` gives
    instead the 95 % range of N / n that is plausible beforehand, such as (1.01, 5), and chances follow the
    Beta under which a class of people has that range (a sensitivity run).

    `warm_up` and `first` count rounds of a chain's ladder; runs go on until R-hat < `r_hat` and ESS >=
    `ess`, and speak only where no more than `at_bound` of the draws lie near the bound. `budget` is the work
    (moves of a class times patterns) that a chain may spend before it counts as not settled.
    """

    classes: int | None = None
    farthest: int = 20
    concentration: tuple[float, float] = (0.25, 0.25)
    rates: tuple[float, float] = (1.0, 1.0)
    expansion: tuple[float, float] | None = None
    chains: int = 4
    warm_up: int = 1500
    first: int = 3000
    r_hat: float = 1.01
    ess: float = 400.0
    at_bound: float = 0.01
    budget: int = 200_000_000


@dataclass(frozen=True, kw_only=True)
class LatentFit:
    """What the chains found: n0, log-likelihood and classes in use of every draw kept, shape (chains, kept).

    A class is in use when it holds one in a hundred of the people seen; `rungs` has the rungs of each chain's
    ladder, and `rounds` how long each ran after its warm-up.
    """

    n: int
    draws: NDArray[np.int64]
    log_likelihood: Floats
    active: Floats
    classes: int
    rounds: int
    rungs: tuple[int, ...]
    settings: LatentSettings
    seed: int

    @property
    def bound(self) -> int:
        """The largest n0 searched, in people."""
        return self.settings.farthest * self.n

    @property
    def log_missed(self) -> Floats:
        """The log of n0 + 1/2, on which agreement is judged, shape (chains, kept)."""
        found: Floats = np.log(self.draws + 0.5)
        return found

    @cached_property
    def r_hat(self) -> float:
        """Rank-normalised split R-hat of log n0; below 1.01 the chains agree."""
        return r_hat(self.log_missed)

    @cached_property
    def ess(self) -> float:
        """How many independent draws of log n0 all chains together are worth."""
        return bulk_ess(self.log_missed)

    @cached_property
    def at_bound(self) -> float:
        """The share of draws above nine tenths of the bound."""
        return float(np.mean(self.draws > NEAR_BOUND * self.bound))

    @cached_property
    def active_classes(self) -> float:
        """The mean number of classes in use."""
        return float(self.active.mean())

    @property
    def agrees(self) -> bool:
        """Whether the chains agree and are worth enough draws, wherever they lie."""
        return self.r_hat < self.settings.r_hat and self.ess >= self.settings.ess

    @property
    def reason(self) -> Reason | None:
        """Why there is no number: the answer leans on the bound, or the chains did not settle."""
        if self.at_bound > self.settings.at_bound:
            return Reason.AT_BOUND
        return None if self.agrees else Reason.NOT_SETTLED

    @property
    def settled(self) -> bool:
        """Whether the draws may speak."""
        return self.reason is None

    @property
    def refused(self) -> str | None:
        """The reason in words, None when settled."""
        if self.reason is None:
            return None
        asked = self.settings
        return in_words(
            self.reason,
            bound=self.bound,
            chains=asked.chains,
            r_hat=self.r_hat,
            wished=asked.r_hat,
            ess=self.ess,
            enough=asked.ess,
        )

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful about a settled answer, in words."""
        found = []
        if self.active_classes < SINGLE:
            found.append(
                "Latent classes: nearly all draws put everyone into a single group, so the answer is that of "
                "independent lists, with its assumption."
            )
        if self.active.max() >= self.classes:
            found.append(
                f"Latent classes: some draws use all {self.classes} groups allowed; with more groups the "
                "range might be wider."
            )
        if self.r_hat >= NEARLY_APART:
            found.append(
                f"Latent classes: the chains of random draws agree only nearly (R-hat {self.r_hat:.3f}); a "
                "longer run would be surer."
            )
        return tuple(found)

    def quantile(self, level: float) -> float:
        """Give N at `level` in (0, 1), in people."""
        return float(self.quantiles(np.array([level]))[0])

    def quantiles(self, levels: Floats) -> Floats:
        """Give N at each level, in people."""
        return self.n + np.quantile(self.draws, levels)

    def to_arviz(self) -> dict[str, Floats]:
        """Give the draws as the posterior that arviz.from_dict takes: name to array (chain, draw)."""
        return {
            "N": (self.n + self.draws).astype(np.float64),
            "n0": self.draws.astype(np.float64),
            "log_n0": self.log_missed,
            "log_likelihood": self.log_likelihood,
            "active_classes": self.active,
        }

    def to_plain(self) -> PlainLatent:
        """Give the diagnostics as plain values for JSON."""
        return {
            "settled": self.settled,
            "r_hat": round(min(self.r_hat, 999.0), 4),
            "ess": round(self.ess, 1),
            "at_bound": round(self.at_bound, 4),
            "bound": self.bound,
            "active_classes": round(self.active_classes, 2),
            "classes": self.classes,
            "chains": self.settings.chains,
            "rungs": list(self.rungs),
            "rounds": self.rounds,
            "draws": self.draws.size,
            "concentration": list(self.settings.concentration),
            "rates": list(self.settings.rates),
            "expansion": None if self.settings.expansion is None else list(self.settings.expansion),
        }
