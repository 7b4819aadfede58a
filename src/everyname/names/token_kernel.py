"""The innermost loops of comparing tokens: plain arithmetic over arrays, compiled at the first call.

A token is a row of symbols in one or more forms (`tokens`); a pair of tokens gets the log odds that
they write one name part.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.names.letters import SYMBOLS

__all__ = [
    "FORMS",
    "LEAST",
    "LONE",
    "NOTHING",
    "WORK",
    "Costs",
    "Tokens",
    "attested_of",
    "edit",
    "joined_odds",
    "lay_attested",
    "may_join",
    "may_match",
    "solid_odds",
    "token_odds",
]

NOTHING = -7.0  # log odds of two tokens that cannot be the same
FORMS = 4
MAY, NEED, SCRIPT, INITIAL, SIZE, CAN, MUST = 0, 1, 2, 3, 4, 8, 12  # columns of Tokens.meta
WORK = 100  # symbols of tokens written as one, no more than this many
LEAST = 0.4  # a likeness below this is as good as none
LONE = 1.0  # log odds below which a token fits nothing well, and is tried joined to its neighbour
MIX = -7046029254386353131  # 2**64 over the golden ratio, as Knuth's multiplicative hash takes it
_INITIAL = 0.8  # log odds of an initial that fits
_ATTESTED = 3.0  # log odds of two spellings that a pack has met as one name, at least
_STRANGE = 1.0  # log odds taken off where a pack knows both and never met them as one name
_ARTICLE = 0.03
_GOOD = 0.93  # no other form is tried above this likeness
_TURN, _ALEF_LAM = 0.5, 0.08  # cost of two neighbours changed over; of lam and alef
_ALEF, _LAM = SYMBOLS["ا"], SYMBOLS["ل"]

F32 = NDArray[np.float32]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


class Tokens(NamedTuple):
    """A vocabulary of V tokens as arrays; form f of token t is row 4 t + f, of size 0 where there is none."""

    meta: I32  # (V, 16): sounds it may and must hold, script, initial; of each form size, sounds it can, must
    codes: NDArray[np.int16]  # (4 V, W) symbols
    heft: F32  # (4 V, 2) cost of deleting every symbol, by the script across
    known: I32  # (V, P) number in the lexicon of each pack, -1 where unknown
    common: (
        F32  # (V,) how common the token is: log persons of a million in some pack's region, 0 where unknown
    )


class Costs(NamedTuple):
    """What is learned or set: letter costs, and what packs attest."""

    swap: F32  # (S, S) cost of one symbol for another
    loss: F32  # (2, S) cost of a symbol with none across, by the script across
    inner: NDArray[np.int16]  # (S,) the symbol when it stands inside a word
    keys: I64  # open-addressed table of attested pairs: pack, token, token
    values: F32  # the log likelihood ratio of each


@compiled
def edit(
    a: NDArray[np.int16],
    size_a: int,
    b: NDArray[np.int16],
    size_b: int,
    swap: F32,
    loss_a: F32,
    loss_b: F32,
    lines: F32,
    most: float,
) -> float:
    """Give the least cost of editing `a` into `b`, 99 where it is above `most`.

    Wagner and Fischer 1974, and two neighbours changed over at one cost (Damerau 1964).
    """
    line, older = lines[0], lines[1]  # the row before this symbol, and the one before that
    line[0] = 0.0
    for j in range(size_b):
        line[j + 1] = line[j] + loss_b[b[j]]
    for i in range(size_a):
        gone = loss_a[a[i]]
        behind, before = np.float32(0.0), line[0]
        line[0] = before + gone
        least = line[0]
        for j in range(size_b):
            cost = min(before + swap[a[i], b[j]], line[j] + loss_b[b[j]], line[j + 1] + gone)
            if j > 0:
                if i > 0 and a[i] == b[j - 1] and a[i - 1] == b[j]:
                    cost = min(cost, older[j - 1] + _turn(a[i], b[j]))
                older[j - 1] = behind
            behind, before = before, line[j + 1]
            line[j + 1] = cost
            least = min(least, cost)
        older[size_b - 1], older[size_b] = behind, before
        if least > most:
            return 99.0
    return float(line[size_b])


@compiled
def _turn(one: int, other: int) -> float:
    """Give the cost of two neighbours changed over; PDF extraction does it to lam and alef."""
    return _ALEF_LAM if (one == _ALEF and other == _LAM) or (one == _LAM and other == _ALEF) else _TURN


@compiled
def _apart(must_a: int, can_a: int, must_b: int, can_b: int, most: int) -> bool:
    """Say whether more sounds than `most` cannot be heard in the other: no edit brings them near."""
    unheard = (must_a & ~can_b) | (must_b & ~can_a) << 16
    for _ in range(most):
        unheard &= unheard - 1  # one sound fewer
    return unheard != 0


@compiled
def _slips_of(meta: I32, one: int, other: int) -> int:
    """Give how many sounds may be strange: in one script a slip of the hand puts one for another."""
    return 1 if meta[one, SCRIPT] != meta[other, SCRIPT] else 2


@compiled
def may_match(meta: I32, one: int, other: int) -> bool:
    """Say whether two tokens are worth comparing letter by letter."""
    if meta[one, INITIAL] or meta[other, INITIAL]:
        return True
    slips = _slips_of(meta, one, other)
    return not _apart(meta[one, NEED], meta[one, MAY], meta[other, NEED], meta[other, MAY], slips)


@compiled
def _likeness_of(
    meta: I32, codes: NDArray[np.int16], heft: F32, swap: F32, loss: F32, one: int, other: int, line: F32
) -> tuple[float, float]:
    """Give the likeness in [0, 1] of two tokens over their forms, and its cost; (0, 9) where hopeless."""
    best, best_cost = 0.0, 9.0
    script_a, script_b = meta[one, SCRIPT], meta[other, SCRIPT]
    slips = _slips_of(meta, one, other)
    bare_a, bare_b = 1 if meta[one, SIZE + 1] else 0, 1 if meta[other, SIZE + 1] else 0
    split = meta[one, SIZE + 2] or meta[one, SIZE + 3] or meta[other, SIZE + 2] or meta[other, SIZE + 3]
    for pair in range(-1, FORMS * FORMS):
        form_a, form_b = (bare_a, bare_b) if pair < 0 else (pair // FORMS, pair % FORMS)
        size_a, size_b = meta[one, SIZE + form_a], meta[other, SIZE + form_b]
        if size_a == 0 or size_b == 0:
            continue
        must_a, must_b = meta[one, MUST + form_a], meta[other, MUST + form_b]
        if _apart(must_a, meta[one, CAN + form_a], must_b, meta[other, CAN + form_b], slips):
            continue
        row, column = one * FORMS + form_a, other * FORMS + form_b
        half = max(0.5 * (heft[row, script_b] + heft[column, script_a]), 0.3)
        most = half * (1.0 - max(best, LEAST))
        cost = edit(
            codes[row], size_a, codes[column], size_b, swap, loss[script_b], loss[script_a], line, most
        )
        cost += _ARTICLE * ((form_a & 1) ^ (form_b & 1))
        if 1.0 - cost / half > best:
            best, best_cost = 1.0 - cost / half, cost
        if best >= _GOOD or (pair < 0 and best < LEAST and not split and size_a > 2 and size_b > 2):
            break  # a form changes a symbol or two, no more
    return best, best_cost


@compiled
def _hash(pack: int, one: int, other: int, size: int) -> tuple[Any, Any]:
    low, high = min(one, other), max(one, other)
    key = np.int64(pack + 1) << 56 | np.int64(low) << 28 | np.int64(high)
    mixed = (key ^ (key >> 31)) * MIX
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
def attested_of(known: I32, keys: I64, values: F32, one: int, other: int) -> tuple[float, float]:
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
def _log_odds(likeness: float, cost: float, size: int) -> float:
    """Give the log odds that two spellings are of one name part; by hand, for whole names are fitted."""
    exact = 0.5 if likeness >= 0.999 else 0.0
    odds = 3.5 - 12.0 * (1.0 - likeness) - 0.5 * min(cost, 3.0) + 0.1 * min(size, 6) + exact
    return max(min(odds, 6.0), NOTHING)


@compiled
def token_odds(tokens: Tokens, costs: Costs, one: int, other: int, line: F32) -> float:
    """Give the log odds that two tokens write one name part."""
    meta = tokens.meta
    if one == other:
        return 6.0 if meta[one, INITIAL] == 0 else 2 * _INITIAL
    if meta[one, INITIAL] or meta[other, INITIAL]:
        first = costs.swap[tokens.codes[one * FORMS, 0], tokens.codes[other * FORMS, 0]]
        both = meta[one, INITIAL] and meta[other, INITIAL]
        return (2 * _INITIAL if both else _INITIAL) - 4.0 * first if first <= 0.21 else NOTHING
    likeness, cost = _likeness_of(meta, tokens.codes, tokens.heft, costs.swap, costs.loss, one, other, line)
    ratio, strange = attested_of(tokens.known, costs.keys, costs.values, one, other)
    odds = _log_odds(likeness, cost, min(meta[one, SIZE], meta[other, SIZE])) if likeness > LEAST else NOTHING
    if strange > 0.0:
        odds = max(odds - _STRANGE, NOTHING)
    return max(odds, _ATTESTED) if ratio > 0.0 else odds


@compiled
def may_join(meta: I32, one: int, two: int, other: int) -> bool:
    """Say whether two neighbours written as one are worth comparing with `other` letter by letter."""
    if meta[one, INITIAL] or meta[two, INITIAL] or meta[other, INITIAL]:
        return False
    need, may = meta[one, NEED] | meta[two, NEED], meta[one, MAY] | meta[two, MAY]
    return not _apart(need, may, meta[other, NEED], meta[other, MAY], _slips_of(meta, one, other))


@compiled
def _write_two(
    codes: NDArray[np.int16],
    row: int,
    size: int,
    next_row: int,
    next_size: int,
    inner: NDArray[np.int16],
    word: NDArray[np.int16],
) -> None:
    """Write two rows of symbols into `word` as one; what was last and first stands inside now."""
    for at in range(size):  # Numba copies few numbers sooner than a slice of them
        word[at] = codes[row, at]
    for at in range(next_size):
        word[size + at] = codes[next_row, at]
    word[size - 1], word[size] = inner[word[size - 1]], inner[word[size]]


@compiled
def joined_odds(
    tokens: Tokens, costs: Costs, one: int, two: int, other: int, line: F32, word: NDArray[np.int16]
) -> float:
    """Give the log odds that two neighbours written as one are `other`, which they may be."""
    meta, codes, heft = tokens.meta, tokens.codes, tokens.heft
    best, script, across = 0.0, meta[one, SCRIPT], meta[other, SCRIPT]
    for form_a in range(FORMS):
        size_a = meta[one, SIZE + form_a]
        for form_b in range(FORMS if size_a else 0):
            size_b = meta[two, SIZE + form_b]
            for form_c in range(0, FORMS if size_b else 0, 2):
                size_c = meta[other, SIZE + form_c]
                if size_c == 0 or abs(size_a + size_b - size_c) > 6:
                    continue
                row, next_row, column = one * FORMS + form_a, two * FORMS + form_b, other * FORMS + form_c
                _write_two(codes, row, size_a, next_row, size_b, costs.inner, word)
                half = max(0.5 * (heft[row, across] + heft[next_row, across] + heft[column, script]), 0.3)
                most, size = half * (1.0 - max(best, 0.5)), size_a + size_b
                loss_a, loss_b = costs.loss[across], costs.loss[script]
                cost = edit(word, size, codes[column], size_c, costs.swap, loss_a, loss_b, line, most)
                best = max(best, 1.0 - cost / half)
    if best < 0.5:
        return NOTHING
    return _log_odds(best, 4.0 * (1.0 - best), 6)


@compiled
def _lay(tokens: Tokens, costs: Costs, name: I32, size: int, word: NDArray[np.int16]) -> int:
    """Write a name's tokens into `word` as one; give how many symbols, 0 where they are too many."""
    end = 0
    for at in range(size):
        row, count = name[at] * FORMS, tokens.meta[name[at], SIZE]
        if end + count > word.size:
            return 0
        for letter in range(count):  # Numba copies few numbers sooner than a slice of them
            word[end + letter] = tokens.codes[row, letter]
        if at > 0:
            word[end] = costs.inner[word[end]]
        end += count
        if at < size - 1:
            word[end - 1] = costs.inner[word[end - 1]]
    return end


@compiled
def solid_odds(
    tokens: Tokens,
    costs: Costs,
    a: I32,
    rows: int,
    b: I32,
    wide: int,
    line: F32,
    word: NDArray[np.int16],
    other_word: NDArray[np.int16],
) -> float:
    """Give the log odds of two names written without any space, as if all that differs stood in one token."""
    script, across = tokens.meta[a[0], SCRIPT], tokens.meta[b[0], SCRIPT]
    size_a = _lay(tokens, costs, a, rows, word)
    size_b = _lay(tokens, costs, b, wide, other_word)
    if size_a == 0 or size_b == 0:
        return NOTHING
    half = 0.0
    for i in range(rows):
        half += 0.5 * tokens.heft[a[i] * FORMS, across]
    for j in range(wide):
        half += 0.5 * tokens.heft[b[j] * FORMS, script]
    each = max(half, 0.3) / max(rows, wide)
    loss_a, loss_b = costs.loss[across], costs.loss[script]
    cost = edit(word, size_a, other_word, size_b, costs.swap, loss_a, loss_b, line, 0.6 * each)
    if cost > 0.6 * each:
        return NOTHING
    return _log_odds(1.0 - cost / each, cost, 6)
