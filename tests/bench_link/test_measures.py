from __future__ import annotations

import numpy as np
import pytest

from bench_link.measures import (
    agreement,
    b_cubed,
    best_cut,
    components,
    one_to_one,
    pairs_of,
    recall_at,
    with_margin,
)


def test_equal_scores_are_taken_together() -> None:
    """A precision that holds only for some pairs of one score is not reached."""
    scores, truth = np.array([0.9, 0.5, 0.5, 0.1]), np.array([1, 1, 0, 1])
    assert recall_at(scores, truth, 0.99) == pytest.approx(1 / 3)
    assert recall_at(scores, truth, 0.6) == 1.0


def test_links_to_nobody_count_against_precision() -> None:
    """A link that is not true lowers precision although every true link is found."""
    found = agreement({("a", "x"), ("b", "y")}, {("a", "x")})
    assert (found.precision, found.recall, found.f1) == (0.5, 1.0, pytest.approx(2 / 3))


def test_b_cubed_is_averaged_over_records() -> None:
    """The toy of linking.md 6 gives .778 for both, as Bagga and Baldwin define it."""
    found = b_cubed(dict(zip("abcdef", "112333", strict=True)), dict(zip("abcdef", "111223", strict=True)))
    assert (found.precision, found.recall) == (pytest.approx(7 / 9), pytest.approx(7 / 9))


def test_one_to_one_keeps_the_surest_of_rivals() -> None:
    """Each id of a side is linked once, by its best pair still free."""
    pairs = [("a", "x", 3.0), ("a", "y", 2.0), ("b", "x", 2.5), ("b", "y", 1.0)]
    assert one_to_one(pairs) == [("a", "x", 3.0), ("b", "y", 1.0)]


def test_a_lead_is_counted_over_the_nearest_rival_of_either_side() -> None:
    """A pair gains its lead over its best rival, a beaten one loses what it lags behind."""
    pairs = [("a", "x", 5.0), ("a", "y", 3.0), ("b", "x", 4.0), ("c", "z", 1.0)]
    assert [score for *_, score in with_margin(pairs, most=9.0)] == [6.0, 1.0, 3.0, 10.0]


def test_the_best_cut_never_parts_equal_scores() -> None:
    """The cut is a score from which on all pairs are taken."""
    pairs = [("a", "x", 3.0), ("b", "y", 2.0), ("c", "w", 2.0), ("d", "v", 1.0)]
    assert best_cut(pairs, {("a", "x"), ("b", "y")}) == (pytest.approx(0.8), 2.0)
    assert best_cut([], {("a", "x")}) == (0.0, float("inf"))


def test_components_hold_every_id_once() -> None:
    """Links join their ids and an id without a link stays alone."""
    groups = components("abcd", [("a", "b"), ("b", "c")])
    assert sorted(map(sorted, groups)) == [["a", "b", "c"], ["d"]]
    assert pairs_of(groups) == {("a", "b"), ("a", "c"), ("b", "c")}
