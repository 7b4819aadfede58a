"""Hold many names as columns of token numbers, so that what follows need not loop over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TOKENS
from everyname.names.part_columns import MIX, Numbers, part_names

__all__ = ["NameTable", "distinct_rows", "name_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """Parsed names: row i holds the tokens of names[i].

    `vocabulary` are the distinct tokens; `tokens` (names, MAX_TOKENS) numbers them in order, -1 after
    the last; `lengths` (names,) counts them, 0 for a name that names nobody.
    """

    vocabulary: tuple[str, ...]
    tokens: NDArray[np.int32]
    lengths: NDArray[np.int8]


def name_table(names: Sequence[str]) -> NameTable:
    """Parse `names` into a table; the vocabulary is in the order in which its tokens are met."""
    numbers = Numbers()
    tokens = part_names(names, numbers)
    met = tokens[tokens >= 0]
    first = np.full(len(numbers) + 1, met.size, dtype=np.int64)
    first[met[::-1]] = np.arange(met.size)[::-1]
    order = np.argsort(first, kind="stable")[: np.count_nonzero(first < met.size)]
    place = np.full(first.size, -1, dtype=np.int32)
    place[order] = np.arange(order.size, dtype=np.int32)
    texts = list(numbers)
    return NameTable(
        vocabulary=tuple(texts[at] for at in order),
        tokens=place[tokens],  # -1 is the last place
        lengths=np.count_nonzero(tokens >= 0, axis=1).astype(np.int8),
    )


def distinct_rows(table: NameTable) -> tuple[NameTable, NDArray[np.int32]]:
    """Give a table that holds each sequence of tokens once, in order, and the row in it of every name."""
    hashed = np.zeros(len(table.lengths), dtype=np.uint64)
    for place in range(MAX_TOKENS):
        hashed = (hashed ^ (table.tokens[:, place].astype(np.int64) + 2).astype(np.uint64)) * MIX
        hashed ^= hashed >> np.uint64(29)
    _, first, back = np.unique(hashed, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place_of = np.empty(order.size, dtype=np.int32)
    place_of[order] = np.arange(order.size, dtype=np.int32)
    kept = first[order]
    distinct = NameTable(vocabulary=table.vocabulary, tokens=table.tokens[kept], lengths=table.lengths[kept])
    return distinct, place_of[back]
