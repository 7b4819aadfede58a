"""Change who may speak: roles, rotate, revoke, adopt, accept and reject; say first what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import sqlalchemy as sa

from everyname.book import index, lock
from everyname.book.authority import Authority
from everyname.book.book import Book
from everyname.book.hearing import enrols
from everyname.book.limits import fork_limits
from everyname.book.members import Member, members, require_role
from everyname.book.roles import ROLES
from everyname.errors import PolicyRefused, UsedWrongly
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.log import DeviceLog

__all__ = ["Change", "adopt", "decide", "find_member", "foresee_end", "give_roles", "revoke", "rotate"]

STEWARD = frozenset({"steward"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What ending a device at a size changes: entries, reports and persons that count no more."""

    device: str
    name: str
    held: int
    size: int
    entries: int
    reports: int
    persons: int
    enrolled: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """Give the change as plain values."""
        return {
            "device": self.device,
            "name": self.name,
            "held": self.held,
            "size": self.size,
            "entries": self.entries,
            "reports": self.reports,
            "persons": self.persons,
            "no_longer_enrolled": list(self.enrolled),
        }


def find_member(book: Book, wanted: str) -> Member:
    """Give the one device that a device id, name or key line names; raises UsedWrongly."""
    found = [m for m in members(book) if wanted in (m.device, m.name, m.vkey)]
    if len(found) != 1:
        raise UsedWrongly(
            f"{wanted!r} names {'no device' if not found else 'several devices'} of this book.",
            remedy="`everyname member list` shows each device; give its eight signs.",
        )
    return found[0]


def foresee_end(book: Book, member: Member, size: int | None) -> Change:
    """Say what counts no more once a device ends at a size (what counts now, where None)."""
    log = DeviceLog(book.folder / "ledger" / member.device, None)
    held = log.head().size if (log.folder / "checkpoint").exists() else 0
    counts = min(held, book.limits().get(member.device, held))
    end = counts if size is None else size
    if end < 0:
        raise UsedWrongly(f"A log cannot end at {end} entries.", remedy="Give --at 0 or more.")
    entries, reports = _behind(log, end, counts) if end < counts else (0, set[str]())
    return Change(
        device=member.device,
        name=member.name,
        held=held,
        size=end,
        entries=entries,
        reports=len(reports),
        persons=_only_from(book, reports),
        enrolled=_no_longer(book, member.device, end),
    )


def _behind(log: DeviceLog, size: int, counts: int) -> tuple[int, set[str]]:
    """Count the entries from a size on, and name the reports among them."""
    found, reports = 0, set[str]()
    for entry in islice(log.entries(), size, counts):
        found += 1
        if entry.kind == "report" and entry.body is not None:
            reports.add(str(entry.body["id"]))
    return found, reports


def _only_from(book: Book, reports: set[str]) -> int:
    """Count the persons known from these reports alone."""
    rows = book.rows(sa.select(index.persons))
    others = {row.person for row in rows if row.report not in reports}
    return len({row.person for row in rows if row.report in reports} - others)


def _no_longer(book: Book, device: str, size: int) -> tuple[str, ...]:
    """Name the devices that count now and would not once a device ends at a size."""
    now = book.authority()
    heard = [entry for entry in now.heard if entry.device != device or entry.seq < size]
    named = {one for entry in now.heard for one in enrols(entry)}
    after = Authority.of(heard, fork_limits(book.folder))
    lost = named - after.hearing.enrolled - set(now.limits) - {device}
    return tuple(sorted(one for one in lost if one in now.hearing.enrolled))


def _record(book: Book, draft: Draft) -> tuple[Entry, bool]:
    """Record an act; gives its entry and whether it waits for a second person."""
    (entry,) = book.append([draft])
    return entry, entry.id in book.authority().hearing.waiting


def give_roles(book: Book, member: dict[str, Any], roles: Sequence[str]) -> tuple[Entry, bool]:
    """Let a device speak in these roles from now on; `member` holds its key, name, recipient and book."""
    unknown = sorted(set(roles) - set(ROLES))
    if unknown or not roles:
        raise UsedWrongly(
            f"{', '.join(unknown) or 'Nothing'} is no role.", remedy=f"Give one of: {', '.join(ROLES)}."
        )
    if tuple(roles) != ("partner",):
        require_role(book, STEWARD, "give roles")
    return _record(book, Draft("member", {**member, "roles": list(dict.fromkeys(roles))}))


def revoke(book: Book, change: Change, reason: str) -> tuple[Entry, bool]:
    """End a device at a size: what it said behind it counts as never said, and is kept."""
    if change.device != book.own_device():
        require_role(book, STEWARD, "revoke a device")
    return _record(book, Draft("revoke", {"device": change.device, "size": change.size, "reason": reason}))


def adopt(book: Book, change: Change, following: Member) -> tuple[Entry, bool]:
    """Say that a lost device's log ends as held here, and which device goes on in its roles."""
    require_role(book, STEWARD, "adopt a device")
    log = DeviceLog(book.folder / "ledger" / change.device, None)
    body = {"device": change.device, "size": change.size, "root": log.head_at(change.size).root.hex()}
    return _record(
        book,
        Draft("adopt", {**body, "vkey": following.vkey, "name": following.name}),
    )


def rotate(book: Book) -> tuple[str, str]:
    """Give this machine's device a new key; returns the device that ended and the one that goes on."""
    with lock.writing(book.folder):
        old = book.own_device()
        if not old:
            raise UsedWrongly(
                "This machine has no key in this book yet.", remedy="There is nothing to rotate."
            )
        return old, book.rotate()


def decide(book: Book, wanted: str, verdict: str, reason: str = "") -> Entry:
    """Accept or reject an act that waits; returns the act. Raises PolicyRefused where it would not count."""
    hearing, own = book.authority().hearing, book.own_device()
    act = hearing.waiting.get(wanted)
    if act is None:
        status = hearing.status.get(wanted)
        what = f"was settled before: {status.reason or 'it counts'}" if status else "does not wait here"
        raise UsedWrongly(f"{wanted} {what}.", remedy="`everyname member waiting` lists what waits.")
    require_role(book, act.needs, f"settle {wanted}")
    if verdict == "accepted" and hearing.one_person(own, act.entry.device):
        raise PolicyRefused(
            "This act was recorded by this member; a second person has to accept it.",
            remedy=f"Let another steward run: everyname approve {wanted}",
        )
    body = {"proposal": wanted, "verdict": verdict, "reason": reason, "by": own}
    book.append([Draft("decision", body)])
    return act.entry
