from __future__ import annotations

import numpy as np
import pytest

from everyname.estimate import Patterns
from everyname.estimate.decomposable import average_graphs, missed_grid


def test_kosovo_posterior(kosovo: Patterns) -> None:
    """Kosovo gives the recorded mean and interval."""
    posterior = average_graphs(kosovo.counts, missed_grid(30 * kosovo.n))
    assert posterior.mean == pytest.approx(12749.3, rel=2e-4)
    assert posterior.quantile(0.025) == pytest.approx(9827, rel=2e-4)
    assert posterior.quantile(0.975) == pytest.approx(16544, rel=2e-4)


def test_grid_stands_for_every_number(kosovo: Patterns) -> None:
    """The sparse grid gives the quantiles of the full sum."""
    full = average_graphs(kosovo.counts, np.arange(1, 30_001))
    sparse = average_graphs(kosovo.counts, missed_grid(30_000))
    for level in (0.025, 0.5, 0.975):
        assert sparse.quantile(level) == pytest.approx(full.quantile(level), rel=2e-4)
    assert sparse.probabilities.sum() == pytest.approx(1)
    assert sparse.graphs.sum() == pytest.approx(1)


def test_complete_graph_widens_the_answer() -> None:
    """Three strongly dependent lists: the complete graph would let the prior alone fill the tail."""
    table = Patterns.from_cells("ABC", {1: 690, 2: 550, 3: 200, 4: 630, 5: 170, 6: 180, 7: 280})
    without = average_graphs(table.counts, missed_grid(50_000))
    within = average_graphs(table.counts, missed_grid(50_000), complete=True)
    assert within.quantile(0.975) > 1.5 * without.quantile(0.975)
    assert without.share_above(45_000) < 1e-9


def test_spread_between_graphs_is_part_of_the_whole(kosovo: Patterns) -> None:
    """Graphs that answer differently share the variance of log n0 with the chance inside each of them."""
    posterior = average_graphs(kosovo.counts, missed_grid(30 * kosovo.n))
    logs = np.log(posterior.points)
    mean = posterior.probabilities @ logs
    whole = posterior.probabilities @ (logs - mean) ** 2
    assert 0.05 * whole < posterior.between < whole
    two_lists = average_graphs(np.array([0, 120, 90, 40]), missed_grid(9000))
    assert two_lists.graphs.size == 1
    assert two_lists.between == pytest.approx(0, abs=1e-12)
