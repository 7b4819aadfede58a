"""Check a pattern table before any model: list sizes, overlap of every pair, and what forbids an estimate."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from everyname.estimate.patterns import MOST_LISTS_MODELLED, Patterns
from everyname.estimate.reasons import Reason, in_words

__all__ = ["DEPENDENCE", "Pair", "check_pairs", "filled_lists", "find_refusal", "usable_lists", "warn_before"]

NEARLY_ALL = (
    0.9  # share of the smaller list found on the larger: above it, one list nearly contains the other
)
STRONG_ODDS = (
    10.0  # odds ratio among people known from elsewhere; real, separately collected lists stay below 5-9
)
SURE_ODDS = 5.0  # lower end of its 95 % interval
FEW_SHARED = 5  # overlaps smaller than this make an estimate hang on single persons
MOST_TOLD = 3  # dependent pairs named one by one
DEPENDENCE = "Dependence"  # how every warning about dependent lists begins
FEW_ON_LIST = 10  # a list smaller than this may lie inside another by chance
BY_CHANCE = 0.01  # as long as this chance is not small


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How two lists overlap; `odds` is their odds ratio among people on any third list (None without one).

    Nobody is seen on no list, so an odds ratio over the whole table cannot be had; among the people of the
    other lists it can, and is 1 when the two lists are independent there. `odds_low` is the lower end of its
    95 % interval (Haldane's half added to each cell, normal on the log scale).
    """

    left: str
    right: str
    left_size: int
    right_size: int
    both: int
    odds: float | None
    odds_low: float | None

    @property
    def share(self) -> float:
        """The share of the smaller list's people who are also on the larger (0 for an empty list)."""
        return self.both / max(min(self.left_size, self.right_size), 1)

    @property
    def smaller(self) -> str:
        """The name of the list with fewer people."""
        return self.left if self.left_size <= self.right_size else self.right

    @property
    def larger(self) -> str:
        """The name of the other list."""
        return self.right if self.smaller == self.left else self.left


def check_pairs(patterns: Patterns) -> tuple[Pair, ...]:
    """Describe the overlap of every pair of lists, in list order."""
    sizes = patterns.sizes
    found = []
    for one, other in combinations(range(len(patterns.lists)), 2):
        odds, low = odds_elsewhere(patterns, one, other)
        pair = Pair(
            left=patterns.lists[one],
            right=patterns.lists[other],
            left_size=sizes[one],
            right_size=sizes[other],
            both=patterns.on_all(1 << one | 1 << other),
            odds=odds,
            odds_low=low,
        )
        found.append(pair)
    return tuple(found)


def odds_elsewhere(patterns: Patterns, one: int, other: int) -> tuple[float | None, float | None]:
    """Give the odds ratio of two lists, and its lower 95 % end, among the people of all other lists."""
    cells = [[0.5, 0.5], [0.5, 0.5]]
    elsewhere = 0
    for mask, count in patterns.cells:
        if mask & ~(1 << one | 1 << other):
            cells[mask >> one & 1][mask >> other & 1] += count
            elsewhere += count
    if not elsewhere:
        return None, None
    log_odds = math.log(cells[1][1] * cells[0][0] / (cells[1][0] * cells[0][1]))
    error = math.sqrt(sum(1 / cell for row in cells for cell in row))
    return math.exp(log_odds), math.exp(log_odds - 1.96 * error)


def filled_lists(patterns: Patterns) -> tuple[int, ...]:
    """Give the places of the lists that hold anyone."""
    return tuple(place for place, size in enumerate(patterns.sizes) if size)


def usable_lists(patterns: Patterns) -> tuple[int, ...]:
    """Give the places of the lists that share at least one person with another list."""
    shared = 0
    for mask, _ in patterns.cells:
        if mask.bit_count() > 1:
            shared |= mask
    return tuple(place for place in range(len(patterns.lists)) if shared >> place & 1)


