"""Describe pairs of names by their best alignment: the features a score weighs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from everyname.names.columns import NameTable
from everyname.names.letters import deletion_costs, inner_symbols, substitution_costs
from everyname.names.pack import Pack, shipped_packs
from everyname.names.path_kernel import COLUMNS, align_pairs
from everyname.names.token_kernel import Costs, Tokens, lay_attested
from everyname.names.tokens import lay_out

__all__ = ["FEATURES", "costs_of", "pair_features"]

FEATURES = (
    "worst", "second", "mean", "first", "last", "matched", "skipped_short", "skipped_long",
    "turned", "joins", "shorter", "total", "strange", "attested", "common", "latin",
    "arabic",
)  # fmt: skip
assert len(FEATURES) == COLUMNS


def pair_features(
    table: NameTable,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    packs: Sequence[Pack] | None = None,
) -> NDArray[np.float32]:
    """Give the (pairs, FEATURES) table for pairs of rows of `table`; all 0 where a side has no token.

    "worst", "second", "mean", "first", "last" are log odds of aligned tokens; "matched", "skipped_short",
    "skipped_long" and "shorter" count tokens; "total" sums log odds. Of aligned tokens, "strange" counts
    those that a pack knows and never met as one name, "attested" those it did; "common" says how common
    they are.
    "latin" and "arabic" are 1 where both names are of that script.
    """
    used = shipped_packs() if packs is None else tuple(packs)
    features = np.zeros((left.size, COLUMNS), dtype=np.float32)
    costs = costs_of(used)
    align_pairs(
        _laid(table.vocabulary, used),
        costs,
        table.tokens,
        table.lengths,
        left.astype(np.int64),
        right.astype(np.int64),
        features,
    )
    return features


@lru_cache(maxsize=2)
def _laid(vocabulary: tuple[str, ...], packs: tuple[Pack, ...]) -> Tokens:
    """Lay a vocabulary out once, for a table is compared in many parts."""
    return lay_out(vocabulary, packs, costs_of(packs).loss)


@lru_cache(maxsize=4)
def costs_of(packs: tuple[Pack, ...]) -> Costs:
    """Give the costs under `packs`; a cost is the least of the packs' where several price it."""
    keys, values = _attested(packs)
    return Costs(
        swap=substitution_costs([pack.swaps for pack in packs]),
        loss=deletion_costs([pack.losses for pack in packs]),
        inner=inner_symbols(),
        keys=keys,
        values=values,
    )


def _attested(packs: Sequence[Pack]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Lay the attested pairs of tokens out as a hash table the kernel reads."""
    rows = [
        (place, pack.numbers[one], pack.numbers[other], min(max(ratio, 0.05), 7.0))
        for place, pack in enumerate(packs)
        for (one, other), ratio in (_ratios(pack) | _ratios_within(pack)).items()
    ]
    size = 1 << max(4, (2 * len(rows)).bit_length())
    keys, values = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.float32)
    places, ones, others, ratios = (
        (np.array(column) for column in zip(*rows, strict=True)) if rows else [_NONE] * 4
    )
    lay_attested(places, ones, others, ratios.astype(np.float32), keys, values)
    return keys, values


_NONE = np.zeros(0, dtype=np.int64)
_LEAST_SHARED = 0.1  # chance that two tokens, each read in the other script, are one token


def _ratios(pack: Pack) -> dict[tuple[str, str], float]:
    """Give the log of how much oftener two tokens are paired than chance would pair them."""
    return {
        (one, other): math.log(count * pack.persons / (pack.tokens[one] * pack.tokens[other]))
        for (one, other), count in pack.pairs.items()
    }


def _ratios_within(pack: Pack) -> dict[tuple[str, str], float]:
    """Give the same for two tokens that spell one token of the other script: "Hossein", "Husayn" = حسین."""
    spelled: dict[str, list[tuple[str, float]]] = defaultdict(list)  # a token -> those it is paired with
    for (one, other), count in pack.pairs.items():
        spelled[one].append((other, min(count / pack.tokens[other], 1)))
        spelled[other].append((one, min(count / pack.tokens[one], 1)))
    shared: dict[tuple[str, str], float] = defaultdict(float)
    common: dict[tuple[str, str], float] = defaultdict(float)
    for middle, ends in spelled.items():
        for (one, part), (other, other_part) in combinations(sorted(ends), 2):
            shared[one, other] += part * other_part
            common[one, other] += part * other_part * pack.persons / pack.tokens[middle]
    return {pair: math.log(common[pair]) for pair, share in shared.items() if share >= _LEAST_SHARED}
