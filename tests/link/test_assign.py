import numpy as np

from everyname.link.assign import after_rivals


def _after(pairs: list[tuple[int, int]], odds: list[float]) -> list[float]:
    ends = np.array(pairs, dtype=np.int64).T
    return [round(float(p), 3) for p in after_rivals((ends[0], ends[1]), np.array(odds), 0.9)]


def test_lone_pair_keeps_its_probability() -> None:
    """A pair without rivals is worth its odds."""
    assert _after([(1, 2)], [3.0]) == [0.75]


def test_equal_rivals_share() -> None:
    """Two that fit equally well are worth half each, however well they fit."""
    first, second = _after([(1, 2), (1, 3)], [1000.0, 1000.0])
    assert first == second
    assert first < 0.51


def test_taken_partner_leaves_the_field_to_the_rest() -> None:
    """Once a rival is surely somebody else, what remains is weighed without it."""
    weak_without, weak_with = (
        _after([(1, 2)], [20.0])[0],
        _after([(1, 2), (1, 3), (4, 3)], [20.0, 20.0, 1e9])[0],
    )
    assert weak_with == weak_without


def test_open_side_may_have_several_partners() -> None:
    """A source that repeats persons lets one report have several partners."""
    assert _after([(-1, -1), (-1, -1)], [99.0, 99.0]) == [0.99, 0.99]
