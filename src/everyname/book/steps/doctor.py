"""Look for problems in a book and its machine, and say what to do about each."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from everyname.book import index, lock, reading
from everyname.book.acts import contradictions
from everyname.book.book import Book
from everyname.book.steps import roster
from everyname.book.steps.add import unmatched_pictures
from everyname.book.steps.claims import proposals
from everyname.book.steps.key_care import lies_plain
from everyname.book.steps.link import current_linking
from everyname.book.steps.review import chain_contradictions, review_pairs
from everyname.book.steps.verify import index_matches, is_book, verify_book
from everyname.errors import EverynameError, UsedWrongly

__all__ = ["Finding", "examine"]

Progress = Callable[[str, int, int], None]
LOW_DISK = 2_000_000_000
SOUND_SQLITE = (3, 51, 3)
IN_FORCE = {
    "judgement": "The pair counts as unsure.",
    "decision": "The claim waits and is shown nowhere.",
    "standing": "Neither standing counts.",
    "withhold": "The person stays withheld.",
    "correction": "The report reads as its source gave it.",
    "consent": "It counts as refused.",
    "policy": "The one later in the order of the ledger is used until then.",
    "source": "The one later in the order of the ledger is used until then.",
    "release": "The one later in the order of the ledger counts as newest until then.",
}
SETTLED_BY = {
    "judgement": "everyname judge A B same|different --reason ...",
    "decision": "everyname claims accept ID, or reject ID",
    "standing": "everyname correct PERSON --standing ... --text ...",
    "withhold": "everyname withhold PERSON --reason ..., or --lift",
    "correction": "everyname correct REPORT --field FIELD --value VALUE, or --withdraw",
    "consent": "everyname consent SUBJECT --purpose ..., given or refused",
    "policy": "Write what holds into book.toml or mappings/, then: everyname policy apply",
    "source": "everyname source NAME with what holds",
    "release": "everyname add FILE --source NAME with the list that is newest",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the doctor looked at; `level` is "ok", "note" or "problem"."""

    level: str
    what: str
    remedy: str = ""


def examine(folder: Path, progress: Progress | None = None) -> list[Finding]:
    """Look at bytes, index, keys, machine and waiting work; problems first. Records nothing.

    A book whose bytes are damaged is looked at no further: what it holds cannot be relied on.
    """
    if not is_book(folder):
        raise UsedWrongly(
            f"{folder} is not a book.", remedy="Give --book FOLDER, or go into a book's folder."
        )
    damage = _damage(folder, progress)
    if damage[0].level == "problem":
        return damage
    book = Book.open(folder)
    try:
        return _examine(book, damage)
    finally:
        book.close()


def _examine(book: Book, sound: list[Finding]) -> list[Finding]:
    findings = [
        *sound,
        *_index(book),
        *_keys(book),
        *_machine(book),
        *_contradictions(book),
        *_chains(book),
        *_refused(book),
        *_second_persons(book),
        *_waiting(book),
        *_sources(book),
    ]
    order = {"problem": 0, "note": 1, "ok": 2}
    return sorted(findings, key=lambda finding: order[finding.level])


def _damage(folder: Path, progress: Progress | None) -> list[Finding]:
    checked = verify_book(folder, progress)
    if checked.problems:
        remedy = "Restore the named files from a backup or a partner's copy."
        return [Finding(level="problem", what=problem, remedy=remedy) for problem in checked.problems]
    counts = ", ".join(f"{count} {name}" for name, count in checked.checked)
    return [Finding(level="ok", what=f"Every byte is as recorded ({counts})."), *_warned(checked.warnings)]


def _warned(warnings: Sequence[str]) -> list[Finding]:
    """Say who forked, and what only others hold; the bytes here are sound."""
    remedy = "Ask partners for a bundle packed without --have, and talk to whoever writes as that device."
    return [Finding(level="problem", what=f"{warning}.", remedy=remedy) for warning in warnings]


def _index(book: Book) -> list[Finding]:
    differing = index_matches(book)
    if differing:
        return [
            Finding(
                level="problem",
                what=f"The index differs from the ledger in: {', '.join(differing)}.",
                remedy="Run `everyname rebuild`.",
            )
        ]
    return [Finding(level="ok", what="The index holds exactly what the ledger says.")]


def _keys(book: Book) -> list[Finding]:
    own = book.own_device()
    plain = [
        Finding(
            level="note",
            what="The keys of this machine lie in plain files.",
            remedy="everyname keys wrap",
        )
    ]
    if own:
        said = f"This machine writes as device {own}; its key is outside the book."
        return [Finding(level="ok", what=said), *(plain if lies_plain() else ())]
    return [
        Finding(
            level="note",
            what="No key on this machine belongs to this book.",
            remedy="The next change makes a new device key; editions are signed where their key is.",
        )
    ]


