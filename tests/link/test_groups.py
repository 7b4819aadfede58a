import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import Refused
from everyname.link.groups import Groups, lay_compared
from everyname.model import Judgement, Verdict


def _judged(one: int, other: int, verdict: Verdict) -> tuple[int, int, Judgement]:
    return (
        one,
        other,
        Judgement(left=f"r{one}", right=f"r{other}", verdict=verdict, reason="seen", reviewer="r"),
    )


def test_reports_of_one_closed_source_never_meet_through_others() -> None:
    """A group that holds a report of a duplicate-free source takes no second one."""
    groups = Groups([0, 0, -1])
    assert groups.join(0, 2)
    assert not groups.join(1, 2)
    assert groups.persons().tolist() == [0, 1, 0]


def test_same_overrides_a_closed_source() -> None:
    """A reviewer may say that a list repeats a person after all."""
    groups = Groups([0, 0])
    groups.judge([_judged(0, 1, Verdict.SAME)])
    assert len(groups) == 1


def test_different_and_same_together_are_refused() -> None:
    """Findings that contradict each other through a third report are refused."""
    groups = Groups([-1, -1, -1])
    with pytest.raises(Refused, match="judged different"):
        groups.judge(
            [
                _judged(0, 1, Verdict.SAME),
                _judged(1, 2, Verdict.SAME),
                _judged(0, 2, Verdict.DIFFERENT),
            ]
        )


@given(
    st.lists(st.integers(-1, 3), min_size=2, max_size=12),
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30),
    st.tuples(st.integers(0, 11), st.integers(0, 11)),
)
def test_no_joins_break_a_constraint(
    closed: list[int], joins: list[tuple[int, int]], apart: tuple[int, int]
) -> None:
    """Whatever is joined, every report is in one group, no group repeats a closed source or a parted pair."""
    groups = Groups(closed)
    size = len(closed)
    one, other = apart[0] % size, apart[1] % size
    if one != other:
        groups.judge([_judged(one, other, Verdict.DIFFERENT)])
    for a, b in joins:
        groups.join(a % size, b % size)
    persons = groups.persons()
    assert len(groups) == len(set(persons.tolist()))
    for person in range(len(groups)):
        group = np.flatnonzero(persons == person).tolist()
        assert group
        sources = [closed[at] for at in group if closed[at] >= 0]
        assert len(sources) == len(set(sources))
        assert one == other or not {one, other} <= set(group)


def test_persons_are_numbered_by_their_first_report() -> None:
    """The numbers of persons follow the order of the reports, whichever was joined to which."""
    groups = Groups([-1] * 5)
    assert groups.join(4, 0)
    assert groups.join(3, 1)
    assert groups.persons().tolist() == [0, 1, 2, 1, 0]


def test_groups_that_disagree_on_average_are_left_apart() -> None:
    """One pair that fits does not join two groups when what else was compared speaks against it."""
    left, right = np.array([0, 0, 1]), np.array([1, 2, 2])
    surest_first = np.array([0, 1], dtype=np.int64)
    for against, persons in ((-9.0, [0, 0, 1]), (3.0, [0, 0, 0])):
        groups = Groups([-1] * 3)
        compared = lay_compared(left, right, np.array([8.0, 6.0, against]), 3)
        joined = groups.join_agreeing(compared, surest_first, np.array([2, 2], dtype=np.int8), 3.0)
        assert groups.persons().tolist() == persons
        assert joined.tolist() == list(range(len(set(joined.tolist()))))
