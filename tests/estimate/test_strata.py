from __future__ import annotations

import numpy as np

from everyname.estimate import Patterns
from everyname.estimate.agreement import COMPARED
from everyname.estimate.strata import filled_draws, make_part, part_seed

FAST = ("log-linear", "decomposable")


def test_the_first_part_has_the_seed_itself_and_no_other_has_it() -> None:
    """A plain table gives the same draws in a frame as alone; every other table has draws of its own."""
    seeds = {part_seed(11, replicate, place) for replicate in range(4) for place in range(4)}
    assert part_seed(11, 0, 0) == 11
    assert len(seeds) == 16


def test_a_method_run_in_some_replicates_stands_for_the_others(kosovo: Patterns) -> None:
    """A method left out of later replicates lends them its answer from the next that has one."""
    tables = [kosovo, kosovo, kosovo]
    part = make_part("a", tables, np.full(3, 4400), [1, 2, 3], [FAST, FAST[:1], FAST])
    assert set(part.draws) == set(FAST) <= set(COMPARED)
    assert (part.draws["decomposable"][1] == part.draws["decomposable"][2]).all()
    assert all("no number" not in text for text in part.panel.warnings)


def test_lent_draws_keep_the_unlisted_and_not_the_documented() -> None:
    """Draws lent to a replicate with more people documented lie as far above those as above their own."""
    found = [None, *(np.array([4401.0, 4600.0 + place]) for place in range(9))]
    draws = filled_draws(found, 10, np.array([4500, *[4400] * 9]))
    assert draws is not None
    assert draws[0].tolist() == [4501.0, 4700.0]
    assert filled_draws(found[:2], 2, np.array([4500, 4400])) is None


def test_a_stratum_nobody_covers_is_said_not_guessed() -> None:
    """A stratum whose people stand on no list that covers it gives no rows and its documented count."""
    part = make_part("a", [None], np.array([12]), [1], [FAST])
    assert part.n == 12
    assert part.panel.rows == ()
    assert "no list names anyone there" in part.panel.verdict
