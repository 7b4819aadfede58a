"""Learn a pack from pairs of names known to be one person's: letter costs and the spellings of tokens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from everyname.names.align import costs_of
from everyname.names.columns import NameTable, name_table
from everyname.names.letter_kernel import count_letters
from everyname.names.letters import ARABIC_SIDE, LATIN_SIDE, SYMBOLS, deletion_costs, substitution_costs
from everyname.names.pack import LEAST_PERSONS, Pack
from everyname.names.path_kernel import align_tokens
from everyname.names.tokens import lay_out

__all__ = ["learn_pack"]

_ROUNDS = 3
_SCALE = 6.0  # a spelling met once in e**6 (about 400) costs a whole letter
_TRUST = 40.0  # letters' worth of trust in the costs set by hand
_ALIGNED = 0.0  # log odds from which two aligned tokens are taken to write one name part
_LEAST_PAIRED, _LEAST_SHARE = 2, 0.05  # persons spelled by both tokens, and of those who bear the rarer one

Progress = Callable[[str, int, int], None]


def learn_pack(
    pairs: Sequence[tuple[str, str]],
    region: str,
    *,
    least: int = LEAST_PERSONS,
    progress: Progress | None = None,
) -> Pack:
    """Learn from `pairs`, each two spellings of one person's name, in two scripts or in one.

    Expectation and maximisation by the best path (Viterbi training; Juang and Rabiner 1990): tokens are
    aligned under the costs at hand, their letters likewise, and the costs are drawn anew from the counts,
    for three rounds. A token borne by fewer than `least` persons is left out; no full name is kept.
    """
    table = name_table([name for pair in pairs for name in pair])
    left = np.arange(0, 2 * len(pairs), 2, dtype=np.int64)
    pack = Pack(region=region)
    for done in range(_ROUNDS):
        if progress is not None:
            progress("learn", done, _ROUNDS)
        ones, others, odds = _aligned(table, left, left + 1, pack)
        swaps, losses = _letters(table, ones[odds > _ALIGNED], others[odds > _ALIGNED], pack)
        pack = Pack(region=region, swaps=swaps, losses=losses)
    ones, others, odds = _aligned(table, left, left + 1, pack)
    tokens, spelled = _spellings(table, ones[odds > _ALIGNED], others[odds > _ALIGNED], least)
    if progress is not None:
        progress("learn", _ROUNDS, _ROUNDS)
    return Pack(
        region=region, swaps=pack.swaps, losses=pack.losses, tokens=tokens, persons=len(pairs), pairs=spelled
    )


Ints = NDArray[np.int64]


def _aligned(table: NameTable, left: Ints, right: Ints, pack: Pack) -> tuple[Ints, Ints, NDArray[np.float32]]:
    """Give the token pairs of the best paths, each as two token numbers and their log odds."""
    costs = costs_of((pack,))
    return align_tokens(
        lay_out(table.vocabulary, (pack,), costs.loss), costs, table.tokens, table.lengths, left, right
    )


_Letters = tuple[dict[tuple[str, str], float], dict[tuple[str, int], float]]


def _letters(table: NameTable, ones: Ints, others: Ints, pack: Pack) -> _Letters:
    """Draw the costs of letters anew from aligned tokens; each distinct pair of tokens weighs by the log."""
    size = np.int64(max(len(table.vocabulary), 1))
    distinct, counts = np.unique(ones * size + others, return_counts=True)
    costs = costs_of((pack,))
    swaps, losses = count_letters(
        lay_out(table.vocabulary, (pack,), costs.loss),
        costs,
        distinct // size,
        distinct % size,
        np.log1p(counts).astype(np.float64),
    )
    return _draw_swaps(swaps, losses), _draw_losses(swaps, losses)


_STEP = 0.005  # a smaller change of a cost is not worth its line


def _draw_swaps(swaps: NDArray[np.float64], losses: NDArray[np.float64]) -> dict[tuple[str, str], float]:
    by_hand = substitution_costs()
    both = swaps + swaps.T
    share = (both + _TRUST * np.exp(-_SCALE * by_hand)) / (_met(both, losses)[:, _SIDES] + _TRUST)
    drawn = np.clip(-np.log(np.maximum(share, share.T)) / _SCALE, 0, 1)
    seen = (_met(both, losses)[:, _SIDES] > 0) & (np.abs(drawn - by_hand) > _STEP)
    found = np.argwhere(np.triu(seen[: len(_NAMES), : len(_NAMES)], 1))
    return {(_NAMES[a], _NAMES[b]): round(float(drawn[a, b]), 3) for a, b in found.tolist()}


def _draw_losses(swaps: NDArray[np.float64], losses: NDArray[np.float64]) -> dict[tuple[str, int], float]:
    """Give the cost of a symbol with none across; counts within a script say nothing of the other's."""
    by_hand = deletion_costs()
    met = _met(swaps + swaps.T, losses).T
    share = (losses + _TRUST * np.exp(-_SCALE * by_hand)) / (met + _TRUST)
    drawn = np.clip(-np.log(share) / _SCALE, 0, 1)
    found = np.argwhere((met > 0) & (np.abs(drawn - by_hand) > _STEP))
    return {
        (_NAMES[code], side): round(float(drawn[side, code]), 3)
        for side, code in found.tolist()
        if code < len(_NAMES)
    }


_NAMES = list(SYMBOLS)
_SIDES = np.full(substitution_costs().shape[0], ARABIC_SIDE)
_SIDES[[code for name, code in SYMBOLS.items() if name.strip("^$").isascii()]] = LATIN_SIDE


def _met(both: NDArray[np.float64], losses: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give (symbols, 2): how often each symbol faced the Arabic and the Latin side, swapped or lost."""
    sides = [both[:, side == _SIDES].sum(axis=1) + losses[side] for side in (ARABIC_SIDE, LATIN_SIDE)]
    return np.stack(sides, axis=1)


def _spellings(
    table: NameTable, ones: Ints, others: Ints, least: int
) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Count the persons (two rows each) of each token and pair of tokens, rare ones left out."""
    words = table.vocabulary
    both = table.tokens.reshape(-1, 2 * table.tokens.shape[1])
    persons = Counter(words[at] for row in both for at in {*row.tolist()} - {-1})
    tokens = {token: count for token, count in persons.items() if count >= least and len(token) > 1}
    met = Counter(
        (min(words[a], words[b]), max(words[a], words[b]))
        for a, b in zip(ones.tolist(), others.tolist(), strict=True)
    )
    spelled = {
        pair: count
        for pair, count in met.items()
        if pair[0] != pair[1]
        and pair[0] in tokens
        and pair[1] in tokens
        and count >= max(_LEAST_PAIRED, _LEAST_SHARE * min(tokens[pair[0]], tokens[pair[1]]))
    }
    return tokens, spelled
