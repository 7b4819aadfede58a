"""The policy is checked before it is recorded."""

from __future__ import annotations

import pytest

from desk import Desk
from everyname.book.policy import parse_policy, starting_policy
from everyname.errors import FileRefused


def test_a_new_book_starts_with_a_policy_that_reads() -> None:
    """The policy a new book starts with is valid, whatever signs stand in the title."""
    assert parse_policy(starting_policy('A "quoted" \\ title')).title == 'A "quoted" \\ title'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[scope]\nwindow = '2022-09-16'", "window of days"),
        ("[scope]\nwindow = '2023-01-01..2022-01-01'", "ends"),
        ("[scope]\noutcomes = ['vanquished']", "outcomes that do not exist"),
        ("[scope]\ncolour = 'blue'", "colour"),
        ("[elsewhere]\na = 1", "elsewhere"),
        ("[linking]\nlinked = 0.1\nreview = 0.9", "review <= linked"),
        ("[publication]\nplace_precision = 'street'", "place precisions"),
        ("[publication]\nconsent_needed = ['spy']", "kind of source"),
        ("[book]\nlanguages = ['xx']", "languages"),
        ("[book", "book.toml"),
        ("[publication]\nportraits = 'false'", "true or false"),
        ("[publication]\nminor_age = true", "whole number"),
        ("[scope]\ncountries = 'IR'", "list of texts"),
        ("[scope]\ncountries = ['Iran']", "two-letter codes"),
        ("[scope]\nwindow = 2022-09-16", "text in quotes"),
        ("[scope]\ntitle = 3", "text in quotes"),
    ],
)
def test_an_impossible_policy_is_refused_with_its_reason(text: str, said: str) -> None:
    """A policy that cannot be is refused in three parts, naming what is wrong."""
    with pytest.raises(FileRefused) as refused:
        parse_policy(text)
    assert said in refused.value.for_person()
    assert len(refused.value.for_person().splitlines()) == 3


def test_an_edited_copy_has_no_effect_before_it_is_applied(desk: Desk) -> None:
    """Editing book.toml changes nothing until `policy apply` records it."""
    desk.init()
    path = desk.book / "book.toml"
    edited = path.read_text(encoding="utf-8").replace('title = ""', 'title = "Everyone"')
    path.write_text(edited, encoding="utf-8")
    assert "Everyone" not in desk.do("policy").out
    desk.do("policy", "apply")
    assert "Everyone" in desk.do("policy").out


def test_a_policy_that_cannot_be_leaves_the_old_one_in_force(desk: Desk) -> None:
    """`policy apply` on a broken copy exits 1 and keeps the policy."""
    desk.init()
    before = desk.do("policy").out
    (desk.book / "book.toml").write_text("[scope]\nwindow = 'soon'", encoding="utf-8")
    said = desk.run("policy", "apply", "--book", desk.book)
    assert said.code == 1
    assert "stays as it was" in said.err
    assert desk.do("policy").out == before
