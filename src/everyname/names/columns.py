"""Hold many names as columns of token numbers, so that what follows need not loop over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TOKENS, parse_name

__all__ = ["NameTable", "distinct_rows", "name_table"]

_MIX = np.uint64(0x9E3779B97F4A7C15)  # 2**64 over the golden ratio


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
    """Parse `names` into a table."""
    numbers: dict[str, int] = {}
    flat: list[int] = []
    sizes: list[int] = []
    for name in names:
        parsed = parse_name(name).tokens
        sizes.append(len(parsed))
        flat += [numbers.setdefault(token, len(numbers)) for token in parsed]
    lengths = np.array(sizes, dtype=np.int8)
    tokens = np.full((len(sizes), MAX_TOKENS), -1, dtype=np.int32)
    tokens[np.arange(MAX_TOKENS)[None, :] < lengths[:, None]] = flat
    return NameTable(vocabulary=tuple(numbers), tokens=tokens, lengths=lengths)


def distinct_rows(table: NameTable) -> tuple[NameTable, NDArray[np.int32]]:
    """Give a table that holds each sequence of tokens once, in order, and the row in it of every name."""
    hashed = np.zeros(len(table.lengths), dtype=np.uint64)
    for place in range(MAX_TOKENS):
        hashed = (hashed ^ (table.tokens[:, place].astype(np.int64) + 2).astype(np.uint64)) * _MIX
        hashed ^= hashed >> np.uint64(29)
    _, first, back = np.unique(hashed, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place_of = np.empty(order.size, dtype=np.int32)
    place_of[order] = np.arange(order.size, dtype=np.int32)
    kept = first[order]
    distinct = NameTable(vocabulary=table.vocabulary, tokens=table.tokens[kept], lengths=table.lengths[kept])
    return distinct, place_of[back]
