"""A device that signed two contradicting logs is frozen where they part, and both are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courier.offices import Office, home_at, meet_all, pair
from everyname.book.held import read_have
from everyname.book.members import members
from everyname.book.steps.doctor import examine
from everyname.book.steps.verify import verify_book
from everyname.courier.have import make_have


def fork(office: Office, root: Path) -> Office:
    """Give a second machine that has the office's key and book from now: what a copied disk is."""
    twin = Office(root, f"{office.name}-twin")
    shutil.copytree(office.root, twin.root, dirs_exist_ok=True)
    return twin


@pytest.fixture
def forked(tmp_path: Path) -> tuple[Office, Office, Office]:
    """Two offices, and a copy of the first: north and its copy have each gone on alone."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "first")
    twin = fork(north, tmp_path)
    north.source("said-by-one")
    twin.source("said-by-other")
    twin.source("said-again")
    return north, twin, south


def test_both_branches_are_kept_and_the_device_counts_to_where_they_part(
    forked: tuple[Office, Office, Office], tmp_path: Path
) -> None:
    """South learns of both branches: neither's last words count, both can be read, a person is told."""
    north, twin, south = forked
    before = south.tables()["sources"]
    (one,) = south.unpack(*north.pack(tmp_path / "one", south))
    (other,) = south.unpack(*twin.pack(tmp_path / "two", south))
    assert one.kind == other.kind == "bundle", (one, other)
    assert len(other.forks) == 1
    assert south.tables()["sources"] == before
    branch = next((south.folder / "ledger").glob("*/branches/*/bodies.jsonl")).read_text()
    first = next((south.folder / "ledger").glob(f"{other.forks[0]}/bodies.jsonl")).read_text()
    assert "said-again" in branch
    assert "said-by-one" in first
    with home_at(south.home):
        assert any("contradicting" in what for what in verify_book(south.folder).warnings)
        assert any("contradicting" in finding.what for finding in examine(south.folder))


def test_the_order_in_which_branches_come_changes_nothing(
    forked: tuple[Office, Office, Office], tmp_path: Path
) -> None:
    """Whoever hears one branch first and whoever hears the other first end with equal tables and cuts."""
    north, twin, south = forked
    east = Office(tmp_path, "east").begin(south.card())
    south.meet(east)
    first, second = north.pack(tmp_path / "one", south), twin.pack(tmp_path / "two", south)
    south.unpack(*first)
    south.unpack(*second)
    (taken,) = east.unpack(*south.pack(tmp_path / "three", east))
    assert taken.kind == "bundle", taken
    south.unpack(*east.pack(tmp_path / "four", south))
    assert east.cut() == south.cut()
    assert east.tables() == south.tables()


def test_a_forked_machine_goes_on_as_a_new_device(
    forked: tuple[Office, Office, Office], tmp_path: Path
) -> None:
    """North learns that its device forked: its next words stand under a new device, with a new card."""
    north, twin, south = forked
    frozen = north.device
    south.unpack(*north.pack(tmp_path / "one", south))
    south.unpack(*twin.pack(tmp_path / "two", south))
    (taken,) = north.unpack(*south.pack(tmp_path / "back", north))
    assert taken.kind == "bundle", taken
    assert taken.forks == (frozen,)
    north.source("said-anew")
    assert north.device != frozen
    (refused,) = south.unpack(*north.pack(tmp_path / "anew", south))
    assert "enrolled" in refused.reason
    south.meet(north)
    taken = south.unpack(*north.pack(tmp_path / "once-more", south))
    assert {one.kind for one in taken} == {"bundle"}, taken
    assert any("said-anew" in row for row in south.tables()["sources"])


def test_both_branches_come_in_one_bundle_after_a_have_note(
    forked: tuple[Office, Office, Office], tmp_path: Path
) -> None:
    """A partner who held only what the branches share takes both from one bundle that brings what is new."""
    north, twin, south = forked
    east = Office(tmp_path, "east").begin(south.card())
    south.meet(east)
    east.unpack(*south.pack(tmp_path / "before", east))
    note = east.use(make_have).encode()
    south.unpack(*east.pack(tmp_path / "east", south))
    key = next(member.key for member in south.use(members) if member.device == east.device)
    have = read_have(note, [key])
    south.unpack(*north.pack(tmp_path / "one", south))
    south.unpack(*twin.pack(tmp_path / "two", south))
    (taken,) = east.unpack(*south.pack(tmp_path / "three", east, have=have))
    assert (taken.kind, len(taken.forks)) == ("bundle", 1), taken
    south.unpack(*east.pack(tmp_path / "back", south))
    assert east.cut() == south.cut()
    assert east.tables() == south.tables()
