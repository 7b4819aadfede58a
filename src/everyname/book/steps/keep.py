"""Keep a book safe: back it up without its keys, restore it as a new device, write derived parts again.

backup file   an uncompressed tar: `manifest-sha256.txt` first (sha256sum lines), then the files it
              lists, in its order. Nothing is taken from it by name that the manifest does not list.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from everyname.book import erasing, index, lock
from everyname.book.book import Book
from everyname.book.steps.publish import rewrite_editions
from everyname.book.steps.verify import verify_book
from everyname.errors import Damaged, FileRefused
from everyname.ledger.entry import Draft

__all__ = ["back_up", "rebuild", "restore"]

Progress = Callable[[str, int, int], None]
MANIFEST = "manifest-sha256.txt"
PARTS = ("book.toml", "mappings", "ledger", "vault", "publication", "editions", "courier", erasing.RECEIPTS)
MAX_FILES = 5_000_000


def back_up(folder: Path, out: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Write the book into one file; a damaged book is refused, a file that exists is never replaced."""
    if out.exists():
        raise FileRefused(
            f"{out} exists.", remedy="Give a new name with --out; backups are never overwritten."
        )
    with lock.writing(folder):
        _require_sound(folder, progress)
        files = list(_files(folder))
        waiting = out.with_name(out.name + ".unfinished")
        _pack(waiting, files, progress)
    waiting.rename(out)
    return {"file": str(out), "files": len(files), "bytes": out.stat().st_size}


def _require_sound(folder: Path, progress: Progress | None) -> None:
    checked = verify_book(folder, progress)
    if checked.problems:
        raise FileRefused(
            f"The book is damaged: {checked.problems[0]}",
            kept="No backup was written, so the last good one stays the newest.",
            remedy="Run `everyname verify` to see every problem, and restore the files it names.",
        )


def _pack(waiting: Path, files: list[tuple[str, Path]], progress: Progress | None) -> None:
    """Write the tar, reading each file once; the manifest, whose length is known, is filled in last."""
    length = sum(64 + 2 + len(name.encode()) + 1 for name, _ in files)
    lines = []
    with waiting.open("w+b") as file:
        with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
            start = len(_info(MANIFEST, length).tobuf(tarfile.PAX_FORMAT))
            _put(tar, MANIFEST, b" " * length)
            for done, (name, path) in enumerate(files):
                if progress is not None and done % 100 == 0:
                    progress("writing the backup", done, len(files))
                data = path.read_bytes()
                lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
                _put(tar, name, data)
        file.seek(start)
        file.write("".join(lines).encode())
        file.flush()
        os.fsync(file.fileno())


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for part in PARTS:
        top = folder / part
        paths = [top] if top.is_file() else sorted(top.rglob("*")) if top.is_dir() else []
        for path in paths:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path


def _put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a file with no owner and no time, so that equal books give equal backups."""
    tar.addfile(_info(name, len(data)), io.BytesIO(data))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def restore(
    file: Path, folder: Path, progress: Progress | None = None, *, steward: bool = False
) -> dict[str, Any]:
    """Make a book from a backup; it goes on as a new device, since old keys are never in a backup.

    The device is a steward where nobody else belongs to the book, or with `steward`; else a desk.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileRefused(f"{folder} is not empty.", remedy="Give the name of a new folder.")
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        count = _unpack(file, unfinished, progress)
        for part in ("ledger", "vault", "publication", "editions", "mappings"):
            (unfinished / part).mkdir(exist_ok=True)
        checked = verify_book(unfinished, progress)
        if checked.problems:
            raise FileRefused(
                f"The backup does not hold together: {checked.problems[0]}",
                kept="No book was made; the backup file is as it was.",
                remedy="Try another backup.",
            )
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    book = Book.open(folder)
    try:
        heads = [(log.folder.name, log.size, log.counted().root.hex()) for log in book.logs()]
        adopted = [Draft("adopt", {"device": d, "size": s, "root": r}) for d, s, r in heads]
        alone = not book.authority().hearing.enrolled
        device = book.start_device(adopted, ("steward", "desk") if steward or alone else ("desk",))
    finally:
        book.close()
    return {"folder": str(folder), "files": count, "device": device}


def _unpack(file: Path, folder: Path, progress: Progress | None) -> int:
    """Write the files the manifest lists, each checked against its digest before it is kept."""
    try:
        with tarfile.open(file, "r:") as tar:
            members = iter(tar)
            listed = _read_manifest(tar, next(members, None))
            count = 0
            for member in members:
                name = member.name
                if not member.isfile() or name not in listed:
                    raise FileRefused(f"The backup holds {name!r}, which its manifest does not list.")
                data = _content(tar, member)
                found, expected = hashlib.sha256(data).hexdigest(), listed.pop(name)
                if found != expected:
                    raise Damaged(f"{file.name}: {name}", expected, found)
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                count += 1
                if progress is not None and count % 100 == 0:
                    progress("reading the backup", count, count + len(listed))
    except (tarfile.TarError, EOFError, OSError, UnicodeDecodeError) as error:
        raise FileRefused(
            f"{file} is not a whole backup: {error}",
            kept="No book was made.",
            remedy="Give a file that `everyname backup` wrote.",
        ) from error
    if listed:
        raise FileRefused(f"The backup ends too early: {next(iter(listed))} is missing.")
    return count


def _read_manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> dict[str, str]:
    if first is None or first.name != MANIFEST:
        raise FileRefused(
            "This is not a backup of a book.", remedy="Give a file that `everyname backup` wrote."
        )
    listed = {}
    for line in _content(tar, first).decode().splitlines():
        digest, _, name = line.partition("  ")
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\\" in name or parts[0] not in PARTS:
            raise FileRefused(f"The backup's manifest names {name!r}, which leads out of a book.")
        listed[name] = digest
    if len(listed) > MAX_FILES:
        raise FileRefused(f"The backup lists {len(listed)} files; at most {MAX_FILES} are read.")
    return listed


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = tar.extractfile(member)
    if stream is None:
        raise FileRefused(f"The backup's {member.name!r} is not a plain file.")
    return stream.read()


def rebuild(book: Book, progress: Progress | None = None) -> dict[str, Any]:
    """Write index and editions again from ledger and vault; says which tables differ from before.

    Erasures are carried out once more, whatever came back into the folder since.
    An edition whose pages this version would write otherwise stays as it stands, and is named.
    """
    with book.reading() as connection:
        before = index.digests(connection)
    total = sum(log.size for log in book.logs())
    applied = book.rebuild_index(
        None if progress is None else lambda done: progress("replaying", done, total)
    )
    with book.reading() as connection:
        after = index.digests(connection)
    with lock.writing(book.folder):
        erasing.carry_out(book)
        editions, kept = rewrite_editions(book, progress)
    return {
        "entries": applied,
        "tables": after,
        "different": [name for name in after if before.get(name) != after[name]],
        "editions": [path.name for path in editions],
        "editions_kept": kept,
    }
