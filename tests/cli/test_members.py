"""Who may speak, as people change it from the command line; two offices meet by folders as by sticks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST, Desk, Said

RULE = 'two_persons = ["revoke", "publish", "policy"]'
Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command at an office, as its person would."""
    desk = Desk(tmp_path, capsys)

    def at(office: Office, *words: str | Path) -> Said:
        with home_at(office.home):
            return desk.run(*words, "--book", office.folder)

    return at


def plain(said: Said) -> Any:
    """Give what a command wrote as JSON; it must have ended well."""
    assert said.code == 0, said
    return json.loads(said.out)


def two_stewards(tmp_path: Path, run: Run, rule: str = RULE) -> tuple[Office, Office]:
    """Give two offices whose people are stewards, under a rule that asks two persons."""
    north, south = pair(tmp_path)
    card = tmp_path / "south.card"
    card.write_text(south.card(), encoding="utf-8")
    said = run(north, "member", "enrol", card, "--role", "steward", "--role", "desk", "--yes", "--json", "-")
    assert plain(said)["waits"] is False
    north.use(
        lambda book: (book.folder / "book.toml").write_text(
            book.policy_text().replace("two_persons = []", rule)
        )
    )
    assert run(north, "policy", "apply").code == 0
    meet_all([north, south], tmp_path / "stick")
    return north, south


def test_the_list_shows_who_floods(tmp_path: Path, run: Run) -> None:
    """Beside each device stand how many entries and reports it brought, and how many count."""
    north, south = pair(tmp_path)
    south.add("list.csv", FIRST_LIST, "first")
    meet_all([north, south], tmp_path / "stick")
    rows = {row["device"]: row for row in plain(run(north, "member", "list", "--json", "-"))["members"]}
    assert rows[south.device]["reports"] == 4
    assert rows[south.device]["counts"] == rows[south.device]["held"] > 4
    assert rows[north.device]["here"] is True
    assert "south" in run(north, "member", "list").out


def test_revoking_says_what_no_longer_counts_and_keeps_it(tmp_path: Path, run: Run) -> None:
    """The words name entries and reports before anything is done; nobody to ask means nothing is done."""
    north, south = pair(tmp_path)
    south.add("list.csv", FIRST_LIST, "first")
    meet_all([north, south], tmp_path / "stick")
    unasked = run(north, "member", "revoke", south.device, "--at", "0")
    assert unasked.code == 2
    assert "4 reports" in unasked.out
    assert len(north.tables()["reports"]) == 4
    done = plain(run(north, "member", "revoke", south.device, "--at", "0", "--yes", "--json", "-"))
    assert (done["reports"], done["size"], done["waits"]) == (4, 0, False)
    assert north.tables()["reports"] == []
    (row,) = [
        row
        for row in plain(run(north, "member", "list", "--json", "-"))["members"]
        if row["device"] == south.device
    ]
    assert row["counts"] == 0
    assert row["held"] > 4
    assert "revoked" in row["state"]


def test_a_desk_is_told_who_may(tmp_path: Path, run: Run) -> None:
    """A desk that revokes, gives roles or publishes is refused before it is recorded, with the way on."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    cut = south.cut()
    for words in (
        ("member", "revoke", north.device, "--yes"),
        ("member", "role", north.device, "reader", "--yes"),
        ("publish",),
    ):
        said = run(south, *words)
        assert said.code == 1, said
        assert f"everyname member role {south.device}" in said.err
    assert south.cut() == cut


def test_a_reader_is_heard_no_more_and_nothing_is_lost(tmp_path: Path, run: Run) -> None:
    """What a device records as a reader is carried, listed with its reason, and counts for nothing."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    assert run(north, "member", "role", south.device, "reader", "--yes").code == 0
    meet_all([north, south], tmp_path / "again")
    south.source("said-as-a-reader")
    meet_all([north, south], tmp_path / "third")
    assert north.tables() == south.tables()
    assert not any("said-as-a-reader" in row for row in north.tables()["sources"])
    (refused,) = plain(run(north, "member", "list", "--refused", "--json", "-"))["refused"]
    assert refused["kind"] == "source"
    assert "reader" in refused["reason"]


