from __future__ import annotations

import json

import numpy as np
import pytest

from everyname.link.calibrate import Judged
from everyname.link.doubt_plain import doubt_plain, read_doubt
from everyname.link.partitions import Doubt, draw_partitions, lists_of
from everyname.link.recall import Recall
from everyname.model import Judgement, Verdict

IDS = [f"r{place}" for place in range(8)]
SOURCES = ["south", "south", "north", "north", "east", "east", "east", "north"]
NUMBERS = np.array([2, 2, 1, 1, 0, 0, 0, 1])  # in the order of the sources' names
JUDGEMENTS = [
    Judgement(left="r0", right="r2", verdict=Verdict.DIFFERENT, reason="first look", reviewer="a"),
    Judgement(left="r0", right="r2", verdict=Verdict.SAME, reason="second look", reviewer="a"),
    Judgement(left="r1", right="r3", verdict=Verdict.DIFFERENT, reason="ages", reviewer="a"),
    Judgement(left="r1", right="gone", verdict=Verdict.SAME, reason="withdrawn since", reviewer="a"),
]


def doubt(judged: Judged | None = None) -> Doubt:
    """Make a small linking's doubt, with all that a run can leave open."""
    return Doubt(
        source=NUMBERS,
        closed=np.where(NUMBERS == 2, 2, -1),
        left=np.array([0, 1, 2, 3]),
        right=np.array([4, 5, 6, 7]),
        probability=np.array([0.9, 0.123456, 0.5, 0.000123]),
        recall=Recall(found=10.0, missed=1.25, low=0.5, high=4.0),
        same=np.array([[0, 2]]),
        different=np.array([[1, 3]]),
        judged=judged,
    )


@pytest.mark.parametrize("with_sample", [False, True])
def test_what_a_run_keeps_suffices_to_draw_from_it(with_sample: bool) -> None:
    """Written as whole numbers and read back with the book's judgements, a doubt gives the same draws."""
    sample = Judged(
        probability=np.array([0.25, 0.75, 0.9]),
        same=np.array([False, True, True]),
        weight=np.array([1.5, 2.0, 1.0]),
        lists=lists_of(NUMBERS, np.array([0, 1, 2]), np.array([4, 5, 6])),
    )
    given = doubt(sample if with_sample else None)
    plain = json.loads(json.dumps(doubt_plain(given)))
    back = read_doubt(plain, IDS, SOURCES, frozenset({"south"}), JUDGEMENTS)
    assert (draw_partitions(back, 30, 5) == draw_partitions(given, 30, 5)).all()
    assert back.same.tolist() == [[0, 2]]
    assert back.different.tolist() == [[1, 3]]
    assert (back.judged is not None) is with_sample


def test_nothing_but_whole_numbers_is_kept() -> None:
    """What goes to the vault has no fraction, whose bytes another machine might write otherwise."""
    plain = doubt_plain(doubt())
    assert plain["millionths"] == [900000, 123456, 500000, 123]
    assert plain["recall"] == {"found": 10000, "missed": 1250, "low": 500, "high": 4000}
    assert "." not in json.dumps(plain)
