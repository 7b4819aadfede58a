"""Ask witnesses to cosign this book's heads, by file, and take back what they signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyname.book import cosigned, keyring, lock
from everyname.book.book import Book
from everyname.book.cosigned import SignedLog
from everyname.errors import FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, cosign, note, tree, witnessing
from everyname.ledger.cosign import Cosigned, CosignerKey
from everyname.ledger.witnessing import Request

__all__ = ["Asked", "Given", "ask", "take", "utc_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The text of a file that asks, and the heads it asks for as (origin, size)."""

    text: str
    heads: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A cosignature taken: of which log and size, by whom, when; `new` unless it was kept before."""

    origin: str
    size: int
    by: str
    day: str
    new: bool


def utc_day(time: int) -> str:
    """Give the day of a POSIX time as ISO text in UTC; a time beyond the calendar is said as it is."""
    try:
        return datetime.datetime.fromtimestamp(time, datetime.UTC).date().isoformat()
    except (OverflowError, ValueError, OSError):
        return f"second {time}"


def ask(book: Book, since: Sequence[int] = ()) -> Asked:
    """Write the requests for every head that a witness of the policy has not cosigned yet.

    The heads are those of the publication log and of the logs this machine writes. Each is shown to go on
    from the sizes that a witness may have cosigned before: from what came back, from what was asked, `since`.
    """
    known = witnesses(book)
    texts, heads = [], []
    with lock.writing(book.folder):
        for log in cosigned.signed_logs(book.folder):
            if not log.head.size or not _wants(book, log, known):
                continue
            texts += [witnessing.text_of(request) for request in _requests(book, log, since)]
            heads.append((log.head.origin, log.head.size))
            cosigned.note_asked(book.folder, log.id, log.head.size)
    return Asked(text="".join(texts), heads=tuple(heads))


def witnesses(book: Book) -> list[CosignerKey]:
    """Give the witnesses the recorded policy names."""
    return [cosign.parse_cosigner(key) for key in book.policy.witnesses.keys]


def _wants(book: Book, log: SignedLog, known: list[CosignerKey]) -> bool:
    if not log.published and not keyring.holds(log.id):
        return False
    there = {one.by for one in cosigned.heard(book.folder, log, known) if one.size == log.head.size}
    return not known or set(known) != there


def _requests(book: Book, log: SignedLog, since: Sequence[int]) -> Iterator[Request]:
    """Give a request for each older size: one that never saw this log, and those that may have."""
    olds = {0, *since, *cosigned.kept(book.folder, log.id), *cosigned.asked(book.folder, log.id)}
    sizes = sorted(size for size in olds if 0 <= size <= log.head.size)
    levels = None
    if sizes[-1]:
        levels = tree.Levels([tree.leaf_hash(leaf) for leaf in log.leaves()])
    for old in sizes:
        proof = tuple(levels.consistency_proof(old)) if levels is not None else ()
        yield Request(vkey=log.key.vkey, old=old, proof=proof, signed=log.signed)


def take(book: Book, data: bytes) -> list[Given]:
    """Take the cosigned heads of a file, all or none; raises FileRefused."""
    known = witnesses(book)
    if not known:
        raise UsedWrongly(
            "The policy of this book names no witness.",
            remedy="Write the line of their `everyname witness key` into book.toml, [witnesses] keys, and run"
            " `everyname policy apply`.",
        )
    with lock.writing(book.folder):
        try:
            checked = [_check(book, signed, known) for signed in witnessing.notes(data)]
        except ValueRefused as error:
            raise FileRefused(
                f"This file was not taken: {error.happened}.", remedy=error.remedy or "Ask the witness again."
            ) from error
        found = []
        for log, size, signed, given in checked:
            new = cosigned.keep(book.folder, log, signed, given)
            found += [
                Given(origin=log.head.origin, size=size, by=one.by.name, day=utc_day(one.time), new=new)
                for one in given
            ]
    if not found:
        raise FileRefused("There is no cosignature in this file.", remedy="Give the file the witness wrote.")
    return found


def _check(
    book: Book, signed: str, known: list[CosignerKey]
) -> tuple[SignedLog, int, str, tuple[Cosigned, ...]]:
    """Check one cosigned head against this book; raises ValueRefused."""
    said = checkpoint.parse(note.split(signed)[0])
    log = next((one for one in cosigned.signed_logs(book.folder) if one.head.origin == said.origin), None)
    if log is None:
        raise ValueRefused(f"it is of a log named {said.origin}, which this book does not hold")
    head = checkpoint.open_checkpoint(signed, [log.key], log.head.origin)
    if head.size > log.head.size:
        raise ValueRefused(
            f"a head of {head.origin} with {head.size} leaves was cosigned, and this book has only"
            f" {log.head.size}: its tail was cut off, or this is an old copy",
            remedy="Find the newer copy of this book. Keep this file: it proves that there was more.",
        )
    if cosigned.roots_at(log.leaves(), [head.size])[head.size] != head.root:
        raise ValueRefused(
            f"what was cosigned of {head.origin} is not what this book holds: one of the two was altered",
            remedy="Keep this file and this book as they are, and compare with a partner's copy.",
        )
    given = cosign.cosigned_by(signed, known)
    if not given:
        raise ValueRefused(
            f"no witness of this book's policy cosigned the head of {head.origin}",
            remedy="Name the witness in book.toml, [witnesses] keys, run `everyname policy apply`, and try"
            " again.",
        )
    return log, head.size, signed, given
