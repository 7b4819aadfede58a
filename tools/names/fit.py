"""Fit the name model to examples: a small network, its weights by L-BFGS on the weighted log loss."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from examples import Examples
from numpy.typing import NDArray
from scipy.optimize import minimize

from everyname.names.align import FEATURES, pair_features
from everyname.names.columns import name_table
from everyname.names.model import NameModel
from everyname.names.pack import Pack

__all__ = ["fit_model"]

_UNITS, _DECAY, _STEPS, _SEED = 16, 5e-5, 600, 0

Floats = NDArray[np.float64]


def fit_model(sets: Sequence[tuple[Examples, Sequence[Pack]]]) -> NameModel:
    """Fit to several sets of examples, each as seen with some packs, or with none: a region may have its own.

    A set weighs by the root of its size, so that none decides alone.
    """
    parts = [_features(examples, packs) for examples, packs in sets]
    x = np.concatenate(parts).astype(np.float64)
    y = np.concatenate([np.array(examples.truth, dtype=np.float64) for examples, _ in sets])
    weight = np.concatenate([np.full(len(part), len(part) ** -0.5) for part in parts])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = (x - mean) / scale
    start = _Weights.begin(z.shape[1])
    found = minimize(
        _loss, start, (z, y, weight / weight.sum()), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    w = _Weights(found.x, z.shape[1])
    return NameModel(
        features=FEATURES, low=x.min(axis=0), high=x.max(axis=0), mean=mean, scale=scale,
        hidden=w.hidden, bias=w.bias, out=w.out, direct=w.direct, offset=float(w.offset),
    )  # fmt: skip


def _features(examples: Examples, packs: Sequence[Pack]) -> NDArray[np.float32]:
    names = list(dict.fromkeys([*examples.left, *examples.right]))
    number = {name: at for at, name in enumerate(names)}
    left = np.array([number[name] for name in examples.left], dtype=np.int64)
    right = np.array([number[name] for name in examples.right], dtype=np.int64)
    return pair_features(name_table(names), left, right, packs)


class _Weights:
    """Views into one vector of weights."""

    def __init__(self, vector: Floats, features: int) -> None:
        ends = np.cumsum([features * _UNITS, _UNITS, _UNITS, features])
        hidden, self.bias, self.out, self.direct, offset = np.split(vector, ends)
        self.hidden, self.offset = hidden.reshape(features, _UNITS), offset[0]

    @staticmethod
    def begin(features: int) -> Floats:
        draw = np.random.default_rng(_SEED).normal
        parts = [
            draw(0, features**-0.5, features * _UNITS), draw(0, 0.1, _UNITS),
            draw(0, _UNITS**-0.5, _UNITS), draw(0, 0.1, features), np.zeros(1),
        ]  # fmt: skip
        return np.concatenate(parts)


def _loss(vector: Floats, z: Floats, y: Floats, weight: Floats) -> tuple[float, Floats]:
    """Give the weighted log loss with weight decay, and its gradient."""
    w = _Weights(vector, z.shape[1])
    units = np.tanh(z @ w.hidden + w.bias)
    odds = units @ w.out + z @ w.direct + w.offset
    error = weight * (1 / (1 + np.exp(-odds)) - y)
    inner = np.outer(error, w.out) * (1 - units**2)
    gradient = np.concatenate(
        [(z.T @ inner).ravel(), inner.sum(axis=0), units.T @ error, z.T @ error, [error.sum()]]
    )
    decayed = np.append(vector[:-1], 0)
    loss = float(weight @ (np.logaddexp(0, odds) - y * odds) + _DECAY * decayed @ decayed)
    return loss, gradient + 2 * _DECAY * decayed
