"""Score how likely two written names name one person, within and across scripts, many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TOKENS, parse_name
from everyname.names.tokens import TokenTable

__all__ = ["FEATURES", "name_features", "score_pairs"]

FEATURES = ("matched", "worst", "mean", "first", "last", "left_over", "missing", "reordered")

_CHUNK = 1 << 14
_MATCH = 0.3  # a token counts as aligned above this likeness
_SKIP = -0.25

Floats = NDArray[np.float32]


def score_pairs(left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """Give, for each pair left[i], right[i], a score in [0, 1]; 0 where a side names nobody.

    The score depends on the two names alone and is the same whichever stands left. Tokens are aligned
    in order, with skips and with two tokens for one ("Abu Warda" = "Abuwarda"); what decides is the
    worst aligned token, for siblings differ in one. Raises ValueError for sides of unequal length.
    """
    if len(left) != len(right):
        raise ValueError(f"{len(left)} names cannot be paired with {len(right)}")
    if not len(left):
        return np.zeros(0)
    names, numbers = np.unique(np.array([*left, *right], dtype=object), return_inverse=True)
    one, other = numbers[: len(left)], numbers[len(left) :]
    low, high = np.minimum(one, other), np.maximum(one, other)
    pairs, places = np.unique(low * np.int64(names.size) + high, return_inverse=True)
    features = name_features(list(names), pairs // names.size, pairs % names.size)
    return _weigh(features)[places]


def name_features(names: Sequence[str], left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    """Give the (pairs, FEATURES) table for pairs of places in `names`; all 0 where a side has no token."""
    table = TokenTable()
    wide = _Wide(names, table)
    parts = []
    for start in range(0, left.size, _CHUNK):
        rows = slice(start, start + _CHUNK)
        parts.append(_align(wide, table, left[rows], right[rows]))
    return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)), dtype=np.float32)
