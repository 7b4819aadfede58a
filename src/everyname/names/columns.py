"""Hold many names as columns of token numbers, so that what follows need not loop over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TOKENS, parse_name

__all__ = ["NameTable", "name_table"]


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
    tokens = np.full((len(names), MAX_TOKENS), -1, dtype=np.int32)
    lengths = np.zeros(len(names), dtype=np.int8)
    for row, name in enumerate(names):
        parsed = parse_name(name).tokens
        lengths[row] = len(parsed)
        for place, token in enumerate(parsed):
            tokens[row, place] = numbers.setdefault(token, len(numbers))
    return NameTable(vocabulary=tuple(numbers), tokens=tokens, lengths=lengths)
