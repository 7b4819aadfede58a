"""Say who belongs to the book: each device's own word of itself, and the cards desks took of others."""

from __future__ import annotations

import json
from dataclasses import dataclass

import sqlalchemy as sa

from everyname.book import index
from everyname.book.book import Book
from everyname.book.roles import claimed
from everyname.errors import PolicyRefused
from everyname.ledger import keys
from everyname.ledger.keys import VerifyKey

__all__ = ["Member", "members", "require_role", "revoked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A device that may speak in this book; `recipient` is "" where none was recorded."""

    device: str
    name: str
    vkey: str
    recipient: str
    roles: tuple[str, ...]
    introduced_by: tuple[str, ...]

    @property
    def key(self) -> VerifyKey:
        """The key that signs for the device."""
        return keys.parse_vkey(self.vkey)


def members(book: Book) -> list[Member]:
    """Give the devices of the book, by device id; what a card says of one goes before its own word."""
    rows = book.rows(sa.select(index.members).order_by(index.members.c.device, index.members.c.by))
    by_device: dict[str, list[sa.Row[tuple[str, str, str]]]] = {}
    for row in rows:
        by_device.setdefault(row.device, []).append(row)
    roles, found = book.authority().hearing.roles, []
    for device, said in by_device.items():
        said.sort(key=lambda row: row.by == row.device)  # cards first
        bodies = [json.loads(row.body) for row in said]
        found.append(
            Member(
                device=device,
                name=str(bodies[0].get("name", "")),
                vkey=str(bodies[0]["vkey"]),
                recipient=next((str(b["recipient"]) for b in bodies if b.get("recipient")), ""),
                roles=tuple(sorted(roles.get(device) or {role for body in bodies for role in claimed(body)})),
                introduced_by=tuple(row.by for row in said if row.by != device),
            )
        )
    return found


def revoked(book: Book) -> set[str]:
    """Give the devices whose key nobody should hear any more: revoked, or lost and followed by another."""
    table = index.revocations
    return {row.device for row in book.rows(sa.select(table).where(table.c.why.in_(("revoked", "adopted"))))}


def require_role(book: Book, needs: frozenset[str], act: str) -> None:
    """Refuse an act that would not count, before anything is done for it; raises PolicyRefused."""
    own, hearing = book.own_device(), book.authority().hearing
    if own and not hearing.may(own, needs):
        has = " and ".join(sorted(hearing.roles.get(own, {"desk"})))
        raise PolicyRefused(
            f"This machine's device {own} is {has}; to {act} it must be {' or '.join(sorted(needs))}.",
            remedy=f"Ask a steward: everyname member role {own} ROLE. `everyname member list` shows them.",
        )