def _machine(book: Book) -> list[Finding]:
    findings = []
    held = lock.holder(book.folder)
    if held:
        findings.append(Finding(level="note", what=f"The book is being written by {held}."))
    free = shutil.disk_usage(book.folder).free
    if free < LOW_DISK:
        findings.append(
            Finding(
                level="problem", what=f"Only {free // 1_000_000} MB of disk are free.", remedy="Make room."
            )
        )
    if sqlite3.sqlite_version_info < SOUND_SQLITE:
        findings.append(
            Finding(
                level="note",
                what=f"SQLite {sqlite3.sqlite_version} can damage a database that several processes write.",
                remedy="Nothing to do: the index has one writer and is rebuilt from the ledger.",
            )
        )
    version = ".".join(str(part) for part in sys.version_info[:3])
    findings.append(Finding(level="ok", what=f"Python {version}."))
    return findings


def _refused(book: Book) -> list[Finding]:
    """Say how much of what was given lies in quarantine."""
    count = sum(1 for _ in (book.folder / "courier" / "quarantine").glob("*/reason.json"))
    what = f"{count} bundles or notes were refused and lie in quarantine."
    return [Finding(level="note", what=what, remedy="everyname quarantine")] if count else []


def _second_persons(book: Book) -> list[Finding]:
    """Say what waits for a second person, and how much does not count for want of a role."""
    findings = [
        Finding(
            level="note",
            what=f"{one.entry} waits for a second person: {one.what}.",
            remedy=f"everyname approve {one.entry}, or reject it, by another {one.needs}",
        )
        for one in roster.waiting(book)
    ]
    unheard = len(roster.refused(book))
    if unheard:
        what = f"{unheard} entries do not count: their devices lacked a role, or a second person."
        findings.append(Finding(level="note", what=what, remedy="everyname member list --refused"))
    return findings


def _contradictions(book: Book) -> list[Finding]:
    """Name what devices decided apart from each other and a person must settle."""
    return [
        Finding(
            level="problem",
            what=f"Devices that had not seen each other contradict on {topic}: "
            + ", ".join(f"{act.device} says {_short(act.value)}" for act in acts)
            + f". {IN_FORCE[topic.partition(' ')[0]]}",
            remedy=SETTLED_BY[topic.partition(" ")[0]],
        )
        for topic, acts in contradictions(book)
    ]


def _chains(book: Book) -> list[Finding]:
    """Name pairs judged different that other judgements join: no desk alone could have recorded it."""
    return [
        Finding(
            level="problem",
            what=f"{left} and {right} are judged different, and other judgements join them.",
            remedy="Judge one of the joining pairs again: everyname judge A B different --reason ...",
        )
        for left, right in chain_contradictions(reading.judgements(book))
    ]


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:20]}… ({len(value)} signs)"


def _waiting(book: Book) -> list[Finding]:
    findings = []
    try:
        current_linking(book)
    except EverynameError as error:
        findings.append(Finding(level="note", what=error.happened, remedy=error.remedy))
    waiting = len(review_pairs(book))
    if waiting:
        findings.append(
            Finding(
                level="note",
                what=f"{waiting} pairs wait for review.",
                remedy="everyname pairs --out review.csv",
            )
        )
    proposed = sum(1 for proposal in proposals(book) if proposal.status == "proposed")
    if proposed:
        findings.append(
            Finding(level="note", what=f"{proposed} claims wait for a decision.", remedy="everyname claims")
        )
    if (book.folder / "book.toml").exists():
        edited = (book.folder / "book.toml").read_text(encoding="utf-8") != book.policy_text()
        if edited:
            findings.append(
                Finding(
                    level="note",
                    what="book.toml differs from the policy in force.",
                    remedy="everyname policy apply",
                )
            )
    return findings


def _sources(book: Book) -> list[Finding]:
    findings = []
    for name, source in reading.sources(book).items():
        if source.kind == "list" and source.covers is None:
            findings.append(
                Finding(
                    level="note",
                    what=f"The list {name} states no window, so no estimate can use it.",
                    remedy=f"everyname source {name} --covers FROM..TO",
                )
            )
    findings += [
        Finding(
            level="note",
            what=f"The correction of {one.field} of {one.report} no longer applies:"
            " its source states another value now.",
            remedy=f"everyname correct {one.report} --field {one.field} --value VALUE, or --withdraw",
        )
        for one in reading.amendments(book)
        if not one.in_force
    ]
    held = {(row.source, row.file_name) for row in book.rows(sa.select(index.evidence))}
    missing = unmatched_pictures(list(reading.all_reports(book).items()), held)
    if missing:
        findings.append(
            Finding(
                level="note",
                what=f"{len(missing)} pictures are named by reports and not in the book, first {missing[0]}.",
                remedy="everyname add FOLDER --source NAME",
            )
        )
    return findings