def find_refusal(patterns: Patterns) -> tuple[Reason, str] | None:
    """Find what forbids every estimate from this table, in words; None when nothing does.

    Two lists pass: what they allow (Chapman, no headline) is the panel's to say.
    """
    given, usable = len(patterns.lists), len(usable_lists(patterns))
    if given > MOST_LISTS_MODELLED:
        return Reason.TOO_MANY_LISTS, in_words(Reason.TOO_MANY_LISTS, given=given, most=MOST_LISTS_MODELLED)
    if len(filled_lists(patterns)) < 2:
        return Reason.TOO_FEW_LISTS, in_words(Reason.TOO_FEW_LISTS, usable=usable, given=given)
    if not usable:
        return Reason.NO_OVERLAP, in_words(Reason.NO_OVERLAP)
    for pair in check_pairs(patterns):
        if pair.both and pair.share == 1.0 and not inside_by_chance(pair, patterns.n, given):
            words = in_words(Reason.CONTAINED_LIST, inner=pair.smaller, outer=pair.larger)
            return Reason.CONTAINED_LIST, words
    if usable < 3 and len(filled_lists(patterns)) > 2:
        return Reason.TOO_FEW_LISTS, in_words(Reason.TOO_FEW_LISTS, usable=usable, given=given)
    return None


def inside_by_chance(pair: Pair, n: int, given: int) -> bool:
    """Say whether a small list could lie wholly inside another without having been made from it."""
    inner, outer = sorted((pair.left_size, pair.right_size))
    chance = ((outer - inner) / (n - inner)) ** inner if n > inner else 1.0
    return given > 2 and inner < FEW_ON_LIST and chance >= BY_CHANCE


def warn_before(patterns: Patterns) -> tuple[str, ...]:
    """Say in words what makes an estimate doubtful: empty or lone lists, dependence, thin overlap."""
    return (*warn_lists(patterns), *warn_pairs(patterns))


def warn_lists(patterns: Patterns) -> Iterator[str]:
    """Name the lists that hold nobody or share nobody."""
    usable = usable_lists(patterns)
    for place, size in enumerate(patterns.sizes):
        if not size:
            yield f"{patterns.lists[place]} holds nobody and was left out."
        elif place not in usable:
            yield (
                f"{patterns.lists[place]} shares nobody with any other list: it may cover other people, "
                "another time or place, or its links may have been missed."
            )


def warn_pairs(patterns: Patterns) -> Iterator[str]:
    """Name the pairs that depend strongly on each other, and count the thin and empty ones."""
    pairs = [pair for pair in check_pairs(patterns) if pair.left_size and pair.right_size]
    yield from warn_nearly_contained(pairs)
    yield from warn_odds(pairs)
    of_pairs = f"of {len(pairs)} pairs of lists share"
    thin = [pair for pair in pairs if 0 < pair.both < FEW_SHARED]
    empty = [pair for pair in pairs if pair.both == 0]
    if thin:
        yield f"{len(thin)} {of_pairs} fewer than {FEW_SHARED} people: {name_pairs(thin)}."
    if empty and len(filled_lists(patterns)) > 2:
        yield f"{len(empty)} {of_pairs} nobody: {name_pairs(empty)}."


def warn_nearly_contained(pairs: list[Pair]) -> Iterator[str]:
    """Say of each list that another nearly contains it."""
    for pair in pairs:
        if pair.both >= FEW_SHARED and pair.share >= NEARLY_ALL:
            size = min(pair.left_size, pair.right_size)
            yield (
                f"{DEPENDENCE}: {pair.larger} nearly contains {pair.smaller} ({pair.share:.0%} of its "
                f"{size:,} people); if one took names from the other, count them as one list."
            )


def warn_odds(pairs: list[Pair]) -> Iterator[str]:
    """Say that people on one list are far too often on another, for the strongest pairs."""
    strong = [(pair.odds, pair) for pair in pairs if pair.odds is not None and depends(pair)]
    strong.sort(key=lambda found: -found[0])
    for odds, pair in strong[:MOST_TOLD]:
        yield (
            f"{DEPENDENCE}: among people known from other lists, the odds of being on {pair.right} are "
            f"{odds:.0f} times as high for those on {pair.left} as for the rest; lists that depend this "
            "strongly on each other make estimates too low, and no model can tell by how much."
        )
    if len(strong) > MOST_TOLD:
        yield f"{DEPENDENCE}: the same holds, less strongly, for {len(strong) - MOST_TOLD} more pairs."


def depends(pair: Pair) -> bool:
    """Say whether a pair's odds ratio is high, and surely so."""
    return (
        pair.both >= FEW_SHARED
        and pair.odds is not None
        and pair.odds_low is not None
        and pair.odds >= STRONG_ODDS
        and pair.odds_low >= SURE_ODDS
    )


def name_pairs(pairs: list[Pair], most: int = 4) -> str:
    """Name the first pairs, and say how many more there are."""
    named = ", ".join(f"{pair.left} and {pair.right}" for pair in pairs[:most])
    return f"{named} and {len(pairs) - most} more" if len(pairs) > most else named
