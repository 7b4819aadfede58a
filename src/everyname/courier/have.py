"""Write the have note of this book: what it holds, signed by the device that writes here."""

from __future__ import annotations

from collections.abc import Iterable

from everyname.book import erasing, keyring
from everyname.book.book import Book
from everyname.book.held import Have, Head
from everyname.book.limits import log_folders
from everyname.courier.published import published_head
from everyname.errors import UsedWrongly
from everyname.ledger import checkpoint, note
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import branches

__all__ = ["make_have", "own_key"]


def own_key(book: Book) -> SigningKey:
    """Give the key with which this machine signs in this book; raises UsedWrongly."""
    device = book.own_device()
    key = keyring.find_key(device) if device else None
    if key is None:
        raise UsedWrongly(
            "This machine has no key in this book yet.",
            remedy="Record something first, for example `everyname policy apply`, then try again.",
        )
    return key


def make_have(book: Book) -> str:
    """Give the signed note of every head this book holds, second branches too.

    What it holds it has obeyed: an erasure among these entries is carried out before the note is signed.
    """
    erasing.finish(book)
    key = own_key(book)
    have = Have(book=book.id, by=key.verify_key, heads=tuple(_heads(book)))
    return note.sign(have.text, [key])


def _heads(book: Book) -> Iterable[Head]:
    published = published_head(book)
    if published is not None:
        yield published
    for folder in log_folders(book.folder):
        log = DeviceLog(folder)
        head = log.head()
        yield Head(log.verify_key.vkey, head.size, head.root.hex())
        for branch in branches(folder):
            other = checkpoint.open_checkpoint(branch.signed, [log.verify_key])
            yield Head(log.verify_key.vkey, other.size, other.root.hex())
