"""Make pairs of names that are one person's and pairs that are not, from open lists of two spellings."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from slips import damage_arabic, slip_latin

from everyname.names.parse import parse_name
from everyname.writing.fold import fold

__all__ = ["Examples", "NamePair", "halves", "training_sets"]

NamePair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Pairs of names; `truth` is 1 for one person's, 0 for two persons'."""

    left: list[str]
    right: list[str]
    truth: list[int]


def halves(pairs: Sequence[NamePair], seed: int = 3) -> tuple[list[NamePair], list[NamePair]]:
    """Split the persons in two; persons of one folded name pair go to the same half."""
    groups: dict[NamePair, list[NamePair]] = defaultdict(list)
    for pair in pairs:
        groups[fold(pair[0]), fold(pair[1])].append(pair)
    keys = sorted(groups)
    random.Random(seed).shuffle(keys)
    middle = len(keys) // 2
    return [p for key in keys[:middle] for p in groups[key]], [
        p for key in keys[middle:] for p in groups[key]
    ]


def with_negatives(
    pairs: Sequence[NamePair], same: Sequence[str] = (), count: int = 5000, seed: int = 7
) -> Examples:
    """Draw persons; give each its own pair, five others at random and up to five that differ in one token.

    An other person whose name is written alike on either side, or in `same`, is not a negative.
    """
    rng = random.Random(seed)
    tokens = [parse_name(right).tokens for _, right in pairs]
    solid = [_solid(left) for left, _ in pairs]
    same = same or solid
    near: dict[tuple[int, int, tuple[str, ...]], list[int]] = defaultdict(list)
    for place, parts in enumerate(tokens):
        for gap in range(len(parts)):
            near[len(parts), gap, parts[:gap] + parts[gap + 1 :]].append(place)
    made = Examples(left=[], right=[], truth=[])
    for place in rng.sample(range(len(pairs)), min(count, len(pairs))):
        parts = tokens[place]
        others = {rng.randrange(len(pairs)) for _ in range(5)}
        hard = {
            other
            for gap in range(len(parts) if len(parts) > 1 else 0)
            for other in near[len(parts), gap, parts[:gap] + parts[gap + 1 :]]
            if tokens[other] != parts
        }
        others |= set(rng.sample(sorted(hard), min(5, len(hard))))
        _add(made, *pairs[place], 1)
        for other in sorted(others):
            if (
                "".join(tokens[other]) != "".join(parts)
                and solid[other] != solid[place]
                and same[other] != same[place]
            ):
                _add(made, pairs[place][0], pairs[other][1], 0)
    return made


def _solid(name: str) -> str:
    return "".join(parse_name(name).tokens)


def _add(made: Examples, left: str, right: str, truth: int) -> None:
    made.left.append(left), made.right.append(right), made.truth.append(truth)


def two_spellings(pairs: Sequence[NamePair]) -> tuple[list[NamePair], list[str]]:
    """Give two Latin spellings of one Arabic-script name, from persons who share it, and that name."""
    written: dict[str, dict[str, str]] = defaultdict(dict)
    for left, right in pairs:
        if len(parse_name(left).tokens) > 1:
            written[_solid(left)].setdefault(_solid(right), right)
    found, names = [], []
    for name, spellings in written.items():
        ways = list(spellings.values())
        found += list(pairwise(ways))
        names += [name] * (len(ways) - 1)
    return found, names


def misspelt(
    pairs: Sequence[NamePair], side: int, slip: Callable[[str, random.Random], str], seed: int = 11
) -> tuple[list[NamePair], list[str]]:
    """Give the misspelling of one side's names beside the name itself, and the other side's name."""
    rng = random.Random(seed)
    found, names = [], []
    for pair in pairs:
        made = slip(pair[side], rng)
        if made.strip() and fold(made) != fold(pair[side]):
            found.append((made, pair[side]))
            names.append(_solid(pair[1 - side]))
    return found, names


def training_sets(pairs: Sequence[NamePair]) -> list[Examples]:
    """Give the sets of examples of one region: across scripts, misspelt in each, and two Latin spellings."""
    sets = [
        with_negatives(pairs),
        with_negatives(*misspelt(pairs, 1, slip_latin)),
        with_negatives(*misspelt(pairs, 0, damage_arabic)),
    ]
    spelled = with_negatives(*two_spellings(pairs))
    return [*sets, spelled] if len(spelled.truth) > 1000 else sets
