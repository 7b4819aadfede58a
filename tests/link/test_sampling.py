import numpy as np

from everyname.link.sampling import draw_to_judge, strata


def test_doubtful_pairs_come_first_and_every_band_is_drawn() -> None:
    """The draw begins in the review band and holds pairs of every band, some sure and some apart."""
    said = np.concatenate([np.full(50_000, 0.02), np.linspace(0.3, 0.7, 200), np.full(9_000, 0.999)])
    places, _ = draw_to_judge(said, np.zeros(said.size, dtype=np.int64), 100)
    assert np.unique(places).size == 100
    assert (np.abs(said[places[:20]] - 0.5) < 0.25).all()
    assert (said[places] < 0.1).sum() >= 10
    assert (said[places] > 0.9).sum() >= 10


def test_weights_add_up_to_the_pairs() -> None:
    """The judged pairs of each stratum stand for all its pairs."""
    said = np.random.default_rng(0).random(5_000)
    lists = np.arange(5_000) % 3
    places, weight = draw_to_judge(said, lists, 400)
    stratum = strata(said, lists)
    assert np.isclose(weight.sum(), 5_000)
    for number in np.unique(stratum):
        assert np.isclose(weight[stratum[places] == number].sum(), (stratum == number).sum())


def test_more_than_there_are_draws_all() -> None:
    """Asking for more pairs than there are gives each once."""
    said = np.array([0.1, 0.5, 0.9])
    places, weight = draw_to_judge(said, np.zeros(3, dtype=np.int64), 300)
    assert sorted(places.tolist()) == [0, 1, 2]
    assert weight.tolist() == [1.0, 1.0, 1.0]
    none, _ = draw_to_judge(said[:0], np.zeros(0, dtype=np.int64), 300)
    assert none.size == 0


def test_draw_follows_its_seed() -> None:
    """One seed gives one draw, another seed another."""
    said = np.random.default_rng(1).random(2_000)
    lists = np.zeros(2_000, dtype=np.int64)
    one, again, other = (draw_to_judge(said, lists, 50, seed=seed)[0] for seed in (1, 1, 2))
    assert (one == again).all()
    assert set(one.tolist()) != set(other.tolist())
