from __future__ import annotations

import pytest

from everyname.estimate.graphs import decomposable_graphs


@pytest.mark.parametrize(("lists", "graphs"), [(3, 8), (4, 61), (5, 822), (6, 18154)])
def test_every_decomposable_graph_once(lists: int, graphs: int) -> None:
    """The known numbers of decomposable graphs are found, one fewer without the complete graph."""
    assert len({row.tobytes() for row in decomposable_graphs(lists, complete=True)}) == graphs
    assert len(decomposable_graphs(lists)) == graphs - 1


def test_rows_hold_each_list_once() -> None:
    """In every graph, cliques minus separators hold each list exactly once."""
    rows = decomposable_graphs(4, complete=True)
    for place in range(4):
        holding = [subset for subset in range(16) if subset >> place & 1]
        assert (rows[:, holding].sum(axis=1) == 1).all()
