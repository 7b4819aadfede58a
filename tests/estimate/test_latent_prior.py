from __future__ import annotations

import numpy as np
import pytest

from everyname.errors import UsedWrongly
from everyname.estimate.latent_prior import rates_from_expansion


@pytest.mark.parametrize("lists", [3, 8])
@pytest.mark.parametrize("expansion", [(1.01, 5.0), (1.5, 20.0)])
def test_the_prior_has_the_range_asked_for(lists: int, expansion: tuple[float, float]) -> None:
    """Chances drawn from the Beta found give totals over seen people in the range asked for."""
    on, off = rates_from_expansion(lists, expansion)
    missed = np.prod(1 - np.random.default_rng(1).beta(on, off, (100_000, lists)), axis=1)
    ends = np.quantile(1 / (1 - missed), [0.025, 0.975]) - 1
    assert ends == pytest.approx(np.array(expansion) - 1, rel=0.25)


@pytest.mark.parametrize("expansion", [(0.9, 2.0), (3.0, 2.0), (1.0, 2.0)])
def test_an_impossible_range_is_refused(expansion: tuple[float, float]) -> None:
    """A range that starts at or below the people seen, or runs backwards, is refused."""
    with pytest.raises(UsedWrongly):
        rates_from_expansion(4, expansion)
