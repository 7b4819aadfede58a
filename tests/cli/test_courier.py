"""The commands that carry a book between machines say what they did, and refuse in three parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from courier.offices import home_at
from desk import FIRST_LIST, Desk, Said


class South:
    """The desk of a partner: another machine, with keys of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.book = desk.folder / "south"
        self.home = desk.folder / "south-keys"

    def run(self, *words: str | Path) -> Said:
        """Run a command on that machine."""
        with home_at(self.home):
            return self.desk.run(*words)


@pytest.fixture
def two(desk: Desk) -> tuple[Desk, South]:
    """A desk whose book has a list, and a second book joined to it, each known to the other."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    desk.do("card", "--out", desk.folder / "north.card", "--name", "North desk")
    other = South(desk)
    assert other.run("init", other.book, "--join", desk.folder / "north.card").code == 0
    card = desk.folder / "south.card"
    assert other.run("card", "--out", card, "--name", "South", "--book", other.book).code == 0
    desk.do("partner", "add", desk.folder / "south.card")
    return desk, other


def test_a_book_goes_to_a_partner_and_an_acknowledgement_comes_back(two: tuple[Desk, South]) -> None:
    """Pack, unpack, acknowledge: each says what was done, and the partner holds the reports."""
    desk, other = two
    stick = desk.folder / "stick"
    stick.mkdir()
    packed = desk.do("pack", "--to", "South", "--out", stick, "--json", "-").plain
    assert packed["entries"] > 4
    taken = other.run("unpack", stick, "--book", other.book, "--json", "-")
    assert taken.code == 0, taken
    assert taken.plain["taken"][0]["entries"] == packed["entries"]
    assert "Mina Rudkhani" in other.run("show", "north:4", "--book", other.book).out
    said = desk.do("unpack", taken.plain["ack"])
    assert "says what it holds" in said.out
    assert "held by others too" in desk.do("verify").out
    again = other.run("unpack", packed["files"][0], "--book", other.book)
    assert "0 new entries" in again.out


def test_what_is_refused_is_listed_with_its_reason(two: tuple[Desk, South]) -> None:
    """A damaged bundle ends with exit 1; `quarantine` lists it, and shows where it lies."""
    desk, other = two
    packed = desk.do("pack", "--to", "South", "--out", desk.folder / "b.age", "--json", "-").plain
    path = Path(packed["files"][0])
    path.write_bytes(path.read_bytes()[:-7])
    said = other.run("unpack", path, "--book", other.book)
    assert said.code == 1
    assert "Nothing of it was taken" in said.out
    listed = other.run("quarantine", "--book", other.book, "--json", "-").plain["quarantine"]
    assert [one["name"] for one in listed] == ["b.age"]
    shown = other.run("quarantine", listed[0]["id"], "--book", other.book)
    assert "cut short" in shown.out
    assert "given-1.age" in shown.out
    assert other.run("quarantine", "0" * 16, "--book", other.book).code == 2


def test_members_and_heads_are_listed(two: tuple[Desk, South]) -> None:
    """`partner` names who belongs to the book; `have` prints a short line a device and writes a note once."""
    desk, _ = two
    assert "South" in desk.do("partner").out
    note = desk.folder / "have.note"
    lines = desk.do("have", "--out", note).out.splitlines()
    assert lines
    assert all(len(line) < 60 for line in lines)
    again = desk.run("have", "--out", note, "--book", desk.book)
    assert again.code == 1
    assert "exists" in again.err


def test_a_note_that_is_none_is_not_gone_by(two: tuple[Desk, South]) -> None:
    """Packing by a file that is no have note is refused before anything is written."""
    desk, _ = two
    wrong = desk.write("wrong.note", "hello\n")
    said = desk.run("pack", "--to", "South", "--have", wrong, "--out", desk.folder / "x", "--book", desk.book)
    assert said.code == 1
    assert "have note" in said.err
    assert not (desk.folder / "x").exists()


def test_a_backup_keeps_what_partners_said_and_no_plain_text(two: tuple[Desk, South]) -> None:
    """A restored book still knows what others hold; the courier's working files are in no backup."""
    desk, other = two
    stick = desk.folder / "stick"
    stick.mkdir()
    desk.do("pack", "--to", "South", "--out", stick)
    ack = other.run("unpack", stick, "--book", other.book, "--json", "-").plain["ack"]
    desk.do("unpack", ack)
    left = desk.book / ".everyname-working" / f"1-{'0' * 16}"
    left.mkdir(parents=True)
    (left / "plain").write_text("plain text", encoding="utf-8")
    desk.do("backup", "--out", desk.folder / "book.tar")
    assert b"plain text" not in (desk.folder / "book.tar").read_bytes()
    assert desk.run("restore", desk.folder / "book.tar", desk.folder / "again").code == 0
    assert "held by others too" in desk.run("verify", desk.folder / "again").out


def test_what_waited_for_a_card_is_taken_with_it(two: tuple[Desk, South]) -> None:
    """A bundle of a desk nobody enrolled waits in quarantine; taking the card takes the bundle too."""
    desk, _ = two
    east = South(desk)
    east.book, east.home = desk.folder / "east", desk.folder / "east-keys"
    card = desk.folder / "east.card"
    assert east.run("init", east.book, "--join", desk.folder / "north.card").code == 0
    assert east.run("card", "--out", card, "--name", "East", "--book", east.book).code == 0
    bundle = desk.folder / "east.age"
    assert east.run("pack", "--to", "North desk", "--out", bundle, "--book", east.book).code == 0
    assert "enrolled" in desk.run("unpack", bundle, "--book", desk.book).out
    assert "east.age: from" in desk.do("partner", "add", card).out
    assert "Nothing is in quarantine" in desk.do("quarantine").out
