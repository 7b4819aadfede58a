"""Check every byte that matters: ledger, bodies, vault, publication log and editions; name what is wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyname.book import erasing, held, index
from everyname.book.book import Book
from everyname.book.governing import write_authority
from everyname.book.limits import LASTING, erasures, log_folders, of_kind
from everyname.book.replay import apply_entries
from everyname.edition import verify_edition
from everyname.errors import Damaged, EverynameError, UsedWrongly
from everyname.ledger import keys
from everyname.ledger.entry import Entry
from everyname.ledger.log import DeviceLog, StatementLog
from everyname.ledger.taking import branches
from everyname.ledger.vault import Vault

__all__ = ["Verified", "is_book", "is_edition", "verify_book", "verify_folder"]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was checked and what is wrong; `problems` names each file.

    `warnings` are of a book whose bytes are as recorded: a device that forked, a tail only others hold.
    """

    kind: str
    checked: tuple[tuple[str, int], ...]
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Give the finding as plain values."""
        sound = not self.problems
        return {
            "kind": self.kind,
            "sound": sound,
            "checked": dict(self.checked),
            "problems": list(self.problems),
            "warnings": list(self.warnings),
        }


def is_book(folder: Path) -> bool:
    """Say whether a folder is a book."""
    return (folder / "ledger").is_dir() and (folder / "vault").is_dir()


def is_edition(folder: Path) -> bool:
    """Say whether a folder is an edition."""
    return (folder / "manifest-sha256.txt").exists() or (folder / "checkpoint").exists()


def verify_folder(folder: Path, vkey: str | None = None, progress: Progress | None = None) -> Verified:
    """Check a book or an edition, whichever the folder holds."""
    if is_book(folder):
        return verify_book(folder, progress)
    if is_edition(folder):
        problems = verify_edition.check(folder, vkey)
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        return Verified(kind="edition", checked=(("files", files),), problems=tuple(problems))
    raise UsedWrongly(
        f"{folder} is neither a book nor an edition.",
        remedy="Give a book (it holds ledger/ and vault/) or an edition (it holds checkpoint).",
    )


def verify_book(folder: Path, progress: Progress | None = None) -> Verified:
    """Check a book: reads every file of ledger, vault, publication and editions once."""
    show = progress or (lambda phase, done, total: None)
    problems: list[str] = []
    logs = [DeviceLog(path, None) for path in log_folders(folder)]
    show("checking the ledger", 0, 4)
    erased = _erased(logs)
    rests: dict[str, list[str]] = {}  # evidence -> entries that rest on it

    def rests_on(entry: str, evidence: tuple[str, ...]) -> None:
        for digest in evidence:
            rests.setdefault(digest, []).append(entry)

    for log in logs:
        problems += _said(log.verify(erased, rests_on=rests_on))
    warnings: list[str] = []
    if not problems:
        forks, warnings = _forks(logs)
        problems += forks
        warnings += _beyond(folder)
        warnings += [f"erased and not dropped yet: {what}" for what in erasing.left_over(folder)]
    show("checking the vault", 1, 4)
    vault = Vault(folder / "vault")
    problems += _said(vault.verify())
    problems += [
        f"vault/{digest[:2]}/{digest[2:]}: missing, entry {entry} rests on it"
        for digest, entries in rests.items()
        if digest not in erased and not vault.has(digest)
        for entry in entries
        if entry not in erased
    ]
    show("checking the publication log", 2, 4)
    published = StatementLog(folder / "publication", None)
    if (folder / "publication" / "key.vkey").exists() or any((folder / "publication").glob("*")):
        problems += _said(published.verify())
    show("checking the editions", 3, 4)
    editions = [path for path in sorted((folder / "editions").glob("[!.]*")) if path.is_dir()]
    vkey = _vkey(folder)
    for path in editions:
        problems += [f"editions/{path.name}/{found}" for found in verify_edition.check(path, vkey)]
    checked = (
        ("entries", sum(log.size for log in logs) if not problems else 0),
        ("evidence", sum(1 for _ in vault.digests())),
        ("editions", len(editions)),
    )
    return Verified(kind="book", checked=checked, problems=tuple(problems), warnings=tuple(warnings))


def index_matches(book: Book) -> list[str]:
    """Replay the ledger into a fresh database in memory; name the tables that differ from the book's."""
    import sqlalchemy as sa

    engine = sa.create_engine("sqlite://")
    index.METADATA.create_all(engine)
    with engine.begin() as connection:
        authority = book.authority()
        write_authority(connection, authority)
        apply_entries(connection, book.vault, book.entries(), authority)
        fresh = index.digests(connection)
    engine.dispose()
    with book.reading() as connection:
        tables = index.digests(connection)
    return [name for name, digest in fresh.items() if tables.get(name) != digest]


def _forks(logs: list[DeviceLog]) -> tuple[list[str], list[str]]:
    """Check the second branches of devices that forked; give what is damaged, and who forked."""
    problems, warnings = [], []
    for log in logs:
        for branch in branches(log.folder):
            try:
                branch.check(log)
            except Damaged as problem:
                problems.append(problem.happened)
            warnings.append(
                f"ledger/{log.folder.name}: this device signed two contradicting logs; both are kept, and it"
                f" counts only up to entry {branch.common}, where they part"
            )
    return problems, warnings


def _beyond(folder: Path) -> list[str]:
    """Say what others hold of the devices here that this book does not."""
    try:
        found = held.compare(folder)
    except EverynameError as error:
        return [f"courier/held: {error.happened}"]
    return [f"{keys.parse_vkey(one.by).device_id} {one.wrong}" for one in found if one.wrong]


def _erased(logs: list[DeviceLog]) -> dict[str, str]:
    """Give what `erase` entries name; a log that cannot be read is named by its own check."""
    found: list[Entry] = []
    for log in logs:
        with contextlib.suppress(EverynameError, UnicodeDecodeError):
            found += of_kind([log], *LASTING)
    return erasures(found)


def _said(damaged: list[Damaged]) -> list[str]:
    return [one.happened for one in damaged]


def _vkey(folder: Path) -> str | None:
    path = folder / "publication" / "key.vkey"
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
