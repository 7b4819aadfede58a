"""Run each method of the panel on one table: a row with its assumption, and a number or a reason for none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from everyname.errors import UsedWrongly
from everyname.estimate.decomposable import average_graphs, missed_grid
from everyname.estimate.existence import Existence, check_existence
from everyname.estimate.latent_fit import LatentFit
from everyname.estimate.loglinear import fit_models
from everyname.estimate.mixture import mix_models
from everyname.estimate.models import close_model
from everyname.estimate.modelset import ModelSet, fit_all
from everyname.estimate.patterns import FARTHEST, Patterns
from everyname.estimate.reasons import Reason, in_words
from everyname.estimate.simple import Interval, chao_bound, chapman

__all__ = [
    "ASSUMPTIONS",
    "DRAWS",
    "METHODS",
    "Row",
    "Run",
    "choose_methods",
    "leave_out",
    "refuse_row",
    "shuffle_draws",
]

Floats = NDArray[np.float64]

ASSUMPTIONS = {
    "chapman": "assumes the two lists are independent; that cannot be checked",
    "chao": "a lower bound: assumes that some people are easier to record than others, and that being on one "
    "list does not keep a person off another",
    "independence": "for contrast only: assumes that all lists are independent and that a list reaches "
    "everyone with the same chance",
    "log-linear": "assumes that no dependence joins all the lists at once beyond what smaller groups of "
    "lists explain; all such models, weighted by BIC",
    "decomposable": "assumes that at least one pair of lists is independent once the other lists are known; "
    "all such decomposable graphs, weighted by their probability",
    "latent-class": "assumes that people fall into a few groups, and that within a group being on one list "
    "says nothing of being on another; how many groups there are is learned from the table",
}

NEAR_FARTHEST = 0.9
MOST_AT_BOUND = 0.01  # posterior probability allowed near that bound
MOST_LISTS_BATCHED = 6  # 2^15 pairwise models, 18,153 graphs; seven lists have 2^21
MOST_UNFIT = 0.2  # weight of models without a finite estimate above which the rest cannot speak for all
SOME_UNFIT = 0.01
DRAWS = 1000  # of N from each answer, so that strata can be added up


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One method's answer: an interval, or the reason and the words of its refusal.

    `draws`, shape (1000,), are values of N from the answer's whole distribution in random order: added index
    by index, those of independent strata give the distribution of their sum. Strata need different seeds.
    `also` is what the same models say when weighed otherwise (log-linear by AIC), `models` all of them; `fit`
    holds the sampler's chains (latent-class), settled or not. `between` is how much of the variance of log n0
    lies between the models averaged over.
    """

    method: str
    interval: Interval | None = None
    draws: Floats | None = field(default=None, compare=False, repr=False)
    reason: Reason | None = None
    refused: str | None = None
    warnings: tuple[str, ...] = field(default=())
    also: Interval | None = None
    between: float = 0.0
    models: ModelSet | None = field(default=None, compare=False, repr=False)
    fit: LatentFit | None = field(default=None, compare=False, repr=False)

    @property
    def assumption(self) -> str:
        """What must be true for the number to be right."""
        return ASSUMPTIONS[self.method]


def refuse_row(method: str, reason: Reason, **facts: object) -> Row:
    """Make the row of a method that gives no number."""
    return Row(method=method, reason=reason, refused=in_words(reason, **facts))


class Spread(Protocol):
    """A distribution of N, by its quantiles."""

    def quantile(self, level: float) -> float:
        """Give one quantile, in people."""

    def quantiles(self, levels: Floats) -> Floats:
        """Give many quantiles, in people."""


def answer_row(
    method: str, spread: Spread, patterns: Patterns, seed: int, warnings: tuple[str, ...] = ()
) -> Row:
    """Read median, 95 % interval and draws from a distribution; refuse when its end runs past the bound."""
    interval = interval_of(spread, patterns.n)
    if interval is None:
        return refuse_row(method, Reason.AT_BOUND, bound=FARTHEST * patterns.n)
    even = spread.quantiles((np.arange(DRAWS) + 0.5) / DRAWS)
    return Row(method=method, interval=interval, draws=shuffle_draws(even, method, seed), warnings=warnings)


def interval_of(spread: Spread, n: int) -> Interval | None:
    """Read median and 95 % interval; None when the end runs past the largest number searched."""
    high = spread.quantile(0.975)
    if not high <= n + FARTHEST * n:
        return None
    return Interval(median=spread.quantile(0.5), low=spread.quantile(0.025), high=high)


def shuffle_draws(draws: Floats, method: str, seed: int) -> Floats:
    """Put draws in random order, another one for each method and seed."""
    return np.random.default_rng([seed, crc32(method.encode())]).permutation(draws)


def run_chapman(patterns: Patterns, seed: int) -> Row:
    """Answer for exactly two lists."""
    if len(patterns.lists) != 2:
        return refuse_row("chapman", Reason.NOT_TWO_LISTS, usable=len(patterns.lists))
    first, second = patterns.sizes
    both = patterns.on_all(3)
    thin = f"The two lists share only {both} people; Chapman's estimate runs low below 7."
    warnings = (thin,) if both < 7 else ()
    return answer_row("chapman", chapman(first, second, both), patterns, seed, warnings)


