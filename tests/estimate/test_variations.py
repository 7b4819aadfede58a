from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimate.test_patterns import TABLES
from everyname.estimate import Patterns
from everyname.estimate.variations import as_given, join_two, leave_one_out, list_as_truth, merge_two, only_on


@given(TABLES, st.data())
def test_joining_two_lists_loses_nobody(table: Patterns, data: st.DataObject) -> None:
    """Two lists counted as one hold the people of either, and nobody leaves the table."""
    other = data.draw(st.integers(1, len(table.lists) - 1))
    one = data.draw(st.integers(0, other - 1))
    joined = join_two(table, one, other)
    assert joined.n == table.n
    both = table.on_all(1 << one | 1 << other)
    assert joined.sizes[one] == table.sizes[one] + table.sizes[other] - both
    kept = [place for place in range(len(table.lists)) if place not in (one, other)]
    assert [joined.sizes[place - (place > other)] for place in kept] == [table.sizes[place] for place in kept]


def test_people_of_one_list_by_the_others(kosovo: Patterns) -> None:
    """Of the people on one list, those on no other are what the other lists cannot see."""
    others = only_on(kosovo, 0)
    assert others is not None
    assert others.lists == ("ABA", "OSCE", "HRW")
    assert others.n == 1910 - 1131
    assert others.on_all(0b001) == kosovo.on_all(0b0011)


def test_each_list_is_left_out_once(kosovo: Patterns) -> None:
    """Leaving a list out drops the people who stand on it alone; the range changes or is refused in words."""
    found = leave_one_out(kosovo, 1)
    assert [one.label for one in found] == ["without EXH", "without ABA", "without OSCE", "without HRW"]
    assert [one.n for one in found] == [4400 - 1131, 4400 - 845, 4400 - 936, 4400 - 306]
    assert all((one.interval is None) == (one.refused is not None) for one in found)
    given_all = as_given(kosovo, 1)
    assert given_all.interval is not None
    assert any(one.interval and one.interval.median < 0.7 * given_all.interval.median for one in found)


def test_every_two_lists_are_joined_once(independent: Patterns) -> None:
    """Each of the six pairs of four lists is counted as one list, with everyone still in the table."""
    found = merge_two(independent, 1)
    assert len({one.label for one in found}) == 6
    assert {one.n for one in found} == {independent.n}
    assert all(one.interval and one.interval.low <= 2000 <= one.interval.high for one in found)


def test_independent_lists_find_one_anothers_size(independent: Patterns) -> None:
    """Where lists are independent, the others' range holds the known size of each."""
    found = list_as_truth(independent, 1)
    assert [one.truth for one in found] == list(independent.sizes)
    assert all(one.held for one in found)


def test_copying_lists_do_not_find_a_lists_size() -> None:
    """Where two lists copy a third's people, the check says that the known size was missed."""
    table = Patterns.from_cells("ABC", {1: 700, 2: 60, 3: 10, 4: 50, 5: 12, 6: 300, 7: 90})
    first = list_as_truth(table, 1)[0]
    assert first.held is False


@pytest.mark.parametrize("lists", [7, 12])
def test_many_lists_vary_the_lower_bound(lists: int) -> None:
    """Beyond six lists Chao's lower bound is varied, so that no check takes minutes."""
    cells = {mask: 1 + 900 // mask.bit_count() ** 4 for mask in range(1, 128)}
    table = Patterns.from_cells([f"list {place}" for place in range(lists)], cells)
    assert all(one.interval is not None for one in (as_given(table, 1), *leave_one_out(table, 1)))
