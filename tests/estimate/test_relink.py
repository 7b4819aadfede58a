from __future__ import annotations

import numpy as np
import pytest

from everyname.errors import EstimateRefused
from everyname.estimate import Patterns
from everyname.estimate.decomposable import average_graphs, missed_grid
from everyname.estimate.frame import Frame
from everyname.estimate.relink import Reviewed, add_missed_links, chance_torn, rejoin

RATES = (0.25, 0.2, 0.15, 0.1)


def torn_table(seed: int, people: int, torn: float) -> tuple[dict[int, int], dict[int, int], Reviewed]:
    """Simulate people on four lists of whom some lose one link: the true table, the torn one, 200 labels."""
    rng = np.random.default_rng(seed)
    true: dict[int, int] = {}
    found: dict[int, int] = {}
    pairs: list[bool] = []
    for row in rng.random((people, len(RATES))) < np.array(RATES):
        lists = [int(place) for place in np.flatnonzero(row)]
        if not lists:
            continue
        mask = sum(1 << place for place in lists)
        true[mask] = true.get(mask, 0) + 1
        apart = rng.choice(lists) if len(lists) > 1 and rng.random() < torn else -1
        pieces = [mask] if apart < 0 else [mask ^ (1 << int(apart)), 1 << int(apart)]
        for piece in pieces:
            found[piece] = found.get(piece, 0) + 1
        pairs += [apart in (a, b) for at, a in enumerate(lists) for b in lists[at + 1 :]]
    labels = rng.permutation(pairs)[:200]
    return true, found, Reviewed(missed=int(labels.sum()), pairs=labels.size)


def test_joined_again_the_table_is_the_true_one_on_average() -> None:
    """Over many draws, each pattern has as many people as before its links were lost."""
    true, found, _ = torn_table(5, 60_000, 0.1)
    rng = np.random.default_rng(1)
    mean: dict[int, float] = {}
    for _ in range(40):
        for mask, count in rejoin(found, 0.1, rng).items():
            mean[mask] = mean.get(mask, 0.0) + count / 40
    for mask, count in true.items():
        assert abs(mean[mask] - count) < 4 * np.sqrt(count * 0.1 + 1) + 1


def test_nobody_is_invented_or_lost() -> None:
    """Joining moves reports: each list keeps its people, and with the chance 0 nothing moves."""
    _, found, _ = torn_table(3, 4000, 0.2)
    sizes = Patterns.from_cells("ABCD", found).sizes
    again = rejoin(found, 0.3, np.random.default_rng(2))
    assert Patterns.from_cells("ABCD", again).sizes == sizes
    assert sum(again.values()) < sum(found.values())
    assert rejoin(found, 0.0, np.random.default_rng(2)) == found


def test_a_piece_that_is_not_there_joins_nothing() -> None:
    """Where the table holds no pieces, nobody can have been torn."""
    assert rejoin({0b11: 50, 0b01: 30}, 0.3, np.random.default_rng(1)) == {0b11: 50, 0b01: 30}


def test_missed_pairs_tell_how_many_people_were_torn() -> None:
    """A person on two lists is one pair; one on three loses two of three pairs when torn."""
    assert chance_torn([{0b011: 7, 0b001: 90}], 0.1) == pytest.approx(0.1)
    assert chance_torn([{0b111: 7}], 0.1) == pytest.approx(0.15)
    assert chance_torn([{0b001: 7}], 0.1) == 0.0


def test_with_missed_links_drawn_the_interval_covers_the_truth() -> None:
    """A tenth of the links lost: an estimate on draws from 200 reviewed pairs covers, one without does not.

    Twenty simulated tables of 2,000 people, the average over decomposable graphs, 50 draws each.
    """
    covered = {"drawn": 0, "as found": 0}
    for seed in range(20):
        _, cells, reviewed = torn_table(seed, 2000, 0.1)
        frame = Frame.of(Patterns.from_cells("ABCD", cells))
        drawn = add_missed_links(frame, reviewed, draws=50, seed=seed)
        for name, tables in (("drawn", drawn.by_stratum()[0]), ("as found", frame.by_stratum()[0])):
            draws = []
            for table in tables:
                assert table is not None
                posterior = average_graphs(table.counts, missed_grid(100 * table.n))
                levels = np.cumsum(posterior.probabilities)
                draws.append(table.n + np.interp((np.arange(200) + 0.5) / 200, levels, posterior.points))
            low, high = np.quantile(np.concatenate(draws), (0.025, 0.975))
            covered[name] += bool(low <= 2000 <= high)
    assert covered["drawn"] >= 17
    assert covered["as found"] <= 14


def test_each_draw_is_a_replicate_and_repeats_with_the_seed(kosovo: Patterns) -> None:
    """One table gives as many replicates as asked for; of several replicates each gives one."""
    reviewed = Reviewed(missed=10, pairs=100)
    one = add_missed_links(Frame.of(kosovo), reviewed, draws=5, seed=7)
    assert one.replicates == ("1", "2", "3", "4", "5")
    assert one == add_missed_links(Frame.of(kosovo), reviewed, draws=5, seed=7)
    assert one != add_missed_links(Frame.of(kosovo), reviewed, draws=5, seed=8)
    assert add_missed_links(one, reviewed, draws=50, seed=1).replicates == one.replicates
    assert max(one.documented[:, 0]) < 4400


@pytest.mark.parametrize(("missed", "pairs"), [(1, 0), (5, 4), (-1, 4), (3, 5)])
def test_impossible_or_hopeless_reviews_are_refused(missed: int, pairs: int) -> None:
    """Counts that cannot be, and more than half of the links missed, are refused."""
    with pytest.raises(EstimateRefused):
        Reviewed(missed=missed, pairs=pairs)
