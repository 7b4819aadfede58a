"""Learn from the lists at hand, with no judgement, how much each comparison says: expectation-maximisation.

Fellegi and Sunter (1969) with the fit of Winkler (1988): a level adds log2(m/u) bits. `u`, the chance
that two unrelated reports reach it, is counted over random pairs of the same lists; `m`, the chance that
two reports of one person do, is what the candidate pairs themselves make likely. The name's evidence is
scored elsewhere and held fixed, which is what makes `m` identifiable. Both begin at the published
weights, and on small data stay near them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Published", "Trained", "random_pairs", "train"]

I64 = NDArray[np.int64]
Ints = I64 | NDArray[np.int8]
Floats = NDArray[np.float64]

Published = Mapping[str, tuple[Floats, Floats]]  # comparison -> (m, u), each by level, level 0 first

_TRUE_PAIRS = 100.0  # as many true pairs' worth of trust in the published m
_RANDOM_PAIRS = 2000.0  # as many random pairs' worth of trust in the published u
# Comparisons lean on each other (kin share a name, a town and a day), so what the pairs say is counted at
# half its face value: a likelihood to a power below one (Grunwald and van Ommen 2017) forgives that.
_POWER = 0.5
_DETAIL = np.array([0.15, 0.1, 0.75])  # m of agreement.LABELS, until the pairs say more
_PARTS = 4  # of a bit, to which fixed evidence is counted
_ROUNDS = 40
_STILL = 1e-4  # bits


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """What was learned: `weights` in bits by comparison and level, and how many true pairs it rests on.

    `m` and `u` are the two chances, each summing to 1 over the levels of a comparison.
    """

    weights: Mapping[str, Floats]
    m: Mapping[str, Floats]
    u: Mapping[str, Floats]
    true_pairs: float
    rounds: int

    def weigh(self, levels: Mapping[str, Ints]) -> Floats:
        """Give the bits of all comparisons together for each pair; a level below 0 says nothing."""
        return _total(self.weights, levels)


def random_pairs(
    left: I64, right: I64, source: I64, *, most: int = 200_000, seed: int = 0
) -> tuple[I64, I64]:
    """Draw random pairs of reports, from each pair of sources in proportion to its candidates.

    `source` numbers each report's source, shape (reports,). Returns distinct (left, right), left < right,
    sorted, at most `most`; the same for the same arguments.
    """
    rng = np.random.default_rng(seed)
    sources = int(source.max(initial=0)) + 1
    kinds = np.bincount(source[left] * sources + source[right], minlength=sources * sources)
    drawn = []
    for kind in np.flatnonzero(kinds):
        share = max(1, round(most * kinds[kind] / left.size))
        ends = [np.flatnonzero(source == side) for side in divmod(int(kind), sources)]
        drawn.append(np.stack([rng.choice(end, share) for end in ends]))
    if not drawn:
        return left[:0], right[:0]
    both = np.sort(np.concatenate(drawn, axis=1), axis=0)
    codes = np.unique(both[0] * source.size + both[1])
    one, other = codes // source.size, codes % source.size
    return one[one != other], other[one != other]


def train(
    levels: Mapping[str, Ints],
    fixed: Floats,
    chance_levels: Mapping[str, Ints],
    published: Published,
    details: Mapping[str, Ints] | None = None,
) -> Trained:
    """Fit the weights to the candidate pairs.

    `levels` gives the level each pair reached, by comparison (below 0: not stated), `fixed` the bits that
    are not trained: the prior's and the name's. `chance_levels` are the levels of random pairs. The chance of
    the levels of `details` is in `fixed` already, pair by pair; of them `m` is learned alone, and in full.
    Pairs are counted by their combination of levels, so that a round takes no longer for ten million pairs
    than for ten thousand.
    """
    details = details or {}
    bits, at, count = _combinations({**levels, **details}, fixed)
    u = {name: _chance(chance_levels[name], published[name][1]) for name in levels}
    start = {name: _tilted(u[name], published[name]) for name in levels}
    u |= dict.fromkeys(details, np.ones(_DETAIL.size))
    start |= dict.fromkeys(details, _DETAIL)
    m, share, rounds, moved = start, count, 0, np.inf
    while rounds < _ROUNDS and moved > _STILL:
        weights = {name: np.log2(m[name] / u[name]) for name in at}
        share = count / (1 + np.exp2(-(bits + _total(weights, at))))
        better = {name: _posterior(at[name], share, start[name]) for name in at}
        moved = max((float(np.abs(np.log2(better[name] / m[name])).max()) for name in at), default=0.0)
        m, rounds = better, rounds + 1
    return Trained(
        weights={
            name: _tempered(m[name], u[name], published[name]) if name in levels else np.log2(m[name])
            for name in at
        },
        m=m,
        u=u,
        true_pairs=float(share.sum()),
        rounds=rounds,
    )


def _combinations(levels: Mapping[str, Ints], fixed: Floats) -> tuple[Floats, dict[str, Ints], Floats]:
    """Give each distinct combination: its fixed bits (to a quarter), its level by comparison, its pairs."""
    columns = {name: np.maximum(level, -1) + 1 for name, level in levels.items()}
    quarters = np.rint(fixed * _PARTS).astype(np.int64)
    low = int(quarters.min(initial=0))
    code = quarters - low
    for column in columns.values():
        code = code * (int(column.max(initial=0)) + 1) + column
    code, count = np.unique(code, return_counts=True)
    at: dict[str, Ints] = {}
    for name in reversed(columns):
        code, level = np.divmod(code, int(columns[name].max(initial=0)) + 1)
        at[name] = level - 1
    return (code + low) / _PARTS, at, count.astype(np.float64)


def _chance(level: Ints, published: Floats) -> Floats:
    """Give the chance of each level among random pairs, drawn towards the published figures."""
    seen = np.bincount(level[level >= 0], minlength=published.size)
    chance: Floats = (seen + _RANDOM_PAIRS * published / published.sum()) / (seen.sum() + _RANDOM_PAIRS)
    return chance


def _tilted(u: Floats, published: tuple[Floats, Floats]) -> Floats:
    """Give the m that the published weights foretell where random pairs reach the levels as `u` says.

    Levels of one comparison meet different kinds of statement (an exact day, an age), so the published m of
    all of them do not sum to 1; their ratio to u is what carries over.
    """
    foretold = u * published[0] / published[1]
    start: Floats = foretold / foretold.sum()
    return start


def _posterior(level: Ints, share: Floats, start: Floats) -> Floats:
    """Give the mean of m after the pairs' shares, under the Dirichlet prior that `start` is the centre of."""
    stated = level >= 0
    seen = np.bincount(level[stated], weights=share[stated], minlength=start.size)
    mean: Floats = (seen + _TRUE_PAIRS * start) / (seen.sum() + _TRUE_PAIRS)
    return mean


def _tempered(m: Floats, u: Floats, published: tuple[Floats, Floats]) -> Floats:
    learned, before = np.log2(m / u), np.log2(published[0] / published[1])
    bits: Floats = _POWER * learned + (1 - _POWER) * before
    return bits


def _total(weights: Mapping[str, Floats], levels: Mapping[str, Ints]) -> Floats:
    """Add up the bits of the levels of each pair."""
    total = np.zeros(next(iter(levels.values())).size if levels else 0)
    for name, level in levels.items():
        total += np.append(weights[name], 0.0)[np.maximum(level, -1)]
    return total
