"""Align the tokens of two names along the best monotone path; compiled at the first call."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.names.letters import ARABIC_SIDE, LATIN_SIDE
from everyname.names.token_kernel import (
    LONE,
    MIX,
    NOTHING,
    SCRIPT,
    WORK,
    Costs,
    Tokens,
    attested_of,
    joined_odds,
    may_join,
    may_match,
    solid_odds,
    token_odds,
)

__all__ = ["COLUMNS", "SOLID", "align_pairs", "align_tokens", "path_of"]

COLUMNS = 17  # of a row of features, see align.FEATURES
SOLID = 3  # kind of step: the whole names, written without a space
_CACHE = 1 << 18
_CROSSED = 0.6  # likeness from which an end of one name may be the other end of the other
_BASE, _SKIP, _JOIN = 0.35, 0.12, 0.04
_SURE = 2.0  # log odds from which no other place is sought for a token

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@compiled
def _follow(
    odds: F32,
    two_left: F32,
    two_right: F32,
    rows: int,
    wide: int,
    order: I64,
    path: I64,
    value: NDArray[np.float64],
    came: I64,
) -> tuple[float, int]:
    """Fill `path` with (i, j, kind) of the best monotone path; give its value and its steps.

    `order` is the order in which the left tokens are read; `odds` are squashed to (0, 1). Kinds: 0 a
    token each, 1 two left tokens are the right one, 2 the other way round. i, j are the last taken.
    """
    value[0, 0] = 0.0
    for i in range(1, rows + 1):
        value[i, 0], came[i, 0] = -_SKIP * i, 1
    for j in range(1, wide + 1):
        value[0, j], came[0, j] = -_SKIP * j, 2
    for i in range(1, rows + 1):
        at = order[i - 1]
        for j in range(1, wide + 1):
            best, move = value[i - 1, j - 1] + odds[at, j - 1] - _BASE, 0
            if value[i - 1, j] - _SKIP > best:
                best, move = value[i - 1, j] - _SKIP, 1
            if value[i, j - 1] - _SKIP > best:
                best, move = value[i, j - 1] - _SKIP, 2
            if i > 1 and at == order[i - 2] + 1 and two_left[at, j - 1] > 0.0:
                join = value[i - 2, j - 1] + two_left[at, j - 1] - _BASE - _JOIN
                if join > best:
                    best, move = join, 3
            if j > 1 and two_right[at, j - 1] > 0.0:
                join = value[i - 1, j - 2] + two_right[at, j - 1] - _BASE - _JOIN
                if join > best:
                    best, move = join, 4
            value[i, j], came[i, j] = best, move
    i, j, steps = rows, wide, 0
    while i > 0 or j > 0:
        move = came[i, j]
        if move == 1:
            i -= 1
        elif move == 2:
            j -= 1
        else:
            path[steps, 0], path[steps, 1] = order[i - 1], j - 1
            path[steps, 2] = 0 if move == 0 else move - 2
            steps += 1
            i -= 2 if move == 3 else 1
            j -= 2 if move == 4 else 1
    return value[rows, wide], steps


class Work(NamedTuple):
    """Room for one pair of names at a time, and a cache of token pairs met before."""

    odds: F32  # (4, n, n): a token each, two left ones, two right ones; last, whole names
    near: F32  # (3, n, n): the same squashed to (0, 1), 0 where hopeless
    line: F32
    word: NDArray[np.int16]
    other_word: NDArray[np.int16]
    lone: I64  # (2, n) 1 for a token that fits none across
    order: I64
    path: I64
    other_path: I64
    value: NDArray[np.float64]
    came: I64
    cache_keys: I64
    cache: F32


@compiled
def _work(most: int) -> Work:
    return Work(
        np.zeros((4, most, most), np.float32),
        np.zeros((3, most, most), np.float32),
        np.zeros((2, WORK + 1), np.float32),
        np.zeros(WORK, np.int16),
        np.zeros(WORK, np.int16),
        np.zeros((2, most), np.int64),
        np.zeros(most, np.int64),
        np.zeros((most + 1, 3), np.int64),
        np.zeros((most + 1, 3), np.int64),
        np.zeros((most + 1, most + 1), np.float64),
        np.zeros((most + 1, most + 1), np.int64),
        np.zeros(_CACHE, np.int64),
        np.zeros(_CACHE, np.float32),
    )


@compiled
def _fill(tokens: Tokens, costs: Costs, a: I32, rows: int, b: I32, wide: int, work: Work) -> bool:
    """Fill `work.odds[0]` for every pair of tokens; say whether every token fits the one in its own place."""
    meta, odds, cache_keys, cache = tokens.meta, work.odds, work.cache_keys, work.cache
    straight = rows == wide
    for gap in range(max(rows, wide)):  # nearest the diagonal first
        for i in range(rows):
            for side in range(2 if gap else 1):
                j = i - gap if side else i + gap
                if j < 0 or j >= wide:
                    continue
                one, other = a[i], b[j]
                if not may_match(meta, one, other):
                    odds[0, i, j] = NOTHING
                else:
                    low, high = min(one, other), max(one, other)
                    key = np.int64(low) * meta.shape[0] + high + 1
                    slot = ((key * MIX) >> 24) & (_CACHE - 1)
                    if cache_keys[slot] != key:
                        cache_keys[slot] = key
                        cache[slot] = token_odds(tokens, costs, low, high, work.line)
                    odds[0, i, j] = cache[slot]
                if gap == 0 and odds[0, i, j] < _SURE:
                    straight = False
        if straight:
            return True
    return False


@compiled
def _fill_joins(tokens: Tokens, costs: Costs, a: I32, rows: int, b: I32, wide: int, work: Work) -> int:
    """Fill `work.odds[1:]`: two tokens against one, where they fit nothing as they stand; count those."""
    meta, odds, lone = tokens.meta, work.odds, work.lone
    _find_lone(odds, rows, wide, lone)
    count_a, count_b = int(lone[0, :rows].sum()), int(lone[1, :wide].sum())
    # One token for another is no join; no token in common, no name written apart.
    is_apart = count_a == rows and count_b == wide and min(rows, wide) > 1
    may_be = count_a + count_b >= 3 and not is_apart
    for i in range(rows):
        for j in range(wide):
            odds[1, i, j] = odds[2, i, j] = NOTHING
            if not may_be:
                continue
            if (
                i > 0
                and lone[1, j]
                and (lone[0, i] or lone[0, i - 1])
                and may_join(meta, a[i - 1], a[i], b[j])
            ):
                odds[1, i, j] = joined_odds(tokens, costs, a[i - 1], a[i], b[j], work.line, work.word)
            if (
                j > 0
                and lone[0, i]
                and (lone[1, j] or lone[1, j - 1])
                and may_join(meta, b[j - 1], b[j], a[i])
            ):
                odds[2, i, j] = joined_odds(tokens, costs, b[j - 1], b[j], a[i], work.line, work.word)
    return count_a + count_b


@compiled
def _find_lone(odds: F32, rows: int, wide: int, lone: I64) -> None:
    """Mark in `lone` the tokens of either side that fit none across."""
    lone[0, :rows], lone[1, :wide] = 1, 1
    for i in range(rows):
        for j in range(wide):
            if odds[0, i, j] > LONE:
                lone[0, i] = lone[1, j] = 0


@compiled
def _best_path(rows: int, wide: int, work: Work) -> tuple[int, int]:
    """Fill `work.path` with the better of the order given and an end read first; give (steps, turned)."""
    odds, near, path = work.odds, work.near, work.path
    for kind in range(3):
        for i in range(rows):
            for j in range(wide):
                value = odds[kind, i, j]
                near[kind, i, j] = 1.0 / (1.0 + np.exp(-value)) if value > NOTHING else 0.0
    for i in range(rows):
        work.order[i] = i
    value, steps = _follow(near[0], near[1], near[2], rows, wide, work.order, path, work.value, work.came)
    worst = 9.0
    for step in range(steps):
        worst = min(worst, odds[path[step, 2], path[step, 0], path[step, 1]])
    if (steps == min(rows, wide) and worst > 0.0) or min(rows, wide) < 2:
        return steps, 0
    if near[0, rows - 1, 0] < _CROSSED and near[0, 0, wide - 1] < _CROSSED:
        return steps, 0  # no end fits the other name's other end
    turned = 0
    for turn in range(2):
        for i in range(rows):
            work.order[i] = (i - 1) % rows if turn == 0 else (i + 1) % rows
        found, found_steps = _follow(
            near[0], near[1], near[2], rows, wide, work.order, work.other_path, work.value, work.came
        )
        if found > value + 0.3 and found_steps >= 2:
            value, steps, turned = found, found_steps, 1
            path[:steps] = work.other_path[:steps]
    return steps, turned


@compiled
def _align(tokens: Tokens, costs: Costs, a: I32, rows: int, b: I32, wide: int, work: Work) -> tuple[int, int]:
    """Fill `work.path` for two names; give (steps, turned)."""
    if _fill(tokens, costs, a, rows, b, wide, work):
        for at in range(rows):
            work.path[at, 0], work.path[at, 1], work.path[at, 2] = rows - 1 - at, rows - 1 - at, 0
        return rows, 0
    lone = _fill_joins(tokens, costs, a, rows, b, wide, work)
    steps, turned = _best_path(rows, wide, work)
    # Names written apart in other places leave three tokens alone, or four where both have as many.
    if lone >= (3 if rows != wide else 4):
        worst = _worst(rows, wide, steps, work)
        if worst < LONE:
            solid = solid_odds(tokens, costs, a, rows, b, wide, work.line, work.word, work.other_word)
            if solid > max(worst, 0.0):
                work.path[0, 0], work.path[0, 1], work.path[0, 2] = rows - 1, wide - 1, SOLID
                work.odds[SOLID, rows - 1, wide - 1] = solid
                return 1, 0
    return steps, turned


@compiled
def _worst(rows: int, wide: int, steps: int, work: Work) -> float:
    """Give the least log odds along the path, NOTHING where a token of the shorter name is left out."""
    worst, taken, taken_wide = 6.0, 0, 0
    for step in range(steps):
        kind = work.path[step, 2]
        worst = min(worst, work.odds[kind, work.path[step, 0], work.path[step, 1]])
        taken += 2 if kind == 1 else 1
        taken_wide += 2 if kind == 2 else 1
    return worst if taken == rows or taken_wide == wide else NOTHING


@compiled
def align_pairs(
    tokens: Tokens, costs: Costs, names: I32, lengths: NDArray[np.int8], left: I64, right: I64, table: F32
) -> None:
    """Fill the (pairs, COLUMNS) `table` of features for pairs of rows of `names`; 0 where a side is empty."""
    work = _work(names.shape[1])
    for pair in range(left.size):
        rows, wide = lengths[left[pair]], lengths[right[pair]]
        if rows and wide:
            steps, turned = _align(tokens, costs, names[left[pair]], rows, names[right[pair]], wide, work)
            _describe(
                tokens,
                costs,
                names[left[pair]],
                rows,
                names[right[pair]],
                wide,
                work,
                steps,
                turned,
                table[pair],
            )


@compiled
def _describe(
    tokens: Tokens,
    costs: Costs,
    a: I32,
    rows: int,
    b: I32,
    wide: int,
    work: Work,
    steps: int,
    turned: int,
    row: F32,
) -> None:
    """Fill one row of features from a path; see align.FEATURES."""
    worst, second, total = 6.0, 6.0, 0.0
    joins, rows_taken, wide_taken, first, last = 0, 0, 0, NOTHING, NOTHING
    strange, attested, common = 0.0, 0.0, 0.0
    one, other = tokens.meta[a[0], SCRIPT], tokens.meta[b[0], SCRIPT]
    row[15] = 1.0 if one == other == LATIN_SIDE else 0.0
    row[16] = 1.0 if one == other == ARABIC_SIDE else 0.0
    for step in range(steps):
        i, j, kind = work.path[step, 0], work.path[step, 1], work.path[step, 2]
        value = work.odds[kind, i, j]
        if kind == SOLID:
            row[0] = row[1] = row[2] = row[3] = row[4] = value
            row[5] = row[10] = min(rows, wide)
            row[6] = row[7] = row[8] = row[12] = row[13] = row[14] = 0
            row[9], row[11] = max(rows, wide) - min(rows, wide) + 1, value * min(rows, wide)
            return
        two_a, two_b = 1 if kind == 1 else 0, 1 if kind == 2 else 0
        rows_taken += 1 + two_a
        wide_taken += 1 + two_b
        joins += two_a + two_b
        total += value
        if value < worst:
            worst, second = value, worst
        elif value < second:
            second = value
        if i == two_a and j == two_b:
            first = value
        if i == rows - 1 and j == wide - 1:
            last = value
        if kind == 0:
            common += min(tokens.common[a[i]], tokens.common[b[j]]) if a[i] != b[j] else tokens.common[a[i]]
            if a[i] != b[j]:
                ratio, odd = attested_of(tokens.known, costs.keys, costs.values, a[i], b[j])
                strange += odd
                attested += 1.0 if ratio > 0.0 else 0.0
    row[0] = worst if steps else NOTHING
    row[1] = second if steps else NOTHING
    row[2] = total / steps if steps else NOTHING
    row[3], row[4], row[5] = first, last, steps
    row[6] = min(rows - rows_taken, wide - wide_taken)
    row[7] = max(rows - rows_taken, wide - wide_taken)
    row[8], row[9], row[10], row[11] = turned, joins, min(rows, wide), total
    row[12], row[13], row[14] = strange, attested, common / max(steps, 1)


@compiled
def path_of(tokens: Tokens, costs: Costs, a: I32, b: I32) -> tuple[I64, F32, int]:
    """Give the path (steps, 3) of two names of one token or more, each step's log odds, and 1 if turned."""
    work = _work(max(a.size, b.size))
    steps, turned = _align(tokens, costs, a, a.size, b, b.size, work)
    values = np.zeros(steps, np.float32)
    for step in range(steps):
        values[step] = work.odds[work.path[step, 2], work.path[step, 0], work.path[step, 1]]
    return work.path[:steps], values, turned


@compiled
def align_tokens(
    tokens: Tokens, costs: Costs, names: I32, lengths: NDArray[np.int8], left: I64, right: I64
) -> tuple[I64, I64, F32]:
    """Give the tokens that the best paths set against each other, one for one: left, right, log odds."""
    work = _work(names.shape[1])
    most = left.size * names.shape[1]
    ones, others, odds = np.zeros(most, np.int64), np.zeros(most, np.int64), np.zeros(most, np.float32)
    count = 0
    for pair in range(left.size):
        a, b = names[left[pair]], names[right[pair]]
        rows, wide = lengths[left[pair]], lengths[right[pair]]
        if rows == 0 or wide == 0:
            continue
        steps, _ = _align(tokens, costs, a, rows, b, wide, work)
        for step in range(steps):
            i, j, kind = work.path[step, 0], work.path[step, 1], work.path[step, 2]
            if kind == 0:
                ones[count], others[count], odds[count] = a[i], b[j], work.odds[0, i, j]
                count += 1
    return ones[:count], others[:count], odds[:count]
