"""Move one state of the latent-class model, labels summed over: logits, along the ridge, gaps, label swaps.

Every move is a Metropolis-Hastings step that leaves the posterior as it is; steps are tuned while `gain` is
above 0 and then stand still.
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
    copy,
    fill_gaps,
    fill_shape,
    log_fit,
    log_gaps,
    log_share,
    sum_rests,
    weigh,
)

__all__ = ["MOVES", "move_gaps", "move_logits", "move_ridge", "swap_labels"]

MOVES = 4  # kinds of moves with a step of their own: each list by itself, a common shift, the ridge, a gap
EACH, SHIFT, RIDGE, GAP = 0, 1, 2, 3
WISHED = 0.35  # share of moves accepted at which steps are tuned to rest
UNSEEN = 0.3  # people a class would hold below which only the Gibbs sweep draws its chances
SELDOM = 0.25  # share of sweeps in which the gaps after all such classes are moved


@compiled
def take(state: Replica, desk: Desk, fit: float, p0: float) -> None:
    """Let the proposed chances of the patterns stand."""
    state.now[0], state.now[1] = fit, p0
    copy(desk.chances, state.chances)


@compiled
def tune(step: float, ratio: float, gain: float) -> float:
    """Give the step moved towards the wished share of moves accepted."""
    if gain == 0.0:
        return step
    chance = math.exp(min(0.0, ratio)) if ratio == ratio else 0.0
    return step * math.exp(gain * (chance - WISHED))


@compiled
def move_logits(
    rng: np.random.Generator,
    table: Table,
    prior: Prior,
    state: Replica,
    desk: Desk,
    steps: Floats,
    gain: float,
) -> None:
    """Move each class's logits at random: half the time all lists by one shift, which moves p0 most."""
    seen = table.power * table.people
    for k in range(state.weights.size):
        if state.weights[k] * seen < UNSEEN:
            continue
        kind = SHIFT if rng.random() < 0.5 else EACH
        step = steps[kind, k] * rng.standard_normal()
        for j in range(desk.logits.size):
            desk.logits[j] = state.logits[k, j] + (
                step if kind == SHIFT else steps[kind, k] * rng.standard_normal()
            )
        copy(state.shapes[k], desk.shape)
        missed = state.missed[k]
        state.missed[k], density = fill_shape(desk.logits, prior, table.bits, state.shapes[k])
        fit, p0 = log_fit(table, state.weights, state, desk.chances)
        ratio = table.power * (fit - state.now[0]) + density - state.densities[k]
        steps[kind, k] = tune(steps[kind, k], ratio, gain)
        if accepts(rng, ratio):
            copy(desk.logits, state.logits[k])
            state.densities[k] = density
            take(state, desk, fit, p0)
        else:
            copy(desk.shape, state.shapes[k])
            state.missed[k] = missed


@compiled
def move_ridge(
    rng: np.random.Generator,
    table: Table,
    prior: Prior,
    state: Replica,
    desk: Desk,
    steps: Floats,
    gain: float,
) -> None:
    """Shift a class's logits and change its weight so that as many of its people are seen as before.

    That is the ridge on which the seen say little and n0 changes much. The weights' determinant is s / Z^K,
    with s the factor on the class's weight and Z the sum by which all are divided.
    """
    classes = state.weights.size
    seen = table.power * table.people
    for k in range(classes):
        if state.weights[k] * seen < UNSEEN:
            continue
        step = steps[RIDGE, k] * rng.standard_normal()
        for j in range(desk.logits.size):
            desk.logits[j] = state.logits[k, j] + step
        copy(state.shapes[k], desk.shape)
        missed = state.missed[k]
        state.missed[k], density = fill_shape(desk.logits, prior, table.bits, state.shapes[k])
        ratio, fit, p0 = -math.inf, 0.0, 0.0
        if missed < 1.0 - 1e-12 and state.missed[k] < 1.0 - 1e-12:
            factor = math.log1p(-missed) - math.log1p(-state.missed[k])
            norm = math.log1p(state.weights[k] * math.expm1(factor))
            for h in range(classes):
                desk.log_weights[h] = state.log_weights[h] - norm + (factor if h == k else 0.0)
                desk.weights[h] = weigh(desk.log_weights[h])
            if desk.weights[k] * seen >= UNSEEN:
                rests = fill_gaps(desk.log_weights, desk.gaps)
                fit, p0 = log_fit(table, desk.weights, state, desk.chances)
                ratio = table.power * (fit - state.now[0]) + density - state.densities[k]
                ratio += log_gaps(-desk.log_weights[classes - 1], classes, prior) - rests
                ratio -= log_gaps(-state.log_weights[classes - 1], classes, prior) - sum_rests(state.gaps)
                ratio += factor - classes * norm
        steps[RIDGE, k] = tune(steps[RIDGE, k], ratio, gain)
        if accepts(rng, ratio):
            copy(desk.logits, state.logits[k])
            state.densities[k] = density
            copy(desk.gaps, state.gaps)
            copy(desk.log_weights, state.log_weights)
            copy(desk.weights, state.weights)
            take(state, desk, fit, p0)
        else:
            copy(desk.shape, state.shapes[k])
            state.missed[k] = missed


