"""Draw plausible partitions of the reports, so that an estimate can average over what linking is unsure of.

Errors of linking go together: one curve is wrong for many pairs, one pair of lists is harder than thought.
So each draw first shifts the probabilities as a whole and by pair of lists (with judgements: refits their
curve to a Bayesian bootstrap of them, Rubin 1981), then walks over the partitions that keep every bound
(Gibbs sampling with one-to-one, after Sadinle 2017), then joins pairs that no key family proposed, as many
as the recall says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from everyname.link.calibrate import Calibration, Judged, calibrate
from everyname.link.gibbs import Graph, join_pairs, labels, singles, sweep
from everyname.link.recall import Recall

__all__ = ["Doubt", "draw_partitions", "lists_of"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# The effects that the probabilities of all pairs, and those of two lists, have in common, in log odds: what
# unjudged probabilities claim too much on average, and standard deviations. Measured over development and
# invented lists (docs/reference/linking.md); judgements replace the first two.
_MEAN, _ALL, _LISTS = -1.5, 1.5, 0.7
_ALL_JUDGED, _LISTS_JUDGED = 0.5, 0.4
_SWEEPS = 4
_LEAST, _MOST = 1e-6, 0.9995  # of the probability that a report spends on one list


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a linking is unsure of, as columns over its reports (in order of id) and its pairs.

    `source` numbers the source of each report and `closed` the same where it is duplicate-free, else -1.
    `left`, `right` are places of reports, `probability` the chance of the pair after the assignment and
    before any judgement's correction. `same` and `different` are the judged pairs, shape (n, 2), which
    hold in every draw. `judged` are the judgements that correct the probabilities, where there are enough.
    """

    source: Ints
    closed: Ints
    left: Ints
    right: Ints
    probability: Floats
    recall: Recall
    same: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    different: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    judged: Judged | None = None


def lists_of(source: Ints, left: Ints, right: Ints) -> Ints:
    """Give the number of the pair of lists of each pair, whichever stands left."""
    one, other = np.minimum(source[left], source[right]), np.maximum(source[left], source[right])
    number: Ints = one * (int(source.max(initial=0)) + 1) + other
    return number


def draw_partitions(doubt: Doubt, count: int, seed: int = 0) -> Ints:
    """Draw `count` partitions; shape (count, reports): two reports are one person where their numbers agree.

    A person's number is the place of its first report. The same doubt and seed give the same draws; no
    draw puts a duplicate-free list twice in a person (unless a reviewer did), parts what reviewers found
    the same, or joins what they found different.
    """
    walk = _Walk(doubt)
    drawn = np.empty((count, doubt.source.size), dtype=np.int64)
    for number, child in enumerate(np.random.SeedSequence(seed).spawn(count)):
        drawn[number] = walk.draw(np.random.default_rng(child))
    return drawn


