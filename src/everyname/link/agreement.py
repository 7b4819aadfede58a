"""Measure on the lists what agreement in a detail says: how near two texts are, and how often chance agrees.

The chance is that of the text at hand, not of its column: few share a number, many a rank, and a number that
stands in a list a hundred times is a placeholder. Kin share a street and a postcode, so what agrees once
another thing agrees is counted by how often it does so among the pairs of one duplicate-free list, who are
all different people.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.link.details import Detail
from everyname.link.edits import distances, lay_letters
from everyname.link.records import MISSING, Records

__all__ = ["LABELS", "Agreements", "Kinship", "agreements", "measure_kinship"]

LABELS = ("different", "near", "same")
DIFFERENT, NEAR, SAME = range(len(LABELS))

_FAR = 0.25  # of the letters may differ between near words
_LEAST_SIGNS = 4  # of a number or a code, one of which may be wrong
_LEAST_CHANCE = 2.0**-15
_TRUST = 10.0  # reports' worth of trust in the usual text of the column, where few share the one at hand
_NEIGHBOURS = 3
_MOST_BIRTH = 8.0  # bits that a shared day of birth may lose to what kin share

I64 = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """`levels` by heading, places in LABELS or -1; `surprise` (pairs,): bits by which chance is unlikely."""

    levels: Mapping[str, Levels]
    surprise: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """How often different people agree in one thing once they agree in another.

    `chance` maps (what agrees, what else) to that share; what agrees may be FAMILY, what else BIRTH.
    """

    chance: Mapping[tuple[str, str], float]


FAMILY, BIRTH = " family", " birth"  # no heading begins with a space


def agreements(
    records: Records, left: I64, right: I64, kinship: Kinship, near: Mapping[str, float] | None = None
) -> Agreements:
    """Compare the details of pairs; `near` is the chance of "near" by heading."""
    levels: dict[str, Levels] = {}
    agreeing = {FAMILY: _same_family(records, left, right)}
    surprise = np.zeros(left.size)
    for detail in sorted(records.details, key=lambda one: -len(one.texts)):  # the rarest texts first
        name, level = detail.heading, _levels(detail, left, right)
        chance = _given_kin(_chance(detail, left), name, agreeing, kinship)
        levels[name], agreeing[name] = level, level == SAME
        surprise[level == SAME] -= np.log2(chance[level == SAME])
        surprise[level == NEAR] -= math.log2((near or {}).get(name, 1.0))
    return Agreements(levels=levels, surprise=surprise - _birth_less(records, left, right, agreeing, kinship))


def _levels(detail: Detail, left: I64, right: I64) -> Levels:
    one, other = detail.code[left].astype(np.int64), detail.code[right].astype(np.int64)
    level = np.where(one == other, SAME, DIFFERENT).astype(np.int8)
    level[(one < 0) | (other < 0)] = -1
    rows = np.flatnonzero(level == DIFFERENT)
    size = np.int64(len(detail.texts))
    asked, back = np.unique(
        np.minimum(one[rows], other[rows]) * size + np.maximum(one[rows], other[rows]), return_inverse=True
    )
    level[rows[_are_near(detail.texts, asked // size, asked % size)[back]]] = NEAR
    return level


def _are_near(texts: tuple[str, ...], one: I64, other: I64) -> NDArray[np.bool_]:
    """Say which pairs of texts differ as slips do; of a number or a code, one sign may be wrong."""
    letters = lay_letters(texts)
    is_code = np.array([any(map(str.isdigit, text)) and " " not in text for text in texts], dtype=bool)
    lengths = np.diff(letters.starts)
    apart, longest = distances(letters, one, other), np.maximum(lengths[one], lengths[other])
    as_codes = (apart <= 1) & (longest >= _LEAST_SIGNS)
    return np.where(is_code[one] | is_code[other], as_codes, apart <= _FAR * longest)


def _chance(detail: Detail, at: I64) -> Floats:
    """Give the chance that a report states the text which report `at` does, by how many others do."""
    stated = detail.code[detail.code >= 0]
    counts = np.bincount(stated, minlength=len(detail.texts)).astype(np.float64)
    others = np.maximum(counts - 2, 0)  # beside the two of a pair
    usual = float(others.mean()) / max(stated.size, 1)
    chance = np.clip((others + _TRUST * usual) / (stated.size + _TRUST), _LEAST_CHANCE, 1.0)
    found: Floats = np.append(chance, 1.0)[detail.code[at]]
    return found


def _given_kin(
    chance: Floats, name: str, agreeing: Mapping[str, NDArray[np.bool_]], kinship: Kinship
) -> Floats:
    for other, agree in agreeing.items():
        share = kinship.chance.get((other, name))
        if share is not None:
            chance = np.where(agree, np.maximum(chance, share), chance)
    return chance


def _birth_less(
    records: Records, left: I64, right: I64, agreeing: Mapping[str, NDArray[np.bool_]], kinship: Kinship
) -> Floats:
    """Give the bits by which a shared day of birth says less of those who share what twins do."""
    day = records.numbers["dob"]
    same = (day[left] == day[right]) & (day[left] != MISSING)
    usual = kinship.chance.get((BIRTH, BIRTH), 1.0)
    chance = _given_kin(np.full(left.size, usual), BIRTH, agreeing, kinship)
    found: Floats = np.where(same, np.clip(np.log2(chance / usual), 0, _MOST_BIRTH), 0.0)
    return found


def _same_family(records: Records, left: I64, right: I64) -> NDArray[np.bool_]:
    family = _families(records)
    found: NDArray[np.bool_] = (family[left] == family[right]) & (family[left] >= 0)
    return found


def _families(records: Records) -> I64:
    """Give the last token of each report's first name, -1 where there is one token or none."""
    row = records.names[:, 0]
    lengths = records.table.lengths[row].astype(np.int64)
    last = records.table.tokens[row, np.maximum(lengths - 1, 0)].astype(np.int64)
    return np.where((row >= 0) & (lengths > 1), last, -1)


