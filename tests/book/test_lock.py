"""One process writes a book at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from everyname.book import Book, lock
from everyname.errors import BookBusy
from everyname.ledger.entry import Draft

HOLD = """
import sys
from pathlib import Path
from everyname.book import lock
with lock.writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_writer_is_told_who_holds_the_book(tmp_path: Path) -> None:
    """While another process writes, an append is refused and names that process; reading goes on."""
    book = Book.create(tmp_path / "book")
    entries = sum(log.size for log in book.logs())
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(book.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(BookBusy) as busy:
        book.append([Draft("source", {"name": "radio"})])
    assert str(other.pid) in busy.value.for_person()
    assert str(other.pid) in lock.holder(book.folder)
    assert sum(log.size for log in Book.open(book.folder).logs()) == entries
    other.communicate()
    book.append([Draft("source", {"name": "radio"})])
    assert lock.holder(book.folder) == ""
    book.close()
