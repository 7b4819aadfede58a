"""Write an edition: the allow-list data first, then pages, then proofs from the publication log.

What is published is recorded whole (data set, salts, places in the log, date), so that the same edition
can be written again byte for byte, here or anywhere. With nothing new, publishing writes the same edition.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import index, keyring
from everyname.book.book import Book
from everyname.book.steps import numbers
from everyname.book.steps.facts import Portraits, gather, rules_of
from everyname.edition import proofs, write
from everyname.edition.public import PublicEdition
from everyname.edition.redact import allow
from everyname.errors import Damaged, FileRefused, PolicyRefused
from everyname.ledger import canonical, keys
from everyname.ledger.entry import Draft
from everyname.ledger.log import StatementLog
from everyname.model import from_plain, to_plain

__all__ = ["Published", "edition_folder", "preview", "publish", "rewrite_editions"]

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
    last = _last(book)
    portraits = Portraits(book, _plan(book, last.plan)["portraits"] if last is not None else {})
    if (
        last is not None
        and _dataset_digest(_allowed(book, portraits, last.date, last.number)) == last.dataset
    ):
        row, unchanged = last, True
        pages = _render(book, _edition(book, row.dataset), _plan(book, row.plan))
    else:
        day = (date or datetime.date.today()).isoformat()
        number = 1 if last is None else last.number + 1
        row, pages = _new_edition(book, portraits, day, number, progress)
        unchanged = False
    target = edition_folder(book, row.date, row.number)
    files = _write(book, row, target, pages, progress)
    if folder is not None:
        shutil.copytree(target, folder, dirs_exist_ok=True)
    edition = _edition(book, row.dataset)
    return Published(
        number=row.number,
        date=row.date,
        folder=folder or target,
        files=files,
        persons=len(edition.persons),
        withheld=sum(count for _, count in edition.withheld),
        claims=len(edition.claims),
        size=_plan(book, row.plan)["size"],
        unchanged=unchanged,
        pictures_refused=tuple(portraits.refused),
    )


def preview(book: Book) -> PublicEdition:
    """Give what an edition made now would show; nothing is written or recorded."""
    last = _last(book)
    portraits = Portraits(book, _plan(book, last.plan)["portraits"] if last is not None else {}, keep=False)
    day = datetime.date.today().isoformat()
    return _allowed(book, portraits, day, 1 if last is None else last.number + 1)


def rewrite_editions(book: Book, progress: Progress | None = None) -> list[Path]:
    """Write every recorded edition again under editions/."""
    rows = book.rows(sa.select(index.editions).order_by(index.editions.c.number))
    written = []
    for row in rows:
        target = edition_folder(book, row.date, row.number)
        pages = _render(book, _edition(book, row.dataset), _plan(book, row.plan))
        _write(book, row, target, pages, progress)
        written.append(target)
    return written


def edition_folder(book: Book, date: str, number: int) -> Path:
    """Give the folder of an edition inside the book."""
    return book.folder / "editions" / f"{date}-{number}"


def _last(book: Book) -> Any:
    rows = book.rows(sa.select(index.editions).order_by(index.editions.c.number.desc()).limit(1))
    return rows[0] if rows else None


def _allowed(book: Book, portraits: Portraits, date: str, number: int) -> PublicEdition:
    return allow(gather(book, portraits, date, number), rules_of(book.policy))


def _dataset(edition: PublicEdition) -> bytes:
    return canonical.encode(to_plain(edition))


def _dataset_digest(edition: PublicEdition) -> str:
    return hashlib.sha256(_dataset(edition)).hexdigest()


def _edition(book: Book, digest: str) -> PublicEdition:
    return from_plain(PublicEdition, canonical.decode(book.vault.get(digest)))


def _plan(book: Book, digest: str) -> dict[str, Any]:
    plan: dict[str, Any] = canonical.decode(book.vault.get(digest))
    return plan


# -- a new edition -----------------------------------------------------------------------------------


def _new_edition(
    book: Book, portraits: Portraits, date: str, number: int, progress: Progress | None
) -> tuple[Any, dict[str, bytes]]:
    """Record a new edition: statements into the publication log, then the plan that can repeat it."""
    numbers.estimate_book(book)
    edition = allow(gather(book, portraits, date, number, progress), rules_of(book.policy))
    log = _open_log(book)
    plan = _place_statements(book, edition, log)
    pages = _render(book, edition, plan)
    manifest = write.manifest(pages)
    first, size = log.append([*plan.pop("leaves"), proofs.manifest_leaf(manifest)])
    indices = plan["indices"]
    plan["indices"] = {name: first + place if fresh else place for name, (place, fresh) in indices.items()}
    plan |= {
        "manifest": hashlib.sha256(manifest).hexdigest(),
        "manifest_index": size - 1,
        "size": size,
        "portraits": portraits.cleared,
    }
    dataset = book.vault.put(_dataset(edition))
    plan_digest = book.vault.put(canonical.encode(plan))
    body = {"number": number, "date": date, "dataset": dataset, "plan": plan_digest, "size": size}
    book.append([Draft("edition", body, (), (dataset, plan_digest))])
    return _last(book), pages


def _place_statements(book: Book, edition: PublicEdition, log: StatementLog) -> dict[str, Any]:
    """Give salts and places in the log: unchanged statements keep theirs, new ones are shuffled."""
    last = _last(book)
    before = _plan(book, last.plan) if last is not None else {"salts": {}, "indices": {}, "digests": {}}
    salts, indices, fresh, digests = {}, {}, [], {}
    for statement in proofs.statements(edition):
        digests[statement.id] = hashlib.sha256(statement.data).hexdigest()
        if before["digests"].get(statement.id) == digests[statement.id]:
            salts[statement.id] = before["salts"][statement.id]
            indices[statement.id] = (before["indices"][statement.id], False)
        else:
            salts[statement.id] = os.urandom(16).hex()
            fresh.append(statement)
    random.SystemRandom().shuffle(fresh)
    leaves = []
    for place, statement in enumerate(fresh):
        indices[statement.id] = (place, True)
        leaves.append(proofs.leaf(statement.data, bytes.fromhex(salts[statement.id])))
    return {"salts": salts, "indices": indices, "digests": digests, "leaves": leaves}


def _salts(plan: dict[str, Any]) -> dict[str, bytes]:
    return {name: bytes.fromhex(salt) for name, salt in plan["salts"].items()}


def _shown_portraits(edition: PublicEdition) -> list[str]:
    return sorted({person.portrait for person in edition.persons if person.portrait})


# -- writing -----------------------------------------------------------------------------------------


def _render(book: Book, edition: PublicEdition, plan: dict[str, Any]) -> dict[str, bytes]:
    """Give every file the manifest covers."""
    pictures = {portrait: book.vault.get(portrait) for portrait in _shown_portraits(edition)}
    return dict(write.content_files(edition, pictures, _salts(plan), _vkey(book)))


def _write(book: Book, row: Any, target: Path, pages: dict[str, bytes], progress: Progress | None) -> int:
    """Write a recorded edition; raises PolicyRefused when this version would write other pages."""
    plan = _plan(book, row.plan)
    manifest = write.manifest(pages)
    if hashlib.sha256(manifest).hexdigest() != plan["manifest"]:
        raise PolicyRefused(
            f"Edition {row.date}-{row.number} was written by another version of everyname.",
            kept="The edition that stands under editions/ was left as it is.",
            remedy="Use that version to write it again, or change something and publish a new edition.",
        )
    log = StatementLog(book.folder / "publication", None)
    places = {**plan["indices"], "manifest": plan["manifest_index"]}
    given = {}
    for done, (name, place) in enumerate(places.items()):
        if progress is not None and done % 200 == 0:
            progress("proving statements", done, len(places))
        given[name] = log.proof(place, plan["size"])
    checkpoint = log.checkpoint_at(plan["size"])
    return write.write(target, pages, manifest, checkpoint, given)


def _open_log(book: Book) -> StatementLog:
    """Open the publication log for writing, with the key that began it or a new one."""
    folder = book.folder / "publication"
    noted = folder / "key.vkey"
    if not noted.exists():
        return StatementLog(folder, keyring.create_key(book.key_name(), "publish"))
    key = keyring.find_key(keys.parse_vkey(noted.read_text(encoding="utf-8").strip()).device_id)
    if key is None:
        raise PolicyRefused(
            "The key that signs this book's editions is on another machine.",
            remedy="Publish there; keys are never part of a book or its backup.",
        )
    return StatementLog(folder, key)


def _vkey(book: Book) -> str:
    path = book.folder / "publication" / "key.vkey"
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Damaged("publication/key.vkey", "the verification key", str(error)) from error
