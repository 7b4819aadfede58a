"""Align the tokens of two names in order, with skips and joins, for many pairs of names at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from everyname.names.parse import MAX_TOKENS, parse_name
from everyname.names.tokens import TokenTable

__all__ = ["FEATURES", "name_features"]

FEATURES = ("worst", "mean", "first", "last", "matched", "skipped_short", "skipped_long", "turned")

_CHUNK = 1 << 18
_BASE = 0.35  # a likeness below this is worse than two skips
_SKIP = 0.12
_JOIN = 0.04
_POOR = 0.6
_UNFIT = 0.8

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class _Names:
    """Names as padded arrays of token numbers: each token, and each two neighbours written as one."""

    def __init__(self, names: Sequence[str]) -> None:
        self.table = TokenTable()
        self.tokens = np.zeros((len(names), MAX_TOKENS), dtype=np.int64)
        self.joined = np.zeros((len(names), MAX_TOKENS), dtype=np.int64)
        self.lengths = np.zeros(len(names), dtype=np.int64)
        for row, name in enumerate(names):
            tokens = parse_name(name).tokens
            self.lengths[row] = len(tokens)
            for place, token in enumerate(tokens):
                self.tokens[row, place] = self.table.id_of(token)
                if place:
                    self.joined[row, place] = self.table.id_of(tokens[place - 1] + token)


def name_features(names: Sequence[str], left: Ints, right: Ints) -> Floats:
    """Give the (pairs, FEATURES) table for pairs of places in `names`; all 0 where a side has no token."""
    known = _Names(names)
    table = np.zeros((left.size, len(FEATURES)), dtype=np.float32)
    size = np.maximum(known.lengths[left], known.lengths[right])
    usable = np.flatnonzero(np.minimum(known.lengths[left], known.lengths[right]) > 0)
    ordered = usable[np.argsort(size[usable], kind="stable")]
    for start in range(0, ordered.size, _CHUNK):
        rows = ordered[start : start + _CHUNK]
        table[rows] = _Alignment(known, left[rows], right[rows]).features()
    return table


class _Alignment:
    """One chunk of pairs: likeness of every token pair, then the best monotone path."""

    def __init__(self, names: _Names, left: Ints, right: Ints) -> None:
        self.left_size, self.right_size = names.lengths[left], names.lengths[right]
        self.rows, self.wide = int(self.left_size.max()), int(self.right_size.max())
        a, b = names.tokens[left, : self.rows], names.tokens[right, : self.wide]
        joined_a, joined_b = names.joined[left, : self.rows], names.joined[right, : self.wide]
        differ = self.left_size != self.right_size
        here_a = np.arange(self.rows)[None, :] < self.left_size[:, None]
        here_b = np.arange(self.wide)[None, :] < self.right_size[:, None]
        (self.plain,) = _score_blocks(names.table, [(a, b, here_a, here_b)])
        # Joins are sought where each side has a token that fits nothing, and not merely one in place.
        differ |= (self._diagonal() < _POOR).sum(axis=1) > 1
        differ &= (here_a & (self.plain.max(axis=2) < _UNFIT)).any(axis=1)
        differ &= (here_b & (self.plain.max(axis=1) < _UNFIT)).any(axis=1)
        second_a = here_a & (np.arange(self.rows) > 0)[None, :] & differ[:, None]
        second_b = here_b & (np.arange(self.wide) > 0)[None, :] & differ[:, None]
        self.two_left, self.two_right = _score_blocks(
            names.table, [(joined_a, b, second_a, here_b), (a, joined_b, here_a, second_b)]
        )

    def features(self) -> Floats:
        """Give the features of the best path, in order or with the last token put first."""
        table = self._follow(self.plain)
        turned = self._turn()
        incomplete = (table[:, FEATURES.index("skipped_short")] > 0) | (table[:, 0] < _POOR)
        rows = np.flatnonzero(turned & incomplete)
        if rows.size:
            part = self._only(rows)
            rolled = part._follow(part._rolled())
            rolled[:, FEATURES.index("turned")] = 1
            better = _total(rolled) > _total(table[rows])
            table[rows[better]] = rolled[better]
        return table

    def _diagonal(self) -> Floats:
        shared = min(self.rows, self.wide)
        inside = np.arange(shared)[None, :] < np.minimum(self.left_size, self.right_size)[:, None]
        places = np.arange(shared)
        diagonal: Floats = np.where(inside, self.plain[:, places, places], np.float32(1))
        return diagonal

    def _turn(self) -> NDArray[np.bool_]:
        pairs = np.arange(self.left_size.size)
        crossed = self.plain[pairs, 0, self.right_size - 1] > 0.6
        crossed &= self.plain[pairs, self.left_size - 1, 0] > 0.6
        found: NDArray[np.bool_] = crossed & (self.left_size == self.right_size) & (self.left_size > 1)
        return found

    def _only(self, rows: Ints) -> _Alignment:
        part = object.__new__(_Alignment)
        part.left_size, part.right_size = self.left_size[rows], self.right_size[rows]
        part.rows, part.wide = self.rows, self.wide
        part.plain, part.two_left, part.two_right = (
            scores[rows] for scores in (self.plain, self.two_left, self.two_right)
        )
        return part

    def _rolled(self) -> Floats:
        places = np.arange(self.rows)[None, :]
        size = self.left_size[:, None]
        order = np.where(places < size, (places - 1) % size, places)
        # Swapping two tokens reads the same both ways; longer names put the family name first.
        return np.take_along_axis(self.plain, order[:, :, None], axis=1)

    def _follow(self, plain: Floats) -> Floats:
        count = self.left_size.size
        zero, one = np.zeros(count, np.float32), np.ones(count, np.float32)
        start = (zero, one, zero, zero)  # value, worst, sum, matched
        before = [_skip(start, j) for j in range(self.wide + 1)]
        older = before
        ends = _End(self.left_size, self.right_size)
        for i in range(self.rows):
            now = [_skip(start, i + 1)]
            for j in range(self.wide):
                cell = _step(before[j], plain[:, i, j], 0)
                cell = _best(cell, _skip(before[j + 1], 1))
                cell = _best(cell, _skip(now[j], 1))
                if i:
                    cell = _best(cell, _step(older[j], self.two_left[:, i, j], _JOIN))
                if j:
                    cell = _best(cell, _step(before[j - 1], self.two_right[:, i, j], _JOIN))
                now.append(cell)
                ends.keep(i, j, cell)
            older, before = before, now
        return self._table(ends, plain)

    def _table(self, ends: _End, plain: Floats) -> Floats:
        pairs = np.arange(self.left_size.size)
        matched = np.maximum(ends.matched, 1)
        last_a, last_b = self.left_size - 1, self.right_size - 1
        first = np.maximum.reduce(
            [plain[:, 0, 0], self._at(self.two_left, 1, 0), self._at(self.two_right, 0, 1)]
        )
        last = np.maximum.reduce(
            [scores[pairs, last_a, last_b] for scores in (plain, self.two_left, self.two_right)]
        )
        short, long = np.minimum(self.left_size, self.right_size), np.maximum(self.left_size, self.right_size)
        worst = np.where(ends.matched > 0, ends.worst, 0)
        columns = (worst, ends.total / matched, first, last, ends.matched)
        skipped = (np.maximum(short - ends.matched, 0), np.maximum(long - ends.matched, 0))
        return np.stack([*columns, *skipped, np.zeros(pairs.size)], axis=1).astype(np.float32)

    @staticmethod
    def _at(scores: Floats, i: int, j: int) -> Floats:
        if i >= scores.shape[1] or j >= scores.shape[2]:
            return np.zeros(scores.shape[0], dtype=np.float32)
        return scores[:, i, j]


def _total(table: Floats) -> Floats:
    total: Floats = table[:, FEATURES.index("mean")] * table[:, FEATURES.index("matched")]
    return total


_State = tuple[Floats, Floats, Floats, Floats]


def _step(state: _State, likeness: Floats, loss: float) -> _State:
    value, worst, total, matched = state
    likeness = likeness - np.float32(loss)
    return (value + likeness - _BASE, np.minimum(worst, likeness), total + likeness, matched + 1)


def _skip(state: _State, tokens: int) -> _State:
    return (state[0] - np.float32(_SKIP * tokens), *state[1:])


def _best(one: _State, other: _State) -> _State:
    better = other[0] > one[0]
    return tuple(np.where(better, new, old) for new, old in zip(other, one, strict=True))  # type: ignore[return-value]


class _End:
    """The state at the end of each pair, kept as the path reaches it."""

    def __init__(self, left_size: Ints, right_size: Ints) -> None:
        self.last_a, self.last_b = left_size - 1, right_size - 1
        self.worst, self.total, self.matched = (np.zeros(left_size.size, np.float32) for _ in range(3))

    def keep(self, i: int, j: int, cell: _State) -> None:
        rows = np.flatnonzero((self.last_a == i) & (self.last_b == j))
        if rows.size:
            _, worst, total, matched = cell
            self.worst[rows], self.total[rows], self.matched[rows] = worst[rows], total[rows], matched[rows]


_Block = tuple[Ints, Ints, NDArray[np.bool_], NDArray[np.bool_]]


def _score_blocks(table: TokenTable, blocks: Sequence[_Block]) -> list[Floats]:
    size = np.int64(len(table))
    masks = [here_a[:, :, None] & here_b[:, None, :] for _, _, here_a, here_b in blocks]
    packed = [
        (a[:, :, None] * size + b[:, None, :])[mask] for (a, b, _, _), mask in zip(blocks, masks, strict=True)
    ]
    distinct, places = np.unique(np.concatenate(packed), return_inverse=True)
    scores = table.score(distinct // size, distinct % size)[places]
    filled, start = [], 0
    for mask, part in zip(masks, packed, strict=True):
        block = np.zeros(mask.shape, dtype=np.float32)
        block[mask] = scores[start : start + part.size]
        filled.append(block)
        start += part.size
    return filled