def run_chao(patterns: Patterns, seed: int) -> Row:
    """Answer with Chao's lower bound."""
    if patterns.frequencies[1] == 0:
        return refuse_row("chao", Reason.NO_PAIRS_SEEN_TWICE)
    return answer_row("chao", chao_bound(patterns.frequencies), patterns, seed)


def run_independence(patterns: Patterns, seed: int) -> Row:
    """Answer with the log-linear model of independent lists, for contrast."""
    fits = fit_models(patterns.counts, [close_model((), len(patterns.lists))])
    mixture = mix_models(fits, fits.bic)
    if mixture is None:  # the fit settles exactly where the linear programme finds an estimate
        return refuse_row("independence", Reason.NO_FINITE_ESTIMATE, share=1.0)
    return answer_row("independence", mixture, patterns, seed)


def run_loglinear(patterns: Patterns, seed: int) -> Row:
    """Answer with the BIC mixture: all hierarchical models (3-4 lists), pairwise and dense ones (5-6)."""
    list_count = len(patterns.lists)
    if list_count > MOST_LISTS_BATCHED:
        return refuse_row("log-linear", Reason.BEYOND_METHOD, most=MOST_LISTS_BATCHED, usable=list_count)
    fitted = fit_all(patterns.counts)
    row = weigh_models(patterns, fitted, seed)
    also = None if row.interval is None else mix_by_aic(patterns, fitted)
    return replace(row, models=fitted, also=also)


def weigh_models(patterns: Patterns, fitted: ModelSet, seed: int) -> Row:
    """Make the row of the BIC mixture, refused where models without a finite estimate hold much weight."""
    mixture = fitted.mixture("bic")
    if mixture is None or mixture.unfit > MOST_UNFIT:
        best = [fitted.fits.models[place] for place in fitted.best("bic", finite=False)[:3]]
        if all(check_existence(patterns.counts, model) is Existence.NOT_IDENTIFIABLE for model in best):
            return refuse_row("log-linear", Reason.NOT_IDENTIFIABLE)
        share = 1.0 if mixture is None else mixture.unfit
        return refuse_row("log-linear", Reason.NO_FINITE_ESTIMATE, share=share)
    part = (
        f"Log-linear models with {mixture.unfit:.0%} of the weight have no finite estimate and were left out."
    )
    warnings = (part,) if mixture.unfit > SOME_UNFIT else ()
    row = answer_row("log-linear", mixture, patterns, seed, warnings)
    return replace(row, between=mixture.between)


def mix_by_aic(patterns: Patterns, fitted: ModelSet) -> Interval | None:
    """Give the median and 95 % interval of the AIC mixture, None where it cannot speak."""
    mixture = fitted.mixture("aic")
    if mixture is None or mixture.unfit > MOST_UNFIT:
        return None
    return interval_of(mixture, patterns.n)


def run_decomposable(patterns: Patterns, seed: int) -> Row:
    """Answer with the average over decomposable graphs, without the complete one."""
    list_count = len(patterns.lists)
    if list_count > MOST_LISTS_BATCHED:
        return refuse_row("decomposable", Reason.BEYOND_METHOD, most=MOST_LISTS_BATCHED, usable=list_count)
    bound = FARTHEST * patterns.n
    posterior = average_graphs(patterns.counts, missed_grid(bound))
    if posterior.share_above(NEAR_FARTHEST * bound) > MOST_AT_BOUND:
        return refuse_row("decomposable", Reason.AT_BOUND, bound=bound)
    return replace(answer_row("decomposable", posterior, patterns, seed), between=posterior.between)


def run_latent(patterns: Patterns, seed: int) -> Row:
    """Answer with the latent-class model, once its chains agree."""
    from everyname.estimate.latent_class import fit_latent_class

    fit = fit_latent_class(patterns, seed=seed)
    if fit.reason is not None:
        return Row(method="latent-class", reason=fit.reason, refused=fit.refused, fit=fit)
    return replace(answer_row("latent-class", fit, patterns, seed, fit.warnings), fit=fit)


Run = Callable[[Patterns, int], Row]  # a table and the seed of everything drawn

METHODS: dict[str, Run] = {
    "chapman": run_chapman,
    "chao": run_chao,
    "independence": run_independence,
    "log-linear": run_loglinear,
    "decomposable": run_decomposable,
    "latent-class": run_latent,
}


def choose_methods(names: Sequence[str] | None) -> dict[str, Run]:
    """Take the methods named (None: all), in the panel's order; raises UsedWrongly for an unknown one."""
    check_names(names or ())
    return {name: run for name, run in METHODS.items() if names is None or name in names}


def leave_out(names: Sequence[str]) -> tuple[str, ...]:
    """Name every method but these; raises UsedWrongly for an unknown one."""
    check_names(names)
    return tuple(name for name in METHODS if name not in names)


def check_names(names: Sequence[str]) -> None:
    """Refuse a method that does not exist."""
    unknown = [name for name in names if name not in METHODS]
    if unknown:
        raise UsedWrongly(
            f"There is no method named {', '.join(unknown)}.", remedy=f"The methods are {', '.join(METHODS)}."
        )
