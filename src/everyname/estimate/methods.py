"""Run each method of the panel on one table: a row with its assumption, and a number or a reason for none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from everyname.estimate.decomposable import average_graphs, missed_grid
from everyname.estimate.existence import Existence, check_existence
from everyname.estimate.loglinear import Fits, fit_models
from everyname.estimate.mixture import mix_models
from everyname.estimate.models import close_model, hierarchical_models, pairwise_models
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason, in_words
from everyname.estimate.simple import Interval, chao_bound, chapman

__all__ = ["ASSUMPTIONS", "FARTHEST", "METHODS", "Row", "refuse_row"]

ASSUMPTIONS = {
    "chapman": "assumes the two lists are independent; that cannot be checked",
    "chao": "a lower bound: assumes that some people are easier to record than others, and that being on one "
    "list does not keep a person off another",
    "independence": "for contrast only: assumes that all lists are independent and that a list reaches "
    "everyone with the same chance",
    "log-linear": "assumes that no dependence joins all the lists at once beyond what smaller groups of "
    "lists explain; all such models, weighted by AIC",
    "decomposable": "assumes that at least one pair of lists is independent once the other lists are known; "
    "all such decomposable graphs, weighted by their probability",
}

FARTHEST = 100  # most people missed for each person seen; an answer that leans on this is not an answer
NEAR_FARTHEST = 0.9
MOST_AT_BOUND = 0.01  # posterior probability allowed near that bound
MOST_LISTS_BATCHED = 6  # 2^15 pairwise models, 18,153 graphs; seven lists have 2^21
MOST_LISTS_HIERARCHICAL = 4
MOST_UNFIT = 0.2  # weight of models without a finite estimate above which the rest cannot speak for all
SOME_UNFIT = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One method's answer: an interval, or the reason and the words of its refusal."""

    method: str
    interval: Interval | None = None
    reason: Reason | None = None
    refused: str | None = None
    warnings: tuple[str, ...] = field(default=())

    @property
    def assumption(self) -> str:
        """What must be true for the number to be right."""
        return ASSUMPTIONS[self.method]


def refuse_row(method: str, reason: Reason, **facts: object) -> Row:
    """Make the row of a method that gives no number."""
    return Row(method=method, reason=reason, refused=in_words(reason, **facts))


def run_chapman(patterns: Patterns) -> Row:
    """Answer for exactly two lists."""
    if len(patterns.lists) != 2:
        return refuse_row("chapman", Reason.NOT_TWO_LISTS, usable=len(patterns.lists))
    first, second = patterns.sizes
    both = patterns.on_all(3)
    thin = f"The two lists share only {both} people; Chapman's estimate runs low below 7."
    return Row(method="chapman", interval=chapman(first, second, both), warnings=(thin,) if both < 7 else ())


def run_chao(patterns: Patterns) -> Row:
    """Answer with Chao's lower bound."""
    if patterns.frequencies[1] == 0:
        return refuse_row("chao", Reason.NO_PAIRS_SEEN_TWICE)
    return Row(method="chao", interval=chao_bound(patterns.frequencies))


def run_independence(patterns: Patterns) -> Row:
    """Answer with the log-linear model of independent lists, for contrast."""
    model = close_model((), len(patterns.lists))
    counts = patterns.counts
    if check_existence(counts, model) is not Existence.FINE:
        return refuse_row("independence", Reason.NO_FINITE_ESTIMATE, share=1.0)
    mixture = mix_models(fits := fit_models(counts, [model]), fits.aic)
    if mixture is None:
        return refuse_row("independence", Reason.NO_FINITE_ESTIMATE, share=1.0)
    return bounded_row("independence", patterns.n, mixture.quantile)


def run_loglinear(patterns: Patterns) -> Row:
    """Answer with the AIC mixture of all hierarchical models (3-4 lists) or all pairwise ones (5-6)."""
    list_count = len(patterns.lists)
    if list_count > MOST_LISTS_BATCHED:
        return refuse_row("log-linear", Reason.BEYOND_METHOD, most=MOST_LISTS_BATCHED, usable=list_count)
    models = (hierarchical_models if list_count <= MOST_LISTS_HIERARCHICAL else pairwise_models)(list_count)
    counts = patterns.counts
    fits = fit_models(counts, models)
    mixture = mix_models(fits, fits.aic)
    if mixture is None or mixture.unfit > MOST_UNFIT:
        if all(check_existence(counts, model) is Existence.NOT_IDENTIFIABLE for model in best_models(fits)):
            return refuse_row("log-linear", Reason.NOT_IDENTIFIABLE)
        share = 1.0 if mixture is None else mixture.unfit
        return refuse_row("log-linear", Reason.NO_FINITE_ESTIMATE, share=share)
    part = (
        f"Log-linear models with {mixture.unfit:.0%} of the weight have no finite estimate and were left out."
    )
    return bounded_row(
        "log-linear", patterns.n, mixture.quantile, (part,) if mixture.unfit > SOME_UNFIT else ()
    )


def best_models(fits: Fits) -> list[frozenset[int]]:
    """Give the models without a finite estimate that fit best, for the words of a refusal."""
    order = [int(place) for place in fits.aic.argsort() if not fits.finite[place]]
    return [fits.models[place] for place in order[:3]]


def run_decomposable(patterns: Patterns) -> Row:
    """Answer with the average over decomposable graphs, without the complete one."""
    list_count = len(patterns.lists)
    if list_count > MOST_LISTS_BATCHED:
        return refuse_row("decomposable", Reason.BEYOND_METHOD, most=MOST_LISTS_BATCHED, usable=list_count)
    bound = FARTHEST * patterns.n
    posterior = average_graphs(patterns.counts, missed_grid(bound))
    if posterior.share_above(NEAR_FARTHEST * bound) > MOST_AT_BOUND:
        return refuse_row("decomposable", Reason.AT_BOUND, bound=bound)
    return bounded_row("decomposable", patterns.n, posterior.quantile)


def bounded_row(
    method: str, n: int, quantile: Callable[[float], float], warnings: tuple[str, ...] = ()
) -> Row:
    """Read median and 95 % interval from a quantile function; refuse when its end runs past the bound."""
    high = quantile(0.975)
    if not high <= n + FARTHEST * n:
        return refuse_row(method, Reason.AT_BOUND, bound=FARTHEST * n)
    interval = Interval(median=quantile(0.5), low=quantile(0.025), high=high)
    return Row(method=method, interval=interval, warnings=warnings)


METHODS: dict[str, Callable[[Patterns], Row]] = {
    "chapman": run_chapman,
    "chao": run_chao,
    "independence": run_independence,
    "log-linear": run_loglinear,
    "decomposable": run_decomposable,
}
