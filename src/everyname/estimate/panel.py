"""Run every method on one table and say what they agree on: a headline, or in words why there is none.

No single estimator is right everywhere, and which one is cannot be seen in the table. So each row stands with
its assumption; a headline appears only where two kinds of model give numbers, and these lie close together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Protocol, TypedDict

from everyname.estimate.checks import DEPENDENCE, filled_lists, find_refusal, usable_lists, warn_before
from everyname.estimate.methods import METHODS, Row, Run, choose_methods
from everyname.estimate.patterns import Patterns
from everyname.estimate.reasons import Reason, in_words
from everyname.estimate.simple import Interval
from everyname.estimate.verdict import say_disagreement, say_headline, say_nothing, say_two_lists

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
COMPARED = ("latent-class", "log-linear", "decomposable")  # kinds of model whose agreement is a headline
ENOUGH = 2  # how many of them must give a number before there is anything to agree
APART = 1.3  # factor between their medians from which the panel warns
TOO_FAR_APART = 2.0  # factor from which no headline is given


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The range in which the compared models agree; `method` names them."""

    method: str
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Every method's row for one table, what they agree on, and the sentence that says it.

    `n` people were seen on `lists`. `reason` says why there is no estimate at all, where the table itself
    forbids it.
    """

    n: int
    lists: tuple[str, ...]
    rows: tuple[Row, ...]
    headline: Headline | None
    verdict: str
    seed: int
    warnings: tuple[str, ...]
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
        }


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


class Counted(Protocol):
    """What a verdict names: how many people were seen, on which lists."""

    @property
    def n(self) -> int:
        """How many people were seen on at least one list."""

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists."""


def weigh_rows(
    patterns: Counted, rows: tuple[Row, ...], dependent: bool
) -> tuple[Headline | None, str, tuple[str, ...]]:
    """Compare the models that may carry a headline; give it or None, the verdict, and what is doubtful."""
    n, lists = patterns.n, len(patterns.lists)
    compared = [
        (row.method, row.interval) for row in rows if row.method in COMPARED and row.interval is not None
    ]
    if len(compared) < ENOUGH:
        return None, say_nothing(n, lists, why_alone(rows)), ()
    hull = hull_of([interval for _, interval in compared])
    medians = [interval.median for _, interval in compared]
    factor = max(medians) / min(medians)
    apart = f"Disagreement: {tell_medians(compared)} differ by a factor of {factor:.1f}"
    if factor >= TOO_FAR_APART:
        return None, say_disagreement(n, lists, hull, factor), (f"{apart}: no headline.",)
    headline = Headline(method=join_words([method for method, _ in compared]), interval=hull)
    doubts = (f"{apart}.",) if factor >= APART else ()
    return headline, say_headline(n, lists, hull, dependent), (*doubts, *tell_absent(rows))


def tell_absent(rows: tuple[Row, ...]) -> tuple[str, ...]:
    """Name each model that could have carried the headline and did not, with its reason."""
    by_method = {row.method: row for row in rows}
    absent = []
    for method in COMPARED:
        row = by_method.get(method)
        if row is None:
            absent.append(f"The headline rests on fewer models than it could: {method} was not run.")
        elif row.refused is not None:
            absent.append(f"The headline rests on fewer models: {method} gives no number: {row.refused}.")
    return tuple(absent)


def why_alone(rows: tuple[Row, ...]) -> str:
    """Say why fewer than two kinds of model gave a number."""
    refused: dict[str, list[str]] = {}
    for row in rows:
        if row.method in COMPARED and row.refused is not None:
            refused.setdefault(row.refused, []).append(row.method)
    told = [f"{join_words(methods)}: {words}" for words, methods in refused.items()]
    lone = [row.method for row in rows if row.method in COMPARED and row.interval is not None]
    if lone:
        told.append(f"{lone[0]} alone has nothing to be checked against")
    return "; ".join(told) or f"none of {join_words(list(COMPARED))} was run"


def join_words(words: list[str]) -> str:
    """Join words with commas and a last `and`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def tell_medians(compared: list[tuple[str, Interval]]) -> str:
    """Name the compared methods with their medians."""
    return join_words([f"{method} ({round(interval.median):,})" for method, interval in compared])


def hull_of(intervals: list[Interval]) -> Interval:
    """Cover all the intervals; the middle is the geometric mean of their medians."""
    return Interval(
        median=exp(sum(log(interval.median) for interval in intervals) / len(intervals)),
        low=min(interval.low for interval in intervals),
        high=max(interval.high for interval in intervals),
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
