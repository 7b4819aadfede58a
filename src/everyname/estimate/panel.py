"""Run every method on one table: a panel of rows, each with its assumption, and what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from everyname.estimate.advice import APART as DISAGREEMENT
from everyname.estimate.advice import advise
from everyname.estimate.agreement import Headline, weigh_rows
from everyname.estimate.checks import DEPENDENCE, filled_lists, find_refusal, usable_lists, warn_before
from everyname.estimate.latent_fit import PlainLatent
from everyname.estimate.methods import METHODS, Row, Run, choose_methods
from everyname.estimate.modelset import PlainModels
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason, in_words
from everyname.estimate.simple import Interval
from everyname.estimate.verdict import say_nothing, say_two_lists

__all__ = [
    "SEED",
    "VERSION",
    "Headline",
    "Panel",
    "PlainHeadline",
    "PlainPanel",
    "PlainRow",
    "estimate_panel",
]

SEED = (
    19990320  # the first day of the window of the Kosovo lists; the same for everyone, so that figures repeat
)
VERSION = "estimate-2"  # changes whenever the same table may give other numbers


class PlainRow(TypedDict):
    """A row of the panel as plain values."""

    method: str
    assumption: str
    median: int | None
    low: int | None
    high: int | None
    refused: str | None


class PlainHeadline(TypedDict):
    """The headline as plain values."""

    method: str
    median: int
    low: int
    high: int


class PlainPanel(TypedDict):
    """The panel as it is written to JSON."""

    n: int
    lists: list[str]
    panel: list[PlainRow]
    headline: PlainHeadline | None
    verdict: str
    seed: int
    version: str
    warnings: list[str]
    next: list[str]
    models: PlainModels | None
    latent: PlainLatent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Every method's row for one table, what they agree on, and the sentence that says it.

    `n` people were seen on `lists`, of which those `used` hold anyone. `reason` says why there is no estimate
    at all, where the table itself forbids it.
    """

    n: int
    lists: tuple[str, ...]
    rows: tuple[Row, ...]
    headline: Headline | None
    verdict: str
    seed: int
    warnings: tuple[str, ...]
    used: tuple[str, ...] = ()
    reason: Reason | None = None

    def to_plain(self) -> PlainPanel:
        """Give the panel as plain values for JSON; people are whole numbers, None where a row was refused."""
        headline: PlainHeadline | None = None
        if self.headline is not None:
            median, low, high = whole(self.headline.interval)
            headline = {"method": self.headline.method, "median": median, "low": low, "high": high}
        return {
            "n": self.n,
            "lists": list(self.lists),
            "panel": [plain_row(row) for row in self.rows],
            "headline": headline,
            "verdict": self.verdict,
            "seed": self.seed,
            "version": VERSION,
            "warnings": list(self.warnings),
            "next": list(self.advice),
            "models": self.plain_models(),
            "latent": self.plain_latent(),
        }

    def plain_latent(self) -> PlainLatent | None:
        """Give the diagnostics of the latent-class model as plain values; None where it was not run."""
        found = [row.fit for row in self.rows if row.fit is not None]
        return found[0].to_plain() if found else None

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do next, in sentences."""
        reasons = dict.fromkeys(row.reason for row in self.rows if row.reason is not None)
        return advise(
            reasons,
            agreed=self.headline is not None,
            apart=any(text.startswith(DISAGREEMENT) for text in self.warnings),
            dependent=any(text.startswith(DEPENDENCE) for text in self.warnings),
        )

    def plain_models(self) -> PlainModels | None:
        """Give all log-linear models as plain values; None where they were not run."""
        fitted = [row.models for row in self.rows if row.models is not None]
        return fitted[0].to_plain(self.used) if fitted else None


def estimate_panel(patterns: Patterns, *, seed: int = SEED, methods: Sequence[str] | None = None) -> Panel:
    """Run the methods named (None: all of METHODS) on the table and weigh their agreement.

    Everything drawn comes from the seed, 0 or above, which is recorded with the result. A table that allows
    no estimate gives a panel whose rows are all refused, in words, and never an error; an unknown method
    raises UsedWrongly.
    """
    chosen = choose_methods(methods)
    found = find_refusal(patterns)
    warnings = () if found and found[0] is Reason.TOO_MANY_LISTS else warn_before(patterns)
    if found is not None:
        return refused_panel(patterns, chosen, seed, found, warnings)
    used = patterns.keep(filled_lists(patterns))
    if len(used.lists) == 2:
        return two_list_panel(patterns, used, chosen, seed, warnings)
    rows = tuple(run(used, seed) for run in chosen.values())
    headline, verdict, doubts = weigh_rows(
        patterns, rows, any(text.startswith(DEPENDENCE) for text in warnings)
    )
    return Panel(
        n=patterns.n,
        lists=patterns.lists,
        rows=rows,
        headline=headline,
        verdict=verdict,
        seed=seed,
        warnings=(*warnings, *(text for row in rows for text in row.warnings), *doubts),
        used=used.lists,
    )


def refused_panel(
    patterns: Patterns,
    chosen: dict[str, Run],
    seed: int,
    found: tuple[Reason, str],
    warnings: tuple[str, ...],
) -> Panel:
    """Make the panel of a table that allows no estimate at all."""
    reason, words = found
    return Panel(
        n=patterns.n,
        lists=patterns.lists,
        rows=tuple(Row(method=method, reason=reason, refused=words) for method in chosen),
        headline=None,
        verdict=say_nothing(patterns.n, len(patterns.lists), words),
        seed=seed,
        warnings=warnings,
        reason=reason,
    )


def two_list_panel(
    patterns: Patterns, used: Patterns, chosen: dict[str, Run], seed: int, warnings: tuple[str, ...]
) -> Panel:
    """Make the panel of two lists: Chapman with its caveat, and no headline."""
    words = in_words(Reason.TOO_FEW_LISTS, usable=len(usable_lists(patterns)), given=len(patterns.lists))
    refused = {method: Row(method=method, reason=Reason.TOO_FEW_LISTS, refused=words) for method in chosen}
    chapman = METHODS["chapman"](used, seed)
    return Panel(
        n=patterns.n,
        lists=patterns.lists,
        rows=tuple(chapman if method == "chapman" else row for method, row in refused.items()),
        headline=None,
        verdict=say_two_lists(patterns.n, len(patterns.lists), chapman.interval),
        seed=seed,
        warnings=(*warnings, *chapman.warnings),
        reason=Reason.TOO_FEW_LISTS,
    )


def whole(interval: Interval) -> tuple[int, int, int]:
    """Round an interval to whole people: median, low, high."""
    return round(interval.median), round(interval.low), round(interval.high)


def plain_row(row: Row) -> PlainRow:
    """Give one row as plain values."""
    median, low, high = whole(row.interval) if row.interval is not None else (None, None, None)
    return {
        "method": row.method,
        "assumption": row.assumption,
        "median": median,
        "low": low,
        "high": high,
        "refused": row.refused,
    }
