"""Draw one state of the latent-class model anew from people's labels: the Gibbs sweep over a pattern table.

The sweep of Manrique-Vallier (Biometrics 2016, 10.1111/biom.12502), by pattern and never by person: share
the people of each pattern, and n0 unseen people, out over the classes; then draw weights and chances from
what each class holds. It moves mass between classes, which single moves do slowly.
"""

from __future__ import annotations

import math

import numpy as np

from everyname.compiled import compiled
from everyname.estimate.latent_kernel import (
    Desk,
    Floats,
    Prior,
    Replica,
    Table,
    accepts,
    fill_shape,
    fill_weights,
    log_counts,
    log_fit,
    softplus,
)

__all__ = ["draw_missed", "relabel"]


@compiled
def draw_missed(rng: np.random.Generator, people: int, p0: float, bound: int) -> int:
    """Draw n0 <= bound given p0; where nearly every draw lies beyond, walk down from the bound."""
    if people == 0:
        return 0
    for _ in range(100):
        missed = rng.poisson(rng.standard_gamma(people) * p0 / (1.0 - p0))
        if missed <= bound:
            return int(missed)
    mass, term, m = 0.0, 1.0, bound
    while m >= 0 and term > 1e-16 * mass:
        mass += term
        term *= m / ((people + m - 1.0) * p0)
        m -= 1
    left, term, m = rng.random() * mass, 1.0, bound
    while m > 0 and left > term:
        left -= term
        term *= m / ((people + m - 1.0) * p0)
        m -= 1
    return m


@compiled
def log_gamma(rng: np.random.Generator, shape: float) -> float:
    """Draw the log of a gamma variable; exact where the variable itself would underflow."""
    if shape >= 1.0:
        return math.log(rng.standard_gamma(shape))
    return math.log(rng.standard_gamma(shape + 1.0)) + math.log(1.0 - rng.random()) / shape


@compiled
def split_people(rng: np.random.Generator, people: int, parts: Floats, mass: float, size: Floats) -> None:
    """Share people out over the classes by a multinomial draw of these parts, which sum to `mass`."""
    for k in range(parts.size):
        size[k] = 0.0
        if people == 0:
            continue
        if k == parts.size - 1 or parts[k] >= mass:
            size[k] = people
        elif parts[k] > 0.0:
            size[k] = rng.binomial(people, parts[k] / mass)
        mass -= parts[k]
        people -= int(size[k])


@compiled
def share_out(
    rng: np.random.Generator, table: Table, bound: int, state: Replica, desk: Desk, on: Floats
) -> Floats:
    """Draw every person's class; fill the people of each on each list, (K, J), and give class sizes, (K,)."""
    held = np.zeros(state.weights.size)
    on[:] = 0.0
    for c in range(table.thinned.size):
        if table.thinned[c] == 0:
            continue
        for k in range(held.size):
            desk.weights[k] = state.weights[k] * state.shapes[k, c]
        split_people(rng, table.thinned[c], desk.weights, state.chances[c], desk.log_weights)
        for k in range(held.size):
            if desk.log_weights[k] > 0.0:
                held[k] += desk.log_weights[k]
                for j in range(on.shape[1]):
                    if table.bits[c, j]:
                        on[k, j] += desk.log_weights[k]
    for k in range(held.size):
        desk.weights[k] = state.weights[k] * state.missed[k]
    missed = draw_missed(rng, table.thinned.sum(), state.now[1], bound)
    split_people(rng, missed, desk.weights, state.now[1], desk.log_weights)
    return held + desk.log_weights


@compiled
def relabel(
    rng: np.random.Generator, table: Table, prior: Prior, state: Replica, fresh: Replica, desk: Desk
) -> bool:
    """Draw into `fresh` from what the classes hold of the thinned table; says whether it may take the place.

    Drawing labels and parameters anew is reversible for the posterior of the whole people in a rung's table,
    so it can be proposed for the power: what is judged is only the part of the likelihood they leave.
    """
    classes, lists = state.logits.shape
    people = table.thinned.sum()
    bound = table.bound * people // table.people
    on = np.empty((classes, lists))
    held = share_out(rng, table, bound, state, desk, on)
    alpha = rng.standard_gamma(prior.a + classes - 1.0) / (prior.b + state.gaps.sum())
    later = 0.0
    for k in range(classes - 2, -1, -1):
        later += held[k + 1]
        fresh.gaps[k] = softplus(log_gamma(rng, 1.0 + held[k]) - log_gamma(rng, alpha + later))
    for k in range(classes):
        for j in range(lists):
            fresh.logits[k, j] = log_gamma(rng, prior.on + on[k, j]) - log_gamma(
                rng, prior.off + held[k] - on[k, j]
            )
        fresh.missed[k], fresh.densities[k] = fill_shape(fresh.logits[k], prior, table.bits, fresh.shapes[k])
    fill_weights(fresh.gaps, fresh.log_weights, fresh.weights)
    fresh.now[0], fresh.now[1] = log_fit(table, fresh.weights, fresh, fresh.chances)
    if table.power == 1.0:
        return True
    left = table.power * (fresh.now[0] - state.now[0])
    left -= log_counts(table.thinned, people, bound, fresh.chances, fresh.now[1])
    left += log_counts(table.thinned, people, bound, state.chances, state.now[1])
    return accepts(rng, left)
