from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.train import random_pairs, train

M = np.array([0.05, 0.15, 0.8])
U = np.array([0.7, 0.2, 0.1])
PUBLISHED = {
    "age": (np.array([0.3, 0.3, 0.4]), np.array([0.6, 0.3, 0.1])),
    "sex": (np.array([0.01, 0.99]), np.array([0.5, 0.5])),
}
Levels = dict[str, NDArray[np.int64]]


def _pairs(count: int, seed: int = 1) -> tuple[Levels, NDArray[np.float64], Levels]:
    """Invent pairs, a fifth of them true, whose names tell them apart fairly well."""
    rng = np.random.default_rng(seed)
    true = rng.random(count) < 0.2
    age = np.where(true, rng.choice(3, count, p=M), rng.choice(3, count, p=U))
    sex = np.where(true, rng.random(count) < 0.99, rng.random(count) < 0.5).astype(np.int64)
    name = np.where(true, rng.normal(4, 2, count), rng.normal(-4, 2, count)).round() * 2.0
    chance = {"age": rng.choice(3, 50_000, p=U), "sex": rng.integers(0, 2, 50_000)}
    return {"age": age, "sex": sex}, name - 2.0, chance


def test_weights_are_learned_without_a_label() -> None:
    """On many pairs the chances behind the levels are found again, though the published ones were wrong."""
    trained = train(*_pairs(100_000), PUBLISHED)
    assert np.abs(trained.m["age"] - M).max() < 0.02
    assert np.abs(trained.u["age"] - U).max() < 0.02
    assert abs(trained.true_pairs / 20_000 - 1) < 0.05


def test_few_pairs_hardly_move_the_published_weights() -> None:
    """On a dozen pairs the weights stay within a bit of the published ones."""
    levels, fixed, _ = _pairs(12)
    nothing = {name: np.zeros(0, dtype=np.int64) for name in levels}
    trained = train(levels, fixed, nothing, PUBLISHED)
    for name, (m, u) in PUBLISHED.items():
        assert np.abs(trained.weights[name] - np.log2(m / u)).max() < 0.5


def test_no_pair_at_all_leaves_the_published_weights() -> None:
    """With nothing to learn from, the weights are the published ones."""
    nothing: Mapping[str, Any] = {name: np.zeros(0, dtype=np.int64) for name in PUBLISHED}
    trained = train(nothing, np.zeros(0), nothing, PUBLISHED)
    for name, (m, u) in PUBLISHED.items():
        assert np.allclose(trained.weights[name], np.log2(m / u))


def test_what_is_not_stated_says_nothing() -> None:
    """A level below zero adds no bit and teaches nothing."""
    levels, fixed, chance = _pairs(5_000)
    trained = train(levels, fixed, chance, PUBLISHED)
    silent = {"age": np.array([-1]), "sex": np.array([-1])}
    assert trained.weigh(silent).tolist() == [0.0]
    padded = {name: np.concatenate([level, np.full(900, -1)]) for name, level in levels.items()}
    again = train(padded, np.concatenate([fixed, np.full(900, -10.0)]), chance, PUBLISHED)
    assert np.allclose(again.weights["age"], trained.weights["age"], atol=1e-3)


def test_order_of_pairs_changes_no_weight() -> None:
    """The same pairs in another order give the same weights, to the last digit."""
    levels, fixed, chance = _pairs(3_000)
    other = np.random.default_rng(2).permutation(3_000)
    one = train(levels, fixed, chance, PUBLISHED)
    two = train({name: level[other] for name, level in levels.items()}, fixed[other], chance, PUBLISHED)
    assert all((one.weights[name] == two.weights[name]).all() for name in PUBLISHED)


def test_random_pairs_join_sources_as_the_candidates_do() -> None:
    """Random pairs are distinct, of two reports each, and from the candidates' pairs of sources only."""
    source = np.repeat([0, 1, 2], 200)
    left, right = np.arange(100), np.arange(200, 300)  # candidates between sources 0 and 1 only
    one, other = random_pairs(left, right, source, most=5_000)
    assert 4_000 < one.size <= 5_000
    assert (one < other).all()
    assert np.unique(one * source.size + other).size == one.size
    assert set(zip(source[one].tolist(), source[other].tolist(), strict=True)) == {(0, 1)}


def test_a_detail_that_agrees_by_chance_alone_weighs_nothing() -> None:
    """Of two columns nobody knew, the one that true pairs share counts and the other does not."""
    levels, fixed, chance = _pairs(50_000)
    rng = np.random.default_rng(3)
    true = fixed > 0
    telling = np.where(rng.random(true.size) < np.where(true, 0.9, 0.05), 2, 0)
    idle = np.where(rng.random(true.size) < 0.05, 2, 0)
    surprise = sum(np.where(column == 2, -np.log2(0.05), -np.log2(0.95)) for column in (telling, idle))
    details = {"telling": telling.astype(np.int8), "idle": idle.astype(np.int8)}
    trained = train(levels, fixed + surprise, chance, PUBLISHED, details)
    weight = {name: trained.weights[name][2] - np.log2(0.05) for name in details}
    assert weight["telling"] > 3.5
    assert abs(weight["idle"]) < 0.5
