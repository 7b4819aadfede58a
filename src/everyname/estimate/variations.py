"""Change the table one way at a time and estimate again: a list left out, two joined, one as the truth.

An answer that hangs on one list, or on two lists being apart, is not an answer of all of them; and where a
list's own size is known, the other lists can be asked for it (Binette and Steorts, arXiv 2112.01594).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from everyname.estimate.checks import filled_lists
from everyname.estimate.methods import METHODS, Row
from everyname.estimate.panel import estimate_panel
from everyname.estimate.patterns import Patterns
from everyname.estimate.simple import Interval

__all__ = ["Variation", "as_given", "join_two", "leave_one_out", "list_as_truth", "merge_two", "only_on"]

QUICK = ("chapman", "log-linear", "decomposable")  # exact and fast; the sampler would take minutes here
MOST_LISTS = 6  # with more there is no range of QUICK's, and Chao's lower bound is varied instead

Answer = Callable[[Patterns, int], tuple[Interval | None, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """The answer for a changed table: its label, the people `n` in it, and a range or why there is none."""

    label: str
    n: int
    interval: Interval | None
    refused: str | None
    truth: int | None = None  # the known size, where a list is taken as the truth

    @property
    def held(self) -> bool | None:
        """Whether the known size lies in the range; None where either is missing."""
        if self.truth is None or self.interval is None:
            return None
        return self.interval.low <= self.truth <= self.interval.high


def as_given(patterns: Patterns, seed: int) -> Variation:
    """Answer for the table as it is, to compare with."""
    return vary("all lists", patterns, seed, choose_answer(patterns))


def leave_one_out(patterns: Patterns, seed: int) -> tuple[Variation, ...]:
    """Leave each list out in turn; the people who stand on it alone leave the table."""
    places = range(len(patterns.lists))
    answer = choose_answer(patterns)
    return tuple(
        vary(f"without {patterns.lists[gone]}", patterns.keep([p for p in places if p != gone]), seed, answer)
        for gone in places
    )


def merge_two(patterns: Patterns, seed: int) -> tuple[Variation, ...]:
    """Count each two lists as one list in turn."""
    answer = choose_answer(patterns)
    return tuple(
        vary(
            f"{patterns.lists[one]} and {patterns.lists[other]} as one list",
            join_two(patterns, one, other),
            seed,
            answer,
        )
        for one, other in combinations(range(len(patterns.lists)), 2)
    )


def list_as_truth(patterns: Patterns, seed: int) -> tuple[Variation, ...]:
    """Ask the other lists how many people each list holds, from those of its people whom they hold too."""
    found = []
    for place, name in enumerate(patterns.lists):
        others = only_on(patterns, place)
        if others is not None:
            found.append(vary(name, others, seed, range_answer, truth=patterns.sizes[place]))
    return tuple(found)


def only_on(patterns: Patterns, place: int) -> Patterns | None:
    """Give the people of one list by the other lists they stand on; None when they stand on no other."""
    cells: dict[int, int] = {}
    for mask, count in patterns.cells:
        below, above = mask & ((1 << place) - 1), mask >> place + 1 << place
        if mask >> place & 1 and below | above:
            cells[below | above] = count
    names = [name for at, name in enumerate(patterns.lists) if at != place]
    return Patterns.from_cells(names, cells) if cells else None


def join_two(patterns: Patterns, one: int, other: int) -> Patterns:
    """Count two lists, one < other, as one: a person is on it who is on either."""
    cells: dict[int, int] = {}
    for mask, count in patterns.cells:
        joined = mask | (mask >> other & 1) << one
        moved = joined & ((1 << other) - 1) | joined >> other + 1 << other
        cells[moved] = cells.get(moved, 0) + count
    names = list(patterns.lists)
    names[one] = f"{names[one]}+{names.pop(other)}"
    return Patterns.from_cells(names, cells)


def vary(label: str, patterns: Patterns, seed: int, answer: Answer, truth: int | None = None) -> Variation:
    """Answer for one changed table."""
    interval, refused = answer(patterns, seed)
    return Variation(label=label, n=patterns.n, interval=interval, refused=refused, truth=truth)


def choose_answer(patterns: Patterns) -> Answer:
    """Vary the range where the table is small enough for it, else the lower bound."""
    return range_answer if len(filled_lists(patterns)) <= MOST_LISTS else bound_answer


def bound_answer(patterns: Patterns, seed: int) -> tuple[Interval | None, str | None]:
    """Give Chao's lower bound."""
    row = METHODS["chao"](patterns, seed)
    return row.interval, row.refused


def range_answer(patterns: Patterns, seed: int) -> tuple[Interval | None, str | None]:
    """Give the range of the quick models, that of Chapman for two lists, or why there is none."""
    panel = estimate_panel(patterns, seed=seed, methods=QUICK)
    if panel.headline is not None:
        return panel.headline.interval, None
    chapman = next(row for row in panel.rows if row.method == "chapman")
    if chapman.interval is not None:
        return chapman.interval, None
    apart = next((text for text in panel.warnings if text.startswith("Disagreement")), None)
    return None, apart or why_refused(panel.rows)


def why_refused(rows: tuple[Row, ...]) -> str:
    """Say why the models give no range."""
    refused = {row.refused: row.method for row in rows if row.refused and row.method != "chapman"}
    return "; ".join(f"{method}: {words}" for words, method in refused.items())
