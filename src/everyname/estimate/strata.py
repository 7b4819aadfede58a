"""Estimate one stratum over its replicates: the panel of each table, stacked into one.

A method answers for a stratum where it answers in most replicates; its row is then the mixture of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.checks import DEPENDENCE, warn_before
from everyname.estimate.combine import stack_draws
from everyname.estimate.methods import Row
from everyname.estimate.panel import Panel, estimate_panel, weigh_rows
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason
from everyname.estimate.verdict import say_nothing

__all__ = ["Part", "Seen", "make_part", "part_seed", "weigh"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_REFUSED = 0.2  # share of the replicates in which a method may give no number and the rest still speak


class Seen(NamedTuple):
    """How many people are documented, on which lists."""

    n: int
    lists: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One stratum, or all of them as one table, over the replicates: the stacked panel and its draws.

    `documented` is the people there in each replicate, shape (replicates,); `draws` holds N by method, shape
    (replicates, draws), for the methods that answer.
    """

    name: str
    documented: Ints
    panel: Panel
    draws: Mapping[str, Floats]

    @property
    def n(self) -> int:
        """The documented people, rounded over the replicates."""
        return round(float(self.documented.mean()))


def part_seed(seed: int, replicate: int, place: int) -> int:
    """Give every table a seed of its own, and the first one the seed itself."""
    if replicate == place == 0:
        return seed
    return int(np.random.SeedSequence([seed, replicate, place]).generate_state(1)[0])


def make_part(
    name: str,
    tables: Sequence[Patterns | None],
    documented: Ints,
    seeds: Sequence[int],
    methods: Sequence[Sequence[str] | None],
) -> Part:
    """Run the panel on one stratum's table in each replicate and stack the answers.

    `tables`, `seeds` and `methods` (None: all) have an entry a replicate.
    """
    panels = [
        None if table is None else estimate_panel(table, seed=seed, methods=chosen)
        for table, seed, chosen in zip(tables, seeds, methods, strict=True)
    ]
    first = next((panel for panel in panels if panel is not None), None)
    table = next((table for table in tables if table is not None), None)
    if first is None or table is None:
        return Part(name=name, documented=documented, panel=empty_panel(documented, seeds[0]), draws={})
    draws = {row.method: filled_draws(row.method, panels, documented) for row in first.rows}
    answered = {method: found for method, found in draws.items() if found is not None}
    if len(panels) == 1 and first.n == documented[0]:
        return Part(name=name, documented=documented, panel=first, draws=answered)
    rows = tuple(stack_row(row.method, panels, draws[row.method]) for row in first.rows)
    warned = warn_before(table)
    panel = weigh(Seen(round(float(documented.mean())), first.lists), rows, warned, first)
    return Part(name=name, documented=documented, panel=panel, draws=answered)


def empty_panel(documented: Ints, seed: int) -> Panel:
    """Make the panel of a stratum that no usable list reaches."""
    n = round(float(documented.mean()))
    why = "no list that covers it names anyone there"
    return Panel(
        n=n,
        lists=(),
        rows=(),
        headline=None,
        verdict=say_nothing(n, 0, why),
        seed=seed,
        warnings=(),
        reason=Reason.TOO_FEW_LISTS,
    )


def filled_draws(method: str, panels: Sequence[Panel | None], documented: Ints) -> Floats | None:
    """Give a method's draws of N, shape (replicates, draws), never below the documented; None: too few.

    In a replicate where it gave no number, or was not run, the draws of the next one that did stand in.
    """
    found = [drawn_by(method, panel) for panel in panels]
    given = [place for place, draws in enumerate(found) if draws is not None]
    if not given or len(given) < (1 - MOST_REFUSED) * asked_of(method, panels):
        return None
    unlisted = []
    for place in range(len(found)):
        taken = next((later for later in given if later >= place), given[0])
        draws = found[taken]
        assert draws is not None  # `given` holds the places of answers
        unlisted.append(np.maximum(draws - documented[taken], 0.0) + documented[place])
    return np.stack(unlisted)


def asked_of(method: str, panels: Sequence[Panel | None]) -> int:
    """Count the replicates in which a method was run, or could not be for want of people."""
    return sum(panel is None or any(row.method == method for row in panel.rows) for panel in panels)


def drawn_by(method: str, panel: Panel | None) -> Floats | None:
    """Give the draws of a panel's row, None where it has none."""
    rows = panel.rows if panel is not None else ()
    return next((row.draws for row in rows if row.method == method), None)


def stack_row(method: str, panels: Sequence[Panel | None], draws: Floats | None) -> Row:
    """Make one method's row over all replicates: quantiles of the mixture, or the commonest refusal."""
    rows = [row for panel in panels if panel is not None for row in panel.rows if row.method == method]
    refused = Counter((row.reason, row.refused) for row in rows if row.refused is not None)
    asked = asked_of(method, panels)
    missing = asked - sum(row.interval is not None for row in rows)
    of_all = f"in {missing} of {asked} replicates"
    if draws is None:
        (reason, words), _ = refused.most_common(1)[0] if refused else ((Reason.TOO_FEW_LISTS, ""), 0)
        told = words if missing == asked else f"no number {of_all}, most often: {words}"
        return Row(method=method, reason=reason, refused=told)
    doubt = (f"{method} gives no number {of_all}; the others stand for them.",) if missing else ()
    told_once = dict.fromkeys(text for row in rows[:1] for text in row.warnings)
    return Row(method=method, interval=stack_draws(draws), draws=draws, warnings=(*told_once, *doubt))


def weigh(seen: Seen, rows: tuple[Row, ...], warned: tuple[str, ...], like: Panel) -> Panel:
    """Make the panel of stacked rows: what they agree on, in words."""
    dependent = any(text.startswith(DEPENDENCE) for text in warned)
    headline, verdict, doubts = weigh_rows(seen, rows, dependent)
    warnings = (*warned, *(text for row in rows for text in row.warnings), *doubts)
    return replace(
        like,
        n=seen.n,
        lists=seen.lists,
        rows=rows,
        headline=headline,
        verdict=verdict,
        warnings=warnings,
        reason=None if headline is not None else like.reason,
    )
