"""Choose the pairs that say most when people judge them: a stratified draw with its design weights."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["draw_to_judge", "standing_for", "strata"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

# Of the probability after one-to-one; fine near 1, where most pairs lie and a machine is surest of itself.
_EDGES = np.array([0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99, 0.998, 0.9999])
_LEAST_DOUBT = 0.25


def strata(probability: Floats, lists: Ints) -> Ints:
    """Give the stratum number of each pair: its pair of lists and its band of probability."""
    band = np.searchsorted(_EDGES, probability, side="right")
    number: Ints = lists * (_EDGES.size + 1) + band
    return number


def draw_to_judge(probability: Floats, lists: Ints, count: int, *, seed: int = 0) -> tuple[Ints, Floats]:
    """Draw `count` pairs to judge; give their places in order of drawing, and their design weights.

    A stratum gets pairs by the logarithm of its size and by how doubtful it is (between Neyman's
    allocation, which would spend nearly all on the sure pairs, and an equal one), at least two and at
    most all. The doubtful strata come first, so that a team that stops early has judged the review queue.
    Shape (n,) each, n = min(count, pairs). The weight is the stratum's pairs over its judged ones.
    """
    rng = np.random.default_rng(seed)
    stratum = strata(probability, lists)
    _, at, sizes = np.unique(stratum, return_inverse=True, return_counts=True)
    mean = np.bincount(at, weights=probability) / np.maximum(sizes, 1)
    doubt = np.sqrt(mean * (1 - mean))
    shares = _allocate(np.log1p(sizes) * np.maximum(doubt, _LEAST_DOUBT), sizes, min(count, probability.size))
    drawn = []
    for place in np.argsort(-doubt, kind="stable"):
        members = np.flatnonzero(at == place)
        drawn.append(rng.permutation(members)[: shares[place]])
    places = np.concatenate(drawn) if drawn else np.zeros(0, dtype=np.int64)
    weight: Floats = (sizes / np.maximum(shares, 1))[at[places]]
    return places, weight


def standing_for(probability: Floats, lists: Ints, judged: Ints) -> Floats:
    """Give how many pairs each of the `judged` places stands for: its stratum's, over its judged ones.

    So judgements that came without a draw, as from a review queue, are weighed as if they were one.
    """
    stratum = strata(probability, lists)
    known, at, count = np.unique(stratum[judged], return_inverse=True, return_counts=True)
    every = np.bincount(np.searchsorted(known, stratum[np.isin(stratum, known)]), minlength=known.size)
    weight: Floats = (every / np.maximum(count, 1))[at]
    return weight


def _allocate(wanted: Floats, sizes: Ints, count: int) -> Ints:
    """Part `count` over the strata in proportion to `wanted`, none above its size."""
    shares = np.minimum(sizes, 2 if count >= 2 * sizes.size else 0)
    for _ in range(sizes.size + 1):
        left, room = count - int(shares.sum()), sizes - shares
        if left <= 0 or not room.any():
            break
        open_ = wanted * (room > 0)
        more = np.minimum(np.floor(left * open_ / open_.sum()).astype(np.int64), room)
        if not more.any():
            more[np.argsort(-open_, kind="stable")[:left]] = 1
        shares = shares + np.minimum(more, room)
    return shares
