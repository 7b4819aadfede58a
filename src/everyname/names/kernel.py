"""The innermost loops of comparing names: plain arithmetic over arrays, compiled at the first call.

A token is a row of symbols in one or more forms (`tokens`); a pair of tokens gets the log odds that
they write one name part; a pair of names gets the best monotone path through its token pairs.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.names.compiled import compiled

__all__ = [
    "COLUMNS",
    "FORMS",
    "MEASURES",
    "NOTHING",
    "Costs",
    "Tokens",
    "align_pairs",
    "lay_attested",
    "measure_tokens",
    "path_of",
]

NOTHING = -7.0  # log odds of two tokens that cannot be the same
MEASURES = 9  # what the token model weighs, see model.TOKEN_WEIGHTS
COLUMNS = 12  # of a row of features, see align.FEATURES
FORMS = 4
MAY, NEED, SCRIPT, INITIAL, SIZE, CAN, MUST = 0, 1, 2, 3, 4, 8, 12  # columns of Tokens.meta
_CACHE = 1 << 18
_WORK = 80  # symbols of two joined tokens, and some
_INITIAL = 0.8  # log odds of an initial that fits
_ARTICLE = 0.03
_LEAST = 0.4  # a likeness below this is as good as none
_GOOD = 0.93  # no other form is tried above this likeness
_BASE, _SKIP, _JOIN = 0.35, 0.12, 0.04
_SURE = 2.0  # log odds from which no other place is sought for a token
_LONE = 1.0  # log odds below which a token fits nothing well, and is tried joined to its neighbour
_MIX = -7046029254386353131  # 2**64 over the golden ratio, as Knuth's multiplicative hash takes it

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


class Tokens(NamedTuple):
    """A vocabulary of V tokens as arrays; form f of token t is row 4 t + f, of size 0 where there is none."""

    meta: I32  # (V, 16): sounds it may and must hold, script, initial; of each form size, sounds it can, must
    codes: NDArray[np.int16]  # (4 V, W) symbols
    heft: F32  # (4 V, 2) cost of deleting every symbol, by the script across
    known: I32  # (V, P) number in the lexicon of each pack, -1 where unknown


class Costs(NamedTuple):
    """What is learned or set: letter costs, the token model, and what packs attest."""

    swap: F32  # (S, S) cost of one symbol for another
    loss: F32  # (2, S) cost of a symbol with none across, by the script across
    inner: NDArray[np.int16]  # (S,) the symbol when it stands inside a word
    model: F32  # (3, MEASURES): across scripts, within Latin, within Arabic
    keys: I64  # open-addressed table of attested pairs: pack, token, token
    values: F32  # the log likelihood ratio of each


@compiled
def _edit(
    a: NDArray[np.int16],
    size_a: int,
    b: NDArray[np.int16],
    size_b: int,
    swap: F32,
    loss_a: F32,
    loss_b: F32,
    line: F32,
    most: float,
) -> float:
    """Give the least cost of editing `a` into `b` (Wagner and Fischer 1974), 99 where it is above `most`."""
    line[0] = 0.0
    for j in range(size_b):
        line[j + 1] = line[j] + loss_b[b[j]]
    for i in range(size_a):
        gone = loss_a[a[i]]
        before = line[0]
        line[0] = before + gone
        least = line[0]
        for j in range(size_b):
            both = min(before + swap[a[i], b[j]], line[j] + loss_b[b[j]])
            before = line[j + 1]
            line[j + 1] = min(both, before + gone)
            least = min(least, line[j + 1])
        if least > most:
            return 99.0
    return float(line[size_b])


@compiled
def _bits(value: int) -> int:
    """Count the bits of a number below 2**16."""
    rest = value - ((value >> 1) & 0x5555)
    rest = (rest & 0x3333) + ((rest >> 2) & 0x3333)
    rest = (rest + (rest >> 4)) & 0x0F0F
    return (rest + (rest >> 8)) & 0x1F


@compiled
def _apart(must_a: int, can_a: int, must_b: int, can_b: int) -> bool:
    """Say whether two sounds or more of one side cannot be heard in the other: no edit brings them near."""
    return _bits(must_a & ~can_b) + _bits(must_b & ~can_a) > 1


@compiled
def _likeness(
    meta: I32, codes: NDArray[np.int16], heft: F32, swap: F32, loss: F32, one: int, other: int, line: F32
) -> tuple[float, float]:
    """Give the likeness in [0, 1] of two tokens over their forms, and its cost; (0, 9) where hopeless."""
    best, best_cost = 0.0, 9.0
    script_a, script_b = meta[one, SCRIPT], meta[other, SCRIPT]
    bare_a, bare_b = 1 if meta[one, SIZE + 1] else 0, 1 if meta[other, SIZE + 1] else 0
    for pair in range(-1, FORMS * FORMS):
        form_a, form_b = (bare_a, bare_b) if pair < 0 else (pair // FORMS, pair % FORMS)
        size_a, size_b = meta[one, SIZE + form_a], meta[other, SIZE + form_b]
        if size_a == 0 or size_b == 0 or _apart(
            meta[one, MUST + form_a], meta[one, CAN + form_a], meta[other, MUST + form_b], meta[other, CAN + form_b]
        ):
            continue
        row, column = one * FORMS + form_a, other * FORMS + form_b
        half = max(0.5 * (heft[row, script_b] + heft[column, script_a]), 0.3)
        most = half * (1.0 - max(best, _LEAST))
        cost = _edit(codes[row], size_a, codes[column], size_b, swap, loss[script_b], loss[script_a], line, most)
        cost += _ARTICLE * ((form_a & 1) ^ (form_b & 1))
        if 1.0 - cost / half > best:
            best, best_cost = 1.0 - cost / half, cost
        if best >= _GOOD or (pair < 0 and best < _LEAST and size_a > 2 and size_b > 2):
            break  # a form changes a symbol or two, no more
    return best, best_cost


@compiled
def _hash(pack: int, one: int, other: int, size: int) -> tuple[int, int]:
    low, high = min(one, other), max(one, other)
    key = np.int64(pack + 1) << 56 | np.int64(low) << 28 | np.int64(high)
    mixed = (key ^ (key >> 31)) * _MIX
    return key, (mixed >> 20) & (size - 1)


@compiled
def lay_attested(packs: I64, ones: I64, others: I64, ratios: F32, keys: I64, values: F32) -> None:
    """Lay attested pairs of tokens out in the open-addressed table `keys`, `values`."""
    size = keys.size
    for row in range(packs.size):
        key, at = _hash(packs[row], ones[row], others[row], size)
        while keys[at] != 0 and keys[at] != key:
            at = (at + 1) & (size - 1)
        keys[at] = key
        values[at] = max(values[at], ratios[row])


@compiled
def _attested(known: I32, keys: I64, values: F32, one: int, other: int) -> tuple[float, float]:
    """Give (log likelihood ratio, 1 where some pack knows both tokens and none attests the pair)."""
    best, strange = 0.0, 0.0
    for pack in range(known.shape[1]):
        a, b = known[one, pack], known[other, pack]
        if a < 0 or b < 0:
            continue
        key, at = _hash(pack, a, b, keys.size)
        while keys[at] != 0 and keys[at] != key:
            at = (at + 1) & (keys.size - 1)
        if keys[at] == key:
            best = max(best, values[at])
        else:
            strange = 1.0
    return best, strange if best == 0.0 else 0.0


@compiled
def _measure(tokens: Tokens, costs: Costs, one: int, other: int, line: F32, out: F32) -> None:
    """Fill `out` with what the token model weighs."""
    likeness, cost = _likeness(
        tokens.meta, tokens.codes, tokens.heft, costs.swap, costs.loss, one, other, line
    )
    attested, strange = _attested(tokens.known, costs.keys, costs.values, one, other)
    out[0] = 1.0
    out[1] = 1.0 - likeness
    out[2] = min(cost, 3.0)
    out[3] = min(tokens.meta[one, SIZE], tokens.meta[other, SIZE], 6)
    out[4] = 1.0 if attested > 0.0 else 0.0
    out[5] = attested
    out[6] = strange
    out[7] = strange * likeness
    out[8] = 1.0 if likeness >= 0.999 else 0.0


@compiled
def _kind(meta: I32, one: int, other: int) -> int:
    if meta[one, SCRIPT] != meta[other, SCRIPT]:
        return 0
    return 1 if meta[one, SCRIPT] == 1 else 2


@compiled
def _odds(tokens: Tokens, costs: Costs, one: int, other: int, line: F32, out: F32) -> float:
    """Give the log odds that two tokens write one name part."""
    meta = tokens.meta
    if one == other:
        return 6.0 if meta[one, INITIAL] == 0 else 2 * _INITIAL
    if meta[one, INITIAL] or meta[other, INITIAL]:
        first = costs.swap[tokens.codes[one * FORMS, 0], tokens.codes[other * FORMS, 0]]
        both = meta[one, INITIAL] and meta[other, INITIAL]
        return (2 * _INITIAL if both else _INITIAL) - 4.0 * first if first <= 0.21 else NOTHING
    _measure(tokens, costs, one, other, line, out)
    if out[1] >= 1.0 - _LEAST and out[4] == 0.0:
        return NOTHING
    kind, total = _kind(meta, one, other), 0.0
    for at in range(MEASURES):
        total += costs.model[kind, at] * out[at]
    return max(min(total, 6.0), NOTHING)


@compiled
def _joined(
    tokens: Tokens, costs: Costs, one: int, two: int, other: int, line: F32, word: NDArray[np.int16]
) -> float:
    """Give the log odds that two neighbours written as one are `other`."""
    meta, codes, heft = tokens.meta, tokens.codes, tokens.heft
    if meta[one, INITIAL] or meta[two, INITIAL] or meta[other, INITIAL]:
        return NOTHING
    if _apart(
        meta[one, NEED] | meta[two, NEED], meta[one, MAY] | meta[two, MAY], meta[other, NEED], meta[other, MAY]
    ):
        return NOTHING
    best, script, across = 0.0, meta[one, SCRIPT], meta[other, SCRIPT]
    for forms in range(FORMS * FORMS * 2):
        row, next_row = one * FORMS + forms // 8, two * FORMS + forms // 2 % FORMS
        column = other * FORMS + 2 * (forms % 2)
        size_a, size_b = meta[one, SIZE + forms // 8], meta[two, SIZE + forms // 2 % FORMS]
        size_c = meta[other, SIZE + 2 * (forms % 2)]
        if size_a == 0 or size_b == 0 or size_c == 0 or abs(size_a + size_b - size_c) > 6:
            continue
        word[:size_a] = codes[row, :size_a]
        word[size_a : size_a + size_b] = codes[next_row, :size_b]
        word[size_a - 1], word[size_a] = costs.inner[word[size_a - 1]], costs.inner[word[size_a]]
        half = max(0.5 * (heft[row, across] + heft[next_row, across] + heft[column, script]), 0.3)
        most, size = half * (1.0 - max(best, 0.5)), size_a + size_b
        cost = _edit(
            word, size, codes[column], size_c, costs.swap, costs.loss[across], costs.loss[script], line, most
        )
        best = max(best, 1.0 - cost / half)
    if best < 0.5:
        return NOTHING
    model = costs.model[_kind(meta, one, other)]
    total = model[0] + model[1] * (1.0 - best) + model[2] * (1.0 - best) * 4 + model[3] * 6
    return max(min(total, 6.0), NOTHING)


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

    odds: F32  # (3, n, n): a token each, two left ones, two right ones
    near: F32  # (3, n, n): the same squashed to (0, 1), 0 where hopeless
    line: F32
    out: F32
    word: NDArray[np.int16]
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
        np.zeros((3, most, most), np.float32),
        np.zeros((3, most, most), np.float32),
        np.zeros(_WORK, np.float32),
        np.zeros(MEASURES, np.float32),
        np.zeros(_WORK, np.int16),
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
                lone = meta[one, INITIAL] or meta[other, INITIAL]
                if not lone and _apart(meta[one, NEED], meta[one, MAY], meta[other, NEED], meta[other, MAY]):
                    odds[0, i, j] = NOTHING
                else:
                    low, high = min(one, other), max(one, other)
                    key = np.int64(low) * meta.shape[0] + high + 1
                    slot = ((key * _MIX) >> 24) & (_CACHE - 1)
                    if cache_keys[slot] != key:
                        cache_keys[slot] = key
                        cache[slot] = _odds(tokens, costs, low, high, work.line, work.out)
                    odds[0, i, j] = cache[slot]
                if gap == 0 and odds[0, i, j] < _SURE:
                    straight = False
        if straight:
            return True
    return False


@compiled
def _fill_joins(tokens: Tokens, costs: Costs, a: I32, rows: int, b: I32, wide: int, work: Work) -> None:
    """Fill `work.odds[1:]`: two tokens against one, where tokens fit nothing well as they stand."""
    odds, some = work.odds, False
    odds[1:, :rows, :wide] = NOTHING
    for i in range(rows):
        for j in range(wide):
            some = some or odds[0, i, j] > _LONE
    if not some and min(rows, wide) > 1:
        return  # a pair of names with no token in common is not one name written apart
    for i in range(rows):
        for j in range(wide):
            lone_a, lone_b = _is_lone(odds[0, i, :wide]), _is_lone(odds[0, :rows, j])
            if i > 0 and lone_b and (lone_a or _is_lone(odds[0, i - 1, :wide])):
                odds[1, i, j] = _joined(tokens, costs, a[i - 1], a[i], b[j], work.line, work.word)
            if j > 0 and lone_a and (lone_b or _is_lone(odds[0, :rows, j - 1])):
                odds[2, i, j] = _joined(tokens, costs, b[j - 1], b[j], a[i], work.line, work.word)


@compiled
def _is_lone(odds: F32) -> bool:
    for at in range(odds.size):
        if odds[at] > _LONE:
            return False
    return True


@compiled
def _best_path(rows: int, wide: int, work: Work) -> tuple[int, int]:
    """Fill `work.path` with the better of the order given and those with an end read first; give (steps, turned)."""
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
    _fill_joins(tokens, costs, a, rows, b, wide, work)
    return _best_path(rows, wide, work)


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
            _describe(work.odds, rows, wide, work.path, steps, turned, table[pair])


@compiled
def _describe(odds: F32, rows: int, wide: int, path: I64, steps: int, turned: int, row: F32) -> None:
    """Fill one row of features from a path; see align.FEATURES."""
    worst, second, total = 6.0, 6.0, 0.0
    joins, rows_taken, wide_taken, first, last = 0, 0, 0, NOTHING, NOTHING
    for step in range(steps):
        i, j, kind = path[step, 0], path[step, 1], path[step, 2]
        value = odds[kind, i, j]
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
    row[0] = worst if steps else NOTHING
    row[1] = second if steps else NOTHING
    row[2] = total / steps if steps else NOTHING
    row[3], row[4], row[5] = first, last, steps
    row[6] = min(rows - rows_taken, wide - wide_taken)
    row[7] = max(rows - rows_taken, wide - wide_taken)
    row[8], row[9], row[10], row[11] = turned, joins, min(rows, wide), total


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
def measure_tokens(tokens: Tokens, costs: Costs, left: I64, right: I64) -> F32:
    """Give the (pairs, MEASURES) table of what the token model weighs."""
    line = np.zeros(_WORK, np.float32)
    table = np.zeros((left.size, MEASURES), np.float32)
    for pair in range(left.size):
        _measure(tokens, costs, left[pair], right[pair], line, table[pair])
    return table
