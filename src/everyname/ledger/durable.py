"""Write so that what was acknowledged is still there after a kill or a power cut.

Data is synced before anything that refers to it, and a rename is followed by a sync of its folder: on
many file systems a rename alone may be undone by a power cut.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from everyname.errors import BookBusy, EverynameError

__all__ = [
    "MAY_STAND",
    "append",
    "create",
    "make_folder",
    "replace",
    "sync_file",
    "sync_folder",
    "truncate",
    "writing",
]

MAY_STAND = (
    "Everything acknowledged before is safe; this act may have been recorded all the same. Look before you "
    "do it again."
)


def append(path: Path, data: bytes, *, at: int, metadata: bool = True) -> None:
    """Add bytes at the end of a file and sync it; raises BookBusy where the end is not `at`.

    With `metadata` false only data and length are synced (fdatasync).
    """
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    try:
        if os.fstat(handle).st_size != at:
            raise BookBusy(
                f"{path.name} has grown since this process opened it",
                remedy="Another process wrote here. Close it, then run the command again.",
            )
        _write_all(handle, data)
        if metadata or not hasattr(os, "fdatasync"):
            os.fsync(handle)
        else:
            os.fdatasync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Put a whole file in place at once: temporary file, sync, rename, sync of the folder."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        # A rest of an earlier cut goes first: opened as it is, it would keep its own rights.
        temporary.unlink(missing_ok=True)
        create(temporary, data, mode=mode)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """Write a new file and sync it; the folder is not synced. Raises FileExistsError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, mode)
    try:
        _write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)


def truncate(path: Path, length: int) -> None:
    """Cut a file to `length` bytes and sync it; nothing is done where it is that long already."""
    if path.stat().st_size == length:
        return
    with path.open("r+b") as file:
        file.truncate(length)
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, each synced into its parent before the next is made.

    The deepest one that stood is synced too: a process killed here may have made it and no more.
    """
    steps = [folder]
    while not steps[-1].exists():
        steps.append(steps[-1].parent)
    stood = steps.pop()
    if not stood.is_dir():
        stood.mkdir()  # refused by the system: something else stands there
    with contextlib.suppress(PermissionError):  # what we may not read, we did not make
        sync_folder(stood.parent)
    for step in reversed(steps):
        step.mkdir(exist_ok=True)
        sync_folder(step.parent)


def sync_file(path: Path) -> None:
    """Sync a file that was written elsewhere."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Sync the entries of a folder; Windows offers no way and needs none after a rename."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def writing(what: str) -> Iterator[None]:
    """Turn a refusal of the disk (full, read-only, failing) into an error a person can act on."""
    try:
        yield
    except OSError as error:
        raise EverynameError(
            f"{what} could not be written: {error.strerror or error}",
            kept="Everything acknowledged before is safe; this act was not recorded.",
            remedy="Free some space or check the disk, then do it again.",
        ) from error


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
