"""Split a sealed bundle into files a FAT stick can hold, and find the files of one bundle again.

<first 32 hex of its SHA-256>.age            a whole bundle
<first 32 hex of its SHA-256>.2of3.age       its second part of three: the bytes that follow the first's
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from everyname.errors import FileRefused
from everyname.ledger import durable

__all__ = ["PART", "Given", "group", "split"]

PART = 2 * 1024**3 - 1024**2  # below 2 GiB: old sticks and old programs hold no more
MAX_PARTS = 999
_PART = re.compile(r"(.+)\.([1-9][0-9]{0,2})of([1-9][0-9]{0,2})\.age")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The files of one thing given to `unpack`, in order; `missing` names parts that are not there."""

    name: str
    files: tuple[Path, ...]
    missing: tuple[int, ...] = ()


def split(sealed: Path, out: Path, size: int = PART) -> tuple[Path, ...]:
    """Put a sealed bundle at its place, in parts of at most `size` bytes; never overwrites (FileRefused).

    `out` is a folder, where the name is drawn from the bytes, or a file that is not there yet.
    """
    length = sealed.stat().st_size
    count = max(1, -(-length // size))
    if count > MAX_PARTS:
        raise FileRefused(
            f"This bundle would need {count} parts.", remedy="Give --have FILE, so that it is smaller."
        )
    targets = _targets(sealed, out, count)
    for target in targets:
        if target.exists():
            raise FileRefused(f"{target} exists.", remedy="Give a new name; bundles are never overwritten.")
    with durable.writing("the bundle"):
        durable.make_folder(targets[0].parent)
        for number, target in enumerate(targets):
            _copy(sealed, target, number * size, min(size, length - number * size))
        durable.sync_folder(targets[0].parent)
    return targets


def _targets(sealed: Path, out: Path, count: int) -> tuple[Path, ...]:
    if out.is_dir():
        with sealed.open("rb") as file:
            out = out / f"{file_digest(file, 'sha256').hexdigest()[:32]}.age"
    if count == 1:
        return (out,)
    stem = out.with_suffix("") if out.suffix == ".age" else out
    return tuple(stem.with_name(f"{stem.name}.{number}of{count}.age") for number in range(1, count + 1))


def _copy(source: Path, target: Path, at: int, length: int) -> None:
    """Write one part under its name at once; a name that came to be meanwhile is not replaced."""
    waiting = target.with_name(target.name + ".unfinished")
    waiting.unlink(missing_ok=True)
    try:
        with source.open("rb") as file, waiting.open("xb") as out:
            file.seek(at)
            while length:
                chunk = file.read(min(1 << 20, length))
                out.write(chunk)
                length -= len(chunk)
            out.flush()
            os.fsync(out.fileno())
        if target.exists():
            raise FileRefused(f"{target} exists.", remedy="Give a new name; bundles are never overwritten.")
        waiting.rename(target)
    finally:
        waiting.unlink(missing_ok=True)


def group(paths: Sequence[Path]) -> list[Given]:
    """Give the things given: parts of one bundle together, and for a folder each file in it."""
    files = [file for path in paths for file in _files(path)]
    parts: dict[tuple[Path, str, int], dict[int, Path]] = {}
    found: list[Given] = []
    for file in dict.fromkeys(files):
        match = _PART.fullmatch(file.name)
        if match is None:
            found.append(Given(name=file.name, files=(file,)))
        else:
            parts.setdefault((file.parent, match[1], int(match[3])), {})[int(match[2])] = file
    for (_, name, count), numbered in parts.items():
        missing = tuple(number for number in range(1, count + 1) if number not in numbered)
        files_of = tuple(numbered[number] for number in sorted(numbered))
        found.append(Given(name=f"{name}.age", files=files_of, missing=missing))
    return found


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return sorted(
            p for p in path.iterdir() if p.is_file() and not p.is_symlink() and p.suffix in (".age", ".note")
        )
    if not path.is_file():
        raise FileRefused(
            f"{path} is not a file.", remedy="Give a bundle, a have note, or a folder that holds them."
        )
    return [path]
