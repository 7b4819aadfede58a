"""Estimate again under other priors and weighings: an answer that follows them comes from them."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.estimate.decomposable import Prior, average_graphs, even, missed_grid, one_over_n
from everyname.estimate.latent_class import LatentSettings, fit_latent_class
from everyname.estimate.methods import Row, interval_of
from everyname.estimate.panel import Panel
from everyname.estimate.patterns import FARTHEST, Patterns
from everyname.estimate.variations import Variation

__all__ = ["sweep_priors"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A prior of the decomposable average: weight of each cell (None: 2^-J) and of N."""

    label: str
    delta: float | None = None
    prior: Prior = one_over_n


SETTINGS = (
    Setting(label="decomposable as in the panel: weight 1/N, cells share one person"),
    Setting(label="decomposable: every N alike", prior=even),
    Setting(label="decomposable: half a person in each cell", delta=0.5),
    Setting(label="decomposable: one person in each cell", delta=1.0),
)
LATENT_SETTINGS = (
    (
        "latent-class: a total of 1.01 to 5 times the documented is plausible",
        LatentSettings(expansion=(1.01, 5.0)),
    ),
    ("latent-class: at most five groups", LatentSettings(classes=5)),
    ("latent-class: people spread over more groups", LatentSettings(concentration=(2.0, 1.0))),
)


def sweep_priors(patterns: Patterns, panel: Panel, *, thorough: bool = False) -> tuple[Variation, ...]:
    """Average the graphs under other priors, and weigh the log-linear models by AIC too.

    `thorough` also runs the latent-class model under other priors.
    """
    rows = [row for row in panel.rows if row.method == "log-linear" and row.interval is not None]
    swept = [weighing for row in rows for weighing in weighings(row, panel.n)]
    if any(row.method == "decomposable" and row.interval is not None for row in panel.rows):
        swept += [sweep_one(patterns, setting) for setting in SETTINGS]
    if thorough:
        swept += [run_latent(patterns, panel.seed, label, settings) for label, settings in LATENT_SETTINGS]
    return tuple(swept)


def weighings(row: Row, n: int) -> list[Variation]:
    """Give the log-linear models as weighed in the panel, and by AIC."""
    refused = None if row.also else "models without a finite estimate hold too much of the weight"
    return [
        Variation(label="log-linear as in the panel: by BIC", n=n, interval=row.interval, refused=None),
        Variation(label="log-linear: by AIC", n=n, interval=row.also, refused=refused),
    ]


def sweep_one(patterns: Patterns, setting: Setting) -> Variation:
    """Average the graphs under one prior."""
    grid = missed_grid(FARTHEST * patterns.n)
    posterior = average_graphs(patterns.counts, grid, delta=setting.delta, prior=setting.prior)
    interval = interval_of(posterior, patterns.n)
    refused = None if interval else "the answer leans on the largest number searched"
    return Variation(label=setting.label, n=patterns.n, interval=interval, refused=refused)


def run_latent(patterns: Patterns, seed: int, label: str, settings: LatentSettings) -> Variation:
    """Run the latent-class model under one prior."""
    fit = fit_latent_class(patterns, seed=seed, settings=settings)
    interval = interval_of(fit, patterns.n) if fit.settled else None
    refused = None if interval else "its chains did not agree, or lean on the largest number searched"
    return Variation(label=label, n=patterns.n, interval=interval, refused=refused)
