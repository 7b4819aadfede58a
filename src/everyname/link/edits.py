"""Count the letters that part two texts: compiled, many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled

__all__ = ["Letters", "distances", "lay_letters"]

_LONGEST = 64  # signs of a text that are compared

I64 = NDArray[np.int64]
I32 = NDArray[np.int32]


class Letters(NamedTuple):
    """Texts as code points: text i is signs[starts[i] : starts[i + 1]]."""

    signs: I32
    starts: I64


def lay_letters(texts: Sequence[str]) -> Letters:
    """Lay texts out, each cut at 64 signs."""
    cut = [text[:_LONGEST] for text in texts]
    starts = np.zeros(len(cut) + 1, dtype=np.int64)
    np.cumsum([len(text) for text in cut], out=starts[1:])
    return Letters(np.array([ord(sign) for text in cut for sign in text], dtype=np.int32), starts)


def distances(letters: Letters, one: I64, other: I64) -> I64:
    """Give the optimal string alignment distance of pairs of texts: letters lost, added, mistaken, swapped.

    A text that begins the other, as one cut short does, is at distance 1.
    """
    found = np.zeros(one.size, dtype=np.int64)
    _fill(letters.signs, letters.starts, one, other, found)
    return found


@compiled
def _fill(signs: I32, starts: I64, one: I64, other: I64, found: I64) -> None:
    lines = np.zeros((3, _LONGEST + 1), dtype=np.int64)
    for at in range(one.size):
        a = signs[starts[one[at]] : starts[one[at] + 1]]
        b = signs[starts[other[at]] : starts[other[at] + 1]]
        found[at] = _distance(a, b, lines)


@compiled
def _distance(a: I32, b: I32, lines: I64) -> int:
    lines[0, : b.size + 1] = np.arange(b.size + 1)
    begins = True
    for i in range(1, a.size + 1):
        last, now, before = lines[(i - 1) % 3], lines[i % 3], lines[(i - 2) % 3]
        now[0] = i
        for j in range(1, b.size + 1):
            same = a[i - 1] == b[j - 1]
            begins = begins and (i != j or same)
            best = last[j - 1] + (0 if same else 1)
            best = min(best, last[j] + 1, now[j - 1] + 1)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, before[j - 2] + 1)
            now[j] = best
    far: int = lines[a.size % 3, b.size]
    return min(far, 1) if begins else far
