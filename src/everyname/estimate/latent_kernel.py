"""Hold one state of the latent-class model and its likelihood, in compiled code.

Classes of people have weights nu and, for every list, a chance of being on it. With labels and the unseen n0
summed over, a table of counts n_c has the log-likelihood

    sum n_c log P_c - n log(1 - p0) + log Pr(n0 <= bound | p0).

Weights are held as gaps e_k = -log(1 - V_k) of the stick-breaking V, because 1 - V underflows; their
concentration alpha is integrated out: p(e) is proportional to (b + sum e)^-(a + K - 1). Chances are held as
logits.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled

__all__ = [
    "Desk",
    "Floats",
    "Ints",
    "Prior",
    "Replica",
    "Table",
    "accepts",
    "copy",
    "fill_gaps",
    "fill_shape",
    "fill_weights",
    "log_bounded",
    "log_counts",
    "log_fit",
    "log_gaps",
    "log_share",
    "softplus",
    "sum_rests",
    "weigh",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


FAR = 40.0  # on the log scale: farther apart than doubles can tell
NO_WEIGHT = -70.0  # log of a weight that counts as none: below the last digit of any chance


class Table(NamedTuple):
    """What a rung sees: patterns, shape (C, J) of 0 and 1, their counts (C,), people, and the most missed.

    The rung's likelihood is the table's to the `power`; `thinned` (C,) is power * counts, whole.
    """

    bits: NDArray[np.uint8]
    counts: Ints
    people: int
    bound: int
    power: float
    thinned: Ints


class Prior(NamedTuple):
    """Gamma(a, rate b) on the concentration of class weights; Beta(on, off) on the chance of being listed."""

    a: float
    b: float
    on: float
    off: float


class Replica(NamedTuple):
    """One state: logits (K, J), gaps (K-1,), and what follows from them.

    `log_weights`, `weights`, `missed` (the chance that no list holds a member) and `densities` (the log prior
    of a class's logits) have shape (K,), `shapes` (each class's chance of each pattern) (K, C), `chances`
    (C,); `now` holds log-likelihood and p0.
    """

    logits: Floats
    gaps: Floats
    log_weights: Floats
    weights: Floats
    missed: Floats
    densities: Floats
    shapes: Floats
    chances: Floats
    now: Floats


class Desk(NamedTuple):
    """Room for one proposal: the parts of a state it would change, shaped as there (`shape` of one class)."""

    logits: Floats
    gaps: Floats
    log_weights: Floats
    weights: Floats
    shape: Floats
    chances: Floats


@compiled
def softplus(x: float) -> float:
    """Give log(1 + exp(x)), to the last digit for every x."""
    if x > FAR:
        return x
    return math.exp(x) if x < -FAR else max(x, 0.0) + math.log1p(math.exp(-abs(x)))


@compiled
def beta_fraction(a: float, b: float, x: float) -> float:
    """Give the continued fraction of the incomplete beta function by Lentz's method."""
    c, d = 1.0, 1.0 / (1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, 1_000_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1.0 / (1.0 + even * d), 1.0 + even / c
        value *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1.0 / (1.0 + odd * d), 1.0 + odd / c
        value *= d * c
        if abs(d * c - 1.0) < 1e-12:
            break
    return value


@compiled
def log_bounded(people: int, p0: float, bound: int) -> float:
    """Give log Pr(n0 <= bound) for n0 of the negative binomial (people, 1 - p0): an incomplete beta ratio."""
    if people == 0:
        return 0.0
    mean = people * p0 / (1.0 - p0)
    if mean + 10.0 * math.sqrt(mean / (1.0 - p0)) + 20.0 < bound:
        return 0.0
    a, b, x = float(people), bound + 1.0, 1.0 - p0
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1.0) / (a + b + 2.0):
        return front + math.log(beta_fraction(a, b, x) / a)
    rest = math.exp(front) * beta_fraction(b, a, 1.0 - x) / b
    return math.log1p(-rest) if rest < 1.0 else -math.inf