def measure_kinship(records: Records, duplicate_free: frozenset[str], seed: int = 0) -> Kinship:
    """Measure how often two people of one duplicate-free list agree in one thing once they do in another."""
    if not records.details:
        return Kinship(chance={})
    columns = {detail.heading: detail.code.astype(np.int64) for detail in records.details}
    births = np.where(records.numbers["dob"] == MISSING, -1, records.numbers["dob"]).astype(np.int64)
    free = records.is_free(duplicate_free)[records.source]
    order = np.random.default_rng(seed).permutation(np.flatnonzero(free))
    chance = {(BIRTH, BIRTH): _share(births, *_neighbours(np.zeros_like(births), records, order))}
    for name, column in (columns | {FAMILY: _families(records)}).items():
        one, other = _neighbours(column, records, order)
        for else_name, what_else in (columns | {BIRTH: births}).items():
            if else_name != name and one.size:
                chance[name, else_name] = _share(what_else, one, other)
    return Kinship(chance=chance)


def _neighbours(column: I64, records: Records, order: I64) -> tuple[I64, I64]:
    """Give pairs of reports of one source that state the same in `column`, each with its next few."""
    order = order[column[order] >= 0]
    order = order[np.lexsort((column[order], records.source[order]))]
    parts = []
    for step in range(1, _NEIGHBOURS + 1):
        one, other = order[:-step], order[step:]
        same = (column[one] == column[other]) & (records.source[one] == records.source[other])
        parts.append((one[same], other[same]))
    return np.concatenate([one for one, _ in parts]), np.concatenate([other for _, other in parts])


def _share(column: I64, one: I64, other: I64) -> float:
    stated = (column[one] >= 0) & (column[other] >= 0)
    agree = stated & (column[one] == column[other])
    least = 1e-4  # what strangers agree in is measured elsewhere
    return float((agree.sum() + _TRUST * least) / (stated.sum() + _TRUST))
