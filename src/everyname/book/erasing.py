"""Carry out erasures: drop detail, salt and bytes everywhere in reach of this book; leaves and proofs stay.

What an `erase` entry in force names is gone from the bodies of logs and branches, from the vault (with every
file that no entry rests on any more), from editions that show it, from the index and its journals, and from
whatever a killed process left half written. Sealed bundles in quarantine go unread: they may hold it.
Each step is durable and may be done again, so that a kill at any point is finished at the next opening. The
receipt, `receipts/<erase entry>.json`, is written last.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from everyname.book import index, lock, working
from everyname.book.limits import LASTING, erasures, log_folders, of_kind
from everyname.book.roles import erased_by
from everyname.errors import BookBusy, EverynameError
from everyname.ledger import canonical, durable
from everyname.ledger.dropping import bodies_of, drop_bodies, erased_of, is_erased
from everyname.ledger.entry import Entry, evidence_of
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import branches

if TYPE_CHECKING:
    from everyname.book.book import Book

__all__ = [
    "RECEIPTS",
    "Receipt",
    "carry_out",
    "finish",
    "finish_quietly",
    "left_over",
    "receipt",
    "withdrawn",
]

RECEIPTS = "receipts"
_OLD_INDEX = "index.erased"
_JOURNALS = ("index.sqlite3-journal", "index.sqlite3-wal", "index.sqlite3-shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What one carrying out found and dropped; `erasures` are all those in force, by `erase` entry."""

    erasures: tuple[tuple[str, str], ...] = ()  # (erase entry, what it names)
    bodies: int = 0
    files: int = 0
    editions: tuple[str, ...] = ()
    sealed: int = 0

    def to_plain(self) -> dict[str, Any]:
        """Give the receipt as plain values."""
        named = [{"by": by, "target": target} for by, target in self.erasures]
        return {**asdict(self), "erasures": named, "editions": list(self.editions)}


def finish(book: Book) -> None:
    """Carry out what was asked for and has no receipt here yet; cheap where there is nothing."""
    if _waiting(book):
        carry_out(book)


def finish_quietly(book: Book) -> None:
    """Finish at an opening, unless the book cannot be written now; the tables leave it out all the same."""
    with contextlib.suppress(EverynameError, OSError):
        finish(book)


def _waiting(book: Book) -> bool:
    recorded = {row.entry for row in book.rows(sa.select(index.erasures.c.entry))}
    return any(not _receipt(book, by).exists() for by in recorded | set(book.vault.erased.values()))


def carry_out(book: Book) -> Receipt:
    """Drop everything that was erased, wherever it still is, and write the receipts; raises EverynameError.

    Holds the book's lock. Where nothing was erased nothing is touched.
    """
    with lock.writing(book.folder):
        folders = log_folders(book.folder)
        acts = list(of_kind(map(DeviceLog, folders), *LASTING))
        erased = erasures(acts)
        if not erased:
            return Receipt()
        book.vault.erased = erased
        bodies = sum(_drop_from_log(folder, erased_of(folder.name, erased)) for folder in folders)
        editions = _drop_editions(book)
        sealed = _drop_left_over(book.folder)
        files = book.vault.drop(set(book.vault.digests()) - _rested_on(book, folders))
        _forget_unfinished(book)
        _rewrite_index(book)
        done = Receipt(
            erasures=_named(acts, erased), bodies=bodies, files=files, editions=editions, sealed=sealed
        )
        _write_receipts(book, done)
        return done


def withdrawn(book: Book, digests: Iterable[str]) -> bool:
    """Say whether an edition is withdrawn: its data set or its plan was erased."""
    return any(digest in book.vault.erased for digest in digests)


def left_over(book: Path) -> list[str]:
    """Name what was erased and still lies in the ledger or the vault; reads the book, changes nothing."""
    found, folders = [], log_folders(book)
    erased = erasures(of_kind(map(DeviceLog, folders), *LASTING))
    for folder in folders if erased else ():
        wanted = erased_of(folder.name, erased)
        for path, first in bodies_of(folder) if wanted else ():
            with path.open("rb") as file:
                lines = [seq for seq, line in enumerate(file, first) if seq in wanted and not is_erased(line)]
            found += [f"the body of {folder.name}-{seq}" for seq in lines]
    places = ((target, book / "vault" / target[:2] / target[2:]) for target in erased if "-" not in target)
    return found + [f"vault/{target[:2]}/{target[2:]}" for target, path in places if path.exists()]


# -- ledger and vault --------------------------------------------------------------------------------


