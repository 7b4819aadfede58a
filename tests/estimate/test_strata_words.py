from __future__ import annotations

import pytest

from everyname.estimate.frame import Frame
from everyname.estimate.strata_words import name_some, say_dropped, say_unknown, say_versions


@pytest.mark.parametrize(
    ("names", "said"),
    [(["a"], "a"), (["a", "b"], "a and b"), (list("abcdef"), "a, b, c, d and 2 more")],
)
def test_few_strata_are_named_and_the_others_counted(names: list[str], said: str) -> None:
    """A sentence stays short however many strata there are."""
    assert name_some(names) == said


def test_lists_left_out_are_said_once_a_list() -> None:
    """A list left out of several strata is one sentence with their names; a plain table says nothing here."""
    tables = {("", "a"): {1: 2, 3: 1}, ("", "b"): {1: 2}, ("", "c"): {1: 4}}
    assert say_dropped(Frame.from_cells("AB", tables)) == (
        "B holds nobody in 2 of 3 strata (b and c) and was left out there: it cannot say who was missed.",
    )
    assert say_dropped(Frame.from_cells("AB", {("", ""): {1: 2}})) == ()


def test_people_of_no_known_stratum_are_said() -> None:
    """People whose sources state no stratum are counted as a gap, not dropped."""
    frame = Frame.from_cells("A", {("", "a"): {1: 2}, ("", "unknown"): {1: 1200}})
    assert say_unknown(frame)[0].startswith("The stratum 'unknown' holds the people")
    assert "(1,200 people)" in say_unknown(frame)[0]
    assert say_unknown(Frame.from_cells("A", {("", "a"): {1: 2}})) == ()


def test_versions_are_said_where_there_are_several() -> None:
    """A number averaged over replicates says over how many."""
    assert "3 plausible versions" in say_versions(
        Frame.from_cells("A", {(name, ""): {1: 2} for name in "abc"})
    )
    assert say_versions(Frame.from_cells("A", {("", ""): {1: 2}})) == ""
