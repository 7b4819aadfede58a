"""Who stands in which list."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from everyname.demo.capture import chance, is_caught
from everyname.demo.people import draw_people

PEOPLE = draw_people(random.Random(3), 300)
SOURCES = ("lantern", "payam", "nahrin", "tower-street")


@given(st.sampled_from(PEOPLE), st.sampled_from(SOURCES))
def test_no_one_is_certain_and_the_visible_are_likelier(person, source) -> None:
    """Nobody in scope is certain to be listed or certain to be missed; visibility helps in every list."""
    seen = chance(replace(person, visibility=2.0), source)
    unseen = chance(replace(person, visibility=-2.0), source)
    if person.in_scope:
        assert 0.005 < unseen < seen < 0.98
    else:
        assert 0 <= unseen <= seen < 1


def test_the_list_without_outcomes_holds_the_killed_alone() -> None:
    """A list that states no outcome never holds someone injured, detained or executed."""
    rng = random.Random(1)
    caught = [p for p in PEOPLE for _ in range(20) if is_caught(rng, p, "nahrin")]
    assert {p.outcome for p in caught} <= {"killed", "died_in_custody"}
