"""A book is a folder whose truth is ledger and vault."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from desk import FIRST_LIST, Desk, copy_book
from everyname.book import Book, index, reading
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger.entry import Draft


def test_a_book_is_never_made_over_other_files(tmp_path: Path) -> None:
    """`init` refuses a folder that holds anything, and leaves it alone."""
    (tmp_path / "letter.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(FileRefused):
        Book.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_is_no_book_is_not_opened(tmp_path: Path) -> None:
    """Opening another folder says what a book is and how to make one."""
    with pytest.raises(UsedWrongly, match="not a book"):
        Book.open(tmp_path)


def test_keys_stay_outside_the_book(desk: Desk, keys_home: Path) -> None:
    """No file of the book holds the secret of a key."""
    desk.init()
    secrets = [path.read_text(encoding="utf-8") for path in (keys_home / "keys").glob("*.key")]
    assert secrets
    seeds = [text.split('"seed":"')[1].split('"')[0] for text in secrets]
    for path in desk.book.rglob("*"):
        if path.is_file():
            assert not any(seed.encode() in path.read_bytes() for seed in seeds), path


def test_a_lost_index_is_written_again_on_opening(desk: Desk) -> None:
    """Deleting or damaging the index loses nothing: the next command reads the same."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    book = Book.open(desk.book)
    with book.reading() as connection:
        before = index.digests(connection)
    book.close()
    for harm in (lambda p: p.unlink(), lambda p: p.write_bytes(b"not a database at all" * 300)):
        harm(desk.book / "index.sqlite3")
        book = Book.open(desk.book)
        with book.reading() as connection:
            assert index.digests(connection) == before
        book.close()


def test_an_index_that_missed_the_last_entries_catches_up(desk: Desk) -> None:
    """An index from before a crash is brought up to the ledger, entry by entry."""
    desk.init()
    shutil.copy(desk.book / "index.sqlite3", desk.folder / "old.sqlite3")
    desk.add("list.csv", FIRST_LIST, "north")
    shutil.copy(desk.folder / "old.sqlite3", desk.book / "index.sqlite3")
    book = Book.open(desk.book)
    assert len(reading.all_reports(book)) == 4
    book.close()


def test_a_copy_that_fell_behind_goes_on_as_a_new_device(desk: Desk) -> None:
    """Writing in an old copy of a book never forks the device's log: a new device begins there."""
    desk.init()
    old = copy_book(desk.book, desk.folder / "old")
    desk.add("list.csv", FIRST_LIST, "north")
    book = Book.open(old)
    first = {log.folder.name for log in book.logs()}
    book.append([Draft("source", {"name": "radio"})])
    assert len(book.logs()) == 2
    assert {log.folder.name for log in book.logs()} > first
    assert "radio" in reading.sources(book)
    book.close()
    book = Book.open(old)
    book.append([Draft("source", {"name": "paper"})])
    assert len(book.logs()) == 2
    book.close()


def test_many_books_live_in_one_process(tmp_path: Path) -> None:
    """A book is an ordinary object: two stand side by side and do not mix."""
    one, two = Book.create(tmp_path / "one"), Book.create(tmp_path / "two")
    one.append([Draft("source", {"name": "radio"})])
    assert list(reading.sources(one)) == ["radio"]
    assert list(reading.sources(two)) == []
    one.close()
    two.close()


def test_every_table_has_a_key_so_that_its_digest_is_of_its_rows() -> None:
    """The digest of a table depends on rows alone, so every table is keyed."""
    assert all(len(table.primary_key.columns) for table in index.TABLES.values())


def test_an_index_of_another_version_is_written_again(desk: Desk) -> None:
    """An index whose tables are not this version's is rebuilt on opening, not stumbled over."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    engine = sa.create_engine(f"sqlite:///{desk.book / 'index.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(sa.text("update about set value = 'older'"))
        connection.execute(sa.text("drop table reports"))
    engine.dispose()
    book = Book.open(desk.book)
    assert len(reading.all_reports(book)) == 4
    book.close()
