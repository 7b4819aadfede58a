"""F21: one enrolled contributor sends a flood of forged reports; one revocation undoes it.

The forged reports come as by a bundle: the contributor's log and the evidence it rests on. Then nothing
but the revocation may differ from the book before the flood.
"""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from everyname.book import Book, index
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.link import link_book
from everyname.book.steps.membership import find_member, foresee_end, revoke
from everyname.book.steps.numbers import tally_book
from everyname.courier.card import make_card, read_card
from everyname.courier.partner import add_partner, join_book
from everyname.demo.invent import many_rows

__all__ = ["Undone", "build", "measure"]

CONTRIBUTOR = "a contributor"
# what governs names the revocation; the founder's own log and the limit are where it stands
CHANGED = frozenset({"about", "applied", "governing", "members", "revocations"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What one revocation undid: times in seconds; `differing` names tables unlike before the flood."""

    reports_before: int
    reports_flooded: int
    reports_after: int
    tally_before: int
    tally_after: int
    differing: tuple[str, ...]
    wall: float
    processor: float


def build(folder: Path, forged: int, real: int) -> dict[str, str]:
    """Make the book in `folder`, link what is real, let the flood in; gives the tables before the flood."""
    book = Book.create(folder)
    _add(book, real, "real", seed=1)
    link_book(book)
    home, theirs = os.environ["EVERYNAME_HOME"], folder.with_name("contributor")
    card = read_card(make_card(book, "founder").encode())
    os.environ["EVERYNAME_HOME"] = str(folder.with_name("contributor-home"))
    try:
        other = join_book(theirs, card)
        _add(other, forged, "forged", seed=2)
        their_card = read_card(make_card(other, CONTRIBUTOR).encode())
        device = other.own_device()
        other.close()
    finally:
        os.environ["EVERYNAME_HOME"] = home
    add_partner(book, their_card)
    before = {**_digests(book), "reports": str(_reports(book)), "tally": str(tally_book(book)[0].persons)}
    shutil.copytree(theirs / "vault", folder / "vault", dirs_exist_ok=True)
    shutil.copytree(theirs / "ledger" / device, folder / "ledger" / device)
    book.catch_up()
    book.close()
    return before


def measure(folder: Path, before: dict[str, str]) -> Undone:
    """Revoke the contributor from its first entry on, timed, and hold the tables against those before."""
    book = Book.open(folder)
    try:
        flooded = _reports(book)
        wall, processor = time.monotonic(), time.process_time()
        revoke(book, foresee_end(book, find_member(book, CONTRIBUTOR), 0), "forged")
        wall, processor = time.monotonic() - wall, time.process_time() - processor
        after = _digests(book)
        return Undone(
            reports_before=int(before["reports"]),
            reports_flooded=flooded,
            reports_after=_reports(book),
            tally_before=int(before["tally"]),
            tally_after=tally_book(book)[0].persons,
            differing=tuple(name for name in after if after[name] != before[name]),
            wall=wall,
            processor=processor,
        )
    finally:
        book.close()


def _add(book: Book, rows: int, source: str, seed: int) -> None:
    path = book.folder.with_name(f"{source}.csv")
    path.write_bytes(many_rows(rows, seed=seed))
    add_files(book, [path], Given(source=source, duplicates=True))


def _reports(book: Book) -> int:
    return int(book.rows(sa.select(sa.func.count()).select_from(index.reports))[0][0])


def _digests(book: Book) -> dict[str, str]:
    with book.reading() as connection:
        found = index.digests(connection)
    return {f"table {name}": digest for name, digest in found.items() if name not in CHANGED}
