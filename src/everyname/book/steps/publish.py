"""Write an edition: the allow-list data first, then pages, then proofs from the publication log.

What is published is recorded whole (data set, salts, places in the log, date), so that the same edition
can be written again byte for byte, here or anywhere. With nothing new, publishing writes the same edition.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import erasing, index, lock
from everyname.book.book import Book
from everyname.book.members import require_role
from everyname.book.roles import PUBLISHES
from everyname.book.steps import estimate, inspect, proposing, publication, witnesses
from everyname.book.steps.facts import Portraits, gather, rules_of
from everyname.book.steps.setting_down import (
    Progress,
    copy_edition,
    edition_folder,
    edition_of,
    head_of,
    kept,
    plan_of,
    render,
    set_down,
    shown_portraits,
    stage,
    stage_again,
    stands_without_cosignatures,
)
from everyname.edition import write
from everyname.edition.kept import pages_version
from everyname.edition.public import PublicEdition
from everyname.edition.redact import allow
from everyname.edition.verifier import VERIFIERS, hashes
from everyname.errors import FileRefused, PolicyRefused, ValueRefused
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.ledger.log import StatementLog
from everyname.model import to_plain

__all__ = [
    "Published",
    "allowed",
    "edition_before",
    "last_edition",
    "propose",
    "publish",
    "rewrite_editions",
]


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
    require_role(book, PUBLISHES, "write an edition")
    with lock.writing(book.folder):
        return _publish(book, folder, date, progress)


def _publish(
    book: Book, folder: Path | None, date: datetime.date | None, progress: Progress | None
) -> Published:
    last = last_edition(book)
    portraits = Portraits(book, plan_of(book, last.plan)["portraits"] if last is not None else {})
    day = (date or datetime.date.today()).isoformat()
    if last is not None and _says_the_same(book, portraits, last, day):
        row = _cosigned(book, last)
        unchanged = row is last
        staged = stage_again(book, row)
    else:
        number = 1 if last is None else last.number + 1
        if proposing.needs_second(book):
            row, staged = _agreed_edition(book, number)
        else:
            day = (date or datetime.date.today()).isoformat()
            row, staged = _new_edition(book, portraits, day, number, progress)
        unchanged = False
    target = edition_folder(book, row.date, row.number)
    files = set_down(book, row, staged, progress, replaces=stands_without_cosignatures(book, row, target))
    if folder is not None:
        copy_edition(book, row, target, folder)
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
            set_down(book, row, stage_again(book, row), progress, replaces=True)
        except (PolicyRefused, ValueRefused) as error:
            kept.append(f"{target.name}: {error.happened}")
            continue
        written.append(target)
    return written, kept


def last_edition(book: Book) -> Any:
    """Give the row of the newest edition, None before the first."""
    rows = book.rows(sa.select(index.editions).order_by(index.editions.c.number.desc()).limit(1))
    return rows[0] if rows else None


def allowed(book: Book, portraits: Portraits, date: str, number: int) -> PublicEdition:
    """Give what an edition of this date and number would show."""
    return allow(
        gather(book, portraits, date, number, before=edition_before(book, number)), rules_of(book.policy)
    )


def edition_before(book: Book, number: int) -> PublicEdition | None:
    """Give the edition before `number`; None for the first, or where its data set is no longer held."""
    rows = book.rows(sa.select(index.editions).where(index.editions.c.number == number - 1))
    if not rows or not book.vault.has(rows[0].dataset):
        return None
    return edition_of(book, rows[0].dataset)


def _says_the_same(book: Book, portraits: Portraits, last: Any, day: str) -> bool:
    """Say whether an edition made on `day` would be the last one again: its data, and who must witness it."""
    if erasing.withdrawn(book, (last.dataset, last.plan)):
        return False
    if plan_of(book, last.plan).get("witnesses", "") != witnesses.published_policy(book):
        return False
    again = allowed(book, portraits, last.date, last.number)
    if _dataset_digest(again) != str(last.dataset):
        return False
    return not again.rules.delay_days or not _waited(book, portraits, again, day)


def _waited(book: Book, portraits: Portraits, again: PublicEdition, day: str) -> bool:
    """Say whether somebody whom the last edition held back for a while may be shown on `day`."""
    now = allowed(book, portraits, day, again.number)
    return {person.id for person in now.persons} != {person.id for person in again.persons}


def _dataset(edition: PublicEdition) -> bytes:
    return canonical.encode(to_plain(edition))


def _dataset_digest(edition: PublicEdition) -> str:
    return hashlib.sha256(_dataset(edition)).hexdigest()


# -- a new edition -----------------------------------------------------------------------------------


def _new_edition(
    book: Book, portraits: Portraits, date: str, number: int, progress: Progress | None
) -> tuple[Any, write.Staged]:
    """Record a new edition: statements into the publication log, then the plan that can repeat it."""
    estimate.estimate_book(book)
    edition = _inspected(book, portraits, date, number, progress)
    return _record(book, edition, portraits.cleared)


def _inspected(
    book: Book, portraits: Portraits, date: str, number: int, progress: Progress | None
) -> PublicEdition:
    """Give what an edition would show; raises PolicyRefused where it would break a rule."""
    facts = gather(book, portraits, date, number, progress, before=edition_before(book, number))
    edition = allow(facts, rules_of(book.policy))
    inspect.refuse_findings(inspect.findings(book, facts, edition))
    return edition


def _agreed_edition(book: Book, number: int) -> tuple[Any, write.Staged]:
    """Record the edition that a second person accepted, exactly as it was proposed."""
    found = proposing.agreed(book, number)
    if found is None:
        raise PolicyRefused(
            "No second person has accepted this edition.",
            kept="Nothing public was written.",
            remedy="`everyname publish` proposes it; then another member runs `everyname approve ENTRY`.",
        )
    edition = edition_of(book, found.dataset)
    facts = gather(book, Portraits(book, found.portraits), edition.as_of, number)
    inspect.refuse_findings(inspect.findings(book, facts, edition))
    return _record(book, edition, found.portraits)


def propose(
    book: Book, *, date: datetime.date | None = None, progress: Progress | None = None
) -> proposing.Proposed | None:
    """Put what an edition would say now before a second person; None where nothing needs to be proposed.

    So it is where the policy asks no second person, the edition was accepted already, or nothing is new.
    """
    require_role(book, PUBLISHES, "propose an edition")
    with lock.writing(book.folder):
        last = last_edition(book)
        number = 1 if last is None else last.number + 1
        portraits = Portraits(book, plan_of(book, last.plan)["portraits"] if last is not None else {})
        if not proposing.needs_second(book) or proposing.agreed(book, number) is not None:
            return None
        day = (date or datetime.date.today()).isoformat()
        if last is not None and _says_the_same(book, portraits, last, day):
            return None
        estimate.estimate_book(book)
        edition = _inspected(book, portraits, day, number, progress)
        data = _dataset(edition)
        entry, new = proposing.record_proposal(book, data, portraits.cleared, number, day)
    return proposing.Proposed(
        entry=entry.id,
        number=number,
        date=day,
        dataset=hashlib.sha256(data).hexdigest(),
        persons=len(edition.persons),
        withheld=sum(count for _, count in edition.withheld),
        new=new,
    )


def _record(book: Book, edition: PublicEdition, cleared: dict[str, Any]) -> tuple[Any, write.Staged]:
    """Place an edition's statements in the publication log and record the plan that can repeat it."""
    log = publication.open_log(book)
    last = last_edition(book)
    placing = publication.place_statements(
        book, edition, log, plan_of(book, last.plan) if last is not None else None
    )
    asked = witnesses.published_policy(book)
    like = edition_folder(book, last.date, last.number) if last is not None else None
    files = render(book, edition, {"salts": placing.salts, "witnesses": asked}, kept(book, last))
    staged = stage(edition_folder(book, edition.as_of, edition.number), like, files)
    try:
        _enter(book, edition, log, placing, staged.manifest(), {"portraits": cleared, "witnesses": asked})
    except BaseException:
        staged.discard()
        raise
    return last_edition(book), staged


def _enter(
    book: Book,
    edition: PublicEdition,
    log: StatementLog,
    placing: publication.Placing,
    manifest: bytes,
    more: dict[str, Any],
) -> None:
    """Append the leaves and enter the edition with its plan into the ledger."""
    plan = publication.place_manifest(book, log, placing, manifest) | more | {"pages": pages_version()}
    dataset = book.vault.put(_dataset(edition))
    plan_digest = book.vault.put(canonical.encode(plan))
    publication.append_leaves(book, log, placing, plan_digest)
    body = {"number": edition.number, "date": edition.as_of, "dataset": dataset, "plan": plan_digest}
    blobs = (dataset, plan_digest, *shown_portraits(edition))
    book.append([Draft("edition", body | {"size": plan["size"]}, (), blobs)])
    publication.finished(book)


# -- the head an edition stands under ----------------------------------------------------------------


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
