"""Lay the keys of names out as numbers: one family for each way in which two spellings may still agree.

Compiled; a key is the hash of the skeletons it joins, and of its family.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.names.readings import Readings, mix, sound

__all__ = ["FAMILIES", "MOST_KEYS", "Keys", "put", "put_fact_keys", "put_given_keys", "put_name_keys"]

FAMILIES = (
    "given_family",
    "given_father",
    "father_family",
    "given_third",
    "middle",
    "whole",
    "letters",
    "three",
)
_GIVEN_FAMILY, _GIVEN_FATHER, _FATHER_FAMILY, _GIVEN_THIRD, _MIDDLE = range(5)
_WHOLE, _LETTERS, _THREE = range(5, 8)

MOST_KEYS = 256  # of one report; further ones are left out
_MOST_PAIRINGS = 8
_MOST_WHOLE = 4
_LEAST_LETTERS = 4  # of a whole name, to be known by its letters in whatever order

I64 = NDArray[np.int64]
I32 = NDArray[np.int32]


class Keys(NamedTuple):
    """Room for the keys of one report: `filled[0]` of them."""

    key: I64  # (MOST_KEYS,)
    family: NDArray[np.int8]
    filled: I64  # (1,)


@compiled
def put(keys: Keys, family: int, value: int) -> None:
    """Add a key unless it is there already or the report has too many."""
    key, filled = mix(family + 1, value), keys.filled[0]
    for at in range(filled):
        if keys.key[at] == key:
            return
    if filled < keys.key.size:
        keys.key[filled], keys.family[filled] = key, family
        keys.filled[0] = filled + 1


@compiled
def _put_two(keys: Keys, family: int, hashes: I64, first: I64, one: int, other: int, ordered: bool) -> None:
    done = 0
    for a in range(first[one], first[one + 1]):
        for b in range(first[other], first[other + 1]):
            if done == _MOST_PAIRINGS:
                return
            done += 1
            x, y = hashes[a], hashes[b]
            put(keys, family, mix(x, y) if ordered or x <= y else mix(y, x))


@compiled
def _put_three(keys: Keys, readings: Readings, one: int, two: int, three: int) -> None:
    """Three tokens in order, wherever they stand: a fourth may be missing, added or spoilt."""
    first, rough, done = readings.first, readings.rough, 0
    for a in range(first[one], first[one + 1]):
        for b in range(first[two], first[two + 1]):
            for c in range(first[three], first[three + 1]):
                if done == _MOST_PAIRINGS:
                    return
                done += 1
                put(keys, _THREE, mix(mix(rough[a], rough[b]), rough[c]))


@compiled
def _put_whole(keys: Keys, readings: Readings, tokens: I32, size: int) -> None:
    """All letters in order, whatever the spaces; and all letters in whatever order."""
    for number in range(_MOST_WHOLE):
        rest, ordered, sum_of, length, last = number, 7, 0, 0, 0
        choice = np.zeros(size, np.int64)
        for place in range(size - 1, -1, -1):
            token = tokens[place]
            many = readings.first[token + 1] - readings.first[token]
            choice[place] = readings.first[token] + rest % many
            rest //= many
        if rest:
            return  # every combination was met
        for place in range(size):
            for at in range(readings.begin[choice[place]], readings.begin[choice[place] + 1]):
                letter = readings.letters[at]
                if letter != last:
                    ordered = mix(ordered, letter)
                    sum_of += mix(letter, 11)
                    length += 1
                last = letter
        put(keys, _WHOLE, ordered)
        if length >= _LEAST_LETTERS:
            put(keys, _LETTERS, sum_of)


@compiled
def put_name_keys(keys: Keys, readings: Readings, tokens: I32, size: int) -> None:
    """Add the keys of a name of `size` tokens, none for 0.

    The two ends are taken in either order, so that "Family Given" meets "Given Family"; a name of two
    tokens may be the beginning or the end of a longer one.
    """
    if size == 0:
        return
    last = size - 1
    first, exact, coarse = readings.first, readings.exact, readings.rough
    if size >= 2:
        middle = 1 if size > 2 else 0
        _put_two(keys, _GIVEN_FATHER, exact, first, tokens[0], tokens[1], True)
        _put_two(keys, _FATHER_FAMILY, exact, first, tokens[middle], tokens[last], True)
    if size >= 4:
        _put_two(keys, _GIVEN_THIRD, exact, first, tokens[0], tokens[2], True)
        _put_two(keys, _MIDDLE, exact, first, tokens[1], tokens[2], True)
    _put_two(keys, _GIVEN_FAMILY, coarse, first, tokens[0], tokens[last], False)
    if size >= 3:
        _put_three(keys, readings, tokens[0], tokens[1], tokens[last])
    if size >= 4:
        _put_three(keys, readings, tokens[0], tokens[1], tokens[2])
        _put_three(keys, readings, tokens[0], tokens[2], tokens[last])
        _put_three(keys, readings, tokens[1], tokens[2], tokens[last])
    _put_whole(keys, readings, tokens, size)


@compiled
def put_given_keys(keys: Keys, readings: Readings, tokens: I32, size: int, family: int, fact: int) -> None:
    """Add, for a fact, keys of the given name with the first, and with the last, sound of the family name.

    None for a name of one token. A slip inside the family name spoils neither key, a slip at one end of
    it only one of them. The given name is also read as the first two tokens in one.
    """
    if size < 2:
        return
    first, rough, last = readings.first, readings.rough, tokens[size - 1]
    for start in range(2 if size > 2 else 1):
        for a in range(first[tokens[0]], first[tokens[0] + 1]):
            second = first[tokens[1]] if start else -1
            given = sound(readings.letters, readings.begin, a, second) if start else rough[a]
            for b in range(first[last], first[last + 1]):
                put(keys, family, mix(mix(fact, given), readings.head[b]))
                put(keys, family, mix(mix(fact, given), -readings.tail[b]))


@compiled
def put_fact_keys(keys: Keys, readings: Readings, tokens: I32, size: int, family: int, fact: int) -> None:
    """Add, for a fact, keys of the given name with the first sound of the family name."""
    if size < 2:
        return
    first, last = readings.first, tokens[size - 1]
    for a in range(first[tokens[0]], first[tokens[0] + 1]):
        for b in range(first[last], first[last + 1]):
            put(keys, family, mix(mix(fact, readings.rough[a]), readings.head[b]))
