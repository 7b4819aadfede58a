"""An index that lags behind the ledger is brought up to it: by what is new alone, where that comes last."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from courier.offices import Office, meet_all
from everyname.book import Book
from everyname.ledger.entry import Draft

Offices = tuple[Office, Office, Office]


@pytest.fixture
def three(tmp_path: Path) -> Offices:
    """Three offices that hold the same."""
    north = Office(tmp_path, "north").begin()
    east, south = (Office(tmp_path, name).begin(north.card()) for name in ("east", "south"))
    north.meet(east, south)
    offices = [north, east, south]
    meet_all(offices, tmp_path / "stick")
    for office in offices:
        office.source(f"from-{office.name}")
    meet_all(offices, tmp_path / "again")
    return north, east, south


def lagging(office: Office, act: Callable[[], object]) -> bool:
    """Act, put the index of before back, open the book; say whether the index was written anew."""
    index, before = office.folder / "index.sqlite3", office.root / "before.sqlite3"
    shutil.copy(index, before)
    act()
    office.use(Book.rebuild_index)
    expected = office.tables()
    shutil.copy(before, index)
    place = index.stat().st_ino
    assert office.tables() == expected
    return index.stat().st_ino != place


def test_opening_a_book_of_three_devices_writes_nothing(three: Offices) -> None:
    """Nothing new, nothing done: a team does not pay for its devices at each command."""
    index = three[1].folder / "index.sqlite3"
    before = index.stat()
    three[1].use(lambda book: book.id)
    after = index.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_what_comes_last_is_applied_alone(three: Offices) -> None:
    """Own entries the index never learned of, after a kill: applied, the rest left as it is."""
    south = three[2]
    assert not lagging(south, lambda: south.say(*[Draft("source", {"name": f"late-{n}"}) for n in range(5)]))


def test_what_came_before_asks_for_all(three: Offices, tmp_path: Path) -> None:
    """Entries another device wrote at the same time sort among ours: every table is written anew."""
    north, _, south = three
    north.source("at-the-same-time")
    south.source("meanwhile")
    south.source("and-on")
    files = north.pack(tmp_path / "later", south)
    assert lagging(south, lambda: south.unpack(*files))


def test_what_reaches_back_asks_for_all(three: Offices) -> None:
    """A revocation takes back what was applied before it."""
    north, east, _ = three
    device = east.device
    assert lagging(north, lambda: north.say(Draft("revoke", {"device": device, "size": 1})))