@compiled
def move_gaps(
    rng: np.random.Generator,
    table: Table,
    prior: Prior,
    state: Replica,
    desk: Desk,
    steps: Floats,
    gain: float,
) -> None:
    """Move the log of each gap at random."""
    classes = state.weights.size
    before = log_gaps(-state.log_weights[classes - 1], classes, prior)
    passed = 0.0
    for k in range(classes - 1):
        rest = math.exp(-passed)
        passed += state.gaps[k]
        if rest * table.power * table.people < UNSEEN and rng.random() > SELDOM:
            continue
        step = steps[GAP, k] * rng.standard_normal()
        gap = state.gaps[k] * math.exp(step)
        widened = gap - state.gaps[k]
        for h in range(classes):
            desk.log_weights[h] = state.log_weights[h] - (widened if h > k else 0.0)
            desk.weights[h] = weigh(desk.log_weights[h]) if h > k else state.weights[h]
        desk.log_weights[k] += log_share(gap) - log_share(state.gaps[k])
        desk.weights[k] = weigh(desk.log_weights[k])
        fit, p0 = log_fit(table, desk.weights, state, desk.chances)
        after = log_gaps(-desk.log_weights[classes - 1], classes, prior)
        ratio = table.power * (fit - state.now[0]) + step + after - before
        steps[GAP, k] = tune(steps[GAP, k], ratio, gain)
        if accepts(rng, ratio):
            before = after
            passed += widened
            state.gaps[k] = gap
            copy(desk.log_weights, state.log_weights)
            copy(desk.weights, state.weights)
            take(state, desk, fit, p0)


@compiled
def swap_labels(rng: np.random.Generator, prior: Prior, state: Replica, desk: Desk) -> None:
    """Let two classes change places with weight and chances: only the prior of the weights' order changes."""
    classes = state.weights.size
    k, h = int(rng.random() * classes), int(rng.random() * classes)
    if k == h:
        return
    copy(state.log_weights, desk.log_weights)
    desk.log_weights[k], desk.log_weights[h] = state.log_weights[h], state.log_weights[k]
    ratio = sum_rests(state.gaps) - fill_gaps(desk.log_weights, desk.gaps)
    ratio += log_gaps(-desk.log_weights[classes - 1], classes, prior)
    ratio -= log_gaps(-state.log_weights[classes - 1], classes, prior)
    if not accepts(rng, ratio):
        return
    copy(desk.gaps, state.gaps)
    copy(desk.log_weights, state.log_weights)
    state.weights[k], state.weights[h] = state.weights[h], state.weights[k]
    state.missed[k], state.missed[h] = state.missed[h], state.missed[k]
    state.densities[k], state.densities[h] = state.densities[h], state.densities[k]
    for j in range(state.logits.shape[1]):
        state.logits[k, j], state.logits[h, j] = state.logits[h, j], state.logits[k, j]
    for c in range(state.chances.size):
        state.shapes[k, c], state.shapes[h, c] = state.shapes[h, c], state.shapes[k, c]
