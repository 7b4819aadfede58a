import numpy as np
from numpy.typing import NDArray

from everyname.link.review import bridges, review_order


def _pairs(*pairs: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def test_bridge_is_a_pair_whose_removal_splits_a_person() -> None:
    """Of two triangles held together by one pair, that pair alone is a bridge."""
    left, right = _pairs((0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (3, 5), (4, 5))
    found, _ = bridges(left, right)
    assert found.tolist() == [False, False, False, True, False, False, False]


def test_bridges_agree_with_taking_each_pair_out() -> None:
    """On random graphs a pair is a bridge exactly if taking it out gives one person more."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    def persons(left: NDArray[np.int64], right: NDArray[np.int64]) -> int:
        links = coo_array((np.ones(left.size), (left, right)), shape=(40, 40))
        return int(connected_components(links, directed=False)[0])

    rng = np.random.default_rng(0)
    for _ in range(20):
        codes = np.unique(np.sort(rng.integers(0, 40, (30, 2)), axis=1) @ [40, 1])
        left, right = codes // 40, codes % 40
        left, right = left[left != right], right[left != right]
        found, _ = bridges(left, right)
        whole = persons(left, right)
        without = [persons(np.delete(left, row), np.delete(right, row)) > whole for row in range(left.size)]
        assert found.tolist() == without


def test_fragile_bridges_come_first_and_sure_ones_never() -> None:
    """A weak link that holds a person together comes before the review band; a sure one never does."""
    left, right = _pairs((0, 1), (1, 2), (3, 4), (5, 6), (7, 8), (8, 9))
    probability = np.array([0.95, 0.999, 0.91, 0.8, 0.5, 0.93])
    linked = np.array([True, True, True, False, False, True])
    assert review_order(left, right, probability, linked).tolist() == [0, 4, 3]


def test_nothing_to_review_is_nothing() -> None:
    """Without pairs there is no queue."""
    left, right = _pairs()
    assert review_order(left, right, np.zeros(0), np.zeros(0, dtype=bool)).size == 0
