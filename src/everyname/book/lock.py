"""Let one process write a book at a time; the second is told who holds it.

The lock may be taken again by the thread that holds it, so that a step of several appends is one.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from everyname.errors import BookBusy

__all__ = ["holder", "writing"]

_HELD: set[tuple[Path, int]] = set()


@contextmanager
def writing(book: Path) -> Iterator[None]:
    """Hold the book's lock; raises BookBusy naming the holder when another process has it."""
    own = (book.resolve(), threading.get_ident())
    if own in _HELD:
        yield
        return
    with (book / ".lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise BookBusy(
                f"The book is being written by {_describe(file.read())}.",
                remedy="Wait for it to end, or stop it, and try again.",
            ) from error
        file.seek(0)
        file.truncate()
        now = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
        json.dump(
            {"pid": os.getpid(), "command": sys.argv[1] if len(sys.argv) > 1 else "", "since": now}, file
        )
        file.flush()
        _HELD.add(own)
        try:
            yield
        finally:
            _HELD.discard(own)
            file.seek(0)
            file.truncate()


def holder(book: Path) -> str:
    """Say who holds the book's lock; "" when nobody does."""
    path = book / ".lock"
    if not path.exists():
        return ""
    with path.open("r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return _describe(file.read())
        return ""


def _describe(note: str) -> str:
    try:
        held = json.loads(note)
        return f"process {held['pid']} (`everyname {held['command']}`, since {held['since']})"
    except (ValueError, KeyError):
        return "another process"
