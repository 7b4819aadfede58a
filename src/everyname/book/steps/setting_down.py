"""Set a recorded edition down in a folder: the pages from its data set, the proofs from the publication log.

An edition is made whole beside its place, page by page, and what stood there goes only then. Pages that an
edition which stands holds in the same bytes are used again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from everyname.book import erasing
from everyname.book.book import Book
from everyname.book.steps import publication
from everyname.edition import write
from everyname.edition.form import WEB, Form
from everyname.edition.kept import Kept
from everyname.edition.public import PublicEdition
from everyname.errors import PolicyRefused
from everyname.ledger import canonical, proof
from everyname.ledger.log import StatementLog
from everyname.model import from_plain

__all__ = [
    "Progress",
    "copy_edition",
    "edition_folder",
    "edition_of",
    "head_of",
    "kept",
    "plan_of",
    "render",
    "set_down",
    "shown_portraits",
    "stage",
    "stage_again",
    "stands_without_cosignatures",
]

Progress = Callable[[str, int, int], None]


def edition_folder(book: Book, date: str, number: int) -> Path:
    """Give the folder of an edition inside the book."""
    return book.folder / "editions" / f"{date}-{number}"


def edition_of(book: Book, digest: str) -> PublicEdition:
    """Give what an edition said, by the digest of its data set."""
    return from_plain(PublicEdition, canonical.decode(book.vault.get(digest)))


def plan_of(book: Book, digest: str) -> dict[str, Any]:
    """Give the plan by which an edition can be written again; an erased one is empty."""
    if digest in book.vault.erased:
        return {**publication.EMPTY, "portraits": {}}
    plan: dict[str, Any] = canonical.decode(book.vault.get(digest))
    return plan


def head_of(book: Book, row: Any) -> str:
    """Give the checkpoint of an edition: as witnesses cosigned it, else as the log alone signed it."""
    if row.checkpoint:
        return book.vault.get(row.checkpoint).decode("utf-8")
    return StatementLog(book.folder / "publication", None).checkpoint_at(plan_of(book, row.plan)["size"])


def shown_portraits(edition: PublicEdition) -> list[str]:
    """Give the digests of the portraits an edition shows."""
    return sorted({person.portrait for person in edition.persons if person.portrait})


def _salts(plan: dict[str, Any]) -> dict[str, bytes]:
    return {name: bytes.fromhex(salt) for name, salt in plan["salts"].items()}


def stands_without_cosignatures(book: Book, row: Any, target: Path) -> bool:
    """Say whether the edition in the book still stands under its head as it was before it was cosigned."""
    path = target / "checkpoint"
    return bool(row.checkpoint) and path.is_file() and path.read_bytes() != book.vault.get(row.checkpoint)


def render(
    book: Book,
    edition: PublicEdition,
    plan: dict[str, Any],
    older: Kept | None = None,
    form: Form = WEB,
) -> Iterator[tuple[str, bytes]]:
    """Give every file the manifest covers, one by one."""
    pictures = {portrait: book.vault.get(portrait) for portrait in shown_portraits(edition)}
    yield from write.content_files(edition, pictures, _salts(plan), publication.vkey(book), older, form)
    if plan.get("witnesses", ""):
        yield "policy", plan["witnesses"].encode("utf-8")


def kept(book: Book, row: Any) -> Kept | None:
    """Give the edition that stands, whose pages can be used again; None where it is not held."""
    if row is None or erasing.withdrawn(book, (row.dataset, row.plan)) or not book.vault.has(row.dataset):
        return None
    plan, folder = plan_of(book, row.plan), edition_folder(book, row.date, row.number)
    made = {"manifest": plan["manifest"], "made_by": plan.get("pages", "")}
    return Kept(folder, edition_of(book, row.dataset), plan["digests"], **made)


def stage(folder: Path, like: Path | None, files: Iterator[tuple[str, bytes]]) -> write.Staged:
    """Begin an edition for `folder` with its files; rests of killed processes go first."""
    for left in folder.parent.glob(".*.unfinished"):
        shutil.rmtree(left, ignore_errors=True)
    staged = write.Staged(folder, like)
    try:
        staged.take(files)
    except BaseException:
        staged.discard()
        raise
    return staged


def stage_again(book: Book, row: Any) -> write.Staged:
    """Make a recorded edition again; raises PolicyRefused when this version would write other pages."""
    plan, target = plan_of(book, row.plan), edition_folder(book, row.date, row.number)
    files = render(book, edition_of(book, row.dataset), plan, kept(book, row))
    staged = stage(target, target, files)
    if hashlib.sha256(staged.manifest()).hexdigest() != plan["manifest"]:
        staged.discard()
        raise PolicyRefused(
            f"Edition {row.date}-{row.number} was written by another version of everyname.",
            kept="The edition that stands under editions/ was left as it is.",
            remedy="Use that version to write it again, or change something and publish a new edition.",
        )
    return staged


def set_down(book: Book, row: Any, staged: write.Staged, progress: Progress | None, *, replaces: bool) -> int:
    """Give an edition its head, proofs and place; nothing else may stand there unless `replaces`."""
    head = head_of(book, row)
    try:
        if not replaces and staged.folder.exists() and any(staged.folder.iterdir()):
            write.require_same(staged.folder, staged.manifest(), head)
        return staged.finish(head, _proofs(book, row, head, progress))
    except BaseException:
        staged.discard()
        raise


def _proofs(book: Book, row: Any, head: str, progress: Progress | None = None) -> Iterator[tuple[str, str]]:
    """Give the proof of each statement and of the manifest, by id, under the head of the edition."""
    plan, log = plan_of(book, row.plan), StatementLog(book.folder / "publication", None)
    places = {**plan["indices"], "manifest": plan["manifest_index"]}
    for done, name in enumerate(sorted(places)):
        if progress is not None and done % 200 == 0:
            progress("proving statements", done, len(places))
        yield name, proof.make(places[name], log.path(places[name], plan["size"]), head)


def copy_edition(book: Book, row: Any, edition: Path, folder: Path) -> None:
    """Write an edition that stands to another folder, each file as the manifest lists it."""
    manifest, head = (edition / write.MANIFEST).read_bytes(), head_of(book, row)
    files = ((path, (edition / path).read_bytes()) for path in write.listed_in(manifest))
    write.write(folder, files, manifest, head, _proofs(book, row, head))
