"""Write an edition: the allow-list data first, then pages, then proofs from the publication log.

What is published is recorded whole (data set, salts, places in the log, date), so that the same edition
can be written again byte for byte, here or anywhere. With nothing new, publishing writes the same edition.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import erasing, index, lock
from everyname.book.book import Book
from everyname.book.steps import estimate, publication, witnesses
from everyname.book.steps.facts import Portraits, gather, rules_of
from everyname.edition import write
from everyname.edition.form import WEB, Form
from everyname.edition.kept import Kept, pages_version
from everyname.edition.public import PublicEdition
from everyname.edition.redact import allow
from everyname.edition.verifier import VERIFIERS, hashes
from everyname.errors import FileRefused, PolicyRefused, ValueRefused
from everyname.ledger import canonical, proof
from everyname.ledger.entry import Draft
from everyname.ledger.log import StatementLog
from everyname.model import from_plain, to_plain

__all__ = [
    "Published",
    "allowed",
    "edition_folder",
    "edition_of",
    "head_of",
    "last_edition",
    "plan_of",
    "publish",
    "render",
    "rewrite_editions",
]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What an edition holds and where it was written."""

    number: int
    date: str
    folder: Path
    files: int
    persons: int
    withheld: int
    claims: int
    size: int
    unchanged: bool
    pictures_refused: tuple[tuple[str, str], ...] = ()
    verifiers: tuple[tuple[str, str], ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Give the account as plain values."""
        return {
            "number": self.number,
            "date": self.date,
            "folder": str(self.folder),
            "files": self.files,
            "persons": self.persons,
            "withheld": self.withheld,
            "claims": self.claims,
            "log_size": self.size,
            "unchanged": self.unchanged,
            "verifiers": dict(self.verifiers),
            "pictures_refused": [{"digest": d, "reason": r} for d, r in self.pictures_refused],
        }


def publish(
    book: Book,
    folder: Path | None = None,
    *,
    date: datetime.date | None = None,
    progress: Progress | None = None,
) -> Published:
    """Write the edition of the book as it stands; also to `folder` when given (a new or empty one)."""
    if folder is not None and folder.exists() and any(folder.iterdir()):
        raise FileRefused(
            f"{folder} is not empty.",
            remedy="Give a new folder; editions are also kept in the book under editions/.",
        )
    with lock.writing(book.folder):
        return _publish(book, folder, date, progress)


def _publish(
    book: Book, folder: Path | None, date: datetime.date | None, progress: Progress | None
) -> Published:
    last = last_edition(book)
    portraits = Portraits(book, plan_of(book, last.plan)["portraits"] if last is not None else {})
    if last is not None and _says_the_same(book, portraits, last):
        row = _cosigned(book, last)
        unchanged = row is last
        staged = _stage_again(book, row)
    else:
        day = (date or datetime.date.today()).isoformat()
        number = 1 if last is None else last.number + 1
        row, staged = _new_edition(book, portraits, day, number, progress)
        unchanged = False
    target = edition_folder(book, row.date, row.number)
    files = _set_down(book, row, staged, progress, replaces=_stands_without_cosignatures(book, row, target))
    if folder is not None:
        _copy(book, row, target, folder)
    edition = edition_of(book, row.dataset)
    return Published(
        number=row.number,
        date=row.date,
        folder=folder or target,
        files=files,
        persons=len(edition.persons),
        withheld=sum(count for _, count in edition.withheld),
        claims=len(edition.claims),
        size=plan_of(book, row.plan)["size"],
        unchanged=unchanged,
        pictures_refused=tuple(portraits.refused),
        verifiers=tuple((name, hashes()[name]) for name in VERIFIERS),
    )


def rewrite_editions(book: Book, progress: Progress | None = None) -> tuple[list[Path], list[str]]:
    """Write every recorded edition again under editions/; also says which had to stay as they stood.

    One that an erasure withdrew is not written: what it showed is gone.
    Each is made whole beside the old folder and then takes its place; nothing is removed before.
    """
    rows = book.rows(sa.select(index.editions).order_by(index.editions.c.number))
    written, kept = [], []
    for row in rows:
        if erasing.withdrawn(book, (row.dataset, row.plan)):
            continue
        target = edition_folder(book, row.date, row.number)
        try:
            _set_down(book, row, _stage_again(book, row), progress, replaces=True)
        except (PolicyRefused, ValueRefused) as error:
            kept.append(f"{target.name}: {error.happened}")
            continue
        written.append(target)
    return written, kept


def edition_folder(book: Book, date: str, number: int) -> Path:
    """Give the folder of an edition inside the book."""
    return book.folder / "editions" / f"{date}-{number}"


def last_edition(book: Book) -> Any:
    """Give the row of the newest edition, None before the first."""
    rows = book.rows(sa.select(index.editions).order_by(index.editions.c.number.desc()).limit(1))
    return rows[0] if rows else None


def allowed(book: Book, portraits: Portraits, date: str, number: int) -> PublicEdition:
    """Give what an edition of this date and number would show."""
    facts = gather(book, portraits, date, number, before=_before(book, number))
    return allow(facts, rules_of(book.policy))


def _before(book: Book, number: int) -> PublicEdition | None:
    """Give the edition before `number`; None for the first, or where its data set is no longer held."""
    rows = book.rows(sa.select(index.editions).where(index.editions.c.number == number - 1))
    if not rows or not book.vault.has(rows[0].dataset):
        return None
    return edition_of(book, rows[0].dataset)


def _says_the_same(book: Book, portraits: Portraits, last: Any) -> bool:
    """Say whether an edition made now would be the last one again: its data, and who must witness it."""
    if erasing.withdrawn(book, (last.dataset, last.plan)):
        return False
    if plan_of(book, last.plan).get("witnesses", "") != witnesses.published_policy(book):
        return False
    return _dataset_digest(allowed(book, portraits, last.date, last.number)) == str(last.dataset)


def _dataset(edition: PublicEdition) -> bytes:
    return canonical.encode(to_plain(edition))


def _dataset_digest(edition: PublicEdition) -> str:
    return hashlib.sha256(_dataset(edition)).hexdigest()


def edition_of(book: Book, digest: str) -> PublicEdition:
    """Give what an edition said, by the digest of its data set."""
    return from_plain(PublicEdition, canonical.decode(book.vault.get(digest)))


def plan_of(book: Book, digest: str) -> dict[str, Any]:
    """Give the plan by which an edition can be written again; an erased one is empty."""
    if digest in book.vault.erased:
        return {**publication.EMPTY, "portraits": {}}
    plan: dict[str, Any] = canonical.decode(book.vault.get(digest))
    return plan


# -- a new edition -----------------------------------------------------------------------------------


def _new_edition(
    book: Book, portraits: Portraits, date: str, number: int, progress: Progress | None
) -> tuple[Any, write.Staged]:
    """Record a new edition: statements into the publication log, then the plan that can repeat it."""
    estimate.estimate_book(book)
    facts = gather(book, portraits, date, number, progress, before=_before(book, number))
    edition = allow(facts, rules_of(book.policy))
    log = publication.open_log(book)
    last = last_edition(book)
    placing = publication.place_statements(
        book, edition, log, plan_of(book, last.plan) if last is not None else None
    )
    asked = witnesses.published_policy(book)
    like = edition_folder(book, last.date, last.number) if last is not None else None
    staged = _stage(
        edition_folder(book, date, number),
        like,
        render(book, edition, {"salts": placing.salts, "witnesses": asked}, _kept(book, last)),
    )
    try:
        _record(book, edition, portraits, log, placing, staged.manifest(), asked)
    except BaseException:
        staged.discard()
        raise
    return last_edition(book), staged


def _record(
    book: Book,
    edition: PublicEdition,
    portraits: Portraits,
    log: StatementLog,
    placing: publication.Placing,
    manifest: bytes,
    asked: str,
) -> None:
    """Place the manifest, append the leaves and enter the edition into the ledger."""
    plan = publication.place_manifest(book, log, placing, manifest)
    dataset = book.vault.put(_dataset(edition))
    plan_digest = book.vault.put(
        canonical.encode(
            plan | {"portraits": portraits.cleared, "witnesses": asked, "pages": pages_version()}
        )
    )
    publication.append_leaves(book, log, placing, plan_digest)
    body = {
        "number": edition.number,
        "date": edition.as_of,
        "dataset": dataset,
        "plan": plan_digest,
        "size": plan["size"],
    }
    book.append([Draft("edition", body, (), (dataset, plan_digest, *_shown_portraits(edition)))])
    publication.finished(book)


# -- the head an edition stands under ----------------------------------------------------------------


def head_of(book: Book, row: Any) -> str:
    """Give the checkpoint of an edition: as witnesses cosigned it, else as the log alone signed it."""
    if row.checkpoint:
        return book.vault.get(row.checkpoint).decode("utf-8")
    return StatementLog(book.folder / "publication", None).checkpoint_at(plan_of(book, row.plan)["size"])


def _cosigned(book: Book, row: Any) -> Any:
    """Record the cosignatures that came since an edition was written; the ledger carries them everywhere."""
    held = head_of(book, row)
    now = witnesses.witnessed(book, held)
    if now == held:
        return row
    digest = book.vault.put(now.encode("utf-8"))
    size = plan_of(book, row.plan)["size"]
    body = {"number": row.number, "date": row.date, "dataset": row.dataset, "plan": row.plan, "size": size}
    blobs = (row.dataset, row.plan, digest)
    book.append([Draft("edition", body | {"checkpoint": digest}, (), blobs)])
    return last_edition(book)


def _stands_without_cosignatures(book: Book, row: Any, target: Path) -> bool:
    """Say whether the edition in the book still stands under its head as it was before it was cosigned."""
    path = target / "checkpoint"
    return bool(row.checkpoint) and path.is_file() and path.read_bytes() != book.vault.get(row.checkpoint)


def _salts(plan: dict[str, Any]) -> dict[str, bytes]:
    return {name: bytes.fromhex(salt) for name, salt in plan["salts"].items()}


def _shown_portraits(edition: PublicEdition) -> list[str]:
    return sorted({person.portrait for person in edition.persons if person.portrait})


# -- writing -----------------------------------------------------------------------------------------


def render(
    book: Book,
    edition: PublicEdition,
    plan: dict[str, Any],
    kept: Kept | None = None,
    form: Form = WEB,
) -> Iterator[tuple[str, bytes]]:
    """Give every file the manifest covers, one by one."""
    pictures = {portrait: book.vault.get(portrait) for portrait in _shown_portraits(edition)}
    yield from write.content_files(edition, pictures, _salts(plan), publication.vkey(book), kept, form)
    if plan.get("witnesses", ""):
        yield "policy", plan["witnesses"].encode("utf-8")


def _kept(book: Book, row: Any) -> Kept | None:
    """Give the edition that stands, whose pages can be used again; None where it is not held."""
    if row is None or erasing.withdrawn(book, (row.dataset, row.plan)) or not book.vault.has(row.dataset):
        return None
    plan, folder = plan_of(book, row.plan), edition_folder(book, row.date, row.number)
    made = {"manifest": plan["manifest"], "made_by": plan.get("pages", "")}
    return Kept(folder, edition_of(book, row.dataset), plan["digests"], **made)


def _stage(folder: Path, like: Path | None, files: Iterator[tuple[str, bytes]]) -> write.Staged:
    for left in folder.parent.glob(".*.unfinished"):
        shutil.rmtree(left, ignore_errors=True)
    staged = write.Staged(folder, like)
    try:
        staged.take(files)
    except BaseException:
        staged.discard()
        raise
    return staged


def _stage_again(book: Book, row: Any) -> write.Staged:
    """Make a recorded edition again; raises PolicyRefused when this version would write other pages."""
    plan, target = plan_of(book, row.plan), edition_folder(book, row.date, row.number)
    files = render(book, edition_of(book, row.dataset), plan, _kept(book, row))
    staged = _stage(target, target, files)
    if hashlib.sha256(staged.manifest()).hexdigest() != plan["manifest"]:
        staged.discard()
        raise PolicyRefused(
            f"Edition {row.date}-{row.number} was written by another version of everyname.",
            kept="The edition that stands under editions/ was left as it is.",
            remedy="Use that version to write it again, or change something and publish a new edition.",
        )
    return staged


def _set_down(
    book: Book, row: Any, staged: write.Staged, progress: Progress | None, *, replaces: bool
) -> int:
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


def _copy(book: Book, row: Any, edition: Path, folder: Path) -> None:
    """Write an edition that stands to another folder, each file as the manifest lists it."""
    manifest, head = (edition / write.MANIFEST).read_bytes(), head_of(book, row)
    files = ((path, (edition / path).read_bytes()) for path in write.listed_in(manifest))
    write.write(folder, files, manifest, head, _proofs(book, row, head))
