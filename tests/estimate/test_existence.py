from __future__ import annotations

import numpy as np
import pytest

from everyname.estimate import Patterns
from everyname.estimate.existence import Existence, check_existence
from everyname.estimate.loglinear import fit_models
from everyname.estimate.models import close_model, hierarchical_models


@pytest.mark.parametrize(
    ("terms", "answer"),
    [
        ([], Existence.FINE),
        ([0b011], Existence.NO_FINITE_ESTIMATE),
        ([0b101], Existence.FINE),
        ([0b110], Existence.FINE),
        ([0b011, 0b101, 0b110], Existence.NOT_IDENTIFIABLE),
    ],
)
def test_lone_list_models(lone_list: Patterns, terms: list[int], answer: Existence) -> None:
    """With a list that shares nobody, the programme tells finite, running away and not identifiable apart."""
    assert check_existence(lone_list.counts, close_model(terms, 3)) is answer


def test_real_sparse_table(real_table) -> None:
    """The published sparse example gets the answers recorded for it."""
    counts = real_table("slavery_Artificial_3").counts
    found = [check_existence(counts, close_model(terms, 3)) for terms in ([], [3], [5], [6], [3, 5, 6])]
    assert [list(Existence).index(answer) for answer in found] == [0, 1, 0, 0, 2]


def test_fit_and_programme_agree() -> None:
    """On random sparse tables, a fit settles exactly where the linear programme says an estimate exists."""
    random = np.random.default_rng(11)
    models = hierarchical_models(3)
    for _ in range(20):
        counts = random.poisson(1.2, 8) * random.integers(1, 9, 8)
        counts[0] = 0
        counts[1] += 1
        finite = fit_models(counts, models).finite
        assert finite.tolist() == [check_existence(counts, model) is Existence.FINE for model in models]
