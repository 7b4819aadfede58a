import numpy as np
from numpy.typing import NDArray

from everyname.link.calibrate import Calibration, Curve, Judged, calibrate, log_odds
from everyname.link.reliability import reliability

Floats = NDArray[np.float64]


def _too_sure(count: int, seed: int, slope: float = 0.4) -> tuple[Floats, NDArray[np.bool_]]:
    """Invent probabilities whose true log odds are `slope` times what they say, and the truth."""
    rng = np.random.default_rng(seed)
    said = rng.random(count) * 0.98 + 0.01
    true = rng.random(count) < 1 / (1 + np.exp(-slope * log_odds(said)))
    return said, true


def _judged(said: Floats, same: NDArray[np.bool_], lists: int = 0) -> Judged:
    return Judged(probability=said, same=same, weight=np.ones(said.size), lists=np.full(said.size, lists))


def test_three_hundred_judgements_make_probabilities_true() -> None:
    """Probabilities that claim too much say what is true after 300 judgements, measured on other pairs."""
    found = calibrate(_judged(*_too_sure(300, seed=1)))
    said, true = _too_sure(20_000, seed=2)
    mended = found(said, np.zeros(said.size, dtype=np.int64))
    assert reliability(said, true).error > 0.12
    assert reliability(mended, true).error < 0.05


def test_surer_pair_stays_surer_and_nothing_is_certain() -> None:
    """The correction never turns an order round and never reaches 0 or 1, whatever the judgements say."""
    rng = np.random.default_rng(3)
    said = np.sort(rng.random(500))
    found = calibrate(_judged(said[::2], rng.random(250) < 0.5))
    mended = found(np.linspace(0, 1, 1001), np.zeros(1001, dtype=np.int64))
    assert (np.diff(mended) >= 0).all()
    assert mended.min() > 0
    assert mended.max() < 1


def test_no_judgement_changes_nothing() -> None:
    """Without judgements a probability stays as it is."""
    said = np.array([0.05, 0.3, 0.9])
    none = calibrate(_judged(said[:0], said[:0] > 0))
    for found in (none, Calibration(), Calibration(pooled=Curve())):
        assert np.allclose(found(said, np.zeros(3, dtype=np.int64)), said)


def test_few_judgements_move_little() -> None:
    """Three judgements against a sure pair lower it without throwing it over."""
    found = calibrate(_judged(np.full(3, 0.9), np.zeros(3, dtype=bool)))
    (mended,) = found(np.array([0.9]), np.zeros(1, dtype=np.int64))
    assert 0.3 < mended < 0.9


def test_each_pair_of_lists_is_corrected_by_its_own_judgements() -> None:
    """Two lists that link badly are corrected apart from two that link well; others by the pooled curve."""
    one = _judged(*_too_sure(200, 4, slope=0.1), lists=1)
    two = _judged(*_too_sure(200, 5, slope=1.5), lists=2)
    both = Judged(
        probability=np.concatenate([one.probability, two.probability]),
        same=np.concatenate([one.same, two.same]),
        weight=np.ones(400),
        lists=np.concatenate([one.lists, two.lists]),
    )
    bad, good, other = calibrate(both)(np.full(3, 0.9), np.array([1, 2, 3]))
    assert bad < 0.7
    assert bad < other < good
    assert good > 0.88
