"""Set an edition down file by file beside its place; it gets its name only once it is whole and on the disk.

No file is waited for alone: all are brought to the disk together, before the name is given. What an older
edition holds in the same bytes is not written again but linked, where the file system can.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from everyname.errors import UsedWrongly

__all__ = ["MANIFEST", "Staged", "listed_in", "manifest_text", "proof_files", "put"]

MANIFEST = "manifest-sha256.txt"


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """List SHA-256 and path, a line a file, sorted by path, as `sha256sum -c` reads them."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def listed_in(manifest: bytes) -> dict[str, str]:
    """Give the digests of a manifest by path."""
    return {line[66:]: line[:64] for line in manifest.decode().splitlines()}


def proof_files(proofs: Mapping[str, str] | Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of each proof by the id of its statement."""
    for name, text in sorted(proofs.items()) if isinstance(proofs, Mapping) else proofs:
        yield f"proofs/{name}.tlog-proof", text.encode()


class Staged:
    """The files of an edition that is being made for `folder`.

    `like` is the folder of an older edition, whose equal files are linked. One that is not finished has to be
    discarded; what a killed process left is discarded by the next one that makes the same edition.
    """

    def __init__(self, folder: Path, like: Path | None = None) -> None:
        """Begin with nothing; nothing under `folder` is touched before the end."""
        self.folder = folder
        self._like = like if like is not None and like.is_dir() else None
        self._beside = folder.with_name(f".{folder.name}.unfinished")
        self._digests: dict[str, str] = {}
        self._made: set[Path] = set()
        self._count = 0
        shutil.rmtree(self._beside, ignore_errors=True)
        self._beside.mkdir(parents=True)

    def take(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write files that the manifest is to list; raises UsedWrongly for a path that leads out."""
        for path, data in files:
            self._digests[path] = hashlib.sha256(data).hexdigest()
            self._put(path, data)

    def manifest(self) -> bytes:
        """Give the manifest of what was taken."""
        return manifest_text(self._digests)

    def finish(self, checkpoint: str, proofs: Mapping[str, str] | Iterable[tuple[str, str]]) -> int:
        """Add what the manifest does not list and give the edition its place; gives the number of files.

        What stood in the place goes away only when the new one is whole.
        """
        self._put(MANIFEST, self.manifest())
        self._put("checkpoint", checkpoint.encode())
        for path, data in proof_files(proofs):
            self._put(path, data)
        _sync_all(self._beside)
        old = self.folder.with_name(f".{self.folder.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if self.folder.exists():
            self.folder.rename(old)
        self._beside.rename(self.folder)
        _sync(self.folder.parent)
        shutil.rmtree(old, ignore_errors=True)
        return self._count

    def discard(self) -> None:
        """Remove what was written so far."""
        shutil.rmtree(self._beside, ignore_errors=True)

    def _put(self, path: str, data: bytes) -> None:
        target = _within(self._beside, path)
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        self._count += 1
        if not (self._like is not None and _linked(self._like / path, target, data)):
            target.write_bytes(data)


def put(folder: Path, path: str, data: bytes) -> None:
    """Write one file of an edition that stands, whole or not at all."""
    target = _within(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.unfinished")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def _within(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts:
        raise UsedWrongly(f"{path!r} leads out of the edition")
    return folder.joinpath(*parts)


def _linked(old: Path, new: Path, data: bytes) -> bool:
    """Make `new` another name of `old` where that is a plain file of exactly these bytes."""
    try:
        if old.is_symlink() or old.stat().st_size != len(data) or old.read_bytes() != data:
            return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _sync_all(folder: Path) -> None:
    """Bring all files to the disk: at once where the system can, else one by one."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
