"""Build the sets of name pairs: true pairs, random others, and others who differ in one token.

The construction of linking.md 3. The real lists are noisy themselves: two records of one person with
two spellings count here as two people, so the last points of recall measure the truth.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench_link.damage import damage
from bench_link.lists import rows_of
from bench_link.measures import in_first_half
from everyname.writing.fold import fold

__all__ = ["NameSet", "Spelled", "damaged", "gaza", "halves", "iran", "name_set", "romanised_twice"]

_SEED = 7
_RANDOM, _HARD = 5, 5


@dataclass(frozen=True, slots=True)
class Spelled:
    """One person's name in two spellings; whoever shares one of `same` may be the same person.

    `near` are the tokens by which others who differ in one are found.
    """

    left: str
    right: str
    same: frozenset[str]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameSet:
    """Pairs to score: left[i] with right[i]; `truth` is 1 for one person, 0 for two."""

    left: list[str]
    right: list[str]
    truth: NDArray[np.int64]

    def __str__(self) -> str:
        return f"{self.truth.sum():,} true of {self.truth.size:,} pairs"


def gaza() -> list[Spelled]:
    """Give the Arabic and Latin names of people on both releases, where the truth is known."""
    unscorable = {row["rec_id"] for row in rows_of("gaza/unscorable.csv")}
    a = {row["rec_id"]: row["name_ar"] for row in rows_of("gaza/a.csv")}
    b = {row["rec_id"]: row["name_latin"] for row in rows_of("gaza/b.csv")}
    truth = [(row["rec_id_a"], row["rec_id_b"]) for row in rows_of("gaza/truth.csv")]
    return [_spelled(a[x], b[y]) for x, y in truth if not unscorable & {x, y}]


def iran() -> list[Spelled]:
    """Give the Persian and Latin spellings of names."""
    return [_spelled(row["name_fa"], row["name_en"]) for row in rows_of("names/fa_latin_dev.csv")]


def romanised_twice(persons: Iterable[Spelled]) -> tuple[list[Spelled], list[Spelled]]:
    """Give (names with two romanisations, all names): one Persian name, two Latin spellings of it."""
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for person in persons:
        spellings[solid(person.left)].setdefault(solid(person.right), person.right)
    twice, everybody = [], []
    for persian, latin in spellings.items():
        spelled = list(latin.values())
        first, last = spelled[0], spelled[-1]
        same = frozenset({persian, *latin})
        everybody.append(Spelled(first, last, same, tuple(fold(last).split())))
        if len(latin) > 1:
            twice.append(everybody[-1])
    return twice, everybody


def damaged(persons: Iterable[Spelled]) -> list[Spelled]:
    """Give Arabic names undamaged and damaged; others are found by the undamaged name."""
    found = []
    for person in persons:
        hurt = damage(person.left, "bench")
        same = frozenset({solid(person.left), solid(hurt)})
        found.append(Spelled(person.left, hurt, same, tuple(fold(person.left).split())))
    return [person for person in found if person.left != person.right]


def solid(name: str) -> str:
    """Give the folded name without spaces."""
    return fold(name).replace(" ", "")


def _spelled(left: str, right: str) -> Spelled:
    # The two scripts never meet in one key.
    return Spelled(left, right, frozenset({solid(left), solid(right)}), tuple(fold(right).split()))


def halves(persons: Sequence[Spelled]) -> tuple[list[Spelled], list[Spelled]]:
    """Part persons into those to learn from and those to measure on; namesakes on the left go one way."""
    learn, test = [], []
    for person in persons:
        (learn if in_first_half(solid(person.left)) else test).append(person)
    return learn, test


def name_set(persons: Sequence[Spelled], others: Sequence[Spelled], count: int = 5000) -> NameSet:
    """Draw persons, and for each five random others and up to five whose name differs in one token."""
    rng = random.Random(_SEED)
    index = _one_token_apart(others)
    left: list[str] = []
    right: list[str] = []
    truth: list[int] = []
    for person in rng.sample(persons, min(count, len(persons))):
        hard = sorted({at for key in _gaps(person.near) for at in index.get(key, ())})
        hard = [at for at in hard if not others[at].same & person.same]
        drawn = {rng.randrange(len(others)) for _ in range(_RANDOM)}
        drawn |= set(rng.sample(hard, min(_HARD, len(hard))))
        against = [others[at].right for at in sorted(drawn) if not others[at].same & person.same]
        left += [person.left] * (1 + len(against))
        right += [person.right, *against]
        truth += [1] + [0] * len(against)
    return NameSet(left, right, np.array(truth))


def _one_token_apart(others: Sequence[Spelled]) -> dict[tuple[int, int, str], list[int]]:
    index: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for at, other in enumerate(others):
        for key in _gaps(other.near):
            index[key].append(at)
    return index


def _gaps(tokens: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Give the name with each token left out in turn: (tokens, place, the rest)."""
    if len(tokens) < 2:
        return []
    return [(len(tokens), gap, " ".join(tokens[:gap] + tokens[gap + 1 :])) for gap in range(len(tokens))]
