"""List who speaks in a book, what waits for a second person, and what does not count."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from everyname.book import index
from everyname.book.book import Book
from everyname.book.limits import fork_limits, log_folders
from everyname.book.members import members
from everyname.ledger.entry import Entry
from everyname.ledger.keys import parse_vkey
from everyname.ledger.log import DeviceLog

__all__ = ["Refused", "Row", "Waits", "refused", "roster", "waiting", "what_of"]

REPORT = b'"kind":"report"'
STATES = {
    "revoked": "revoked after {} entries",
    "rotated": "went on under another key",
    "adopted": "lost; another device goes on",
    "unknown": "counts for nothing: no entry that counts enrolled it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A device: `held` entries of it are here, of which `counts` count; `reports` are among those held."""

    device: str
    name: str
    roles: tuple[str, ...]
    held: int
    counts: int
    reports: int
    state: str
    here: bool

    def to_plain(self) -> dict[str, Any]:
        """Give the row as plain values."""
        return asdict(self) | {"roles": list(self.roles)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """An act that waits for a second person."""

    entry: str
    device: str
    kind: str
    what: str
    needs: str

    def to_plain(self) -> dict[str, Any]:
        """Give the act as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An entry that does not count, and why."""

    entry: str
    kind: str
    device: str
    reason: str

    def to_plain(self) -> dict[str, Any]:
        """Give the entry as plain values."""
        return asdict(self)


def roster(book: Book) -> list[Row]:
    """Give every device that is known or held, by device id, with how much it said."""
    own, limits, forked = book.own_device(), book.authority().limits, fork_limits(book.folder)
    known = {m.device: m for m in members(book)}
    logs = {folder.name: DeviceLog(folder) for folder in log_folders(book.folder)}
    found = []
    for device in sorted({*known, *logs}):
        log, member = logs.get(device), known.get(device)
        held = log.head().size if log is not None else 0
        limit = limits.get(device)
        state = STATES[limit.why].format(limit.size) if limit is not None else ""
        if device in forked:
            state = f"signed two logs; counts up to {forked[device]}"
        found.append(
            Row(
                device=device,
                name=member.name if member is not None else "",
                roles=member.roles if member is not None else (),
                held=held,
                counts=min(held, book.limits().get(device, held)),
                reports=sum(REPORT in line for line in log.leaf_lines()) if log is not None else 0,
                state=state,
                here=device == own,
            )
        )
    return found


def waiting(book: Book) -> list[Waits]:
    """Give the acts that wait for a second person, in ledger order."""
    return [
        Waits(
            entry=one.entry.id,
            device=one.entry.device,
            kind=one.kind,
            what=what_of(one.entry),
            needs=" or ".join(sorted(one.needs)),
        )
        for one in book.authority().hearing.waiting.values()
    ]


def refused(book: Book) -> list[Refused]:
    """Give the entries that do not count for want of a role or a second person, by entry."""
    rows = book.rows(sa.select(index.uncounted))
    found = [Refused(entry=r.entry, kind=r.kind, device=r.device, reason=r.reason) for r in rows]
    authority = book.authority()
    for entry in authority.heard:
        status = authority.status(entry)
        if status is not None and status.word in ("refused", "rejected"):
            found.append(Refused(entry=entry.id, kind=entry.kind, device=entry.device, reason=status.reason))
    return sorted(found, key=lambda one: (one.device, int(one.entry.rpartition("-")[2])))


def what_of(entry: Entry) -> str:
    """Say in words what an act would do."""
    body = entry.body or {}
    match entry.kind:
        case "member":
            device = parse_vkey(body["vkey"]).device_id
            return f"enrol {body.get('name', '')}, device {device}, as {', '.join(body.get('roles', ()))}"
        case "revoke":
            return f"revoke device {body['device']} after {body['size']} entries"
        case "adopt":
            return f"end device {body['device']}, lost, and go on with {parse_vkey(body['vkey']).device_id}"
        case "policy":
            return "change the policy"
        case "erase":
            return f"erase entry {body['entry']}"
        case _:
            return f"publish edition {body.get('date', '')}-{body.get('number', '')}"
