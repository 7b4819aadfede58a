"""Order the pairs that people should look at: what would split a person first, then the most doubtful.

A bridge is a linked pair whose removal splits a person in two (Tarjan 1974): where it is weak, one wrong
link holds two persons together, and nobody would see it in the review band.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled

__all__ = ["FRAGILE", "bridges", "review_order"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

FRAGILE = 0.99  # a bridge that is less probable goes to review
_NONE = -1


class _Laid(NamedTuple):
    """Pairs laid out by report: those of report i stand at places[starts[i] : starts[i + 1]]."""

    left: Ints
    right: Ints
    starts: Ints
    places: Ints


def review_order(left: Ints, right: Ints, probability: Floats, linked: NDArray[np.bool_]) -> Ints:
    """Give the rows for people to look at, of pairs that are linked or wait for review.

    Fragile bridges of persons of three reports or more come first, the weakest first; then the pairs that
    are not linked, the most doubtful first; equals in order of (left, right). Shape (pairs,) each.
    """
    rows = np.flatnonzero(linked)
    is_bridge, is_more = bridges(left[rows], right[rows])
    fragile = rows[is_bridge & is_more & (probability[rows] < FRAGILE)]
    waiting = np.flatnonzero(~linked)
    doubt = np.abs(probability[waiting] - 0.5)
    fragile = fragile[np.lexsort((right[fragile], left[fragile], probability[fragile]))]
    waiting = waiting[np.lexsort((right[waiting], left[waiting], doubt))]
    return np.concatenate([fragile, waiting])


def bridges(left: Ints, right: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say of each linked pair whether removing it splits a person, and whether that has more reports.

    Shape (pairs,) each; no pair stands twice.
    """
    ends, at = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = at[: left.size], at[left.size :]
    both = np.concatenate([one, other])
    order = np.argsort(both, kind="stable")
    starts = np.searchsorted(both[order], np.arange(ends.size + 1))
    laid = _Laid(one, other, starts, order % max(left.size, 1))
    found = np.zeros(left.size, dtype=bool)
    _walk(laid, found)
    degree = np.diff(laid.starts)
    return found, (degree[one] > 1) | (degree[other] > 1)


@compiled
def _walk(laid: _Laid, found: NDArray[np.bool_]) -> None:
    """Walk each person depth first; a pair is a bridge if nothing below it leads back above it."""
    count = laid.starts.size - 1
    order, lowest = np.full(count, _NONE), np.full(count, _NONE)
    entered, following = np.full(count, _NONE), laid.starts[:-1].copy()
    stack = np.empty(count, dtype=np.int64)
    clock = 0
    for root in range(count):
        if order[root] != _NONE:
            continue
        depth = 0
        stack[0] = root
        order[root] = lowest[root] = clock
        clock += 1
        while depth >= 0:
            node = stack[depth]
            if following[node] < laid.starts[node + 1]:
                pair = laid.places[following[node]]
                following[node] += 1
                if pair == entered[node]:
                    continue
                other = laid.left[pair] + laid.right[pair] - node
                if order[other] == _NONE:
                    order[other] = lowest[other] = clock
                    clock += 1
                    entered[other] = pair
                    depth += 1
                    stack[depth] = other
                else:
                    lowest[node] = min(lowest[node], order[other])
            else:
                depth -= 1
                if depth >= 0:
                    above = stack[depth]
                    lowest[above] = min(lowest[above], lowest[node])
                    if lowest[node] > order[above]:
                        found[entered[node]] = True