@compiled
def fill_shape(logits: Floats, prior: Prior, bits: NDArray[np.uint8], shape: Floats) -> tuple[float, float]:
    """Fill one class's chance of every pattern; give its chance to be missed and its logits' log prior."""
    missed, density = 1.0, 0.0
    for c in range(shape.size):
        shape[c] = 1.0
    for j in range(logits.size):
        small = math.exp(-abs(logits[j]))
        on, off = 1.0 / (1.0 + small), small / (1.0 + small)
        density -= (prior.on + prior.off) * math.log1p(small)
        if logits[j] < 0.0:
            on, off = off, on
            density += prior.on * logits[j]
        else:
            density -= prior.off * logits[j]
        missed *= off
        for c in range(shape.size):
            shape[c] *= on if bits[c, j] else off
    return missed, density


@compiled
def log_gaps(total: float, classes: int, prior: Prior) -> float:
    """Give the log prior density of gaps with this sum, alpha integrated out."""
    return -(prior.a + classes - 1.0) * math.log(prior.b + total)


@compiled
def fill_weights(gaps: Floats, log_weights: Floats, weights: Floats) -> None:
    """Fill the classes' weights from the gaps."""
    total = 0.0
    for k in range(gaps.size):
        log_weights[k] = log_share(gaps[k]) - total
        total += gaps[k]
    log_weights[gaps.size] = -total
    for k in range(weights.size):
        weights[k] = weigh(log_weights[k])


@compiled
def copy(source: Floats, target: Floats) -> None:
    """Copy one row into another; a plain loop, which short rows take faster than a slice."""
    for place in range(target.size):
        target[place] = source[place]


@compiled
def log_share(gap: float) -> float:
    """Give log V of the stick broken at this gap."""
    return math.log(max(-math.expm1(-gap), 1e-300))


@compiled
def weigh(log_weight: float) -> float:
    """Give a weight from its log, 0 where it is too small to count."""
    return math.exp(log_weight) if log_weight > NO_WEIGHT else 0.0


@compiled
def fill_gaps(log_weights: Floats, gaps: Floats) -> float:
    """Fill the gaps from the weights; give the log determinant of d weights / d gaps."""
    rest, total = log_weights[gaps.size], 0.0
    for k in range(gaps.size - 1, -1, -1):
        total += rest
        gaps[k] = softplus(log_weights[k] - rest)
        rest += gaps[k]
    return total


@compiled
def sum_rests(gaps: Floats) -> float:
    """Give the log determinant of d weights / d gaps from the gaps."""
    found = 0.0
    for k in range(gaps.size):
        found -= gaps[k] * (gaps.size - k)
    return found


@compiled
def log_fit(table: Table, weights: Floats, state: Replica, chances: Floats) -> tuple[float, float]:
    """Fill every pattern's chance under `weights`; give the log-likelihood and p0."""
    p0 = 0.0
    for c in range(chances.size):
        chances[c] = 0.0
    for k in range(weights.size):
        weight = weights[k]
        if weight > 0.0:
            p0 += weight * state.missed[k]
            for c in range(chances.size):
                chances[c] += weight * state.shapes[k, c]
    return log_counts(table.counts, table.people, table.bound, chances, p0), p0


@compiled
def log_counts(counts: Ints, people: int, bound: int, chances: Floats, p0: float) -> float:
    """Give the log-likelihood of these counts under these chances."""
    if p0 >= 1.0 - 1e-12:
        return -math.inf
    found = log_bounded(people, p0, bound) - people * math.log1p(-p0)
    for c in range(chances.size):
        if counts[c]:
            if chances[c] <= 0.0:
                return -math.inf
            found += counts[c] * math.log(chances[c])
    return found


@compiled
def accepts(rng: np.random.Generator, ratio: float) -> bool:
    """Draw whether a move of this log acceptance ratio is made; never when it is not a number."""
    return ratio >= 0.0 or rng.random() < math.exp(ratio)
