"""Propose an edition to a second person: its data set is recorded, and nothing public is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from everyname.book.book import Book
from everyname.ledger import canonical
from everyname.ledger.entry import Draft, Entry

__all__ = ["Agreed", "Proposed", "agreed", "needs_second", "record_proposal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A data set that waits for a second person."""

    entry: str
    number: int
    date: str
    dataset: str
    persons: int
    withheld: int
    new: bool

    def to_plain(self) -> dict[str, Any]:
        """Give the proposal as plain values."""
        return {
            "proposal": self.entry,
            "number": self.number,
            "date": self.date,
            "dataset": self.dataset,
            "persons": self.persons,
            "withheld": self.withheld,
            "new": self.new,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A data set that a second person accepted, and the pictures it may show."""

    number: int
    date: str
    dataset: str
    portraits: dict[str, Any]


def needs_second(book: Book) -> bool:
    """Say whether the policy in force asks a second person before an edition is written."""
    return "publish" in book.authority().hearing.rule


def agreed(book: Book, number: int) -> Agreed | None:
    """Give the data set accepted last for an edition number, None where none was."""
    hearing = book.authority().hearing
    known = {entry.id: entry for entry in book.authority().heard}
    found = [known[one] for one in hearing.publishable.values() if _number(known[one]) == number]
    if not found:
        return None
    body = found[-1].body or {}
    return Agreed(
        number=number,
        date=str(body["date"]),
        dataset=str(body["dataset"]),
        portraits=canonical.decode(book.vault.get(str(body["portraits"]))),
    )


def record_proposal(
    book: Book, dataset: bytes, portraits: dict[str, Any], number: int, date: str
) -> tuple[Entry, bool]:
    """Record a data set as proposed; gives the entry, and whether it was not waiting already."""
    digest = book.vault.put(dataset)
    waiting = book.authority().hearing.waiting.values()
    same = [
        one.entry for one in waiting if one.kind == "publish" and (one.entry.body or {})["dataset"] == digest
    ]
    if same:
        return same[0], False
    cleared = book.vault.put(canonical.encode(portraits))
    body = {"proposed": True, "number": number, "date": date, "dataset": digest, "portraits": cleared}
    (entry,) = book.append([Draft("edition", body, (), (digest, cleared))])
    return entry, True


def _number(entry: Entry) -> int:
    return int((entry.body or {}).get("number", 0))
