import numpy as np
from numpy.typing import NDArray

from everyname.link.recall import Recall, estimate_recall

NAMES = ("given_father", "father_family", "birth_given", "day_given")


def _catches(pairs: int, chances: tuple[float, ...], seed: int = 1) -> tuple[NDArray[np.int64], int]:
    """Let each family catch each of `pairs` by chance; give the masks of the caught and count the rest."""
    rng = np.random.default_rng(seed)
    masks = sum((rng.random(pairs) < chance).astype(np.int64) << bit for bit, chance in enumerate(chances))
    caught = np.asarray(masks)[np.asarray(masks) > 0]
    return caught, pairs - caught.size


def test_missed_pairs_are_estimated_from_what_one_family_alone_found() -> None:
    """The interval of the missed pairs holds the true number, which no family proposed."""
    for seed in range(5):
        masks, missed = _catches(5_000, (0.45, 0.45, 0.45, 0.45), seed)
        found = estimate_recall(masks, np.ones(masks.size), NAMES)
        assert found.low <= missed <= found.high
        assert abs(found.missed / missed - 1) < 0.35


def test_families_of_one_evidence_are_one_catch() -> None:
    """Two families that need the same of two reports alike do not make each other look complete."""
    names = ("birth_family", "year_family", "birth_given")
    masks = np.repeat([0b011, 0b100, 0b111], [300, 300, 100])
    twins = estimate_recall(masks, np.ones(masks.size), names)
    single = estimate_recall(np.repeat([0b001, 0b100, 0b101], [300, 300, 100]), np.ones(masks.size), names)
    assert twins.missed == single.missed > 500


def test_comparing_all_misses_nothing() -> None:
    """Where each report was compared with each, nothing is missed and the sentence says so."""
    found = estimate_recall(np.array([0b11, 0b10]), np.ones(2), ("given_father", "every"))
    assert (found.missed, found.high, found.share) == (0.0, 0.0, 1.0)
    assert found.in_words() == "Every pair of reports was compared."
    assert found.draw(np.random.default_rng(0), 3).tolist() == [0.0, 0.0, 0.0]


def test_reviewers_search_replaces_the_assumed_share() -> None:
    """Reviewers who found a tenth of the true pairs outside the candidates lower the recall to match."""
    masks = np.full(1_000, 0b1111)
    found = estimate_recall(masks, np.ones(1_000), NAMES, sought=(90, 100))
    assert abs(found.share - 0.9) < 0.005
    assert estimate_recall(masks, np.ones(1_000), NAMES).share > 0.99


def test_draws_spread_over_the_interval() -> None:
    """Nineteen of twenty draws lie inside the interval, and the sentence names its ends."""
    recall = Recall(found=900.0, missed=100.0, low=50.0, high=200.0)
    drawn = recall.draw(np.random.default_rng(2), 4_000)
    assert abs(((drawn >= 50) & (drawn <= 200)).mean() - 0.95) < 0.02
    assert "90.0 %" in recall.in_words()
    assert "81.8 to 94.7 %" in recall.in_words()


def test_nothing_linked_gives_no_estimate() -> None:
    """Without a linked pair there is nothing found, nothing missed, and no family's share."""
    found = estimate_recall(np.zeros(0, dtype=np.int64), np.zeros(0), NAMES)
    assert (found.found, found.missed, found.share) == (0.0, 0.0, 1.0)
    assert dict(found.by_family) == dict.fromkeys(NAMES, 0.0)
