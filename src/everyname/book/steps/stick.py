"""Make the stick form of the last edition: the same statements under the same checkpoint, in few files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from everyname.book import keyring, lock
from everyname.book.book import Book
from everyname.book.steps import publication, publish, setting_down
from everyname.edition.form import GATHERED, STICK
from everyname.edition.stick import gathered, note_text, write_stick
from everyname.errors import PolicyRefused
from everyname.ledger import keys, note
from everyname.ledger.log import StatementLog

__all__ = ["make_stick"]


def make_stick(book: Book, path: Path) -> int:
    """Write the last edition as one archive at `path`; gives the number of files in it.

    Raises PolicyRefused before the first edition, after its erasure, and where its key is elsewhere.
    """
    with lock.writing(book.folder):
        row = publish.last_edition(book)
        if row is None or not book.vault.has(row.dataset) or row.dataset in book.vault.erased:
            raise PolicyRefused("There is no edition to put on a stick.", remedy="everyname publish")
        key = keyring.find_key(keys.parse_vkey(publication.vkey(book)).device_id)
        if key is None:
            raise PolicyRefused(
                "The key that signs this book's editions is on another machine.",
                remedy="Make the stick there; keys are never part of a book or its backup.",
            )
        head = setting_down.head_of(book, row)
        return write_stick(
            path,
            f"edition-{row.date}-{row.number}",
            _files(book, row, head),
            lambda manifest: note.sign(note_text(manifest, head), [key]),
        )


def _files(book: Book, row: Any, head: str) -> Iterator[tuple[str, bytes]]:
    plan, log = setting_down.plan_of(book, row.plan), StatementLog(book.folder / "publication", None)
    places = sorted(plan["indices"].items())
    yield "checkpoint", head.encode("utf-8")
    yield GATHERED, gathered((name, place, log.path(place, plan["size"])) for name, place in places)
    yield from setting_down.render(book, setting_down.edition_of(book, row.dataset), plan, form=STICK)
