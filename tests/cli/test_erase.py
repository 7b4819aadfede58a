"""The command that erases lists everything, asks, and says plainly what is out of reach."""

from __future__ import annotations

import io

import pytest

from desk import FIRST_LIST, Desk


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """A book that holds one list."""
    desk.init()
    desk.do("add", desk.write("one.csv", FIRST_LIST), "--source", "one")
    return desk


def test_who_says_no_changes_nothing(listed: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked and refused, the report is still there, and what would have gone was listed."""
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    said = listed.run("erase", "one:3", "--reason", "asked for", "--book", listed.book)
    assert said.code == 1
    assert "Kaveh Darvand" in said.out
    assert "Kaveh Darvand" in listed.do("show", "one:3").out


def test_what_goes_what_stays_and_what_is_out_of_reach_is_said(listed: Desk) -> None:
    """The list that holds the row is named with its digest; sticks and backups are named as out of reach."""
    said = listed.do("erase", "one:3", "--reason", "asked for", "--yes")
    assert "one.csv" in said.out
    assert "--evidence" in said.out
    assert "Out of reach: memory sticks, backups" in said.out
    assert listed.run("show", "one:3", "--book", listed.book).code == 2


def test_as_json_it_gives_plan_and_receipts(listed: Desk) -> None:
    """A program learns what was erased and finds the receipt."""
    holders = listed.do("erase", "one:3", "--reason", "asked for", "--yes", "--json", "-").plain["holders"]
    plain = listed.do(
        "erase", "--evidence", holders[0]["id"], "--reason", "asked for", "--yes", "--json", "-"
    ).plain
    assert [one["id"] for one in plain["files"]] == [holders[0]["id"]]
    assert plain["receipts"][0]["target"] == holders[0]["id"]
    assert plain["waiting"] == []
    assert listed.do("verify").code == 0
