"""Score how likely two written names name one person, within and across scripts, many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from everyname.names.align import FEATURES, pair_features
from everyname.names.columns import name_table
from everyname.names.model import NameModel, shipped_model
from everyname.names.pack import Pack
from everyname.names.part_columns import Numbers

__all__ = ["log_odds", "score_pairs", "weigh"]

_MATCHED = FEATURES.index("matched")


def score_pairs(
    left: Sequence[str],
    right: Sequence[str],
    *,
    packs: Sequence[Pack] | None = None,
    model: NameModel | None = None,
) -> NDArray[np.float64]:
    """Give, for each pair left[i], right[i], a score in [0, 1]; 0 where a side names nobody.

    The score depends on the two names alone and is the same whichever stands left. Tokens are aligned
    in order, with skips and with two tokens for one ("Abu Warda" = "Abuwarda"), and the name model weighs
    how well they fit. `packs` and `model` stand in place of the shipped ones. Raises ValueError for
    sides of unequal length.
    """
    if len(left) != len(right):
        raise ValueError(f"{len(left)} names cannot be paired with {len(right)}")
    if not len(left):
        return np.zeros(0)
    numbers = Numbers()
    places = np.fromiter(map(numbers.__getitem__, chain(left, right)), np.int64, 2 * len(left))
    features = pair_features(name_table(list(numbers)), places[: len(left)], places[len(left) :], packs)
    return weigh(features, model)


def weigh(features: NDArray[np.float32], model: NameModel | None = None) -> NDArray[np.float64]:
    """Give the score of each row of features."""
    score: NDArray[np.float64] = 1 / (1 + np.exp(-log_odds(features, model)))
    score[features[:, _MATCHED] == 0] = 0
    return score


def log_odds(features: NDArray[np.float32], model: NameModel | None = None) -> NDArray[np.float64]:
    """Give the natural log odds behind each score."""
    return (model or shipped_model()).log_odds(features)
