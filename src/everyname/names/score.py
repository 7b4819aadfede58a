"""Score how likely two written names name one person, within and across scripts, many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from everyname.names.align import FEATURES, name_features

__all__ = ["log_odds", "score_pairs", "weigh"]

# Weights of a logistic score over the features of an aligned pair (measured in tests/names/bench_names.py).
_WEIGHTS = {
    "worst": 0.3, "first": 0.25, "last": 0.25, "matched": 0.9,
    "skipped_short": -1.5, "skipped_long": -0.9, "total": 0.35,
}  # fmt: skip
_OFFSET = -6.0


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
    numbers = {name: place for place, name in enumerate(sorted({*left, *right}))}
    one = np.array([numbers[name] for name in left], dtype=np.int64)
    other = np.array([numbers[name] for name in right], dtype=np.int64)
    low, high = np.minimum(one, other), np.maximum(one, other)
    size = np.int64(len(numbers))
    pairs, places = np.unique(low * size + high, return_inverse=True)
    scores: NDArray[np.float64] = weigh(name_features(list(numbers), pairs // size, pairs % size))[places]
    return scores


def weigh(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give the score of each row of features."""
    score: NDArray[np.float64] = 1 / (1 + np.exp(-log_odds(features)))
    score[features[:, FEATURES.index("matched")] == 0] = 0
    return score


def log_odds(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Give the natural log odds behind each score, about 4.3 where nothing differs."""
    weights = np.array([_WEIGHTS.get(name, 0.0) for name in FEATURES])
    odds: NDArray[np.float64] = features @ weights + _OFFSET
    return odds
