"""Require that somebody known let each device of a bundle in, and that no device makes itself a steward.

A device that calls itself a steward in its first entry (it began a book, or goes on after a loss) would be
heard as one. So its log is taken only if a steward, or this machine, named it as one or joined its book;
or while no steward's log is here at all, as when a new book joins a partner's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from everyname.book import index, keyring
from everyname.book.book import Book
from everyname.book.hearing import enrols
from everyname.book.limits import log_folders
from everyname.book.roles import claimed
from everyname.ledger.entry import Entry
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import DeviceLog
from everyname.ledger.worded import NotEnrolled

__all__ = ["Introduced", "require_introduced"]


@dataclass(slots=True)
class Introduced:
    """What the entries of a bundle say of devices."""

    named: dict[str, list[tuple[int, str, bool]]] = field(
        default_factory=dict
    )  # device -> seq, vkey, as steward
    stewards: set[str] = field(default_factory=set)  # by their own first word

    def see(self, entry: Entry, own_book: str) -> None:
        """Note whom an entry names, and as what."""
        body = entry.body or {}
        if entry.kind == "member" and entry.seq == 0 and "steward" in claimed(body) and not enrols(entry):
            self.stewards.add(entry.device)
        if entry.kind in ("member", "rotate", "adopt") and isinstance(body.get("vkey"), str):
            named = (entry.seq, body["vkey"], _as_steward(entry.kind, body, own_book))
            self.named.setdefault(entry.device, []).append(named)


def require_introduced(
    book: Book, keys: Mapping[str, VerifyKey], seen: Introduced, limits: Mapping[str, int | None]
) -> None:
    """Let the devices of a bundle in one after another; raises NotEnrolled for one nobody let in."""
    waiting = {key.vkey: device for device, key in keys.items()}
    known, as_stewards, stewards = _held(book)
    while ready := [
        v for v in waiting if v in known and _may_enter(waiting[v], v, seen, as_stewards, stewards)
    ]:
        for vkey in ready:
            device = waiting.pop(vkey)
            if device in seen.stewards:
                stewards = stewards | {device}
            limit = limits.get(device)
            for seq, other, as_steward in seen.named.get(device, []):
                if limit is None or seq < limit:
                    known.add(other)
                    if as_steward and device in stewards:
                        as_stewards.add(other)
    if waiting:
        _refuse(waiting, known)


def _may_enter(device: str, vkey: str, seen: Introduced, as_stewards: set[str], stewards: set[str]) -> bool:
    return device not in seen.stewards or vkey in as_stewards or not stewards


def _held(book: Book) -> tuple[set[str], set[str], set[str]]:
    """Give the keys known here, those that may come as stewards, and the stewards whose logs are here."""
    logs = {folder.name: DeviceLog(folder).verify_key.vkey for folder in log_folders(book.folder)}
    roles = book.authority().hearing.roles
    stewards = {device for device in logs if "steward" in roles.get(device, ())}
    known, as_stewards = set(logs.values()), set(logs.values())
    for row in book.rows(sa.select(index.members)):
        body = json.loads(row.body)
        known.add(body["vkey"])
        trusted = row.by in stewards or keyring.holds(row.by)
        if row.by != row.device and trusted and _as_steward("member", body, book.id):
            as_stewards.add(body["vkey"])
    return known, as_stewards, stewards


def _as_steward(kind: str, body: dict[str, Any], own_book: str) -> bool:
    """Say whether a naming lets its device come as a steward: by role, or as the beginner of another book."""
    return kind != "member" or "steward" in claimed(body) or body.get("book", own_book) != own_book


def _refuse(waiting: Mapping[str, str], known: set[str]) -> None:
    vkey = min(waiting, key=lambda one: waiting[one])
    if vkey in known:
        raise NotEnrolled(
            f"the device {waiting[vkey]} calls itself a steward and no steward of this book named it as one",
            remedy="If you know whose it is and it is to be a steward here:"
            " `everyname member enrol CARD --role steward --role desk`, then try again.",
        )
    raise NotEnrolled(
        f"nobody enrolled the device {waiting[vkey]} whose entries are in this bundle",
        remedy="Take its card if you know whose it is: `everyname partner add CARD`, then try again.",
    )
