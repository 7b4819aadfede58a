"""The devices of this machine in a book: which one writes, under which key, and how a new one begins."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import sqlalchemy as sa

from everyname.book import index, keyring
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog

if TYPE_CHECKING:
    from everyname.book.book import Book

__all__ = ["book_id", "key_name", "log_of", "new_device", "own_device", "own_log"]


def own_device(book: Book) -> str:
    """Give the device as which this machine writes here, "" before it wrote anything.

    Of several devices of this machine the one that last wrote in this folder goes on, else the one
    that wrote last: a restored book has adopted the others.
    """
    newest = sa.select(index.applied.c.device).order_by(index.applied.c.lam.desc())
    ended = book.ended()
    own = [row.device for row in book.rows(newest) if row.device not in ended and keyring.holds(row.device)]
    here = [device for device in own if keyring.wrote_in(device) == str(book.folder.resolve())]
    return next(iter((*here, *own)), "")


def own_log(book: Book) -> tuple[DeviceLog, list[Draft]]:
    """Open this machine's log for writing, with the entries it must begin with.

    It is a new device, which adopts the others, where writing would fork the old one.
    """
    device = own_device(book)
    key = keyring.find_key(device) if device else None
    if key is not None:
        log = log_of(book, key)
        if not keyring.is_behind(device, log.head()):
            return log, []
    following = _rotated_to(book) if not device else None
    if following is not None:
        return log_of(book, following), [_member(book, following, ["desk"])]
    adopted = [
        Draft("adopt", {"device": log.folder.name, "size": log.size, "root": log.counted().root.hex()})
        for log in book.logs()
    ]
    # Where nobody else belongs to the book, nobody else could make the new device a steward.
    alone = all(keyring.holds(log.folder.name) for log in book.logs())
    key, member = new_device(book, ["steward", "desk"] if alone else ["desk"])
    return log_of(book, key), [member, *adopted]


def log_of(book: Book, key: SigningKey) -> DeviceLog:
    """Open the log that a key of this machine writes."""
    return DeviceLog(book.folder / "ledger" / key.device_id, key)


def new_device(book: Book, roles: Sequence[str]) -> tuple[SigningKey, Draft]:
    """Make a signing key and an age identity outside the book, and the entry that says so."""
    key = keyring.create_key(key_name(book), "sign")
    return key, _member(book, key, roles)


def _rotated_to(book: Book) -> SigningKey | None:
    """Give the key here that a device's end names and that has no log yet: a rotation was cut short."""
    for device in sorted(book.authority().hearing.enrolled):
        if keyring.holds(device) and not (book.folder / "ledger" / device).exists():
            return keyring.find_key(device)
    return None


def _member(book: Book, key: SigningKey, roles: Sequence[str]) -> Draft:
    """Give a device's own word of itself, the first entry of its log."""
    recipient = keyring.identity_recipient(key.device_id)
    body = {"vkey": key.vkey, "name": key.name, "recipient": recipient, "roles": [*roles], "book": book.id}
    return Draft("member", body)


def key_name(book: Book) -> str:
    """Give the name under which keys of this book sign."""
    return "everyname-" + (
        re.sub(r"[^a-z0-9]+", "-", book.folder.resolve().name.lower()).strip("-") or "book"
    )


def book_id(book: Book) -> str:
    """Read the id a book began with from its members' own entries; a new one where it has none yet."""
    rows = book.rows(sa.select(index.members).order_by(index.members.c.device, index.members.c.by))
    own = [row for row in rows if row.device == row.by]
    own.sort(key=lambda row: not keyring.holds(row.device))
    bodies = [json.loads(row.body) for row in own]
    named = [str(body["book"]) for body in bodies if body.get("book")]
    # A book begun before books had ids is named after the key that began it.
    named += [hashlib.sha256(body["vkey"].encode("utf-8")).hexdigest()[:32] for body in bodies]
    return named[0] if named else os.urandom(16).hex()
