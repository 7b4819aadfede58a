from __future__ import annotations

import pytest

from everyname.estimate import Patterns, Reason
from everyname.estimate.checks import check_pairs, find_refusal, usable_lists, warn_before

COPY = {1: 70, 2: 140, 3: 14, 4: 480, 5: 40, 6: 2250, 7: 540}


def test_pair_in_numbers(kosovo: Patterns) -> None:
    """A pair of lists is told by its sizes, overlap, share of the smaller and odds ratio elsewhere."""
    pair = check_pairs(kosovo)[0]
    assert (pair.left, pair.right, pair.both) == ("EXH", "ABA", 403)
    assert pair.share == pytest.approx(403 / 1528)
    assert pair.odds is not None
    assert pair.odds_low is not None
    assert 1 < pair.odds_low < pair.odds < 5


def test_two_lists_have_no_odds() -> None:
    """Without a third list no odds ratio is made up."""
    assert check_pairs(Patterns.from_cells("AB", {1: 5, 2: 6, 3: 2}))[0].odds is None


def test_ordinary_lists_draw_no_dependence_warning(kosovo: Patterns, independent: Patterns) -> None:
    """Separately collected lists are not accused of copying."""
    assert warn_before(kosovo) == ()
    assert not any("Dependence" in text for text in warn_before(independent))


def test_near_copy_is_warned_about() -> None:
    """A list that nearly contains another is named, and so are its odds."""
    nearly, odds = warn_before(Patterns.from_cells("ABC", COPY))[:2]
    assert nearly.startswith("Dependence: C holds 2,790 of the 2,944 people on B;")
    assert "odds of being on C" in odds


def test_silver_linkage_draws_the_warning(real_table) -> None:
    """The real table of two lists that feed on each other draws both dependence warnings."""
    found = warn_before(real_table("iran_1404_javidnam_silver_linkage"))
    assert sum(text.startswith("Dependence") for text in found) == 2


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({1: 5}, Reason.TOO_FEW_LISTS),
        ({1: 50, 2: 40, 4: 60}, Reason.NO_OVERLAP),
        ({1: 17, 2: 26, 3: 5, 4: 45}, Reason.TOO_FEW_LISTS),
        ({1: 50, 3: 30, 5: 9, 7: 12, 4: 20}, Reason.CONTAINED_LIST),
    ],
)
def test_tables_that_allow_nothing(cells: dict[int, int], reason: Reason) -> None:
    """One list, no overlap, a list apart from two others, or one inside another: refused with that reason."""
    found = find_refusal(Patterns.from_cells("ABC", cells))
    assert found is not None
    assert found[0] is reason
    assert "{" not in found[1]


def test_empty_list_is_left_out_in_words() -> None:
    """A list that holds nobody is named."""
    assert "C holds nobody and was left out." in warn_before(Patterns.from_cells("ABC", {1: 5, 2: 6, 3: 9}))


def test_usable_lists_share_someone(lone_list: Patterns) -> None:
    """A list that shares nobody is not usable."""
    assert usable_lists(lone_list) == (0, 1)
