"""Give all files of an edition as bytes, list them in a manifest, and set them down in a new folder.

`content_files` and `manifest` are pure: the same edition, portraits, salts and key give the same bytes on
any machine. `write` is the only function of this room that touches a disk; a half-written edition never
stands under the final name, and a damaged file of an edition that stands there is written again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from everyname.edition.data import data_files
from everyname.edition.name_search import search_files
from everyname.edition.pages import page_files
from everyname.edition.proofs import statements
from everyname.edition.public import PublicEdition
from everyname.edition.verifier import verifier_files
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger import canonical

__all__ = ["MANIFEST", "content_files", "manifest", "write"]

MANIFEST = "manifest-sha256.txt"


def content_files(
    edition: PublicEdition, portraits: Mapping[str, bytes], salts: Mapping[str, bytes], vkey: str
) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of every file the manifest covers; `salts` holds one for each statement id.

    `portraits` maps SHA-256 to PNG bytes; a person's portrait that is not in it is refused.
    """
    yield from verifier_files().items()
    yield "key.vkey", vkey.strip().encode() + b"\n"
    yield "proofs/statements.jsonl", _salted_statements(edition, salts)
    yield from _portrait_files(edition, portraits)
    yield from data_files(edition)
    yield from page_files(edition)
    yield from search_files(edition)


def _salted_statements(edition: PublicEdition, salts: Mapping[str, bytes]) -> bytes:
    lines = []
    for statement in statements(edition):
        if statement.id not in salts:
            raise UsedWrongly(f"no salt was given for the statement {statement.id}")
        opened = {"id": statement.id, "salt": salts[statement.id].hex(), "statement": statement.data.decode()}
        lines.append(canonical.encode(opened) + b"\n")
    return b"".join(lines)


def _portrait_files(edition: PublicEdition, portraits: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for digest in sorted({person.portrait for person in edition.persons if person.portrait}):
        data = portraits.get(digest)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            raise UsedWrongly(f"the portrait {digest} was not given, or its bytes are others")
        if not data.startswith(b"\x89PNG\r\n\x1a\n"):
            raise UsedWrongly(f"the portrait {digest} is not a re-encoded PNG")
        yield f"portraits/{digest}.png", data


def manifest(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """List SHA-256 and path, a line a file, sorted by path, as `sha256sum -c` reads them."""
    pairs = files.items() if isinstance(files, Mapping) else files
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in pairs}
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def write(
    folder: Path,
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    manifest: bytes,
    checkpoint: str,
    proofs: Mapping[str, str],
) -> int:
    """Write an edition to `folder` and give the number of files; `proofs` maps statement id to text.

    The proof of the manifest stands under the key "manifest". A folder that already holds this very
    edition has its damaged and missing files written again; one that holds anything else is refused.
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    if folder.exists() and any(folder.iterdir()):
        _require_same(folder, manifest, checkpoint)
        return _mend(folder, _all_files(pairs, manifest, checkpoint, proofs))
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    count = 0
    for path, data in _all_files(pairs, manifest, checkpoint, proofs):
        _put(unfinished, path, data)
        count += 1
    if folder.exists():
        folder.rmdir()
    unfinished.rename(folder)
    _sync_folder(folder.parent)
    return count


def _all_files(
    pairs: Iterable[tuple[str, bytes]], manifest: bytes, checkpoint: str, proofs: Mapping[str, str]
) -> Iterator[tuple[str, bytes]]:
    listed = {line[66:]: line[:64] for line in manifest.decode().splitlines()}
    for path, data in pairs:
        if hashlib.sha256(data).hexdigest() != listed.pop(path, None):
            raise UsedWrongly(f"{path} is not what the manifest lists")
        yield path, data
    if listed:
        raise UsedWrongly(f"the manifest lists files that were not given: {', '.join(sorted(listed)[:3])}")
    yield MANIFEST, manifest
    yield "checkpoint", checkpoint.encode()
    for name in sorted(proofs):
        yield f"proofs/{name}.tlog-proof", proofs[name].encode()


def _put(folder: Path, path: str, data: bytes) -> None:
    parts = PurePosixPath(path).parts
    if path.startswith("/") or ".." in parts:
        raise UsedWrongly(f"{path!r} leads out of the edition")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _require_same(folder: Path, manifest: bytes, checkpoint: str) -> None:
    """Accept a folder that holds this edition, known by manifest and checkpoint; one may be missing."""
    listed, head = _held(folder / MANIFEST), _held(folder / "checkpoint")
    wanted = (manifest, checkpoint.encode())
    if (listed, head) in (wanted, (None, wanted[1]), (wanted[0], None)):
        return
    if listed == manifest:
        raise FileRefused(
            f"{folder.name} holds this edition under another checkpoint",
            kept="Nothing in it was changed.",
            remedy="Check it with `everyname verify`, or give a new or empty folder;"
            " `everyname rebuild` writes the editions inside a book again.",
        )
    raise FileRefused(
        f"{folder.name} already holds something else",
        kept="Nothing in it was changed.",
        remedy="Give a new or empty folder for the edition;"
        " `everyname rebuild` writes the editions inside a book again.",
    )


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _mend(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write again what is missing or other than it should be; gives the number of files."""
    count = 0
    for path, data in files:
        count += 1
        if _held(folder / path) != data:
            _put(folder, f"{path}.unfinished", data)
            (folder / f"{path}.unfinished").replace(folder / path)
    return count


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
