"""The order in which lists arrive does not change what is found or what a page says."""

from __future__ import annotations

import datetime
from pathlib import Path

from desk import Desk, files_of
from everyname.book import Book
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.claims import decide, find_claims
from everyname.book.steps.demo import add_invented
from everyname.book.steps.link import link_book
from everyname.book.steps.numbers import tally_book, tally_plain
from everyname.book.steps.publish import publish
from everyname.demo.invent import invent
from everyname.ledger.entry import Draft

REPRINTED = "2021-06-01\n\nAt least 120 people were killed in the valley, the Harbour Committee said.\n"


def add_reprint(book: Book, folder: Path, *, reverse: bool) -> None:
    """Give one text from two outlets, in one order or the other, and accept what it states."""
    text = folder / "reprinted.txt"
    text.write_text(REPRINTED, encoding="utf-8")
    for outlet in sorted(["evening-sheet", "morning-sheet"], reverse=reverse):
        add_files(book, [text], Given(source=outlet, as_of=datetime.date(2021, 6, 2)))
    find_claims(book)
    decide(book, ["all"], "accepted", by="desk", reason="read")


def build(folder: Path, *, reverse: bool) -> tuple[object, object, dict[str, bytes]]:
    """Make a book from an invention, sources in one order or the other, and publish it."""
    invention = invent(seed=4, people=150)
    book = Book.create(folder, "one title")
    book.append([Draft("policy", {"topic": "book", "toml": invention.scope_toml})])
    files = sorted(invention.files, key=lambda file: file.source, reverse=reverse)
    add_invented(book, files, folder / ".." / f"given-{reverse}", lambda phase, done, total: None)
    add_reprint(book, folder / "..", reverse=reverse)
    link_book(book)
    publish(book, folder / ".." / f"edition-{reverse}", date=datetime.date(2022, 2, 2))
    tally, people = tally_book(book)
    plain = tally_plain(book, tally)
    persons = [(person.id, [report for report, _ in person.reports]) for person in people]
    book.close()
    return persons, plain, files_of(folder / ".." / f"edition-{reverse}")


def test_another_import_order_gives_the_same_persons_tables_and_page_text(desk: Desk) -> None:
    """Persons with their ids, tallies and every page are equal; only proofs, salts and keys may differ."""
    one = build(desk.folder / "one", reverse=False)
    two = build(desk.folder / "two", reverse=True)
    assert one[0] == two[0]
    assert one[1] == two[1]
    pages = {name for name in one[2] if name.endswith((".html", ".css", ".csv"))}
    assert pages == {name for name in two[2] if name.endswith((".html", ".css", ".csv"))}
    assert len(pages) > 100
    assert [name for name in sorted(pages) if one[2][name] != two[2][name]] == []
