"""Give all files of an edition as bytes, list them in a manifest, and set them down in a new folder.

`content_files` and `manifest` are pure: the same edition, portraits, salts and key give the same bytes on
any machine. `write` and `Staged` are all of this room that writes to a disk: a half-written edition never
stands under the final name, and a damaged file of an edition that stands there is written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from everyname.edition.data import data_files
from everyname.edition.form import WEB, Form
from everyname.edition.kept import Kept
from everyname.edition.name_search import search_files
from everyname.edition.pages import page_files
from everyname.edition.proofs import statements
from everyname.edition.public import PublicEdition
from everyname.edition.staged import MANIFEST, Staged, listed_in, manifest_text, proof_files, put
from everyname.edition.verifier import verifier_files
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger import canonical

__all__ = ["MANIFEST", "Staged", "content_files", "listed_in", "manifest", "require_same", "write"]


def content_files(
    edition: PublicEdition,
    portraits: Mapping[str, bytes],
    salts: Mapping[str, bytes],
    vkey: str,
    kept: Kept | None = None,
    form: Form = WEB,
) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of every file the manifest covers; `salts` holds one for each statement id.

    `portraits` maps SHA-256 to PNG bytes; a person's portrait that is not in it is refused.
    Pages that an older edition `kept` in the same bytes are not made again.
    """
    yield from form.verifiers(verifier_files()).items()
    yield "key.vkey", vkey.strip().encode() + b"\n"
    yield "proofs/statements.jsonl", _salted_statements(edition, salts)
    yield from _portrait_files(edition, portraits)
    yield from data_files(edition)
    yield from page_files(edition, kept, form)
    address = form.addresses(edition)
    yield from search_files(edition, lambda person: address(person.id))


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
    return manifest_text({path: hashlib.sha256(data).hexdigest() for path, data in pairs})


def write(
    folder: Path,
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    manifest: bytes,
    checkpoint: str,
    proofs: Mapping[str, str] | Iterable[tuple[str, str]],
) -> int:
    """Write an edition to `folder` and give the number of files; `proofs` gives text by statement id.

    The proof of the manifest stands under the key "manifest". A folder that already holds this very
    edition has its damaged and missing files written again; one that holds anything else is refused.
    """
    pairs = _as_listed(files.items() if isinstance(files, Mapping) else files, manifest)
    if folder.exists() and any(folder.iterdir()):
        require_same(folder, manifest, checkpoint)
        others = ((MANIFEST, manifest), ("checkpoint", checkpoint.encode()))
        return sum(_mend(folder, some) for some in (pairs, others, proof_files(proofs)))
    staged = Staged(folder)
    try:
        staged.take(pairs)
        return staged.finish(checkpoint, proofs)
    except BaseException:
        staged.discard()
        raise


def _as_listed(pairs: Iterable[tuple[str, bytes]], manifest: bytes) -> Iterator[tuple[str, bytes]]:
    listed = listed_in(manifest)
    for path, data in pairs:
        if hashlib.sha256(data).hexdigest() != listed.pop(path, None):
            raise UsedWrongly(f"{path} is not what the manifest lists")
        yield path, data
    if listed:
        raise UsedWrongly(f"the manifest lists files that were not given: {', '.join(sorted(listed)[:3])}")


def require_same(folder: Path, manifest: bytes, checkpoint: str) -> None:
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
            put(folder, path, data)
    return count
