"""Tell what all the log-linear models of one table say: each with its N, and the mixtures over all of them.

The row of the panel is the mixture weighted by BIC: on simulated tables its interval holds the truth as
often as it says, and is the narrowest that does. The mixture weighted by AIC leans to larger models and is
wider; it stands beside, and where the two differ the panel says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from everyname.errors import EstimateRefused
from everyname.estimate.loglinear import Fits, fit_models
from everyname.estimate.mixture import Mixture, mix_models
from everyname.estimate.models import Model, dense_models, hierarchical_models, name_model, pairwise_models
from everyname.estimate.patterns import FARTHEST
from everyname.estimate.profile import profile_interval

__all__ = ["ModelSet", "PlainModels", "fit_all"]

MOST_LISTS_HIERARCHICAL = 4
MOST_THREES = {5: 3, 6: 2}  # dependences of three lists in one dense model: 175 and 210 models
MOST_TOLD = 2000  # models in the plain form, the best by either criterion; the others weigh nothing


class PlainModel(TypedDict):
    """One model: its largest terms, N with its standard error (None where not finite), and both criteria."""

    name: str
    N: float | None
    se: float | None
    aic: float
    bic: float
    finite: bool


class PlainBest(TypedDict):
    """The best finite model by one criterion, with its profile-likelihood interval."""

    by: str
    name: str
    N: float | None
    low: int | None
    high: int | None


class PlainMixture(TypedDict):
    """The mixture of all finite models by one criterion; `unfit` is the weight of the others."""

    by: str
    median: int | None
    low: int | None
    high: int | None
    unfit: float


class PlainModels(TypedDict):
    """All the models of a table; `lists` gives the lists that the numbers in the names stand for.

    People are None where there are none to tell: no finite estimate, or one past the largest number searched.
    """

    lists: list[str]
    count: int
    best: list[PlainBest]
    mixtures: list[PlainMixture]
    models: list[PlainModel]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSet:
    """Every model fitted to counts by bitmask, shape (2^J,)."""

    counts: NDArray[np.int64]
    fits: Fits

    def mixture(self, criterion: str) -> Mixture | None:
        """Weigh the models by `aic` or `bic`; None when none is finite."""
        return mix_models(self.fits, self.values(criterion))

    def values(self, criterion: str) -> NDArray[np.float64]:
        """Give one criterion of every model."""
        return self.fits.aic if criterion == "aic" else self.fits.bic

    def best(self, criterion: str, *, finite: bool = True) -> list[int]:
        """Give the places of the models with (or without) a finite estimate, the best first."""
        order = self.values(criterion).argsort(kind="stable").tolist()
        return [place for place in order if bool(self.fits.finite[place]) is finite]

    def to_plain(self, lists: tuple[str, ...]) -> PlainModels:
        """Give every model as plain values, best by BIC first, and what the two criteria make of them."""
        told = sorted({place for by in ("aic", "bic") for place in self.ranked(by)[: MOST_TOLD // 2]})
        told.sort(key=lambda place: float(self.fits.bic[place]))
        return {
            "lists": list(lists),
            "count": len(self.fits.models),
            "best": [best for by in ("bic", "aic") if (best := self.plain_best(by))],
            "mixtures": [mixture for by in ("bic", "aic") if (mixture := self.plain_mixture(by))],
            "models": [self.plain_model(place, len(lists)) for place in told],
        }

    def people(self, number: float) -> int | None:
        """Round a number of people; None past the largest number searched."""
        return round(number) if number <= (1 + FARTHEST) * self.fits.n else None

    def tenths(self, number: float) -> float | None:
        """Round a number of people to a tenth; None past the largest number searched."""
        return round(float(number), 1) if number <= (1 + FARTHEST) * self.fits.n else None

    def ranked(self, criterion: str) -> list[int]:
        """Give the places of all models, the best first."""
        order: list[int] = self.values(criterion).argsort(kind="stable").tolist()
        return order

    def plain_model(self, place: int, list_count: int) -> PlainModel:
        """Give one model as plain values."""
        fits, finite = self.fits, bool(self.fits.finite[place])
        return {
            "name": name_model(fits.models[place], list_count),
            "N": self.tenths(fits.totals[place]) if finite else None,
            "se": self.tenths(fits.standard_errors[place]) if finite else None,
            "aic": round(float(fits.aic[place]), 4),
            "bic": round(float(fits.bic[place]), 4),
            "finite": finite,
        }

    def plain_best(self, criterion: str) -> PlainBest | None:
        """Give the best finite model by a criterion with its profile interval; None without one."""
        for place in self.best(criterion)[:1]:
            model = self.fits.models[place]
            try:
                _, low, high = profile_interval(self.counts, model)
            except EstimateRefused:
                return None
            return {
                "by": criterion.upper(),
                "name": name_model(model, self.counts.size.bit_length() - 1),
                "N": self.tenths(self.fits.totals[place]),
                "low": self.people(low),
                "high": self.people(high),
            }
        return None

    def plain_mixture(self, criterion: str) -> PlainMixture | None:
        """Give a mixture as plain values; None when no model is finite."""
        mixture = self.mixture(criterion)
        if mixture is None:
            return None
        low, median, high = (self.people(mixture.quantile(level)) for level in (0.025, 0.5, 0.975))
        return {
            "by": criterion.upper(),
            "median": median,
            "low": low,
            "high": high,
            "unfit": round(mixture.unfit, 4),
        }


def fit_all(counts: NDArray[np.int64]) -> ModelSet:
    """Fit every model of `all_models` to counts by bitmask, shape (2^J,)."""
    return ModelSet(counts=counts, fits=fit_models(counts, all_models(counts.size.bit_length() - 1)))


def all_models(list_count: int) -> list[Model]:
    """List all hierarchical models up to 4 lists; for 5 and 6 all pairwise ones, and dense ones beyond them.

    Pairwise models alone miss the truth where people differ (docs/decisions/0015); all 6,893 of five lists
    cover it no better than these 1,199, and on thin tables many of them have no finite estimate.
    """
    if list_count <= MOST_LISTS_HIERARCHICAL:
        return hierarchical_models(list_count)
    return [*pairwise_models(list_count), *dense_models(list_count, MOST_THREES[list_count])]
