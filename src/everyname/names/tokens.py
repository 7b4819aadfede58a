"""Score pairs of tokens by a weighted edit distance over symbols, many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from everyname.names.letters import (
    ARABIC_SIDE,
    LATIN_SIDE,
    deletion_costs,
    encode_token,
    sound_bits,
    substitution_costs,
)
from everyname.names.parse import strip_article

__all__ = ["TokenTable", "token_scores"]

_CHUNK = 1 << 15
_INITIAL = 0.7  # what an initial is worth when it fits
_ARTICLE = 0.03  # written with and without al-: nearly nothing
_GOOD = 0.93  # no other reading is tried above this
_FORM_PAIRS = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0), (1, 3), (3, 1))


class TokenTable:
    """Distinct tokens with their symbols, lengths and weights; grows as tokens are met."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._texts: list[str] = []

    def __len__(self) -> int:
        return len(self._texts)

    def id_of(self, token: str) -> int:
        """Give the number of a token, a new one where it was not met before."""
        found = self._ids.get(token)
        if found is None:
            found = self._ids[token] = len(self._texts)
            self._texts.append(token)
        return found

    def score(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
        """Give the likeness in [0, 1] of token `left[i]` and token `right[i]`."""
        used, back = np.unique(np.concatenate([left, right]), return_inverse=True)
        texts = [self._texts[at] for at in used.tolist()]
        return token_scores(texts, back[: left.size], back[left.size :])


def token_scores(
    texts: Sequence[str], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Give the likeness in [0, 1] of texts[left[i]] and texts[right[i]], the article left aside.

    1 minus the least cost of editing one into the other (Wagner-Fischer 1974, with the costs of
    `letters`), over half the cost of deleting both.
    """
    forms = [_forms(text) for text in texts]
    variants = [_Symbols(list(texts), [form[place] for form in forms]) for place in range(4)]
    best = variants[0].compare(variants[0], left, right)
    for one, other in _FORM_PAIRS:
        wanted = (best < _GOOD) & variants[one].exists[left] & variants[other].exists[right]
        rows = np.flatnonzero(wanted)
        if rows.size:
            loss = _ARTICLE * abs(one % 2 - other % 2)
            found = variants[one].compare(variants[other], left[rows], right[rows]) - loss
            best[rows] = np.maximum(best[rows], found)
    return best


_Form = tuple[int, ...] | None


@lru_cache(maxsize=1 << 17)
def _forms(text: str) -> tuple[_Form, _Form, _Form, _Form]:
    """Give the readings of a token: as it is, without article, with digraphs split, with both."""
    bare = strip_article(text)
    whole, split = encode_token(text), encode_token(text, split=True)
    bare_split = encode_token(bare, split=True) if bare != text else None
    return (
        whole,
        encode_token(bare) if bare != text else None,
        split if split != whole else None,
        bare_split if bare_split != split else None,
    )


class _Symbols:
    """The symbols of tokens as padded arrays."""

    def __init__(self, texts: Sequence[str], forms: Sequence[_Form]) -> None:
        self.exists = np.array([form is not None for form in forms], dtype=bool)
        encoded = [form or () for form in forms]
        self.lengths = np.array([len(codes) for codes in encoded], dtype=np.int64)
        width = max(1, int(self.lengths.max(initial=1)))
        self.codes = np.zeros((len(texts), width), dtype=np.int16)
        for row, codes in enumerate(encoded):
            self.codes[row, : len(codes)] = codes
        self.side = np.array([LATIN_SIDE if t.isascii() else ARABIC_SIDE for t in texts], dtype=np.int64)
        self.is_initial = np.array([len(t) == 1 for t in texts], dtype=bool)
        inside = np.arange(width)[None, :] < self.lengths[:, None]
        loss = deletion_costs()
        self.loss = np.stack([np.where(inside, loss[side][self.codes], 0) for side in (0, 1)])
        self.weight = self.loss.sum(axis=2)
        can, must = sound_bits()
        self.can = np.bitwise_or.reduce(np.where(inside, can[self.codes], 0), axis=1).astype(np.uint16)
        self.must = np.bitwise_or.reduce(np.where(inside, must[self.codes], 0), axis=1).astype(np.uint16)

    def compare(
        self, other: _Symbols, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        scores = np.zeros(left.size, dtype=np.float32)
        # Sounds one of them must have and the other cannot: two such, and no edit brings them near.
        apart = np.bitwise_count(self.must[left] & ~other.can[right])
        apart += np.bitwise_count(other.must[right] & ~self.can[left])
        length = np.maximum(self.lengths[left], other.lengths[right])
        rows = np.flatnonzero((apart <= 1) | self.is_initial[left] | other.is_initial[right])
        rows = rows[np.argsort(length[rows], kind="stable")]
        for start in range(0, rows.size, _CHUNK):
            chunk = rows[start : start + _CHUNK]
            scores[chunk] = self._edit(other, left[chunk], right[chunk])
        return scores

    def _edit(
        self, other: _Symbols, left: NDArray[np.int64], right: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        swap = substitution_costs()
        a, b = self.codes[left], other.codes[right]
        lose_a = self.loss[other.side[right], left]
        lose_b = other.loss[self.side[left], right]
        rows, wide = int(self.lengths[left].max(initial=0)), int(other.lengths[right].max(initial=0))
        before = np.zeros((wide + 1, left.size), dtype=np.float32)
        before[1:] = np.cumsum(lose_b[:, :wide], axis=1).T
        for i in range(rows):
            now = np.empty_like(before)
            gone = lose_a[:, i]
            now[0] = before[0] + gone
            inside_a = i < self.lengths[left]
            for j in range(wide):
                both = before[j] + swap[a[:, i], b[:, j]]
                np.minimum(both, before[j + 1] + gone, out=both)
                np.minimum(both, now[j] + lose_b[:, j], out=now[j + 1])
            before = np.where(inside_a[None, :], now, before)
        cost = before[other.lengths[right], np.arange(left.size)]
        half = 0.5 * (self.weight[other.side[right], left] + other.weight[self.side[left], right])
        score = np.clip(1 - cost / np.maximum(half, 0.3), 0, 1)
        return self._with_initials(other, left, right, score)

    def _with_initials(
        self,
        other: _Symbols,
        left: NDArray[np.int64],
        right: NDArray[np.int64],
        score: NDArray[np.float32],
    ) -> NDArray[np.float32]:
        lone = self.is_initial[left] ^ other.is_initial[right]
        if not lone.any():
            return score
        first = substitution_costs()[self.codes[left, 0], other.codes[right, 0]]
        return np.where(lone, np.where(first <= 0.2, _INITIAL, 0), score).astype(np.float32)
