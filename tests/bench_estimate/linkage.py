"""The row of missed links: estimate over linkage draws, the miss rate learned from reviewers' labels."""

from __future__ import annotations

import time

from bench_estimate.coverage import summarise
from bench_estimate.outcomes import Answer
from bench_estimate.simulate import SCENARIOS, draw_reviewed, generator
from bench_estimate.table import Line, Lines, say_reached
from everyname.estimate.frame import Frame
from everyname.estimate.relink import Reviewed, add_missed_links
from everyname.estimate.total import estimate_frame

__all__ = ["lines"]

METHOD = "decomposable"
TABLES = 200
DRAWS = 50
LABELS = (50, 150)  # true pairs that reviewers looked at; the larger is a day's work


def lines() -> Lines:
    """Give a line for each number of labels."""
    scenario = SCENARIOS["S8"]
    for pairs in LABELS:
        summary = summarise([answer(table, pairs) for table in range(TABLES)], scenario.people)
        yield Line(
            figure=f"S8 {scenario.words}: {METHOD} over {DRAWS} linkage draws, {pairs} pairs reviewed "
            f"({TABLES} tables)",
            today="31-50%",
            ours=summary.in_words(),
            target=">= 85%",
            reached=say_reached(summary.covered >= 0.85),
            seconds=f"{summary.seconds:.4f} a table",
        )


def answer(table: int, pairs: int) -> Answer:
    """Estimate one table: join missed links again, estimate each version, stack the draws."""
    found, (missed, reviewed) = draw_reviewed(SCENARIOS["S8"], generator("S8", table), pairs)
    start = time.process_time()
    label = Reviewed(missed=missed, pairs=reviewed)
    frame = add_missed_links(Frame.of(found), label, draws=DRAWS, seed=table)
    panel = estimate_frame(frame, seed=table, methods=(METHOD,)).total
    seconds = time.process_time() - start
    row = next(row for row in panel.rows if row.method == METHOD)
    if row.interval is None:
        return Answer(seed=table, refused=row.refused, seconds=seconds)
    held = row.interval
    return Answer(seed=table, median=held.median, low=held.low, high=held.high, seconds=seconds)
