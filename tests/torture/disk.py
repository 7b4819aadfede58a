"""Record what real code asks of the disk, and stop or refuse it at a chosen call.

Inside a `Recorder` the functions of `os` that change files, and `open` for writing bytes, are wrapped:
each call is done for real and noted as an operation on inodes and entries of folders. Nothing of
everyname is replaced. Files written by compiled code (SQLite) pass unseen.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "Killed", "Op", "Recorder"]

ROOT = 0
Entry = tuple[int, str, int | None]


class Killed(BaseException):
    """The process was killed here: whatever it would do now is not done."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: `write`, `cut`, `entries` (of folders), `sync` (a file or a folder), `ack`."""

    kind: str
    node: int = ROOT
    at: int = 0
    data: bytes = b""
    entries: tuple[Entry, ...] = ()
    said: Any = None


class Recorder:
    """Wraps the calls of a process below `root`, which must be empty or absent from the record.

    `stop_at` kills at that call (0 is the first). `refuse` is asked before each call, with its number
    and name, and may give an `errno`, or "short" for a write that takes only half.
    """

    def __init__(self, root: Path, stop_at: int = -1) -> None:
        self.root = root
        self.ops: list[Op] = []
        self.first = 0  # operations before this one made what was there already
        self.calls = 0
        self.stop_at = stop_at
        self.refuse: Callable[[int, str], int | str | None] = lambda number, name: None
        self.names: dict[tuple[int, str], int] = {}
        self.folders = {ROOT}
        self.first_name: dict[int, str] = {}
        self._handles: dict[int, int] = {}
        self._killed = False
        self._real = {name: getattr(os, name) for name in _WRAPPED}
        self._real_open = io.open

    def __enter__(self) -> Recorder:
        self._killed = False
        for name in _WRAPPED:
            setattr(os, name, getattr(self, f"_{name}"))
        io.open = self._io_open
        return self

    def __exit__(self, *_: object) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)
        io.open = self._real_open
        self._handles.clear()

    def ack(self, said: Any) -> None:
        """Note that something was acknowledged here."""
        self.ops.append(Op("ack", said=said))

    def node_of(self, path: Path) -> int | None:
        """Give the inode a path leads to now."""
        place = self._place(path)
        return None if place is None else self.names.get(place)

    def written(self, name: str) -> list[bytes]:
        """Give what was ever written to files first named so, in order."""
        made = {node for node, first in self.first_name.items() if first.removesuffix(".tmp") == name}
        return [op.data for op in self.ops if op.kind == "write" and op.node in made]

    def adopt(self) -> None:
        """Take what already lies below the root as synced."""
        for path in sorted(self.root.rglob("*")):
            place = self._place(path)
            if place is None:
                raise LookupError(path)
            node = self._new(place, folder=path.is_dir())
            if not path.is_dir():
                self.ops += [Op("write", node, 0, path.read_bytes()), Op("sync", node)]
        self.ops += [Op("sync", folder) for folder in sorted(self.folders)]
        self.first = len(self.ops)

    # -- the seam --------------------------------------------------------------------------------

    def _call(self, name: str) -> str:
        """Count a call; raises Killed or OSError, or says "short"."""
        if self._killed:
            raise Killed
        number, self.calls = self.calls, self.calls + 1
        if number == self.stop_at:
            self._killed = True
            raise Killed
        answer = self.refuse(number, name)
        if isinstance(answer, int):
            raise OSError(answer, os.strerror(answer))
        return answer or ""

    def _place(self, path: Any, handle: int | None = None) -> tuple[int, str] | None:
        """Give the folder (its inode) and the name of a path, None outside the root."""
        text = os.fspath(path)
        if handle is not None and not os.path.isabs(text):
            folder = self._handles.get(handle)
            return None if folder is None else (folder, text)
        try:
            parts = Path(text).relative_to(self.root).parts
        except ValueError:
            return None
        folder = ROOT
        for part in parts[:-1]:
            found = self.names.get((folder, part))
            if found is None:
                return None
            folder = found
        return (folder, parts[-1]) if parts else None

    def _inside(self, path: Any, handle: int | None = None) -> bool:
        if handle is not None:
            return handle in self._handles
        return not isinstance(path, int) and Path(os.fspath(path)).is_relative_to(self.root)

    def _new(self, place: tuple[int, str], *, folder: bool = False) -> int:
        node = len(self.first_name) + 1
        self.first_name[node] = place[1]
        if folder:
            self.folders.add(node)
        self._enter([(*place, node)])
        return node

    def _enter(self, entries: list[Entry]) -> None:
        for folder, name, node in entries:
            if node is None:
                self.names.pop((folder, name), None)
            else:
                self.names[folder, name] = node
        self.ops.append(Op("entries", entries=tuple(entries)))

    def _open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if not self._inside(path, dir_fd):
            return self._real["open"](path, flags, mode, dir_fd=dir_fd)
        place = self._place(path, dir_fd)
        changes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if changes:
            self._call("open")
        handle: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        node = ROOT if Path(path) == self.root else self.names.get(place) if place is not None else None
        if node is None and place is not None and flags & os.O_CREAT:
            node = self._new(place)
        if node is not None:
            self._handles[handle] = node
            if flags & os.O_TRUNC:
                self.ops.append(Op("cut", node))
        return handle

    def _close(self, handle: int) -> None:
        self._handles.pop(handle, None)
        self._real["close"](handle)

    def _write(self, handle: int, data: Any) -> int:
        node = self._handles.get(handle)
        if node is None:
            return self._real["write"](handle, data)
        whole = bytes(data)
        full = False
        try:
            short = self._call("write") == "short"
        except OSError as error:
            if error.errno != errno.ENOSPC or len(whole) < 2:
                raise
            short = full = True  # a disk that runs full takes what it has room for
        length = len(whole) // 2 if short and len(whole) > 1 else len(whole)
        at = self._at(handle)
        done: int = self._real["write"](handle, whole[:length])
        self.ops.append(Op("write", node, at, whole[:done]))
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return done

    def _at(self, handle: int) -> int:
        import fcntl

        if fcntl.fcntl(handle, fcntl.F_GETFL) & os.O_APPEND:
            return os.fstat(handle).st_size
        return os.lseek(handle, 0, os.SEEK_CUR)

    def _sync(self, name: str, handle: int) -> None:
        node = self._handles.get(handle)
        if node is not None:
            self._call("sync")
        self._real[name](handle)
        if node is not None:
            self.ops.append(Op("sync", node))

    def _fsync(self, handle: int) -> None:
        self._sync("fsync", handle)

    def _fdatasync(self, handle: int) -> None:
        self._sync("fdatasync", handle)

    def _ftruncate(self, handle: int, length: int) -> None:
        if handle in self._handles:
            self._call("cut")
        self._real["ftruncate"](handle, length)
        if handle in self._handles:
            self.ops.append(Op("cut", self._handles[handle], length))

    def _rename(self, source: Any, target: Any) -> None:
        inside = self._inside(target)
        if inside:
            self._call("rename")
        self._real["rename"](source, target)
        if not inside:
            return
        before, after = self._place(source), self._place(target)
        node = self.names.get(before) if before is not None else None
        if before is not None and after is not None and node is not None:
            self._enter([(*before, None), (*after, node)])

    _replace = _rename

    def _unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        self._remove("unlink", path, dir_fd)

    def _rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        self._remove("rmdir", path, dir_fd)

    def _remove(self, name: str, path: Any, dir_fd: int | None) -> None:
        inside = self._inside(path, dir_fd)
        if inside:
            self._call(name)
        self._real[name](path, dir_fd=dir_fd)
        place = self._place(path, dir_fd) if inside else None
        if place is not None and place in self.names:
            self._enter([(*place, None)])

    def _mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        if self._inside(path, dir_fd):
            self._call("mkdir")
        self._real["mkdir"](path, mode, dir_fd=dir_fd)
        place = self._place(path, dir_fd) if self._inside(path, dir_fd) else None
        if place is not None:
            self._new(place, folder=True)

    def _io_open(self, file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if "b" not in mode or not set(mode) & set("wxa+") or isinstance(file, int) or not self._inside(file):
            return self._real_open(file, mode, *rest, **named)
        flags = os.O_RDWR if "+" in mode else os.O_WRONLY
        flags |= {
            "w": os.O_CREAT | os.O_TRUNC,
            "x": os.O_CREAT | os.O_EXCL,
            "a": os.O_CREAT | os.O_APPEND,
        }.get(mode[0], 0)
        raw = _Raw(os.open(file, flags, 0o666))
        return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)


class _Raw(io.RawIOBase):
    """A file whose every call goes through the functions of `os`."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def fileno(self) -> int:
        return self._handle

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return os.lseek(self._handle, offset, whence)

    def readinto(self, buffer: Any) -> int:
        data = os.read(self._handle, len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def write(self, data: Any) -> int:
        return os.write(self._handle, data)

    def truncate(self, size: int | None = None) -> int:
        length = self.tell() if size is None else size
        os.ftruncate(self._handle, length)
        return length

    def close(self) -> None:
        if not self.closed:
            try:
                super().close()
            finally:
                os.close(self._handle)


_WRAPPED = (
    "open", "close", "write", "fsync", "fdatasync", "ftruncate",
    "rename", "replace", "unlink", "rmdir", "mkdir",
)  # fmt: skip
