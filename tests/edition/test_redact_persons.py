"""Persons in public: minors, unnamed persons, disagreement."""

from __future__ import annotations

import hashlib

import pytest

from edition.invented import day, facts, person, portrait, report
from everyname.edition.public import PublicPerson
from everyname.edition.redact import PersonCase, Rules, allow
from everyname.model import StatedAge, StatedName, StatedSex

_PICTURE = hashlib.sha256(portrait()).hexdigest()


def _shown(case: PersonCase, rules: Rules | None = None) -> PublicPerson:
    return allow(facts(cases=(case,)), rules or Rules()).persons[0]


@pytest.mark.parametrize(
    "said",
    [
        {"ages": (StatedAge(text="16", low=16, high=16),)},
        {"ages": (StatedAge(text="16-20", low=16, high=20),)},
        {"ages": (StatedAge(text="کودک", low=0, high=17),)},
        {"ages": (), "sexes": (StatedSex(text="Boy", term="male"),)},
        {"ages": (), "births": (day("2014-01-01"),)},
    ],
    ids=["age", "range", "word", "boy", "birth"],
)
def test_minors_are_shown_coarsely(said: dict[str, object]) -> None:
    """Whoever one source may put under 18 has no portrait, link, city or exact age."""
    shown = _shown(person(1, report(), report("River List", **said), portrait=_PICTURE))
    assert shown.minor
    assert shown.portrait == ""
    assert shown.city == ""
    assert all(not s.links and not any(p.city or p.text for p in s.places) for s in shown.sayings)
    assert "31" not in {age for s in shown.sayings for age in s.ages}


def test_adults_keep_what_was_cleared() -> None:
    """An adult's cleared portrait, city, age and link are shown."""
    shown = _shown(person(1, portrait=_PICTURE))
    assert (shown.portrait, shown.city, shown.age) == (_PICTURE, "Sarvan", "31")
    assert shown.sayings[0].links == ("https://north.example/31",)


def test_portraits_can_be_switched_off() -> None:
    """With portraits switched off nobody has one."""
    assert _shown(person(1, portrait=_PICTURE), Rules(portraits=False)).portrait == ""


def test_disagreement_is_shown_not_settled() -> None:
    """Two ages stay two ages; nobody picks one."""
    other = report("River List", ages=(StatedAge(text="32", low=32, high=32),))
    shown = _shown(person(1, report(), other))
    assert shown.age == "differs"
    assert {age for s in shown.sayings for age in s.ages} == {"31", "32"}


def test_every_spelling_is_kept_most_stated_first() -> None:
    """All spellings are shown, the most often stated first, whatever the order of reports."""
    spellings = [report(f"List {n}", name) for n, name in enumerate(["Zara Om", "Sara Om", "Sara Om"])]
    assert [n.text for n in _shown(person(1, *spellings)).names] == ["Sara Om", "Zara Om"]
    assert [n.text for n in _shown(person(1, *spellings[::-1])).names] == ["Sara Om", "Zara Om"]


def test_hidden_controls_leave_names_and_joiners_stay() -> None:
    """A direction override in a name is left out; the joiner Persian needs is kept."""
    names = (
        StatedName(text="\u202eTalan\u2066", script="latin"),
        StatedName(text="کوهبان\u200cپور", script="arabic"),
    )
    assert {n.text for n in _shown(person(1, report(names=names))).names} == {"Talan", "کوهبان\u200cپور"}


def test_unnamed_persons_come_last() -> None:
    """A person without a name is in the edition, after all named ones."""
    edition = allow(facts(), Rules())
    assert [bool(p.names) for p in edition.persons] == [True] * 4 + [False]
