"""Change an edition in hundreds of ways and places: every one of them must be found.

`changes` looks at a sound edition and gives what can be done to it; each change takes a copy of it.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

__all__ = ["Change", "changes"]

MANIFEST = "manifest-sha256.txt"


class Change(NamedTuple):
    """One change: its kind, the file it is made in, and how; a link is seen as a link only from the disk."""

    kind: str
    place: str
    make: Callable[[Path], None]

    def __str__(self) -> str:
        return f"{self.kind}: {self.place}"


def changes(site: Path, older: Path, stranger: str) -> Iterator[Change]:
    """Give the changes to `site`; `older` is an edition of the same log, `stranger` another's key."""
    paths = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    for path in paths:
        yield from _of_any_file(path)
    yield from _swaps(site, paths)
    yield from _inside(site, paths)
    yield from _added(paths)
    yield from _from_older(site, older, paths)
    yield from _of_the_log(site, stranger)
    yield from _of_the_list(site, paths)


def _of_any_file(path: str) -> Iterator[Change]:
    ways: dict[str, Callable[[Path], None]] = {
        "removed": Path.unlink,
        "emptied": lambda file: _put(file, b""),
        "cut short": lambda file: _put(file, file.read_bytes()[: file.stat().st_size // 2]),
        "a byte changed": lambda file: _put(file, _flipped(file.read_bytes())),
        "a byte added": lambda file: _put(file, file.read_bytes() + b" "),
        "name in capitals": lambda file: _rename(file, file.name.swapcase()),
        "made a link": _link,
    }
    for kind, way in ways.items():
        yield Change(kind, path, partial(_at, way, path))


def _at(way: Callable[[Path], None], path: str, site: Path) -> None:
    way(site / path)


def _put(file: Path, data: bytes) -> None:
    file.write_bytes(data)


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def _rename(file: Path, name: str) -> None:
    file.rename(file.with_name(name))


def _link(file: Path) -> None:
    """Put a link to changed bytes, outside the edition, in the place of the file."""
    site = next(folder for folder in file.parents if (folder / MANIFEST).exists())
    outside = site.with_name("linked")
    outside.write_bytes(file.read_bytes() + b" ")
    file.unlink()
    file.symlink_to(outside)


def _swaps(site: Path, paths: list[str]) -> Iterator[Change]:
    """Exchange neighbours in one folder: pages, pictures, proofs, parts of the index."""
    for one, other in pairwise(paths):
        same = one.rpartition("/")[0] == other.rpartition("/")[0]
        if same and (site / one).read_bytes() != (site / other).read_bytes():
            yield Change("swapped", f"{one} and {other}", partial(_swap, one, other))


def _swap(one: str, other: str, site: Path) -> None:
    first, second = (site / one).read_bytes(), (site / other).read_bytes()
    (site / one).write_bytes(second)
    (site / other).write_bytes(first)


_FINDINGS = (
    ("a number", r'value="(\d+)"', lambda m: m[0].replace(m[1], str(int(m[1]) + 1))),
    ("a fingerprint", r"\b[0-9a-f]{64}\b", lambda m: m[0][::-1]),
    ("a name", r"Mirvash|Sefand|میروش", lambda m: m[0][::-1]),
    ("a day", r"2030-02-11", lambda m: "2030-02-12"),
    ("a place", r"Sarvan|سروان", lambda m: m[0] + "a"),
    ("a value", r'"low": ?(\d+)', lambda m: m[0].replace(m[1], str(int(m[1]) + 1))),
    ("a link's address", r'href="(persons/[a-z0-9]+)\.html', lambda m: m[0].replace(m[1], "persons/other")),
    ("an outcome", r"\bkilled\b|کشته", lambda m: "injured"),
)  # fmt: skip


def _inside(site: Path, paths: list[str]) -> Iterator[Change]:
    """Change what pages, cells, values and lines say, at the first place of each kind in each file."""
    for path in paths:
        text = (site / path).read_text(encoding="utf-8", errors="replace")
        for kind, pattern, change in _FINDINGS:
            if re.search(pattern, text) and not path.endswith(".png"):
                yield Change(
                    f"{kind} changed", path, partial(_say, path, re.sub(pattern, change, text, count=1))
                )


def _say(path: str, text: str, site: Path) -> None:
    (site / path).write_text(text, encoding="utf-8")


def _added(paths: list[str]) -> Iterator[Change]:
    folders = sorted({path.rpartition("/")[0] for path in paths})
    for folder in folders:
        for name in (".hidden", "extra.html", "Thumbs.db", "deep/er/page.html"):
            path = f"{folder}/{name}".lstrip("/")
            yield Change("added", path, partial(_add, path))


def _add(path: str, site: Path) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(b"<p>Added.</p>")


def _from_older(site: Path, older: Path, paths: list[str]) -> Iterator[Change]:
    for path in paths:
        if (older / path).is_file() and (older / path).read_bytes() != (site / path).read_bytes():
            yield Change("taken from an older edition", path, partial(_take, older, path))


def _take(older: Path, path: str, site: Path) -> None:
    shutil.copyfile(older / path, site / path)


def _of_the_log(site: Path, stranger: str) -> Iterator[Change]:
    head = (site / "checkpoint").read_text(encoding="utf-8").split("\n")
    for at, line in enumerate(head):
        if line:
            damaged = [*head[:at], _other(line), *head[at + 1 :]]
            yield Change(
                f"line {at + 1} changed", "checkpoint", partial(_say, "checkpoint", "\n".join(damaged))
            )
    yield Change("another key", "key.vkey", partial(_say, "key.vkey", stranger + "\n"))
    yield Change(
        "two keys", "key.vkey", partial(_say, "key.vkey", (site / "key.vkey").read_text() + stranger + "\n")
    )
    for proof in sorted((site / "proofs").glob("*.tlog-proof")):
        lines = proof.read_text(encoding="utf-8").split("\n")
        for at in range(min(4, len(lines))):
            if lines[at]:
                text = "\n".join([*lines[:at], _other(lines[at]), *lines[at + 1 :]])
                path = f"proofs/{proof.name}"
                yield Change(f"line {at + 1} changed", path, partial(_say, path, text))


def _other(line: str) -> str:
    """Change the last letter or digit that says something."""
    at = max(i for i, sign in enumerate(line) if sign.isalnum())
    return line[:at] + ("1" if line[at] != "1" else "2") + line[at + 1 :]


def _of_the_list(site: Path, paths: list[str]) -> Iterator[Change]:
    """Change the manifest, alone and together with what it lists, as somebody who covers the traces would."""
    lines = (site / MANIFEST).read_text(encoding="utf-8").splitlines(keepends=True)
    yield Change("lines in another order", MANIFEST, partial(_say, MANIFEST, "".join(reversed(lines))))
    yield Change("a line twice", MANIFEST, partial(_say, MANIFEST, "".join([*lines, lines[0]])))
    for path in paths:
        if any(line[66:].rstrip("\n") == path for line in lines):
            yield Change("changed and listed so", path, partial(_cover, path))
            yield Change("removed and not listed", path, partial(_forget, path))
    yield Change("added and listed", "en/extra.html", partial(_list_extra, "en/extra.html"))
    stated = (site / "proofs/statements.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    for at in range(len(stated)):
        fewer = "".join([*stated[:at], *stated[at + 1 :]])
        yield Change(f"statement {at + 1} left out", "proofs/statements.jsonl", partial(_restate, fewer))


def _cover(path: str, site: Path) -> None:
    (site / path).write_bytes((site / path).read_bytes() + b"\n")
    _relist(site, {path: hashlib.sha256((site / path).read_bytes()).hexdigest()})


def _forget(path: str, site: Path) -> None:
    (site / path).unlink()
    _relist(site, {path: ""})


def _list_extra(path: str, site: Path) -> None:
    _add(path, site)
    _relist(site, {path: hashlib.sha256((site / path).read_bytes()).hexdigest()})


def _restate(text: str, site: Path) -> None:
    path = "proofs/statements.jsonl"
    _say(path, text, site)
    _relist(site, {path: hashlib.sha256((site / path).read_bytes()).hexdigest()})


def _relist(site: Path, digests: dict[str, str]) -> None:
    held = dict(line.split("  ")[::-1] for line in (site / MANIFEST).read_text().splitlines())
    held = {path: digest for path, digest in {**held, **digests}.items() if digest}
    (site / MANIFEST).write_text("".join(f"{held[path]}  {path}\n" for path in sorted(held)))
