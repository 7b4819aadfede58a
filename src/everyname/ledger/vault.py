"""Keep evidence bytes under the name of their SHA-256, and notice when they change.

    vault/ab/cdef...       64 hexadecimal signs in all, the first two name the folder
    vault/incoming/        files being written; nothing here was acknowledged

Bytes are never overwritten, and dropped only by an erasure; what was erased is not taken again.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest, sha256
from pathlib import Path

from everyname.errors import Damaged, FileRefused, ValueRefused
from everyname.ledger import durable

__all__ = ["Vault"]

_DIGEST = re.compile(r"[0-9a-f]{64}")
_counter = itertools.count()


class Vault:
    """A folder of bytes named by their SHA-256; `folder` need not exist until something is put."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.erased: Mapping[str, str] = {}  # digest -> the entry that erased these bytes
        self._incoming_cleared = False

    def put(self, data: bytes) -> str:
        """Keep bytes durably and give their digest (hex); the same bytes again change nothing."""
        return self.put_many([data])[0]

    def put_many(self, many: Iterable[bytes]) -> list[str]:
        """Keep many byte strings; each folder is synced once. Raises Damaged, EverynameError.

        Bytes that were erased are refused with FileRefused.
        """
        digests: list[str] = []
        touched: dict[Path, None] = {}
        with durable.writing("evidence"):
            self._clear_incoming()
            for data in many:
                digest = sha256(data).hexdigest()
                path = self.path(digest)
                self._require_not_erased(digest)
                if path.exists():
                    self._check(path, digest)
                else:
                    self._place(path, data)
                # Both folders are synced also where the file stood: an earlier cut may have come between.
                touched |= {path.parent: None, self.folder: None}
                digests.append(digest)
            for folder in touched:
                durable.sync_folder(folder)
        return digests

    def put_stream(self, digest: str, chunks: Iterable[bytes]) -> None:
        """Keep bytes whose digest is known beforehand, in constant memory; raises Damaged if they differ."""
        path = self.path(digest)
        with durable.writing("evidence"):
            self._clear_incoming()
            if path.exists():
                self._check(path, digest)
            else:
                self._make_home(path)
                waiting = self._waiting()
                try:
                    _write_checked(waiting, chunks, digest)
                    os.replace(waiting, path)
                finally:
                    waiting.unlink(missing_ok=True)
            for folder in (path.parent, self.folder):
                durable.sync_folder(folder)

    def get(self, digest: str) -> bytes:
        """Give the bytes of a digest; raises Damaged when they are missing or not the same."""
        path = self.path(digest)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise Damaged(self._label(path), f"the bytes of {digest[:12]}…", "no file") from error
        found = sha256(data).hexdigest()
        if found != digest:
            raise Damaged(self._label(path), f"bytes with SHA-256 {digest[:12]}…", f"{found[:12]}…")
        return data

    def has(self, digest: str) -> bool:
        """Say whether a file of this digest is there, without reading it."""
        return self.path(digest).is_file()

    def drop(self, digests: Iterable[str]) -> int:
        """Remove bytes, and what a killed process left half written; gives how many were there."""
        count, touched = 0, dict[Path, None]()
        with durable.writing("an erasure in the vault"):
            self._incoming_cleared = False
            self._clear_incoming()
            for path in map(self.path, digests):
                if path.exists():
                    path.unlink()
                    touched[path.parent] = None
                    count += 1
            for folder in touched:
                durable.sync_folder(folder)
        return count

    def digests(self) -> Iterator[str]:
        """Give the digests kept, sorted; files with other names are left out (`verify` finds them)."""
        for path in self._files():
            digest = path.parent.name + path.name
            if self._is_at_home(path, digest):
                yield digest

    def verify(self) -> list[Damaged]:
        """Read everything and name each file whose bytes, name or place are wrong."""
        return list(self._problems())

    def _problems(self) -> Iterator[Damaged]:
        for path in self._files():
            digest = path.parent.name + path.name
            if path.is_symlink() or not path.is_file():
                yield Damaged(self._label(path), "an ordinary file", "a link or a folder")
            elif not self._is_at_home(path, digest):
                yield Damaged(self._label(path), "only files named by their SHA-256", "another name")
            else:
                try:
                    self._check(path, digest)
                except Damaged as problem:
                    yield problem

    def _files(self) -> Iterator[Path]:
        """Give everything two levels down, and what should not be on the first level."""
        if not self.folder.is_dir():
            return
        for place in sorted(self.folder.iterdir()):
            if place.is_symlink() or not place.is_dir():
                yield place
            elif place.name != "incoming":
                yield from sorted(place.iterdir())

    def _is_at_home(self, path: Path, digest: str) -> bool:
        return bool(_DIGEST.fullmatch(digest)) and path == self.path(digest)

    def _check(self, path: Path, digest: str) -> None:
        with path.open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
        if found != digest:
            raise Damaged(self._label(path), f"bytes with SHA-256 {digest[:12]}…", f"{found[:12]}…")

    def _require_not_erased(self, digest: str) -> None:
        if digest in self.erased:
            raise FileRefused(
                "These bytes were erased from this book.",
                kept="They were not taken; everything else stands as it was.",
                remedy=f"`everyname show {self.erased[digest]}` says by whom and why.",
            )

    def _place(self, path: Path, data: bytes) -> None:
        self._make_home(path)
        waiting = self._waiting()
        try:
            durable.create(waiting, data)
            os.replace(waiting, path)
        except OSError:
            with contextlib.suppress(OSError):
                waiting.unlink(missing_ok=True)
            raise

    def _make_home(self, path: Path) -> None:
        if not path.parent.is_dir():
            durable.make_folder(path.parent)

    def _waiting(self) -> Path:
        incoming = self.folder / "incoming"
        incoming.mkdir(exist_ok=True)
        return incoming / f"{os.getpid()}-{next(_counter)}"

    def _clear_incoming(self) -> None:
        """Drop what a killed process left half written: it was never acknowledged."""
        if self._incoming_cleared:
            return
        self._incoming_cleared = True
        incoming = self.folder / "incoming"
        for path in incoming.iterdir() if incoming.is_dir() else ():
            if not path.name.startswith(f"{os.getpid()}-"):
                path.unlink(missing_ok=True)

    def path(self, digest: str) -> Path:
        """Give the place of a digest, whether anything is there or not; raises ValueRefused."""
        if not _DIGEST.fullmatch(digest):
            raise ValueRefused(f"{digest[:80]!r} is not the SHA-256 of anything")
        return self.folder / digest[:2] / digest[2:]

    def _label(self, path: Path) -> str:
        return path.relative_to(self.folder.parent).as_posix()


def _write_checked(path: Path, chunks: Iterable[bytes], digest: str) -> None:
    running = sha256()
    with path.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            running.update(chunk)
        file.flush()
        os.fsync(file.fileno())
    if running.hexdigest() != digest:
        raise Damaged(path.name, f"bytes with SHA-256 {digest[:12]}…", f"{running.hexdigest()[:12]}…")
