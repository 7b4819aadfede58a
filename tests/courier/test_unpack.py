"""What one office packs another takes: whole, checked, once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST, SECOND_LIST
from everyname.book.steps.verify import verify_book
from everyname.errors import KeysLocked
from everyname.ledger.entry import Draft
from locks import MadeLock


def test_what_one_office_recorded_stands_in_the_other(tmp_path: Path) -> None:
    """A list taken in the north is counted in the south after one stick, with its evidence."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "north-list")
    south.add("other.csv", SECOND_LIST, "south-list")
    (taken,) = south.unpack(*north.pack(tmp_path / "stick", south))
    assert taken.kind == "bundle", taken
    assert taken.entries > 4
    assert taken.evidence == 2  # the list and its rows; the empty parts of both lists are the same bytes
    assert len(south.tables()["reports"]) == 7
    (taken,) = north.unpack(*south.pack(tmp_path / "stick", north))
    assert taken.kind == "bundle", taken
    assert north.cut() == south.cut()
    assert north.tables() == south.tables()


def test_what_was_erased_does_not_come_back_with_an_old_stick(tmp_path: Path) -> None:
    """What an `erase` entry names is not taken from a bundle packed before, nor its evidence."""
    north, south = pair(tmp_path)
    north.give(south, "steward", "desk")
    meet_all([north, south], tmp_path / "stick")
    north.add("list.csv", FIRST_LIST, "first")
    digest = hashlib.sha256(b"secret picture").hexdigest()
    body = {"digest": digest, "file_name": "secret.png", "kind": "picture", "source": "first"}
    north.use(lambda book: book.vault.put(b"secret picture"))
    (entry,) = north.say(Draft("evidence", body, (), (digest,)))
    old = north.pack(tmp_path / "old", south)
    south.say(Draft("erase", {"entry": entry.id, "reason": "asked"}))
    (taken,) = south.unpack(*old)
    assert taken.kind == "bundle", taken
    assert not any(b"secret" in path.read_bytes() for path in south.folder.rglob("*") if path.is_file())
    assert len(south.tables()["reports"]) == 4
    with home_at(south.home):
        assert verify_book(south.folder).problems == ()


def test_two_books_of_one_user_keep_to_their_own_devices(tmp_path: Path) -> None:
    """With one home for keys, a book that took another's log does not begin to write as that device."""
    north, south = Office(tmp_path, "north"), Office(tmp_path, "south")
    south.home = north.home
    north.begin()
    south.begin(north.card())
    north.meet(south)
    own = (north.device, south.device)
    south.unpack(*north.pack(tmp_path / "stick", south))
    north.unpack(*south.pack(tmp_path / "stick", north))
    south.source("said-in-the-south")
    assert (north.device, south.device) == own
    north.unpack(*south.pack(tmp_path / "stick", north))
    assert north.cut() == south.cut()


def test_locked_keys_put_no_bundle_into_quarantine(tmp_path: Path, made_lock: MadeLock) -> None:
    """Where the keys are locked and nobody can be asked, nothing is taken and nothing is called wrong."""
    north, south = pair(tmp_path)
    files = north.pack(tmp_path / "stick", south)
    made_lock.put_on(south.home / "keys")
    with pytest.raises(KeysLocked, match="no terminal"):
        south.unpack(*files)
    assert not (south.folder / "courier" / "quarantine").exists()
