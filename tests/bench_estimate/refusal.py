"""The row of refusals: a table that identifies no estimate gets words and no headline."""

from __future__ import annotations

from bench_estimate.table import Lines, measure, read_real
from everyname.estimate import Panel, Patterns, estimate_panel

__all__ = ["lines"]

# Three invented lists, the third of which shares nobody with the others.
LONE_LIST = Patterns.from_cells("ABC", {1: 45, 2: 26, 3: 5, 4: 17})


def lines() -> Lines:
    """Give a line for the published sparse table, and one for an invented table like it."""
    yield measure(
        "sparse table with no finite estimate (slavery_Artificial_3)",
        lambda: judge(estimate_panel(read_real("slavery_Artificial_3"))),
        today="1.4e13",
        target="a refusal in words",
    )
    yield measure(
        "the same for an invented table whose third list shares nobody",
        lambda: judge(estimate_panel(LONE_LIST)),
        target="a refusal in words",
    )


def judge(panel: Panel) -> tuple[str, bool]:
    """Say the refusal; it holds where there is neither headline nor a log-linear number."""
    refused = {row.method: row.refused for row in panel.rows}
    return panel.verdict, panel.headline is None and refused["log-linear"] is not None
