"""Tell how the lists overlap as plain values: their sizes, the people of each pattern, and every pair."""

from __future__ import annotations

from typing import TypedDict

from everyname.estimate.checks import Pair, check_pairs
from everyname.estimate.patterns import MOST_LISTS_MODELLED, Patterns

__all__ = ["MOST_TOLD", "PlainOverlap", "PlainPair", "PlainPattern", "plain_overlap"]

MOST_TOLD = 200  # patterns told one by one, the fullest first; sixteen lists can have thousands


class PlainPattern(TypedDict):
    """People who stand on exactly these lists and on no other."""

    on: list[str]
    people: int


class PlainPair(TypedDict):
    """Two lists: people on both, their share of the smaller list, odds ratio among other lists' people."""

    left: str
    right: str
    both: int
    share: float
    odds: float | None


class PlainOverlap(TypedDict):
    """How lists overlap; `filled` counts the patterns that hold anyone, of `possible` ones."""

    people: int
    sizes: dict[str, int]
    patterns: list[PlainPattern]
    filled: int
    possible: int
    pairs: list[PlainPair]


def plain_overlap(patterns: Patterns) -> PlainOverlap:
    """Tell the overlap of a table; pairs are left out where there are more lists than any model takes."""
    names = patterns.lists
    fullest = sorted(patterns.cells, key=lambda cell: (-cell[1], cell[0]))[:MOST_TOLD]
    return {
        "people": patterns.n,
        "sizes": dict(zip(names, patterns.sizes, strict=True)),
        "patterns": [
            {"on": [name for place, name in enumerate(names) if mask >> place & 1], "people": count}
            for mask, count in fullest
        ],
        "filled": len(patterns.cells),
        "possible": (1 << len(names)) - 1,
        "pairs": [plain_pair(pair) for pair in check_pairs(patterns)]
        if len(names) <= MOST_LISTS_MODELLED
        else [],
    }


def plain_pair(pair: Pair) -> PlainPair:
    """Tell one pair; the odds ratio is 1 where the two lists are independent among people of the others."""
    return {
        "left": pair.left,
        "right": pair.right,
        "both": pair.both,
        "share": round(pair.share, 3),
        "odds": None if pair.odds is None else round(pair.odds, 2),
    }
