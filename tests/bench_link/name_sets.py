"""Build the sets of name pairs: true pairs, random others, and others who differ in one token.

The construction of linking.md 3. The real lists are noisy themselves: what is left of that after the
plainest cases are set aside (`doubtful`) bounds the last points of recall at high precision.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bench_link.damage import damage
from bench_link.doubtful import Doubtful
from bench_link.lists import rows_of
from bench_link.measures import in_first_half
from everyname.writing.fold import fold

__all__ = ["NameSet", "Spelled", "damaged", "gaza", "halves", "iran", "name_set", "romanised_twice"]

_SEED = 7
_RANDOM, _HARD = 5, 5
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|«[^»]*»")
_TITLE = re.compile("سیده?|s[ae]yy?[ei]d(eh)?")


@dataclass(frozen=True, slots=True)
class Spelled:
    """One person's name in two spellings; whoever shares one of `same` may be the same person.

    `near` are the tokens by which others who differ in one are found. `original` are the tokens in the
    original script where records come from several sources, which may hold one person twice.
    """

    left: str
    right: str
    same: frozenset[str]
    near: tuple[str, ...]
    original: tuple[str, ...] = ()


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
    """Give the Persian and Latin spellings of names; initials alone are left out, for they name nobody."""
    found = []
    for row in rows_of("names/fa_latin_dev.csv"):
        original = _parts(row["name_fa"])
        if any(len(part) > 1 for part in original):
            found.append(replace(_spelled(row["name_fa"], row["name_en"]), original=original))
    return found


def romanised_twice(persons: Iterable[Spelled]) -> tuple[list[Spelled], list[Spelled]]:
    """Give (names with two romanisations, all names): one Persian name, two Latin spellings of it."""
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    originals: dict[str, tuple[str, ...]] = {}
    for person in persons:
        originals.setdefault(solid(person.left), person.original)
        spellings[solid(person.left)].setdefault(solid(person.right), person.right)
    twice, everybody = [], []
    for persian, latin in spellings.items():
        spelled = list(latin.values())
        first, last = spelled[0], spelled[-1]
        same = frozenset({persian, *latin})
        everybody.append(Spelled(first, last, same, _parts(last), originals[persian]))
        if len(latin) > 1:
            twice.append(everybody[-1])
    return twice, everybody


def damaged(persons: Iterable[Spelled]) -> list[Spelled]:
    """Give Arabic names undamaged and damaged; others are found by the undamaged name."""
    found = []
    for person in persons:
        hurt = damage(person.left, "bench")
        same = frozenset({solid(person.left), solid(hurt)})
        found.append(Spelled(person.left, hurt, same, _parts(person.left)))
    return [person for person in found if person.left != person.right]


def solid(name: str) -> str:
    """Give the folded name without spaces, remarks in brackets and a title before it."""
    return "".join(_parts(name))


def _parts(name: str) -> tuple[str, ...]:
    parts = fold(_REMARK.sub(" ", name)).split() or fold(name).split()
    return tuple(parts[1:] if len(parts) > 2 and _TITLE.fullmatch(parts[0]) else parts)


def _spelled(left: str, right: str) -> Spelled:
    # The two scripts never meet in one key.
    return Spelled(left, right, frozenset({solid(left), solid(right)}), _parts(right))


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
    doubtful = Doubtful(other.original for other in others)
    left: list[str] = []
    right: list[str] = []
    truth: list[int] = []
    for person in rng.sample(persons, min(count, len(persons))):
        near = sorted({at for key in _gaps(person.near) for at in index.get(key, ())})
        hard = [at for at in near if _is_other(person, others[at], doubtful)]
        drawn = {rng.randrange(len(others)) for _ in range(_RANDOM)}
        drawn |= set(rng.sample(hard, min(_HARD, len(hard))))
        against = [others[at].right for at in sorted(drawn) if _is_other(person, others[at], doubtful)]
        left += [person.left] * (1 + len(against))
        right += [person.right, *against]
        truth += [1] + [0] * len(against)
    return NameSet(left, right, np.array(truth))


def _is_other(one: Spelled, other: Spelled, doubtful: Doubtful) -> bool:
    if one.same & other.same:
        return False
    both = (one.original, solid(one.right)), (other.original, solid(other.right))
    return not (one.original and other.original and doubtful(*both))


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
