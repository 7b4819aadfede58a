"""Enrol a partner by card, and begin a book that joins a partner's."""

from __future__ import annotations

from pathlib import Path

from everyname.book.book import Book
from everyname.book.hearing import enrols
from everyname.book.members import members
from everyname.courier.card import Card
from everyname.errors import UsedWrongly
from everyname.ledger.entry import Draft

__all__ = ["add_partner", "join_book", "waits"]


def add_partner(book: Book, card: Card) -> bool:
    """Record a partner's card; says whether it was new. Its book is one with this from then on."""
    own = book.own_device()
    if card.key.device_id == own:
        raise UsedWrongly("This is this machine's own card.", remedy="Take the card of the other machine.")
    draft = _draft(card)
    known = next((m for m in members(book) if m.device == card.key.device_id), None)
    if known is not None and known.recipient == card.recipient and known.name == card.name:
        return False
    if waits(book, card):
        return False
    book.append([draft])
    return True


def waits(book: Book, card: Card) -> bool:
    """Say whether the enrolment of a card waits for a second person."""
    return any(
        enrols(act.entry) == (card.key.device_id,) for act in book.authority().hearing.waiting.values()
    )


def join_book(folder: Path, card: Card) -> Book:
    """Make a new book that is one with a partner's from its first entry; its policy comes with a bundle."""
    return Book.create(folder, book_id=card.book, first=[_draft(card)])


def _draft(card: Card) -> Draft:
    body = {
        "book": card.book,
        "name": card.name,
        "recipient": card.recipient,
        "roles": ["partner"],
        "vkey": card.key.vkey,
    }
    return Draft("member", body)
