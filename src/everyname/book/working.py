"""Give a folder for what is written in passing: plain text that must not lie about after a kill.

    BOOK/.everyname-working/<pid>-<16 hex>/    mode 0700; its owner holds a lock on it for as long as it lives

Nothing is written to the system's temporary folder. Whoever finds a folder that nobody holds removes it:
each new owner does, and each opening of the book.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

__all__ = ["NAME", "sweep", "working_folder"]

NAME = ".everyname-working"
_OWN = re.compile(r"[0-9]+-[0-9a-f]{16}")


@contextlib.contextmanager
def working_folder(place: Path) -> Iterator[Path]:
    """Give a new folder for work inside `place`, which must be there; nothing of it stays afterwards."""
    sweep(place)
    with _held(place / NAME) as folder:
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with contextlib.suppress(OSError):  # another process works there
                (place / NAME).rmdir()


def sweep(place: Path) -> None:
    """Remove what nobody holds any more; where nothing may be written, it stays."""
    with contextlib.suppress(OSError):
        for folder in [one for one in (place / NAME).iterdir() if _OWN.fullmatch(one.name)]:
            with contextlib.suppress(OSError):
                handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder)
                finally:
                    os.close(handle)
        (place / NAME).rmdir()


@contextlib.contextmanager
def _held(place: Path) -> Iterator[Path]:
    """Make a folder and hold its lock; one that a sweep took before it was held is made again."""
    while True:
        place.mkdir(mode=0o700, exist_ok=True)
        folder = place / f"{os.getpid()}-{os.urandom(8).hex()}"
        with contextlib.suppress(FileNotFoundError):
            folder.mkdir(mode=0o700)
            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.exists():
                break
            os.close(handle)
    try:
        yield folder
    finally:
        os.close(handle)
