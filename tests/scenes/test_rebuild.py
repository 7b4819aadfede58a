"""Ledger and vault are the truth: everything else comes out of them again, byte for byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk import Desk, copy_book, files_of
from everyname.book import Book, index

pytestmark = pytest.mark.usefixtures("at_demo_machine")


def tables(book: Path) -> dict[str, str]:
    opened = Book.open(book)
    try:
        with opened.reading() as connection:
            return index.digests(connection)
    finally:
        opened.close()


def test_rebuild_at_another_path_gives_the_same_bytes(demo: tuple[Path, dict[str, Any]], desk: Desk) -> None:
    """Index and editions deleted, the book moved: tables and editions come out byte-identical, twice."""
    out, _ = demo
    moved = copy_book(out / "book", desk.folder / "elsewhere" / "moved")
    (moved / "index.sqlite3").unlink()
    shutil.rmtree(moved / "editions")
    index_files = set()
    for _ in range(2):
        said = desk.run("rebuild", "--book", moved)
        assert said.code == 0, said
        index_files.add((moved / "index.sqlite3").read_bytes())
        assert tables(moved) == tables(out / "book")
        assert files_of(moved / "editions") == files_of(out / "book" / "editions")
    assert len(index_files) == 1


def test_rebuilt_tables_are_compared_with_what_stood_there(
    demo: tuple[Path, dict[str, Any]], desk: Desk
) -> None:
    """A table that was altered behind the ledger's back is named by doctor and set right by rebuild."""
    out, _ = demo
    book = copy_book(out / "book", desk.folder / "book")
    opened = Book.open(book)
    with opened.changing() as connection:
        connection.execute(index.persons.update().values(person="pzzzzzzzzzz"))
    opened.close()
    said = desk.run("doctor", "--book", book)
    assert said.code == 1
    assert "persons" in said.out
    assert "persons" in desk.run("rebuild", "--book", book).out
    assert tables(book) == tables(out / "book")


def test_publishing_with_nothing_new_writes_the_same_edition(
    demo: tuple[Path, dict[str, Any]], desk: Desk
) -> None:
    """A second publish changes no byte of the edition and adds no entry to the ledger."""
    out, _ = demo
    book = copy_book(out / "book", desk.folder / "book")
    ledger = files_of(book / "ledger")
    said = desk.run("publish", desk.folder / "again", "--book", book, "--date", "2031-01-01", "--json", "-")
    assert said.code == 0, said
    assert said.plain["unchanged"]
    assert files_of(desk.folder / "again") == files_of(out / "edition")
    assert files_of(book / "ledger") == ledger


def test_a_change_gives_a_new_edition_and_keeps_the_old(
    demo: tuple[Path, dict[str, Any]], desk: Desk
) -> None:
    """Withholding a person gives edition 2 without them; edition 1 stands as it was."""
    out, _ = demo
    book = copy_book(out / "book", desk.folder / "book")
    page = sorted((out / "edition" / "en" / "persons").rglob("*.html"))[0]
    person = page.stem
    assert desk.run("withhold", person, "--reason", "family", "--book", book).code == 0
    said = desk.run("publish", desk.folder / "two", "--book", book, "--json", "-")
    assert said.code == 0, said
    assert said.plain["number"] == 2
    assert said.plain["withheld"] >= 1
    assert not any(person.encode() in data for data in files_of(desk.folder / "two").values())
    first = sorted((book / "editions").iterdir())[0]
    assert files_of(first) == files_of(out / "edition")
    assert desk.run("verify", book).code == 0
    assert desk.run("verify", desk.folder / "two").code == 0


def test_a_backup_restored_goes_on_as_a_new_device(
    demo: tuple[Path, dict[str, Any]], demo_home: Path, desk: Desk
) -> None:
    """A restored book has the same tables and editions, a new device, and no key came with it."""
    out, _ = demo
    file = desk.folder / "book.tar"
    assert desk.run("backup", "--book", out / "book", "--out", file).code == 0
    secrets = [json.loads(path.read_text(encoding="utf-8"))["seed"] for path in demo_home.rglob("*.key")]
    assert len(secrets) >= 2
    assert not any(secret.encode() in file.read_bytes() for secret in secrets)
    said = desk.run("restore", file, desk.folder / "restored", "--json", "-")
    assert said.code == 0, said
    assert (desk.folder / "restored" / "ledger" / said.plain["device"]).is_dir()
    assert tables(desk.folder / "restored") == tables(out / "book")
    assert files_of(desk.folder / "restored" / "editions") == files_of(out / "book" / "editions")
    assert desk.run("verify", desk.folder / "restored").code == 0
    again = desk.run("backup", "--book", out / "book", "--out", file)
    assert again.code == 1
    assert "never overwritten" in again.err


def test_a_backup_with_one_flipped_bit_is_not_restored(demo: tuple[Path, dict[str, Any]], desk: Desk) -> None:
    """Restoring a damaged backup names the file in it and makes no book."""
    out, _ = demo
    file = desk.folder / "book.tar"
    assert desk.run("backup", "--book", out / "book", "--out", file).code == 0
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)
    said = desk.run("restore", file, desk.folder / "restored")
    assert said.code == 1
    assert not (desk.folder / "restored").exists()