class _Walk:
    """The graph of a doubt's pairs, built once, and the draws over it."""

    def __init__(self, doubt: Doubt) -> None:
        self.doubt = doubt
        reports = doubt.source.size
        self.node = _joined(reports, doubt.same)
        self.nodes = int(self.node.max(initial=-1)) + 1
        ends = np.stack([self.node[doubt.left], self.node[doubt.right]])
        self.kept = np.flatnonzero(ends[0] != ends[1])
        self.ends = ends[:, self.kept]
        self.lists = lists_of(doubt.source, doubt.left, doubt.right)
        self.order, near_at, near = _rows(self.ends, self.nodes)
        closed = np.flatnonzero(doubt.closed >= 0)
        inside = np.stack([self.node[closed], doubt.closed[closed]])
        apart = self.node[doubt.different].T.reshape(2, -1)
        self.graph = Graph(near_at, near, *_grouped(inside, self.nodes), *_rows(apart, self.nodes)[1:])
        self.moving = np.flatnonzero(np.diff(near_at))

    def draw(self, rng: np.random.Generator) -> Ints:
        """Draw one partition."""
        weight = self._shifted(rng)
        state = singles(self.nodes)
        likely = np.flatnonzero(weight >= 0)
        likely = likely[np.argsort(-weight[likely], kind="stable")]
        join_pairs(self.graph, self.ends[0, likely], self.ends[1, likely], *state)
        near = np.concatenate([weight, weight])[self.order]
        for _ in range(_SWEEPS):
            sweep(self.graph, near, rng.random(self.moving.size), self.moving, *state)
        self._add_missed(rng, state)
        return labels(state[0][self.node])

    def _shifted(self, rng: np.random.Generator) -> Floats:
        """Give the weights under shared effects: the curve's, and each pair of lists' own."""
        doubt = self.doubt
        probability, mean, over_all, over_lists = doubt.probability, _MEAN, _ALL, _LISTS
        if doubt.judged is not None:
            probability = _bootstrapped(doubt.judged, rng)(probability, self.lists)
            mean, over_all, over_lists = 0.0, _ALL_JUDGED, _LISTS_JUDGED
        kinds, at = np.unique(self.lists[self.kept], return_inverse=True)
        shift = rng.normal(mean, over_all) + rng.normal(0, over_lists, kinds.size)[at]
        shifted: Floats = self._weights(probability) + shift
        return shifted

    def _weights(self, probability: Floats) -> Floats:
        """Give the log odds of each pair against its two reports' staying alone, their rivals aside.

        A probability after one-to-one is odds over 1 plus all odds of the side; this takes that back.
        """
        doubt, sources = self.doubt, int(self.doubt.source.max(initial=0)) + 1
        spent = np.zeros(probability.size)
        for mine, theirs in ((doubt.left, doubt.right), (doubt.right, doubt.left)):
            _, side = np.unique(mine * sources + doubt.source[theirs], return_inverse=True)
            total = np.bincount(side, weights=probability)[side]
            spent = np.maximum(spent, np.where(doubt.closed[theirs] >= 0, total, probability))
        weight: Floats = np.log(np.maximum(probability, _LEAST) / (1 - np.minimum(spent, _MOST)))
        return weight[self.kept]

    def _add_missed(self, rng: np.random.Generator, state: tuple[Ints, Ints, Ints]) -> None:
        """Join reports that no key family brought together, as many as the recall's distribution says."""
        doubt = self.doubt
        linked = state[0][self.ends[0]] == state[0][self.ends[1]]
        kinds, links = np.unique(self.lists[self.kept][linked], return_counts=True)
        total = doubt.recall.draw(rng, 1)[0]
        if not kinds.size or total < 0.5:
            return
        sources = int(doubt.source.max()) + 1
        shares = rng.multinomial(round(total), links / links.sum())
        for kind, wanted in zip(kinds.tolist(), shares.tolist(), strict=True):
            source, other = divmod(kind, sources)
            left = rng.permutation(self._without(state[0], source, other))[:wanted]
            right = rng.permutation(self._without(state[0], other, source))[:wanted]
            size = min(left.size, right.size)
            join_pairs(self.graph, left[:size], right[:size], *state)

    def _without(self, person: Ints, source: int, other: int) -> Ints:
        """Give the nodes of reports of `source` whose person has no report of `other` (but themselves)."""
        held = person[self.node]
        here = np.flatnonzero(self.doubt.source == source)
        if source == other:
            free = np.bincount(held)[held[here]] == 1
        else:
            free = ~np.isin(held[here], held[self.doubt.source == other])
        nodes: Ints = self.node[here[free]]
        return nodes


def _bootstrapped(judged: Judged, rng: np.random.Generator) -> Calibration:
    """Refit the curve with the judgements weighted anew at random (Rubin 1981)."""
    return calibrate(
        Judged(
            probability=judged.probability,
            same=judged.same,
            weight=judged.weight * rng.exponential(1, judged.same.size),
            lists=judged.lists,
        )
    )


def _joined(reports: int, same: Ints) -> Ints:
    """Give the node number of each report: reports that reviewers found the same are one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(reports, reports))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def _rows(ends: Ints, nodes: int) -> tuple[Ints, Ints, Ints]:
    """Give for pairs, both ways: their order by first end, where each node's begin, the other ends."""
    one, other = np.concatenate([ends[0], ends[1]]), np.concatenate([ends[1], ends[0]])
    order = np.argsort(one, kind="stable")
    return order, np.searchsorted(one[order], np.arange(nodes + 1)), other[order]


def _grouped(pairs: Ints, nodes: int) -> tuple[Ints, Ints]:
    order = np.argsort(pairs[0], kind="stable")
    return np.searchsorted(pairs[0][order], np.arange(nodes + 1)), pairs[1][order]
