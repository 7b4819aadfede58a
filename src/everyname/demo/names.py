"""Compose personal names from common given names and invented family names, each part in every script.

A part carries its own spellings, so a Latin form never depends on a general transliteration.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

from everyname.demo.name_table import FAMILY_ARABIC, FAMILY_PERSIAN, FEMALE, MALE

__all__ = ["NameParts", "Part", "draw_family", "draw_given", "in_arabic", "in_latin", "in_persian"]

_TO_ARABIC_LETTERS = str.maketrans(
    {"ی": "ي", "ک": "ك", "گ": "ك", "پ": "ب", "چ": "ج", "ژ": "ج", "\u200c": None}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a name: Persian script, Arabic script, Latin variants (the usual one first)."""

    fa: str
    ar: str
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParts:
    """The parts of a full name; the patronymic style (`is_arabic`) writes the father between."""

    given: Part
    father: Part
    grandfather: Part
    family: Part
    is_arabic: bool


def in_persian(name: NameParts, *, fathers: int = 0) -> str:
    """Write the name in Persian script with `fathers` (0, 1 or 2) names of forefathers."""
    return " ".join(part.fa for part in _chain(name, fathers))


def in_arabic(name: NameParts, *, fathers: int = 2) -> str:
    """Write the name in Arabic script."""
    return " ".join(part.ar for part in _chain(name, fathers))


def in_latin(name: NameParts, *, fathers: int = 0, rng: random.Random | None = None) -> str:
    """Write the name in Latin script; with `rng` each part takes one of its variants."""
    parts = _chain(name, fathers)
    if rng is None:
        return " ".join(part.latin[0] for part in parts)
    return " ".join(_variant(part.latin, rng) for part in parts)


def draw_given(rng: random.Random, sex: str) -> Part:
    """Draw a given name; a few names are common and most are rare, as in any population."""
    parts, weights = _given(sex)
    return rng.choices(parts, cum_weights=weights)[0]


def draw_family(rng: random.Random, *, is_arabic: bool) -> Part:
    """Draw an invented family name of one of the two communities."""
    parts, weights = _families(is_arabic)
    return rng.choices(parts, cum_weights=weights)[0]


def _variant(latin: tuple[str, ...], rng: random.Random) -> str:
    """Take the usual spelling in about two cases of three."""
    return latin[0] if rng.random() < 0.65 else rng.choice(latin)


def _chain(name: NameParts, fathers: int) -> tuple[Part, ...]:
    between = (name.father, name.grandfather)[:fathers]
    return (name.given, *between, name.family)


def _skewed(parts: list[Part]) -> tuple[tuple[Part, ...], tuple[float, ...]]:
    """Pair parts with cumulative weights falling as 1 / (rank + 4)."""
    return tuple(parts), tuple(accumulate(1 / (rank + 4) for rank in range(len(parts))))


def _read(line: str) -> Part:
    fa, ar, latin = line.split("|")
    return Part(fa=fa, ar=ar or fa.translate(_TO_ARABIC_LETTERS), latin=tuple(latin.split("/")))


@cache
def _given(sex: str) -> tuple[tuple[Part, ...], tuple[float, ...]]:
    table = FEMALE if sex == "female" else MALE
    return _skewed([_read(line) for line in table.strip().splitlines()])


@cache
def _families(is_arabic: bool) -> tuple[tuple[Part, ...], tuple[float, ...]]:
    table = FAMILY_ARABIC if is_arabic else FAMILY_PERSIAN
    columns = [[_read(line) for line in block.strip().splitlines()] for block in table]
    families = [_compose(parts) for parts in product(*columns)]
    # A fixed shuffle: neighbours in rank should not share their first element.
    random.Random("families").shuffle(families)
    return _skewed(families)


def _compose(parts: tuple[Part, ...]) -> Part:
    """Join elements into one family name, with as many Latin variants as the richest element."""
    count = max(len(part.latin) for part in parts)
    spellings = ["".join(part.latin[i % len(part.latin)] for part in parts) for i in range(count)]
    return Part(
        fa="".join(part.fa for part in parts),
        ar="".join(part.ar for part in parts),
        latin=tuple(dict.fromkeys(spellings)),
    )