def _named(acts: Iterable[Entry], erased: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found = ((act.id, erased_by(act)) for act in acts if act.kind == "erase")
    return tuple((by, target) for by, target in found if target in erased)


def _drop_from_log(folder: Path, wanted: dict[int, str]) -> int:
    """Drop bodies of a log and its branches, and bodies nobody was told of: they may repeat them."""
    if not wanted:
        return 0
    for path in (folder / "quarantine").glob("bodies.jsonl-*"):
        path.unlink()
    return sum(drop_bodies(path, first, wanted) for path, first in bodies_of(folder))


def _rested_on(book: Book, folders: Iterable[Path]) -> set[str]:
    """Give the bytes that entries rest on, those behind a limit and of branches too, and living portraits."""
    found = set[str]()
    for folder in folders:
        for path, _ in bodies_of(folder):
            with path.open("rb") as file:
                for line in file:
                    found.update(evidence_of(line))
    found -= book.vault.erased.keys()
    for row in book.rows(sa.select(index.editions.c.plan)):
        if row.plan in found and book.vault.has(row.plan):
            # The portraits of an edition stand in its plan.
            found |= set(json.loads(book.vault.get(row.plan))["portraits"].values())
    return found - book.vault.erased.keys()


def _drop_editions(book: Book) -> tuple[str, ...]:
    """Remove from the book the editions that show it, and what writing editions left unfinished."""
    dropped, table = [], index.editions
    for row in book.rows(sa.select(table).order_by(table.c.number)):
        folder = book.folder / "editions" / f"{row.date}-{row.number}"
        if withdrawn(book, (row.dataset, row.plan)) and folder.is_dir():
            shutil.rmtree(folder)
            dropped.append(folder.name)
    for left in (book.folder / "editions").glob(".*/"):
        shutil.rmtree(left)
    return tuple(dropped)


def _forget_unfinished(book: Book) -> None:
    """Forget a publish that was cut short where its plan is gone: the next one begins anew."""
    note = book.folder / "publication" / "unfinished"
    if note.exists() and not book.vault.has(note.read_text(encoding="ascii").strip()):
        note.unlink()


# -- what lies beside --------------------------------------------------------------------------------


def _drop_left_over(folder: Path) -> int:
    """Drop what killed processes left, and sealed bundles that were refused; gives how many of these.

    The lock is held: nobody else is at work in these places.
    """
    for log in log_folders(folder):
        whole = {branch.folder for branch in branches(log)}
        for branch in set((log / "branches").glob("*/")) - whole:
            shutil.rmtree(branch)
        for left in log.rglob("*.tmp"):
            left.unlink()
    for left in (folder / "ledger").glob(".*/"):
        shutil.rmtree(left)
    working.sweep(folder)
    sealed = list((folder / "courier" / "quarantine").glob("*/given-*"))
    for path in sealed:
        path.unlink()
    return len(sealed)


def _rewrite_index(book: Book) -> None:
    """Write the index again from what is left; the bytes of the old one and its journals are overwritten."""
    book.taken(None)
    book.close()
    here, old = book.folder / "index.sqlite3", book.folder / _OLD_INDEX
    _overwrite(old)
    for name in _JOURNALS:
        _overwrite(book.folder / name)
    if here.exists():
        try:
            os.link(here, old)
        except OSError:  # a disk without links: readers see no index for a moment
            _overwrite(here)
    book.rebuild_index()
    _overwrite(old)
    _vacuum(book.folder / "desk.sqlite3")


def _overwrite(path: Path) -> None:
    if not path.exists():
        return
    with path.open("r+b") as file:
        for _ in range(0, os.fstat(file.fileno()).st_size, 1 << 20):
            file.write(b"\0" * (1 << 20))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    durable.sync_folder(path.parent)


def _vacuum(path: Path) -> None:
    """Write the desk's own database anew: it holds nothing of those recorded, its free pages might."""
    if not path.exists():
        return
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in ("PRAGMA secure_delete=ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                connection.execute(statement).fetchall()
    except sqlite3.Error as error:
        raise BookBusy(
            f"{path.name} could not be written anew: {error}",
            kept="The erasure is recorded and not finished yet.",
            remedy="Close the desk; the next command that opens the book finishes it.",
        ) from error


# -- receipts ----------------------------------------------------------------------------------------


def receipt(book: Book, by: str) -> dict[str, Any] | None:
    """Give the receipt of an `erase` entry, None where it was not carried out here."""
    path = _receipt(book, by)
    if not path.exists():
        return None
    found: dict[str, Any] = canonical.decode(path.read_bytes())
    return found


def _receipt(book: Book, by: str) -> Path:
    return book.folder / RECEIPTS / f"{by}.json"


def _write_receipts(book: Book, done: Receipt) -> None:
    counts = {"bodies": done.bodies, "files": done.files, "sealed": done.sealed}
    with durable.writing("a receipt of an erasure"):
        durable.make_folder(book.folder / RECEIPTS)
        for by, target in done.erasures:
            if not _receipt(book, by).exists():
                body = {**counts, "editions": list(done.editions), "erase": by, "target": target, "v": 1}
                durable.replace(_receipt(book, by), canonical.encode(body) + b"\n")
