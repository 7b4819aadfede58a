"""Offices for tests: each a machine with its own keys and one book; they meet by folders as by sticks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from everyname.book import Book, index
from everyname.book.steps.add import Given, add_files
from everyname.courier.card import make_card, read_card
from everyname.courier.pack import pack
from everyname.courier.partner import add_partner, join_book
from everyname.courier.unpack import Taken, unpack
from everyname.ledger.entry import Draft, Entry

T = TypeVar("T")


@contextmanager
def home_at(folder: Path) -> Iterator[None]:
    """Be on the machine whose keys lie in a folder."""
    before = os.environ["EVERYNAME_HOME"]
    os.environ["EVERYNAME_HOME"] = str(folder)
    try:
        yield
    finally:
        os.environ["EVERYNAME_HOME"] = before


class Office:
    """A machine with one book; every method runs with this machine's keys."""

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.root = root / name
        self.root.mkdir(parents=True, exist_ok=True)
        self.folder = self.root / "book"
        self.home = self.root / "home"

    def begin(self, card: str = "") -> Office:
        """Make the book, joined to that of a card where one is given."""
        with home_at(self.home):
            book = join_book(self.folder, read_card(card.encode())) if card else Book.create(self.folder)
            book.close()
        return self

    def use(self, act: Callable[[Book], T]) -> T:
        """Open the book here, act, close it."""
        with home_at(self.home):
            book = Book.open(self.folder)
            try:
                return act(book)
            finally:
                book.close()

    @property
    def device(self) -> str:
        """The device as which this office writes."""
        return self.use(lambda book: book.own_device())

    def card(self) -> str:
        """Give the office's card."""
        return self.use(lambda book: make_card(book, self.name))

    def meet(self, *others: Office) -> None:
        """Take the cards of others."""
        for other in others:
            card = read_card(other.card().encode())
            self.use(lambda book, card=card: add_partner(book, card))

    def give(self, other: Office, *roles: str) -> list[Entry]:
        """Give another office roles."""
        card = read_card(other.card().encode())
        body = {"book": card.book, "name": card.name, "recipient": card.recipient, "roles": list(roles)}
        return self.say(Draft("member", {**body, "vkey": card.key.vkey}))

    def say(self, *drafts: Draft) -> list[Entry]:
        """Record entries."""
        return self.use(lambda book: book.append(drafts))

    def source(self, name: str) -> list[Entry]:
        """Record a source: the simplest thing to say."""
        return self.say(Draft("source", {"name": name}))

    def add(self, name: str, text: str, source: str) -> None:
        """Take a list."""
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        self.use(lambda book: add_files(book, [path], Given(source=source)))

    def pack(
        self, stick: Path, *others: Office, have: Any = None, part_size: int = 1 << 31
    ) -> tuple[Path, ...]:
        """Pack for others onto a stick."""
        stick.mkdir(parents=True, exist_ok=True)
        devices = [other.device for other in others]
        return self.use(lambda book: pack(book, devices, stick, have, part_size=part_size)).files

    def unpack(self, *files: Path) -> list[Taken]:
        """Take what a stick holds."""
        return self.use(lambda book: unpack(book, files))

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Give every row of every table, sorted."""

        def dump(book: Book) -> dict[str, list[tuple[Any, ...]]]:
            with book.reading() as connection:
                return {
                    name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
                    for name, table in index.TABLES.items()
                }

        return self.use(dump)

    def cut(self) -> str:
        """Give the cut."""
        return self.use(lambda book: book.cut())


def pair(root: Path) -> tuple[Office, Office]:
    """Give two offices of one book that know each other; the second has taken nothing yet."""
    north = Office(root, "north").begin()
    south = Office(root, "south").begin(north.card())
    north.meet(south)
    return north, south


def meet_all(offices: list[Office], stick: Path) -> None:
    """Exchange until all hold the same: everybody packs for everybody, twice round."""
    for turn in range(2):
        for sender in offices:
            others = [office for office in offices if office is not sender]
            files = sender.pack(stick / f"{turn}-{sender.name}", *others)
            for other in others:
                taken = other.unpack(*files)
                assert [one.kind for one in taken] == ["bundle"], taken
