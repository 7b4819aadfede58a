from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from everyname.model import DateRange, Person, Report, Source, StatedName
from everyname.tally.patterns import joined_lists, lists_by_person, usable_lists

WINDOW = DateRange(first=datetime.date(2022, 9, 16), last=datetime.date(2022, 12, 31))
YEAR = DateRange(first=datetime.date(2022, 1, 1), last=datetime.date(2022, 12, 31))


def person(*sources: str) -> Person:
    name = (StatedName(text="Nima Azadeh", script="latin"),)
    reports = tuple((f"r{n}", Report(source=s, names=name)) for n, s in enumerate(sources))
    return Person(id="p", reports=reports)


def test_patterns_count_persons_by_the_lists_that_name_them() -> None:
    """Each person falls into one pattern; those on none of the lists into no row."""
    persons = [person("a"), person("a", "b"), person("b", "a", "a"), person("news")]
    assert lists_by_person(persons, ["b", "a"]) == (("a", "b"), [((1, 0), 1), ((1, 1), 2)])


def test_a_list_that_copies_another_is_no_second_witness() -> None:
    """A copy and what it copies make one column."""
    persons = [person("a", "copy"), person("copy"), person("b")]
    found = lists_by_person(persons, ["a", "b", "copy"], {"copy": "a"})
    assert found == (("a", "b"), [((0, 1), 1), ((1, 0), 2)])


def covering(name: str, *copied: str) -> Source:
    return Source(name=name, kind="list", covers=YEAR, depends_on=copied)


def test_lists_that_hang_together_are_one_column() -> None:
    """A chain of copies, and two copies of a list nobody holds, are each one witness."""
    chain = [covering("a", "m"), covering("m", "z"), covering("z"), covering("alone", "elsewhere")]
    assert joined_lists(chain, WINDOW, [person("a", "m", "z", "alone")]) == {"a": "z", "m": "z"}
    orphans = [covering("b", "lost"), covering("c", "lost")]
    assert joined_lists(orphans, WINDOW, [person("b", "c")]) == {"c": "b"}


def test_only_lists_that_cover_the_window_are_used() -> None:
    """Each source not used has its reason in words, with the command that mends it."""
    sources = [
        Source(name="whole", kind="list", covers=YEAR),
        Source(name="silent", kind="list"),
        Source(name="part", kind="list", covers=DateRange(first=YEAR.first, last=datetime.date(2022, 10, 1))),
        Source(name="paper", kind="outlet", covers=YEAR),
        Source(name="empty", kind="list", covers=YEAR),
        Source(name="copy", kind="list", covers=YEAR, depends_on=("whole",)),
    ]
    used, refused = usable_lists(sources, WINDOW, [person("whole", "silent", "part", "paper", "copy")])
    reasons = dict(refused)
    assert used == ["whole"]
    assert f"`everyname source silent --covers {WINDOW}`" in reasons["silent"]
    assert str(WINDOW) in reasons["part"]
    assert "outlet" in reasons["paper"]
    assert "no person in scope" in reasons["empty"]
    assert "whole" in reasons["copy"]
    assert sorted([*used, *reasons]) == sorted(source.name for source in sources)


def test_without_a_window_no_list_is_used() -> None:
    """A scope without a window lets no list in, and says where to state one."""
    used, refused = usable_lists([Source(name="a", kind="list", covers=YEAR)], None, [person("a")])
    assert used == []
    assert "everyname policy apply" in refused[0][1]


def test_a_copy_of_an_unusable_list_stands_for_itself() -> None:
    """When the list that was copied cannot be used, its copy can."""
    sources = [Source(name="a", kind="list"), Source(name="b", kind="list", covers=YEAR, depends_on=("a",))]
    assert usable_lists(sources, WINDOW, [person("a", "b")])[0] == ["b"]


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4), max_size=30))
def test_no_person_is_lost(lists: list[list[str]]) -> None:
    """The pattern counts add up to the persons on any list, and no row is all zero."""
    columns, rows = lists_by_person([person(*names) for names in lists], "abc", {"b": "a"})
    assert columns == ("a", "c")
    assert sum(n for _, n in rows) == sum(bool(set(names) & set("abc")) for names in lists)
    assert all(any(pattern) for pattern, _ in rows)
