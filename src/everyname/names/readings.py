"""Lay the consonant readings of a vocabulary out as arrays, hashed for the keys that join them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.names.keys import NO_SOUND, token_readings

__all__ = ["Readings", "lay_readings", "mix", "sound"]

_MIX = -7046029254386353131  # 2**64 over the golden ratio
_MIX_AGAIN = -4658895280553007687  # as splitmix64 has it (Steele, Lea and Flood 2014)
_C, _Z, _X, _J, _K = (ord(letter) for letter in "CZXJK")

I64 = NDArray[np.int64]
I32 = NDArray[np.int32]


class Readings(NamedTuple):
    """The readings of a vocabulary of V tokens; token t has readings first[t] .. first[t + 1].

    A reading is exact, or rough where ch, zh, j, z and sh are one, and kh and k: چ ژ پ گ as ج ز ب ک.
    """

    first: I64  # (V + 1,)
    exact: I64  # (readings,) hashed
    rough: I64  # (readings,) hashed
    head: I32  # (readings,) the first sound of the rough one, 0 for none
    tail: I32  # (readings,) its last
    begin: I64  # (readings + 1,) where the letters of each reading begin
    letters: I32


def lay_readings(vocabulary: Sequence[str]) -> Readings:
    """Give the readings of every token of `vocabulary`; its size bounds the work, not the names'."""
    found = [token_readings(token) for token in vocabulary]
    voiced = [reading.replace(NO_SOUND, "") for readings in found for reading in readings]
    letters = np.frombuffer("".join(voiced).encode("utf-32-le", "surrogatepass"), dtype=np.int32)
    begin = _offsets([len(reading) for reading in voiced])
    exact, rough = np.zeros(len(voiced), np.int64), np.zeros(len(voiced), np.int64)
    head, tail = np.zeros(len(voiced), np.int32), np.zeros(len(voiced), np.int32)
    _hash_all(letters, begin, exact, rough, head, tail)
    first = _offsets([len(readings) for readings in found])
    return Readings(first=first, exact=exact, rough=rough, head=head, tail=tail, begin=begin, letters=letters)


def _offsets(sizes: Sequence[int]) -> I64:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


@compiled
def mix(one: int, other: int) -> int:
    """Give one number for two in order."""
    mixed = (one ^ (other + 0x5BD1E995)) * _MIX
    mixed ^= mixed >> 29
    mixed = (mixed + other) * _MIX_AGAIN
    return mixed ^ (mixed >> 32)


@compiled
def _roughly(letter: int) -> int:
    """Give the sound that a list in Arabic spelling, or a house style, writes for a Persian one."""
    if letter in (_C, _Z):
        return _J
    return _K if letter == _X else letter


@compiled
def sound(letters: I32, begin: I64, one: int, other: int) -> int:
    """Give the hash of the rough reading of `one`, or of `one` and `other` as one word; -1 for no other."""
    hashed, last = 5, 0
    for part in range(2):
        reading = one if part == 0 else other
        if reading < 0:
            break
        for at in range(begin[reading], begin[reading + 1]):
            letter = _roughly(letters[at])
            if letter != last:
                hashed = mix(hashed, letter)
            last = letter
    return hashed


@compiled
def _hash_all(letters: I32, begin: I64, exact: I64, rough: I64, head: I32, tail: I32) -> None:
    for reading in range(exact.size):
        hashed = 3
        for at in range(begin[reading], begin[reading + 1]):
            hashed = mix(hashed, letters[at])
        exact[reading] = hashed
        rough[reading] = sound(letters, begin, reading, -1)
        if begin[reading + 1] > begin[reading]:
            head[reading] = _roughly(letters[begin[reading]])
            tail[reading] = _roughly(letters[begin[reading + 1] - 1])
