"""Show what an edition made now would say: as an account of every person, or as pages that go.

Nothing is recorded, nothing enters the publication log, and what is written cannot be checked: it is for
the eyes of those who decide whether to publish.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyname.book.book import Book
from everyname.book.steps.facts import Portraits, gather, rules_of
from everyname.book.steps.inspect import findings
from everyname.book.steps.publish import edition_before, last_edition
from everyname.book.steps.setting_down import plan_of
from everyname.book.working import working_folder
from everyname.edition import write
from everyname.edition.account import PersonAccount, account, hidden_cells_of
from everyname.edition.difference import CLASSES, Difference, differences
from everyname.edition.linter import Finding
from everyname.edition.proofs import statements
from everyname.edition.public import PublicEdition
from everyname.edition.redact import allow

__all__ = ["Preview", "drafted", "preview"]

NO_KEY = "This is a draft. It was not published, and nothing in it can be checked."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an edition made now would show, what becomes of each person, and what is to be looked at first."""

    edition: PublicEdition
    persons: tuple[PersonAccount, ...]
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    pictures_refused: tuple[tuple[str, str], ...]

    def to_plain(self) -> dict[str, Any]:
        """Give all of it as plain values; of persons, ids alone."""
        return {
            "persons": len(self.edition.persons),
            "claims": len(self.edition.claims),
            "withheld": dict(self.edition.withheld),
            "accounts": [one.to_plain() for one in self.persons],
            "cells_hidden": hidden_cells_of(self.edition),
            "pictures_refused": [{"digest": d, "reason": r} for d, r in self.pictures_refused],
            "findings": [
                {"rule": f.rule, "where": f.where, "why": f.why, "refused": f.refused, "accept": f.key}
                for f in self.findings
            ],
            "differences": [
                {"class": d.kind, "about": d.about, "part": d.part, "means": CLASSES[d.kind]}
                for d in self.differences
            ],
        }


def preview(book: Book) -> Preview:
    """Give what an edition made now would show and why; nothing is written or recorded."""
    return _drawn(book)[0]


@contextmanager
def drafted(book: Book) -> Iterator[Path]:
    """Give a folder with the pages of an edition made now; it is gone afterwards."""
    drawn, portraits = _drawn(book)
    edition = drawn.edition
    shown = {person.portrait for person in edition.persons if person.portrait}
    pictures = {name: portraits.fresh.get(name) or book.vault.get(name) for name in shown}
    salts = {statement.id: bytes(16) for statement in statements(edition)}
    with working_folder(book.folder) as folder:
        staged = write.Staged(folder / "edition")
        staged.take(write.content_files(edition, pictures, salts, NO_KEY))
        staged.finish("", {})
        yield folder / "edition"


def _drawn(book: Book) -> tuple[Preview, Portraits]:
    last = last_edition(book)
    cleared = plan_of(book, last.plan)["portraits"] if last is not None else {}
    portraits = Portraits(book, cleared, keep=False)
    number = 1 if last is None else last.number + 1
    before, rules = edition_before(book, number), rules_of(book.policy)
    facts = gather(book, portraits, datetime.date.today().isoformat(), number, before=before)
    edition = allow(facts, rules)
    drawn = Preview(
        edition=edition,
        persons=account(facts.cases, rules),
        findings=findings(book, facts, edition),
        differences=differences(before, edition) if before is not None else (),
        pictures_refused=tuple(portraits.refused),
    )
    return drawn, portraits
