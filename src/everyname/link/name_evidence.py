"""Turn name scores into evidence: how well two names fit, and how many others fit as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from everyname.link.compare import NAME_BITS
from everyname.link.describe import MAX_NAMES, Described
from everyname.names import parse_name
from everyname.names.align import FEATURES, name_features
from everyname.names.score import log_odds

__all__ = ["name_bits"]

_NOTHING = -30.0
_OPEN_SHARE = 8.0
_RIVAL = 0.7  # a name that fits worse by less than this (log odds) is a rival
# Bits by the number of tokens that fit: one token alone names many people, four name nearly one.
_CHAIN_BITS = np.array([-9.0, -6.0, -0.3, 1.5, 4.0])

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def name_bits(
    described: Sequence[Described], left: Ints, right: Ints, duplicate_free: frozenset[str]
) -> tuple[Floats, NDArray[np.int64]]:
    """Give the log odds of the names of each pair, and its evidence in whole bits within NAME_BITS.

    The best of the names each side states counts. What is left of it after dividing by the number of
    rivals in the other's source follows the namesake rate of the lists at hand, not a constant.
    """
    odds, matched = _best_odds(described, left, right)
    rivals = _rivals(described, left, right, odds, duplicate_free)
    chain = _CHAIN_BITS[np.minimum(matched, len(_CHAIN_BITS) - 1)]
    bits = odds / np.log(2) + chain - np.log2(rivals)
    return odds, np.clip(np.rint(bits), NAME_BITS[0], NAME_BITS[-1]).astype(np.int64)


def _best_odds(described: Sequence[Described], left: Ints, right: Ints) -> tuple[Floats, Ints]:
    texts = sorted({name for one in described for name in one.names})
    number = {text: at for at, text in enumerate(texts)}
    table = np.full((len(described), MAX_NAMES), -1, dtype=np.int64)
    for at, one in enumerate(described):
        for place, name in enumerate(one.names):
            table[at, place] = number[name]
    parts = []
    for one_place, other_place in product(range(MAX_NAMES), repeat=2):
        a, b = table[left, one_place], table[right, other_place]
        here = np.flatnonzero((a >= 0) & (b >= 0))
        parts.append(np.stack([here, np.minimum(a, b)[here], np.maximum(a, b)[here]]))
    row, low, high = np.concatenate(parts, axis=1)
    size = np.int64(max(len(texts), 1))
    distinct, back = np.unique(low * size + high, return_inverse=True)
    features = name_features(texts, distinct // size, distinct % size)
    scored = log_odds(features)
    scored[features[:, FEATURES.index("matched")] == 0] = _NOTHING
    return _take_best(left.size, row, scored[back], features[back, FEATURES.index("matched")])


def _take_best(count: int, row: Ints, odds: Floats, matched: NDArray[np.float32]) -> tuple[Floats, Ints]:
    best, tokens = np.full(count, _NOTHING), np.zeros(count, dtype=np.int64)
    order = np.argsort(odds, kind="stable")  # the last written, so the best, stands
    best[row[order]], tokens[row[order]] = odds[order], matched[order].astype(np.int64)
    return best, tokens


def _rivals(
    described: Sequence[Described], left: Ints, right: Ints, odds: Floats, duplicate_free: frozenset[str]
) -> Floats:
    """Give, for each pair, how many reports of the other's source fit a side as well; the larger side."""
    numbers = {source: at for at, source in enumerate(sorted({one.source for one in described}))}
    source = np.array([numbers[one.source] for one in described], dtype=np.int64)
    free = np.array([name in duplicate_free for name in numbers], dtype=bool)
    same_name = _namesakes(described, source)
    sides = []
    for mine, theirs in ((left, right), (right, left)):
        group = np.concatenate([left, right]) * len(numbers) + source[np.concatenate([right, left])]
        count = _as_good(group, np.concatenate([odds, odds]), mine * len(numbers) + source[theirs], odds)
        count = np.maximum(count, same_name[theirs])
        # In an open source some rivals are the same person again, though not thousands of them.
        sides.append(np.where(free[source[theirs]], count, np.maximum(np.sqrt(count), count / _OPEN_SHARE)))
    most: Floats = np.maximum.reduce(sides)
    return most


def _namesakes(described: Sequence[Described], source: Ints) -> Floats:
    """Give, for each report, how many of its own source bear the rarest of its names, itself counted.

    Candidates are capped, so the rivals among them may be far fewer than a list holds.
    """
    borne = [frozenset(parse_name(name).tokens for name in one.names) for one in described]
    counts = Counter((at, name) for at, names in zip(source.tolist(), borne, strict=True) for name in names)
    least = (
        min((counts[at, name] for name in names), default=1)
        for at, names in zip(source.tolist(), borne, strict=True)
    )
    return np.fromiter(least, dtype=np.float64, count=len(borne))


def _as_good(group: Ints, odds: Floats, asked: Ints, than: Floats) -> Floats:
    """Count, in each asked group, the odds within `_RIVAL` of `than` or above."""
    span = 64.0  # wider than any odds, so that groups never overlap
    line = np.sort(group * span + np.clip(odds, -span / 2 + 1, span / 2 - 1))
    begin = np.searchsorted(line, asked * span + np.clip(than, -span / 2 + 2, span / 2 - 1) - _RIVAL)
    end = np.searchsorted(line, asked * span + span / 2)
    count: Floats = np.maximum(end - begin, 1).astype(np.float64)
    return count
