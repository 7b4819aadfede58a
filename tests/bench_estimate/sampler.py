"""The rows of the sampler: independent draws a processor second, and a run as long as verdata's."""

from __future__ import annotations

import statistics
import time

from bench_estimate.spread import SEEDS
from bench_estimate.table import Lines, measure, read_real
from everyname.estimate import Patterns
from everyname.estimate.latent_class import LatentFit, LatentSettings, fit_latent_class
from kosovo import kosovo_table

__all__ = ["lines"]

CLASSES = 10  # as the recorded runs of LCMCR
LONG = LatentSettings(classes=15, ess=7000, budget=4_000_000_000)
RECORDED = (9085, 10466, 13528)  # low, median, high of 5.01 M iterations with verdata's settings


def lines() -> Lines:
    """Give the lines of the sampler, compiled beforehand."""
    fit_latent_class(kosovo_table(), seed=0, settings=LatentSettings(warm_up=10, first=20, budget=0))
    yield measure(
        f"latent class, Kosovo, {CLASSES} classes: independent draws (ESS) of log n0 a CPU second, 3 seeds",
        lambda: effective_draws(kosovo_table(), 240),
        today="22",
        target=">= 240",
    )
    yield measure(
        "latent class, Kosovo: CPU s to 1,000 independent draws, start and warm-up included, 3 seeds",
        time_to_thousand,
        today="14-46 s",
        target="<= 5 s",
    )
    yield measure(
        "latent class, slavery_UKdat_5: independent draws a CPU second, 3 seeds",
        lambda: effective_draws(read_real("slavery_UKdat_5"), 190),
        today="1.6",
        target=">= 190",
    )
    yield measure(
        "verdata-quality run, Kosovo, 15 classes, 7,000 independent draws: CPU s, median, ends",
        verdata_quality,
        today="138 s; 10,466 (9,085-13,528)",
        target="<= 30 s; median within 1%, ends 3%",
    )


def timed_fit(patterns: Patterns, seed: int, settings: LatentSettings) -> tuple[LatentFit, float]:
    """Fit, and give the processor seconds of all threads."""
    start = time.process_time()
    fit = fit_latent_class(patterns, seed=seed, settings=settings)
    return fit, time.process_time() - start


def effective_draws(patterns: Patterns, wanted: float) -> tuple[str, bool]:
    """Give independent draws a second by seed; the median counts, and a run that did not settle counts 0."""
    settings = LatentSettings(classes=CLASSES)
    runs = [timed_fit(patterns, seed, settings) for seed in SEEDS]
    rates = [fit.ess / seconds if fit.settled else 0.0 for fit, seconds in runs]
    unsettled = sum(not fit.settled for fit, _ in runs)
    told = f"{statistics.median(rates):.0f} ({', '.join(f'{rate:.0f}' for rate in rates)})"
    told += f"; {unsettled} of {len(runs)} not settled" if unsettled else ""
    return told, statistics.median(rates) >= wanted


def time_to_thousand() -> tuple[str, bool]:
    """Give the seconds of runs that go on until a thousand independent draws."""
    settings = LatentSettings(classes=CLASSES, ess=1000)
    runs = [timed_fit(kosovo_table(), seed, settings) for seed in SEEDS]
    told = ", ".join(f"{seconds:.1f} s (ESS {fit.ess:,.0f})" for fit, seconds in runs)
    middle = statistics.median(seconds for _, seconds in runs)
    return told, middle <= 5 and all(fit.settled for fit, _ in runs)


def verdata_quality() -> tuple[str, bool]:
    """Run as long as verdata's default is worth, and hold the answer to the recorded one."""
    fit, seconds = timed_fit(kosovo_table(), SEEDS[0], LONG)
    low, median, high = (fit.quantile(level) for level in (0.025, 0.5, 0.975))
    near = all(
        abs(found / recorded - 1) <= part
        for found, recorded, part in zip((low, median, high), RECORDED, (0.03, 0.01, 0.03), strict=True)
    )
    told = f"{seconds:.1f} s; {median:,.0f} ({low:,.0f}-{high:,.0f}), ESS {fit.ess:,.0f}"
    return told, seconds <= 30 and near and fit.settled
