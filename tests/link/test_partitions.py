from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from everyname.link.calibrate import Judged
from everyname.link.partitions import Doubt, draw_partitions, lists_of
from everyname.link.recall import Recall

Ints = NDArray[np.int64]
NONE_MISSED = Recall(found=1.0, missed=0.0, low=0.0, high=0.0)


def _doubt(pairs: list[tuple[int, int, float]], source: list[int], **given: Any) -> Doubt:
    left, right, probability = (np.array(column) for column in zip(*pairs, strict=True))
    numbers = np.array(source)
    values: dict[str, Any] = {"closed": numbers, "recall": NONE_MISSED} | given
    return Doubt(source=numbers, left=left, right=right, probability=probability.astype(float), **values)


def _shares(drawn: Ints, one: int, other: int) -> float:
    return float((drawn[:, one] == drawn[:, other]).mean())


def test_sure_pairs_hold_and_doubtful_ones_come_and_go() -> None:
    """A pair of .9999 is joined in nearly every draw, one of .5 in some, one of .001 hardly ever."""
    drawn = draw_partitions(_doubt([(0, 3, 0.9999), (1, 4, 0.5), (2, 5, 0.001)], [0, 0, 0, 1, 1, 1]), 800, 1)
    assert _shares(drawn, 0, 3) > 0.99
    assert 0.15 < _shares(drawn, 1, 4) < 0.5
    assert _shares(drawn, 2, 5) < 0.02


def test_duplicate_free_list_is_never_twice_in_a_person() -> None:
    """Two rivals of one list share a report between them; no draw joins both."""
    drawn = draw_partitions(_doubt([(0, 1, 0.5), (0, 2, 0.49)], [0, 1, 1]), 600, 1)
    assert _shares(drawn, 1, 2) == 0
    either = ((drawn[:, 0] == drawn[:, 1]) | (drawn[:, 0] == drawn[:, 2])).mean()
    assert either > 0.75


def test_open_list_may_be_twice_in_a_person() -> None:
    """Where a list may hold a person twice, both its reports may join a third."""
    doubt = _doubt([(0, 1, 0.99), (0, 2, 0.99)], [0, 1, 1], closed=np.full(3, -1))
    assert _shares(draw_partitions(doubt, 200, 1), 1, 2) > 0.4


def test_reviewers_findings_hold_in_every_draw() -> None:
    """What reviewers found the same is never parted, what they found different never joined."""
    pairs = [(0, 2, 0.9), (1, 2, 0.9), (1, 3, 0.01)]
    judged = {"same": np.array([[1, 3]]), "different": np.array([[0, 2]])}
    drawn = draw_partitions(_doubt(pairs, [0, 1, 2, 3], **judged), 300, 1)
    assert _shares(drawn, 1, 3) == 1
    assert _shares(drawn, 0, 2) == 0
    assert 0 < _shares(drawn, 1, 2) < 1


def test_errors_of_a_draw_go_together() -> None:
    """The number of links varies far more than independent pairs would let it."""
    pairs = [(at, at + 1_000, 0.5) for at in range(1_000)]
    drawn = draw_partitions(_doubt(pairs, [0] * 1_000 + [1] * 1_000), 60, 1)
    links = 2_000 - np.array([np.unique(row).size for row in drawn])
    assert links.std() > 4 * np.sqrt(1_000 * 0.25)


def test_missed_pairs_are_added_as_the_recall_says() -> None:
    """Draws hold some fifty more links than were proposed where the recall says fifty are missed."""
    pairs = [(at, at + 500, 0.9999) for at in range(300)]
    recall = Recall(found=300.0, missed=50.0, low=40.0, high=62.0)
    drawn = draw_partitions(_doubt(pairs, [0] * 500 + [1] * 500, recall=recall), 40, 1)
    links = 1_000 - np.array([np.unique(row).size for row in drawn])
    assert 340 < links.mean() < 360
    assert all(np.unique(row[:500]).size == 500 and np.unique(row[500:]).size == 500 for row in drawn)


def test_judgements_narrow_what_is_drawn() -> None:
    """Judgements that say how often such pairs are true bring the draws to that share."""
    rng = np.random.default_rng(3)
    pairs = [(at, at + 400, 0.7) for at in range(400)]
    doubt = _doubt(pairs, [0] * 400 + [1] * 400)
    judged = Judged(
        probability=np.full(300, 0.7),
        same=rng.random(300) < 0.3,
        weight=np.ones(300),
        lists=np.full(300, lists_of(doubt.source, doubt.left, doubt.right)[0]),
    )
    before = draw_partitions(doubt, 60, 1)
    after = draw_partitions(replace(doubt, judged=judged), 60, 1)
    links = [800 - np.array([np.unique(row).size for row in drawn]) for drawn in (before, after)]
    assert abs(links[1].mean() / 400 - 0.3) < 0.07
    assert links[1].std() < links[0].std()


def test_seed_decides_every_draw() -> None:
    """One seed gives one set of draws, the first of many as of few; another seed gives another."""
    doubt = _doubt([(at, at + 50, 0.5) for at in range(50)], [0] * 50 + [1] * 50)
    assert (draw_partitions(doubt, 3, 7) == draw_partitions(doubt, 5, 7)[:3]).all()
    assert (draw_partitions(doubt, 3, 7) != draw_partitions(doubt, 3, 8)).any()


@pytest.mark.parametrize("reports", [0, 3])
def test_no_pair_gives_everyone_a_person(reports: int) -> None:
    """Without pairs every report is a person of its own, in every draw."""
    nothing = np.zeros(0, dtype=np.int64)
    source = np.zeros(reports, dtype=np.int64)
    doubt = Doubt(
        source=source, closed=source, left=nothing, right=nothing, probability=np.zeros(0), recall=NONE_MISSED
    )
    assert draw_partitions(doubt, 2).tolist() == [list(range(reports))] * 2
