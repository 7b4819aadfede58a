"""The rows of speed: decomposable averaging, all pairwise models, a fresh process; processor seconds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench_estimate.table import Lines, measure, read_real
from everyname.estimate.decomposable import average_graphs, missed_grid
from everyname.estimate.existence import check_existence
from everyname.estimate.loglinear import fit_models
from everyname.estimate.methods import FARTHEST
from everyname.estimate.models import pairwise_models
from kosovo import kosovo_table

__all__ = ["lines", "start_lines"]

FIVE_LISTS = ("care1_Congenital", "slavery_Western", "slavery_UKdat_5")
RUNS = 7
FRESH = """
import sys
from everyname.estimate import Patterns, estimate_panel
from everyname.estimate.methods import METHODS
cells = dict(zip(*[iter(map(int, sys.argv[1:]))] * 2))
exact = [method for method in METHODS if method != "latent-class"]
panel = estimate_panel(Patterns.from_cells(("EXH", "ABA", "OSCE", "HRW"), cells), methods=exact)
assert panel.headline is not None
"""


def seconds_of(work: Callable[[], object]) -> float:
    """Give the median of the processor seconds of some runs, after one that warms up."""
    work()
    spent = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def lines() -> Lines:
    """Give the lines of the two exact methods on five lists."""
    yield measure(
        "decomposable averaging, 5 lists, all 821 graphs: CPU s (" + ", ".join(FIVE_LISTS) + ")",
        lambda: judge_seconds([graphs_seconds(name) for name in FIVE_LISTS], 0.03),
        today="0.84, 0.44, 6.3 s",
        target="<= 0.03 s",
    )
    yield measure(
        "1,024 log-linear models, 5 lists, N, error, AIC, BIC, and existence of the best: CPU s",
        lambda: judge_seconds([models_seconds(name) for name in FIVE_LISTS], 0.5),
        today="7.6-8.8 s",
        target="<= 0.5 s",
    )


def judge_seconds(found: Sequence[float], most: float) -> tuple[str, bool]:
    """Say the seconds, and whether the slowest is within the target."""
    return ", ".join(f"{seconds:.3f}" for seconds in found) + " s", max(found) <= most


def graphs_seconds(name: str) -> float:
    """Time the average over graphs on one table."""
    patterns = read_real(name)
    return seconds_of(lambda: average_graphs(patterns.counts, missed_grid(FARTHEST * patterns.n)))


def models_seconds(name: str) -> float:
    """Time all pairwise models on one table, and the existence of the best one's estimate."""
    counts = read_real(name).counts

    def fit() -> None:
        fits = fit_models(counts, pairwise_models(5))
        best = fits.models[int((fits.aic + fits.bic).argmin())]
        assert (fits.totals.size, fits.standard_errors.size) == (1024, 1024)
        check_existence(counts, best)

    return seconds_of(fit)


def start_lines() -> Lines:
    """Give the line of a fresh process."""
    yield measure(
        "fresh process, warm cache: import and first panel on Kosovo without the sampler",
        fresh_process,
        target="<= 2 s",
    )


def fresh_process() -> tuple[str, bool]:
    """Time a new interpreter from its start to the panel, by the processor and by the clock."""
    cells = [str(number) for pair in kosovo_table().cells for number in pair]
    source = Path(__file__).resolve().parents[2] / "src"
    environment = {**os.environ, "PYTHONPATH": str(source)}
    spent = []
    for _ in range(4):
        before, start = os.times(), time.perf_counter()
        subprocess.run([sys.executable, "-c", FRESH, *cells], check=True, env=environment)
        after = os.times()
        processor = after.children_user + after.children_system
        processor -= before.children_user + before.children_system
        spent.append((processor, time.perf_counter() - start))
    processor, clock = (statistics.median(column) for column in zip(*spent[1:], strict=True))
    return f"{processor:.2f} s of processor, {clock:.2f} s by the clock", processor <= 2
