"""Count which letters stand for which along the cheapest edits of tokens; compiled at the first call."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.names.token_kernel import FORMS, LEAST, SCRIPT, SIZE, WORK, Costs, Tokens, edit

__all__ = ["count_letters"]

F32 = NDArray[np.float32]
I64 = NDArray[np.int64]


@compiled
def _best_forms(tokens: Tokens, costs: Costs, one: int, other: int, line: F32) -> tuple[int, int]:
    """Give the forms in which two tokens are nearest, -1 where no form is near."""
    best, form_a, form_b = 1.0 - LEAST, -1, -1
    loss_a = costs.loss[tokens.meta[other, SCRIPT]]
    loss_b = costs.loss[tokens.meta[one, SCRIPT]]
    for pair in range(FORMS * FORMS):
        row, column = one * FORMS + pair // FORMS, other * FORMS + pair % FORMS
        size_a, size_b = tokens.meta[one, SIZE + pair // FORMS], tokens.meta[other, SIZE + pair % FORMS]
        if size_a == 0 or size_b == 0:
            continue
        half = 0.5 * (
            tokens.heft[row, tokens.meta[other, SCRIPT]] + tokens.heft[column, tokens.meta[one, SCRIPT]]
        )
        half = max(half, 0.3)
        cost = edit(
            tokens.codes[row], size_a, tokens.codes[column], size_b, costs.swap, loss_a, loss_b, line, half
        )
        if cost / half < best - 0.001:
            best, form_a, form_b = cost / half, pair // FORMS, pair % FORMS
    return form_a, form_b


@compiled
def count_letters(
    tokens: Tokens, costs: Costs, left: I64, right: I64, weight: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count along the cheapest edits of token pairs.

    Gives (S, S) how often a left symbol stood for a right one, and (2, S) how often one had none across,
    by the script across.
    """
    size = costs.swap.shape[0]
    swaps, losses = np.zeros((size, size), np.float64), np.zeros((2, size), np.float64)
    table, line = np.zeros((WORK, WORK), np.float64), np.zeros((2, WORK + 1), np.float32)
    for pair in range(left.size):
        one, other = left[pair], right[pair]
        form_a, form_b = _best_forms(tokens, costs, one, other, line)
        if form_a < 0:
            continue
        a, b = tokens.codes[one * FORMS + form_a], tokens.codes[other * FORMS + form_b]
        size_a, size_b = tokens.meta[one, SIZE + form_a], tokens.meta[other, SIZE + form_b]
        across_a, across_b = tokens.meta[other, SCRIPT], tokens.meta[one, SCRIPT]
        for i in range(size_a + 1):
            for j in range(size_b + 1):
                if i == 0 and j == 0:
                    table[0, 0] = 0.0
                    continue
                gone = table[i - 1, j] + costs.loss[across_a, a[i - 1]] if i else 999.0
                come = table[i, j - 1] + costs.loss[across_b, b[j - 1]] if j else 999.0
                both = table[i - 1, j - 1] + costs.swap[a[i - 1], b[j - 1]] if i and j else 999.0
                table[i, j] = min(both, gone, come)
        i, j = size_a, size_b
        while i > 0 or j > 0:
            if i and j and table[i, j] == table[i - 1, j - 1] + costs.swap[a[i - 1], b[j - 1]]:
                i, j = i - 1, j - 1
                swaps[a[i], b[j]] += weight[pair]
            elif i and table[i, j] == table[i - 1, j] + costs.loss[across_a, a[i - 1]]:
                i -= 1
                losses[across_a, a[i]] += weight[pair]
            else:
                j -= 1
                losses[across_b, b[j]] += weight[pair]
    return swaps, losses
