"""The invented population."""

import random
from collections import Counter

from everyname.demo.invention import WINDOW, TruePerson
from everyname.demo.people import draw_people


def drawn(seed: int = 1, people: int = 600) -> tuple[TruePerson, ...]:
    return draw_people(random.Random(seed), people)


def test_as_many_in_scope_as_asked_and_others_beside() -> None:
    """The population asked for is in scope; injured, detained, executed and other days come on top."""
    people = drawn()
    assert sum(person.in_scope for person in people) == 600
    outside = [person for person in people if not person.in_scope]
    assert {person.outcome for person in outside} == {"injured", "detained", "executed", "killed"}
    assert all(not WINDOW.first <= p.died <= WINDOW.last for p in outside if p.outcome == "killed")
    assert [person.id for person in people] == list(range(1, len(people) + 1))


def test_siblings_make_linking_hard() -> None:
    """Some people share father, family and city with another and differ in the given name alone."""
    groups = Counter((p.name.father, p.name.grandfather, p.name.family, p.city) for p in drawn())
    assert sum(count > 1 for count in groups.values()) > 15


def test_deaths_gather_in_two_peaks() -> None:
    """More than half of the deaths in scope fall into the weeks around two days."""
    months = Counter(person.died.month for person in drawn() if person.in_scope)
    assert months[3] > 200
    assert months[5] > 150
    assert months[3] + months[5] > 4 * (months[4] + months[6])
