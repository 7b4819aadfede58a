"""Estimate one stratum over its replicates: the panel of each table, stacked into one.

A method answers for a stratum where it answers in most replicates; its row is then the mixture of theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.estimate.agreement import weigh_rows
from everyname.estimate.checks import DEPENDENCE, warn_before
from everyname.estimate.combine import spread_interval, stack_draws
from everyname.estimate.methods import Row
from everyname.estimate.panel import Panel, estimate_panel
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason
from everyname.estimate.verdict import say_nothing

__all__ = ["Part", "Seen", "drawn_row", "make_part", "part_seed", "weigh"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOBODY = (Reason.TOO_FEW_LISTS, "no list names anyone there")
MOST_REFUSED = 0.2  # share of the replicates in which a method may give no number and the rest still speak


class Seen(NamedTuple):
    """How many people are documented, on which lists."""

    n: int
    lists: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """One stratum, or all of them as one table, over the replicates: the stacked panel and its draws.

    `documented` is the people there in each replicate, shape (replicates,); `draws` holds N by method, shape
    (replicates, draws), for the methods that answer, `also` for models weighed otherwise (by AIC). `between`
    is the variance of log n0 between the models of a method, on average over the replicates.
    """

    name: str
    documented: Ints
    panel: Panel
    draws: Mapping[str, Floats]
    also: Mapping[str, Floats] = field(default_factory=dict)
    between: Mapping[str, float] = field(default_factory=dict)

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
    methods: Sequence[Sequence[str]],
) -> Part:
    """Run the panel on one stratum's table in each replicate and stack the answers.

    `tables`, `seeds` and `methods` have an entry a replicate.
    """
    panels = [
        None if table is None else estimate_panel(table, seed=seed, methods=chosen)
        for table, seed, chosen in zip(tables, seeds, methods, strict=True)
    ]
    first = next((panel for panel in panels if panel is not None), None)
    table = next((table for table in tables if table is not None), None)
    if first is None or table is None:
        return Part(name=name, documented=documented, panel=empty_panel(documented, seeds[0]), draws={})
    draws: dict[str, Floats] = {}
    also: dict[str, Floats] = {}
    between: dict[str, float] = {}
    for method in (row.method for row in first.rows):
        rows = [row_of(method, panel) for panel in panels]
        asked = sum(panel is None or row is not None for panel, row in zip(panels, rows, strict=True))
        found = filled_draws([row.draws if row else None for row in rows], asked, documented)
        if found is not None:
            draws[method] = found
            between[method] = float(np.mean([row.between for row in rows if row and row.interval]))
            otherwise = filled_draws(spread_otherwise(rows, panels, seeds), asked, documented)
            also |= {method: otherwise} if otherwise is not None else {}
    part = Part(name=name, documented=documented, panel=first, draws=draws, also=also, between=between)
    return part if len(panels) == 1 and first.n == documented[0] else stack_part(part, panels, table)


def stack_part(part: Part, panels: Sequence[Panel | None], table: Patterns) -> Part:
    """Put the mixture of the replicates' rows in place of the first replicate's; `table` is its table."""
    lists = part.panel.lists
    rows = tuple(stack_row(row.method, panels, part) for row in part.panel.rows)
    return replace(part, panel=weigh(Seen(part.n, lists), rows, warn_before(table), part.panel))


def empty_panel(documented: Ints, seed: int) -> Panel:
    """Make the panel of a stratum that no usable list reaches."""
    n = round(float(documented.mean()))
    return Panel(
        n=n,
        lists=(),
        rows=(),
        headline=None,
        verdict=say_nothing(n, 0, NOBODY[1]),
        seed=seed,
        warnings=(),
        reason=NOBODY[0],
    )


def filled_draws(found: Sequence[Floats | None], asked: int, documented: Ints) -> Floats | None:
    """Give draws of N for every replicate, shape (replicates, draws), never below the documented.

    `found` are those of a method that was asked in `asked` replicates; None: too few to speak for the others.
    A replicate without draws gets those of the next that has them, as far above its own documented people.
    """
    given = [place for place, draws in enumerate(found) if draws is not None]
    if not given or len(given) < (1 - MOST_REFUSED) * asked:
        return None
    filled = []
    for place, seen in enumerate(documented.tolist()):
        taken = next((later for later in given if later >= place), given[0])
        draws = found[taken]
        assert draws is not None  # `given` holds the places of answers
        filled.append(np.maximum(draws - documented[taken], 0.0) + seen)
    return np.stack(filled)


def spread_otherwise(
    rows: Sequence[Row | None], panels: Sequence[Panel | None], seeds: Sequence[int]
) -> list[Floats | None]:
    """Draw from what a method's models say in each replicate when weighed otherwise; None where nothing."""
    return [
        spread_interval(row.also, panel.n, row.draws.size, np.random.default_rng([seed, place]))
        if panel is not None and row is not None and row.also is not None and row.draws is not None
        else None
        for place, (row, panel, seed) in enumerate(zip(rows, panels, seeds, strict=True))
    ]


def row_of(method: str, panel: Panel | None) -> Row | None:
    """Give a panel's row of a method, None where it was not run."""
    rows = panel.rows if panel is not None else ()
    return next((row for row in rows if row.method == method), None)


def stack_row(method: str, panels: Sequence[Panel | None], part: Part) -> Row:
    """Make one method's row over all replicates: quantiles of the mixture, or the commonest refusal."""
    rows = [row for panel in panels if (row := row_of(method, panel)) is not None]
    asked = len(rows) + sum(panel is None for panel in panels)
    missing = asked - sum(row.interval is not None for row in rows)
    of_all = f"in {missing} of {asked} replicates"
    if method not in part.draws:
        refused = Counter((row.reason, row.refused) for row in rows if row.refused is not None)
        (reason, words), _ = max(refused.items(), key=lambda item: item[1], default=(NOBODY, 0))
        told = words if missing == asked else f"no number {of_all}, most often: {words}"
        return Row(method=method, reason=reason, refused=told)
    doubt = (f"{method} gives no number {of_all}; the others stand for them.",) if missing else ()
    return drawn_row(method, part.draws[method], part.also.get(method), (*rows[0].warnings, *doubt))


def drawn_row(method: str, draws: Floats, also: Floats | None, warnings: tuple[str, ...] = ()) -> Row:
    """Make a row from draws of N, shape (replicates, draws): its interval is that of the mixture."""
    return Row(
        method=method,
        interval=stack_draws(draws),
        draws=draws.ravel(),
        warnings=warnings,
        also=stack_draws(also) if also is not None else None,
    )


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
