from __future__ import annotations

import pytest

from everyname.estimate.models import (
    close_model,
    dense_models,
    design,
    hierarchical_models,
    name_model,
    pairwise_models,
)


@pytest.mark.parametrize(("lists", "models"), [(2, 1), (3, 8), (4, 113)])
def test_every_hierarchical_model_once(lists: int, models: int) -> None:
    """There are 8 models for three lists and 113 for four, all without the term of all lists."""
    found = hierarchical_models(lists)
    assert len(found) == len(set(found)) == models
    assert all(model == close_model(model, lists) and (1 << lists) - 1 not in model for model in found)


def test_dense_models_hold_every_pair() -> None:
    """Dense models have every pair and some threes, 175 of five lists with up to three, all hierarchical."""
    models = dense_models(5, 3)
    assert len(set(models)) == 175
    assert len(dense_models(6, 2)) == 210
    assert set(models) <= set(hierarchical_models(5)) - set(pairwise_models(5))


def test_pairwise_models_of_five_lists() -> None:
    """Five lists have 1,024 pairwise models."""
    assert len(set(pairwise_models(5))) == 1024


def test_models_are_named_by_their_largest_terms() -> None:
    """A model is written as statisticians write it."""
    assert name_model(close_model([0b0111, 0b1001, 0b1100], 4), 4) == "[123,14,34]"


def test_design_marks_cells_that_hold_a_term() -> None:
    """The columns of a design are 1 exactly in the patterns that hold the term."""
    assert design(2, [0, 1, 2, 3]).tolist() == [[1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 1]]
