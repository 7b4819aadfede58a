"""Say who may speak and how far: a pure function of the entries that bear on it.

They are heard in ledger order. What each device may do at a place of that order is what entries before
it say. An act that needs a second person takes effect where that person's decision stands. A revocation
reaches back, so the entries are heard again until the limits they set are those they were heard under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from everyname.book.hearing import Hearing, Status, enrols, hear
from everyname.book.roles import RECORDS, claimed
from everyname.ledger.entry import Entry

__all__ = ["Authority", "Limit", "Revocation", "asked_for", "settle"]


class Revocation(NamedTuple):
    """`device` counts up to `size` entries, says entry `seq` of the device `by`."""

    device: str
    size: int
    by: str
    seq: int
    why: str = "revoked"


class Limit(NamedTuple):
    """How many entries of a device count, and why not more: revoked, rotated, adopted or unknown."""

    size: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What the governing entries say: `heard` in ledger order, and the limit of each device that has one."""

    heard: tuple[Entry, ...] = ()
    limits: Mapping[str, Limit] = field(default_factory=dict)
    hearing: Hearing = field(default_factory=Hearing)

    @classmethod
    def of(cls, entries: Iterable[Entry], forked: Mapping[str, int]) -> Authority:
        """Hear governing entries, limits aside; `forked` is the size common to all branches of a device."""
        heard = _in_order(entries)
        named = _named(heard)

        def ends(limits: Mapping[str, int]) -> list[Revocation]:
            return [Revocation(*end) for end in _hear_devices(heard, named, forked, limits)[0].ends]

        held = _settle(ends, len(heard))
        sizes = {device: limit.size for device, limit in held.items()}
        hearing, unknown = _hear_devices(heard, named, forked, sizes)
        limits = {**held, **{device: Limit(0, "unknown") for device in unknown}}
        return cls(heard=heard, limits=limits, hearing=hearing)

    @property
    def sizes(self) -> dict[str, int]:
        """Give the size up to which each limited device counts."""
        return {device: limit.size for device, limit in self.limits.items()}

    def refusal(self, entry: Entry) -> str:
        """Say why an entry does not count, "" for one that does; a waiting act does not count yet."""
        status = self.hearing.status.get(entry.id)
        if status is not None:
            return status.reason if status.word != "counts" else ""
        changes = self.hearing.silenced.get(entry.device)
        if changes is None:
            return ""
        place = (entry.lam, entry.device, entry.seq)
        roles = next((roles for since, roles in reversed(changes) if since <= place), frozenset({"desk"}))
        return "" if roles & RECORDS else f"its device records nothing: it is {' and '.join(sorted(roles))}"

    def status(self, entry: Entry) -> Status | None:
        """Give what became of a governing entry, None where it lies behind its device's limit."""
        return self.hearing.status.get(entry.id)


def asked_for(entries: Iterable[Entry]) -> dict[str, str]:
    """Give what is erased, target to `erase` entry, as it stood before anybody was revoked."""
    heard = _in_order(entries)
    return dict(_hear_devices(heard, _named(heard), {}, {})[0].erased)


def _in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (e.lam, e.device, e.seq)))


def settle(given: list[Revocation], forked: Mapping[str, int]) -> dict[str, int]:
    """Give the limits that the revocations in force set, each by a device that may still speak."""

    def ends(limits: Mapping[str, int]) -> list[Revocation]:
        return [
            one
            for one in given
            if one.seq < min(limits.get(one.by, one.seq + 1), forked.get(one.by, one.seq + 1))
        ]

    return {device: limit.size for device, limit in _settle(ends, len(given)).items()}


def _settle(ends: Callable[[Mapping[str, int]], list[Revocation]], rounds: int) -> dict[str, Limit]:
    """Hear again until nothing changes; where revocations undo each other in a circle, all of them hold."""
    given = ends({})
    limits = _smallest(given)
    for _ in range(rounds + 1):
        heard = ends({device: limit.size for device, limit in limits.items()})
        again = _smallest(heard)
        if again == limits:
            return limits
        given, limits = [*given, *heard], again
    return _smallest(given)


def _smallest(given: Iterable[Revocation]) -> dict[str, Limit]:
    found: dict[str, Limit] = {}
    for one in given:
        limit = Limit(max(0, one.size), one.why)
        found[one.device] = min(limit, found.get(one.device, limit))
    return found


def _named(heard: Iterable[Entry]) -> dict[str, bool]:
    """Give each device that others name, and whether its own first entry calls it a steward."""
    named = {device for entry in heard for device in enrols(entry)}
    firsts = [entry for entry in heard if entry.kind == "member" and entry.seq == 0]
    own = {entry.device for entry in firsts if "steward" in claimed(entry.body or {})}
    return {device: device in own for device in named}


def _hear_devices(
    heard: tuple[Entry, ...], named: Mapping[str, bool], forked: Mapping[str, int], limits: Mapping[str, int]
) -> tuple[Hearing, list[str]]:
    """Hear without the devices that are named only by entries that do not count; gives these as well.

    A device nobody names, and a steward by its own word, counts by itself.
    """
    unknown = set[str]()  # two desks that know each other count before any steward's log is here
    bounds = {**limits, **{device: min(limits.get(device, size), size) for device, size in forked.items()}}
    while True:
        hearing = hear(heard, bounds | dict.fromkeys(unknown, 0))
        lost = {one for one, alone in named.items() if not alone} - hearing.enrolled
        if lost <= unknown:
            return hearing, sorted(unknown)
        unknown |= lost