def test_a_rotated_device_goes_on_everywhere(tmp_path: Path, run: Run) -> None:
    """After `member rotate` the machine writes under a new key in its roles; partners take its new card."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    before = south.device
    done = plain(run(south, "member", "rotate", "--yes", "--json", "-"))
    assert (done["ended"], done["device"]) == (before, south.device)
    assert south.device != before
    south.source("under-the-new-key")
    north.meet(south)
    meet_all([north, south], tmp_path / "again")
    assert north.tables() == south.tables()
    assert any("under-the-new-key" in row for row in north.tables()["sources"])
    assert north.use(lambda book: book.limits())[before] == done["counted"]


def test_a_revocation_of_one_steward_waits_for_another(tmp_path: Path, run: Run) -> None:
    """Under the rule it is listed as waiting; the second member's approval puts it in force everywhere."""
    north, south = two_stewards(tmp_path, run)
    east = Office(tmp_path, "east").begin(north.card())
    north.meet(east)
    east.source("said-in-the-east")
    north.meet(east)
    east.meet(south)
    south.meet(east)
    meet_all([north, south, east], tmp_path / "three")
    done = plain(run(north, "member", "revoke", east.device, "--at", "0", "--yes", "--json", "-"))
    assert done["waits"] is True
    assert any("said-in-the-east" in row for row in north.tables()["sources"])
    assert run(north, "approve", done["entry"]).code == 1
    south.unpack(*north.pack(tmp_path / "waiting", south))
    (waits,) = plain(run(south, "member", "waiting", "--json", "-"))["waiting"]
    assert waits["entry"] == done["entry"]
    assert run(south, "approve", done["entry"]).code == 0
    north.unpack(*south.pack(tmp_path / "approved", north))
    assert not any("said-in-the-east" in row for row in north.tables()["sources"])
    assert north.tables() == south.tables()


def test_an_edition_is_written_as_it_was_accepted(tmp_path: Path, run: Run) -> None:
    """`publish` proposes and writes nothing; what is added meanwhile is not in the edition that follows."""
    north, south = two_stewards(tmp_path, run)
    north.add("list.csv", FIRST_LIST, "first")
    assert run(north, "link").code == 0
    proposed = plain(run(north, "publish", "--json", "-"))
    assert proposed["persons"] == 4
    assert not any((north.folder / "editions").iterdir())
    again = plain(run(north, "publish", "--json", "-"))
    assert (again["proposal"], again["new"]) == (proposed["proposal"], False)
    south.unpack(*north.pack(tmp_path / "proposal", south))
    assert run(south, "approve", proposed["proposal"]).code == 0
    north.unpack(*south.pack(tmp_path / "approval", north))
    north.source("added-meanwhile")
    published = plain(run(north, "publish", "--json", "-"))
    assert (published["persons"], published["number"]) == (4, 1)
    assert any((north.folder / "editions").iterdir())


def test_a_rule_nobody_could_satisfy_is_refused(tmp_path: Path, run: Run) -> None:
    """A book with one steward cannot ask for two: it would never again be changed."""
    north = Office(tmp_path, "north").begin()
    text = (north.folder / "book.toml").read_text(encoding="utf-8")
    (north.folder / "book.toml").write_text(text.replace("two_persons = []", RULE), encoding="utf-8")
    said = run(north, "policy", "apply")
    assert said.code == 1
    assert "no other member" in said.err


def test_nobody_comes_in_as_a_steward_by_a_bare_card(tmp_path: Path, run: Run) -> None:
    """Whoever began a book is a steward of ours only if our steward says so, whatever a desk here says."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    other = Office(tmp_path, "other").begin()
    south.meet(other)
    other.meet(south)
    (taken,) = south.unpack(*other.pack(tmp_path / "joined", south))
    assert taken.kind == "bundle", taken
    (refused,) = north.unpack(*south.pack(tmp_path / "onward", north))
    assert "calls itself a steward" in refused.reason
    assert "member enrol" in refused.remedy
    card = tmp_path / "other.card"
    card.write_text(other.card(), encoding="utf-8")
    said = run(north, "member", "enrol", card, "--role", "steward", "--role", "desk", "--yes")
    assert "another book" in said.out
    assert "waited" in said.out
    assert other.device in {row[0] for row in north.tables()["applied"]}
