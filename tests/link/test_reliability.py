import numpy as np

from everyname.link.reliability import reliability


def test_reliability_tells_right_from_wrong() -> None:
    """Probabilities that are true have the error of chance alone; those that say .8 of half have .3."""
    rng = np.random.default_rng(6)
    said = rng.random(5_000)
    right = reliability(said, rng.random(5_000) < said)
    assert right.error < 0.03
    assert right.low <= right.error <= right.high
    assert abs(right.error - right.noise) < 0.015
    wrong = reliability(np.full(1_000, 0.8), np.arange(1_000) % 2 == 0)
    assert [bin_[0] for bin_ in wrong.bins] == [1_000]
    assert abs(wrong.error - 0.3) < 1e-9


def test_reliability_of_no_doubtful_pair_is_nothing() -> None:
    """Where no probability lies between the bounds there is no bin and no error."""
    found = reliability(np.array([0.001, 0.999]), np.array([False, True]))
    assert (found.bins, found.error, found.low, found.high, found.noise) == ((), 0.0, 0.0, 0.0, 0.0)
