"""Do one piece of work whose speed is asked for, in a process of its own, and say what it took.

    PYTHONPATH=src:tests python -m bench_ledger.work PIECE FOLDER COUNT

prints JSON: the piece's own figures and the most memory (MiB) of this process and of its largest child.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench_ledger import made
from courier.offices import Office, home_at, meet_all, pair
from everyname.book import Book, keyring
from everyname.book.steps.verify import verify_book
from everyname.courier.pack import pack
from everyname.courier.unpack import unpack
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog

Figures = dict[str, float]
EVIDENCE = 16 << 20  # bytes of one piece of evidence in the large bundle
SAVES = 200


def timed(work: Callable[[], object]) -> Figures:
    """Give the seconds of the wall and of the processors, those of child processes with them."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    return {"seconds": time.perf_counter() - wall, "cpu": sum(after[:4]) - sum(before[:4])}


def single_saves(folder: Path, _: int) -> Figures:
    """Record one entry at a time, each safe before the next: the seconds under which 95 of 100 stay."""
    book = Book.create(folder / "book")
    took = []
    for number in range(SAVES):
        draft = Draft("standing", {"subject": f"p{number}", "standing": "documented", "reason": "read"})
        took.append(timed(lambda draft=draft: book.append([draft]))["seconds"])
    book.close()
    return {"p95": statistics.quantiles(took, n=20)[-1], "median": statistics.median(took)}


def log_appends(folder: Path, count: int) -> Figures:
    """Append reports to the log of one device, a thousand at a time."""
    log, drafts = _empty_log(folder), _reports(folder, count)

    def work() -> None:
        for some in drafts:
            log.append(some)

    return timed(work) | {"entries": count}


def book_appends(folder: Path, count: int) -> Figures:
    """Append reports to a book, a thousand at a time: the log and the tables."""
    book, drafts = Book.create(folder / "book"), _reports(folder, count)

    def work() -> None:
        for some in drafts:
            book.append(some)

    figures = timed(work) | {"entries": count}
    book.close()
    return figures


def make(folder: Path, count: int) -> Figures:
    """Make the book that `check` and `rebuild` read."""
    return timed(lambda: made.make_book(folder, count)) | {"entries": count}


def check(folder: Path, count: int) -> Figures:
    """Verify the book as `everyname verify` does."""
    found = []
    figures = timed(lambda: found.append(verify_book(folder / "book")))
    assert not found[0].problems, found[0].problems
    assert dict(found[0].checked)["entries"] == count
    log = next((folder / "book" / "ledger").iterdir())
    return figures | {"entries": count, "bytes": sum(path.stat().st_size for path in log.glob("*.jsonl"))}


def rebuild(folder: Path, count: int) -> Figures:
    """Write all tables of the book anew."""
    book = Book(folder / "book")
    figures = timed(book.rebuild_index) | {"entries": count}
    book.close()
    return figures


def begin_offices(folder: Path, size: int) -> Figures:
    """Make two offices that know each other; one has evidence of `size` bytes that the other lacks."""
    north, south = pair(folder)
    meet_all([north, south], folder / "stick")
    draw, left = random.Random(3), size
    while left > 0:
        data = draw.randbytes(min(EVIDENCE, left))
        left -= len(data)

        def take(book: Book, data: bytes = data) -> None:
            digest = book.vault.put(data)
            body = {"digest": digest, "source": "radio", "file_name": f"{digest[:8]}.bin", "kind": "file"}
            book.append([Draft("evidence", body, (), (digest,))])

        north.use(take)
    return {"bytes": size}


def pack_large(folder: Path, size: int) -> Figures:
    """Pack all of it for the other office."""
    north, south = Office(folder, "north"), Office(folder, "south")
    device = south.device
    with home_at(north.home):
        book = Book.open(north.folder)
        return timed(lambda: pack(book, [device], folder / "large.age")) | {"bytes": size}


def unpack_large(folder: Path, size: int) -> Figures:
    """Take the bundle: decrypt, check, take, and acknowledge nothing before it is on disk."""
    south, taken = Office(folder, "south"), []
    with home_at(south.home):
        book = Book.open(south.folder)
        figures = timed(lambda: taken.extend(unpack(book, [folder / "large.age"])))
    assert (taken[0].kind, taken[0].evidence) == ("bundle", -(-size // EVIDENCE)), taken
    return figures | {"bytes": size}


def refuse(folder: Path, _: int) -> Figures:
    """Give every hostile bundle to a book, each to a process of its own: the most that any of them takes."""
    from bench_ledger.hostile import refusals

    return refusals(folder)


def _empty_log(folder: Path) -> DeviceLog:
    book = Book.create(folder / "book")
    device = book.own_device()
    book.close()
    return DeviceLog(folder / "book" / "ledger" / device, keyring.find_key(device))


def _reports(folder: Path, count: int) -> list[list[Draft]]:
    bodies = made.report_bodies(folder / "patterns", min(made.PATTERNS, count))
    drafts = (Draft("report", bodies[at % len(bodies)] | {"id": f"a:{at}"}) for at in range(count))
    return list(made.portions(drafts, made.BATCH))


PIECES: dict[str, Callable[[Path, int], Figures]] = {
    work.__name__: work
    for work in (
        single_saves,
        log_appends,
        book_appends,
        make,
        check,
        rebuild,
        begin_offices,
        pack_large,
        unpack_large,
        refuse,
    )
}


def main() -> None:
    """Do the piece named on the command line."""
    piece, folder, count = sys.argv[1:4]
    figures = PIECES[piece](Path(folder), int(count))
    for name, who in (("memory", resource.RUSAGE_SELF), ("child memory", resource.RUSAGE_CHILDREN)):
        figures[name] = resource.getrusage(who).ru_maxrss / 1024
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
