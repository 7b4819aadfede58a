"""The tables hold the same rows on SQLite and on PostgreSQL."""

from __future__ import annotations

from desk import FIRST_LIST, SECOND_LIST, Desk
from everyname.book import Book, index


def test_both_databases_hold_the_same_tables(desk: Desk, postgres: str) -> None:
    """One ledger replayed into SQLite and into PostgreSQL gives equal digests of every table."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.add("newer.csv", FIRST_LIST.replace("24,male", "25,male"), "north")
    desk.do("link")
    digests = []
    for url in ("", postgres):
        book = Book.open(desk.book, url)
        with book.reading() as connection:
            digests.append(index.digests(connection))
        book.rebuild_index()
        with book.reading() as connection:
            assert index.digests(connection) == digests[-1]
        book.close()
    assert digests[0] == digests[1]
    assert len(set(digests[0].values())) > 5
