"""Show what an edition made now would say: as a count, or as pages in a folder that is gone afterwards.

Nothing is recorded, nothing enters the publication log, and what is written cannot be checked: it is for
the eyes of those who decide whether to publish.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from everyname.book.book import Book
from everyname.book.steps.facts import Portraits
from everyname.book.steps.publish import allowed, last_edition
from everyname.book.steps.setting_down import plan_of
from everyname.book.working import working_folder
from everyname.edition import write
from everyname.edition.proofs import statements
from everyname.edition.public import PublicEdition

__all__ = ["drafted", "preview"]

NO_KEY = "This is a draft. It was not published, and nothing in it can be checked."


def preview(book: Book) -> PublicEdition:
    """Give what an edition made now would show; nothing is written or recorded."""
    return _drawn(book)[0]


@contextmanager
def drafted(book: Book) -> Iterator[Path]:
    """Give a folder with the pages of an edition made now; it is gone afterwards."""
    edition, portraits = _drawn(book)
    shown = {person.portrait for person in edition.persons if person.portrait}
    pictures = {name: portraits.fresh.get(name) or book.vault.get(name) for name in shown}
    salts = {statement.id: bytes(16) for statement in statements(edition)}
    with working_folder(book.folder) as folder:
        staged = write.Staged(folder / "edition")
        staged.take(write.content_files(edition, pictures, salts, NO_KEY))
        staged.finish("", {})
        yield folder / "edition"


def _drawn(book: Book) -> tuple[PublicEdition, Portraits]:
    last = last_edition(book)
    cleared = plan_of(book, last.plan)["portraits"] if last is not None else {}
    portraits = Portraits(book, cleared, keep=False)
    number = 1 if last is None else last.number + 1
    return allowed(book, portraits, datetime.date.today().isoformat(), number), portraits
