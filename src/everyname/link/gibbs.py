"""Walk from one plausible partition of reports to another, one report at a time, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled

__all__ = ["Graph", "join_pairs", "labels", "singles", "sweep"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Graph(NamedTuple):
    """Nodes (reports, or reports that reviewers joined) and what binds them, each as (start, values).

    The neighbours of node i are `near[near_at[i]:near_at[i + 1]]`; `closed` holds the duplicate-free
    sources in which the node stands, `apart` the nodes it must never be with.
    """

    near_at: Ints
    near: Ints
    closed_at: Ints
    closed: Ints
    apart_at: Ints
    apart: Ints


def singles(count: int) -> tuple[Ints, Ints, Ints]:
    """Give every node a person of its own: (person, next in its ring, previous), shape (count,) each."""
    return np.arange(count), np.arange(count), np.arange(count)


def labels(person: Ints) -> Ints:
    """Give each node the smallest node of its person, so that equal partitions have equal labels."""
    _, at = np.unique(person, return_inverse=True)
    least = np.full(int(at.max(initial=-1)) + 1, person.size, dtype=np.int64)
    np.minimum.at(least, at, np.arange(person.size))
    return least[at]


@compiled
def _fits(graph: Graph, one: int, other: int, following: Ints) -> bool:
    """Say whether the ring of `one` and that of `other` may be one person."""
    a = one
    while True:
        b = other
        while True:
            for i in range(graph.closed_at[a], graph.closed_at[a + 1]):
                for j in range(graph.closed_at[b], graph.closed_at[b + 1]):
                    if graph.closed[i] == graph.closed[j]:
                        return False
            for i in range(graph.apart_at[a], graph.apart_at[a + 1]):
                if graph.apart[i] == b:
                    return False
            b = following[b]
            if b == other:
                break
        a = following[a]
        if a == one:
            return True


@compiled
def _merge(one: int, other: int, person: Ints, following: Ints, before: Ints) -> None:
    """Put the ring of `other` into that of `one`."""
    at = other
    while True:
        person[at] = person[one]
        at = following[at]
        if at == other:
            break
    after, last = following[one], before[other]
    following[one], before[other] = other, one
    following[last], before[after] = after, last


@compiled
def _part(node: int, person: Ints, following: Ints, before: Ints) -> None:
    """Take a node out of its ring; a person bears the number of one of its nodes."""
    after, last = following[node], before[node]
    if after == node:
        return
    following[last], before[after] = after, last
    following[node] = before[node] = node
    at = after
    while person[node] == node and person[at] == node:
        person[at] = after
        at = following[at]
    person[node] = node


@compiled
def join_pairs(graph: Graph, left: Ints, right: Ints, person: Ints, following: Ints, before: Ints) -> int:
    """Join pairs in the order given, wherever that breaks no bound; give how many were."""
    joined = 0
    for at in range(left.size):
        one, other = left[at], right[at]
        if person[one] != person[other] and _fits(graph, one, other, following):
            _merge(one, other, person, following, before)
            joined += 1
    return joined


@compiled
def sweep(
    graph: Graph, weight: Floats, chance: Floats, nodes: Ints, person: Ints, following: Ints, before: Ints
) -> None:
    """Draw each node's person anew given all others (Gibbs sampling).

    `weight` is the natural log odds of each neighbour, in the order of `graph.near`; `chance` a uniform
    number a node. A node joins the person of a neighbour (see `_odds`) or stays alone (odds 1); a person it
    may not join has no chance.
    """
    for turn in range(nodes.size):
        node = nodes[turn]
        first, last = graph.near_at[node], graph.near_at[node + 1]
        _part(node, person, following, before)
        share = np.zeros(last - first)
        for at in range(first, last):
            known = person[graph.near[at]]
            is_first = not (person[graph.near[first:at]] == known).any()
            if is_first and _fits(graph, node, graph.near[at], following):
                share[at - first] = _odds(graph.near, weight, person, at, last)
        left = chance[turn] * (1.0 + share.sum()) - 1.0
        for at in range(first, last):
            if left < 0.0:
                break
            left -= share[at - first]
            if left < 0.0:
                _merge(graph.near[at], node, person, following, before)


@compiled
def _odds(near: Ints, weight: Floats, person: Ints, at: int, last: int) -> float:
    """Give the odds of joining a person: by the mean log odds of its neighbours there, times their number.

    Each pair of a person of three can then be apart as often as it could be alone, where the two others
    might each leave.
    """
    total, count = 0.0, 0
    for later in range(at, last):
        if person[near[later]] == person[near[at]]:
            total += weight[later]
            count += 1
    return float(count * np.exp(min(total / count, 30.0)))
