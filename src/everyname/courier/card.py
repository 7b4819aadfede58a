"""Make and read a partner card: who signs, where to seal, which book; signed by the key it names.

everyname card v1
book 0b1f...                       32 hex
name Desk in the north
vkey everyname-north+1f0c5a0e+AbCd...
age age1...
"""

from __future__ import annotations

from dataclasses import dataclass

from everyname.book import keyring
from everyname.book.book import Book
from everyname.errors import FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import keys, note, sealing
from everyname.ledger.keys import VerifyKey
from everyname.ledger.worded import fields, headline, is_book_id, one, open_signed

__all__ = ["Card", "make_card", "read_card"]

WORDS = ("book", "name", "vkey", "age")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a partner says of itself."""

    book: str
    name: str
    key: VerifyKey
    recipient: str

    @property
    def text(self) -> str:
        """The lines that are signed."""
        lines = ("everyname card v1", f"book {self.book}", f"name {self.name}", f"vkey {self.key.vkey}")
        return "".join(f"{line}\n" for line in (*lines, f"age {self.recipient}"))


def make_card(book: Book, name: str = "") -> str:
    """Give the signed card of this machine in this book; raises UsedWrongly before it wrote anything."""
    device = book.own_device()
    key = keyring.find_key(device) if device else None
    if key is None:
        raise UsedWrongly(
            "This machine has no key in this book yet.",
            remedy="Record something first, for example `everyname policy apply`, then make the card.",
        )
    name = " ".join((name or book.policy.title or key.name).split())
    recipient = keyring.identity_recipient(device)
    card = Card(book=book.id, name=name, key=key.verify_key, recipient=recipient)
    return note.sign(card.text, [key])


def read_card(data: bytes) -> Card:
    """Read a card and check its own signature, the point of its key and its recipient; raises FileRefused."""
    try:
        return _read(data)
    except ValueRefused as error:
        raise FileRefused(
            f"This is not a card that can be taken: {error.happened}",
            remedy=error.remedy or "Ask its owner to make it again with `everyname card --out FILE`.",
        ) from error


def _read(data: bytes) -> Card:
    text, _ = note.split(data)
    found = fields(headline(text, "card"), WORDS)
    key = keys.parse_vkey(one(found, "vkey"))
    open_signed(data, [key], "vkey")
    card = Card(book=one(found, "book"), name=one(found, "name"), key=key, recipient=one(found, "age"))
    if not is_book_id(card.book):
        raise ValueRefused("its book id is not 32 hex signs")
    if not sealing.is_recipient(card.recipient):
        raise ValueRefused("its age recipient is not one")
    if card.text != text:
        raise ValueRefused("it is not in the one spelling of a card")
    return card
