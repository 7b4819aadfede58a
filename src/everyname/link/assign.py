"""One-to-one inside duplicate-free lists: what a pair is worth once its rivals are weighed.

Two rivals that fit equally well are refused alike: neither is linked, both go to review.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["after_rivals"]

_ROUNDS = 25

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def after_rivals(ends: tuple[Ints, Ints], odds: Floats, linked: float) -> Floats:
    """Give the probability of each pair given its rivals.

    `ends` holds, for each pair, the group of its left and of its right side: (report, source of the
    other), or -1 where that side may have several partners. A side has one partner or none, so the
    chance of a pair is its odds over 1 plus the odds of every pair of the group. Pairs that reach
    `linked` take their rivals out, and what remains is weighed again, until nothing changes.
    """
    alive = np.ones(odds.size, dtype=bool)
    settled = np.zeros(odds.size, dtype=bool)
    value = np.zeros(odds.size)
    groups = tuple(map(_numbered, ends))
    standing = odds.copy()
    for _ in range(_ROUNDS):
        now = _share(groups[0], ends[0], standing)
        np.minimum(now, _share(groups[1], ends[1], standing), out=now)
        value = np.where(alive & ~settled, now, value)
        won = alive & ~settled & (now >= linked)
        if not won.any():
            break
        settled |= won
        taken = [_members(group, end, won) for group, end in zip(groups, ends, strict=True)]
        lost = alive & ~settled & (taken[0] | taken[1])
        value[lost] = now[lost]
        alive &= ~lost
        standing[lost] = 0
    return value


def _numbered(end: Ints) -> NDArray[np.int32]:
    """Give each pair the number of its group, 0 and up in the order of groups, without sorting the pairs."""
    seen = np.zeros(int(end.max(initial=-1)) + 2, dtype=bool)
    seen[end + 1] = True
    number = np.cumsum(seen, dtype=np.int32) - 1
    return number[end + 1]


def _share(group: NDArray[np.int32], end: Ints, odds: Floats) -> Floats:
    total = np.bincount(group, weights=odds, minlength=group.max(initial=0) + 1)
    share = total[group].astype(np.float64, copy=False)
    free = end < 0
    share[free] = odds[free]
    share += 1
    np.divide(odds, share, out=share)
    return share


def _members(group: NDArray[np.int32], end: Ints, won: NDArray[np.bool_]) -> NDArray[np.bool_]:
    has_winner = np.zeros(group.max(initial=0) + 1, dtype=bool)
    has_winner[group[won & (end >= 0)]] = True
    found: NDArray[np.bool_] = has_winner[group] & (end >= 0)
    return found
