"""Say plainly what is proven of a sound book, by whom, and what is not; compare heads read aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyname.book import cosigned, held, keyring
from everyname.book.authority import Authority
from everyname.book.cosigned import Heard, SignedLog
from everyname.book.limits import fork_limits, governing, log_folders
from everyname.book.policy import Policy, parse_policy
from everyname.errors import UsedWrongly
from everyname.ledger import cosign, keys
from everyname.ledger.log import DeviceLog

__all__ = ["CHECKED", "Compared", "Proven", "Witnessed", "compare_heads", "proven"]

CHECKED = (
    "every entry against its commitment and the signed root of its log",
    "every piece of evidence against its digest",
    "the publication log, and every file of every edition in the book",
)
ALWAYS = (
    "Times are as the clocks of writers and witnesses said: the order is proven, the hour is not.",
    "That what was recorded is true is never proven, only that it was recorded and not changed since.",
)
_SHORT = re.compile(r"([a-z2-7]{8})\s+([0-9][0-9,]*)\s+([0-9a-fA-F\s]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """How far a log is cosigned: `by` of `needed` witnesses cosigned its first `size` leaves or more."""

    log: str
    origin: str
    size: int
    by: tuple[str, ...]
    needed: int
    time: int  # of the oldest cosignature counted, POSIX seconds as the witness's clock said


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What is held by others, what is not proven, and the short line of each head."""

    held: tuple[tuple[str, int, tuple[str, ...]], ...]
    cosigned: tuple[Witnessed, ...]
    not_proven: tuple[str, ...]
    heads: tuple[str, ...]

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "held": [{"device": d, "entries": size, "by": list(by)} for d, size, by in self.held],
            "cosigned": [
                {
                    "log": one.log,
                    "origin": one.origin,
                    "size": one.size,
                    "by": list(one.by),
                    "needed": one.needed,
                    "time": one.time,
                }
                for one in self.cosigned
            ],
            "not_proven": list(self.not_proven),
            "heads": list(self.heads),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A head somebody else read out, held against this book: `agrees` is None where nothing can be said."""

    line: str
    agrees: bool | None
    said: str


def proven(folder: Path) -> Proven:
    """Say what is proven of a book whose bytes are sound; raises Damaged where what witnesses said is not."""
    logs = cosigned.signed_logs(folder)
    rules = recorded_policy(folder).witnesses
    known = [cosign.parse_cosigner(key) for key in rules.keys]
    said = held.compare(folder)
    heard = {log.id: cosigned.heard(folder, log, known) for log in logs}
    return Proven(
        held=_held(said),
        cosigned=tuple(
            _witnessed(log, heard[log.id], rules.needed)
            for log in logs
            if heard[log.id] or _wants(log, known)
        ),
        not_proven=(*_unproven(logs, said, heard, rules.needed), *_erased(folder), *ALWAYS),
        heads=tuple(held.short_line(log.id, log.head) for log in logs),
    )


def _held(said: Sequence[held.Held]) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Give for each device the entries that others hold too, as (device, entries, who)."""
    sizes: dict[str, dict[str, int]] = {}
    for one in said:
        by = keys.parse_vkey(one.by).device_id
        if not one.wrong and by != one.device:
            found = sizes.setdefault(one.device, {})
            found[by] = max(one.size, found.get(by, 0))
    return tuple((device, max(by.values()), tuple(sorted(by))) for device, by in sorted(sizes.items()))


def _wants(log: SignedLog, known: Sequence[cosign.CosignerKey]) -> bool:
    return bool(known) and bool(log.head.size) and _written_here(log)


def _written_here(log: SignedLog) -> bool:
    return keyring.holds(log.id)


def _witnessed(log: SignedLog, heard: Sequence[Heard], needed: int) -> Witnessed:
    """Count the witnesses of the largest head that enough of them, or as many as there are, reach."""
    largest = sorted(heard, key=lambda one: -one.size)
    counted = largest[: max(needed, 1)]
    size = counted[-1].size if counted else 0
    by = tuple(one.by.name for one in largest if one.size >= size)
    return Witnessed(
        log=log.id,
        origin=log.head.origin,
        size=size,
        by=by,
        needed=needed,
        time=min((one.time for one in counted), default=0),
    )


def _unproven(
    logs: Sequence[SignedLog], said: Sequence[held.Held], heard: dict[str, list[Heard]], needed: int
) -> list[str]:
    """Name the tails that only this machine knows, and the heads too few witnesses cosigned."""
    away: dict[str, int] = {}
    for one in said:
        if not one.wrong and not keyring.holds(keys.parse_vkey(one.by).device_id):
            away[one.device] = max(one.size, away.get(one.device, 0))
    found = []
    for log in logs:
        if not _written_here(log):
            continue
        known = max([away.get(log.id, 0), *(one.size for one in heard[log.id])])
        what = "published statements" if log.published else f"entries of {log.id}"
        if log.head.size > known:
            found.append(
                f"The last {log.head.size - known:,} {what} could be cut off unnoticed:"
                " no one else is known to hold them or their head."
            )
        enough = sum(one.size == log.head.size for one in heard[log.id])
        if enough < needed and log.head.size:
            found.append(
                f"The head of {log.head.origin} is cosigned by {enough} of the {needed} witnesses needed."
            )
    return found


def _erased(folder: Path) -> list[str]:
    count = sum(
        line.startswith(b'{"erased"') for path in log_folders(folder) for line in DeviceLog(path).body_lines()
    )
    if not count:
        return []
    return [
        f"What {count:,} erased entries said: only that they stood there, and who erased them, is proven."
    ]


def recorded_policy(folder: Path) -> Policy:
    """Read the policy in force from the ledger itself: a check does not rest on the index."""
    logs = [DeviceLog(path) for path in log_folders(folder)]
    return parse_policy(Authority.of(governing(logs), fork_limits(folder)).hearing.policy)


def compare_heads(folder: Path, lines: Sequence[str]) -> list[Compared]:
    """Hold short lines of heads, as read over the telephone, against this book; raises UsedWrongly."""
    logs = {log.id: log for log in cosigned.signed_logs(folder)}
    return [_compare(logs, line.strip()) for line in lines if line.strip()]


def _compare(logs: dict[str, SignedLog], line: str) -> Compared:
    found = _SHORT.fullmatch(line)
    digits = re.sub(r"\s", "", found[3]).lower() if found else ""
    if found is None or not held.SHORT <= len(digits) <= 64:
        raise UsedWrongly(
            f"{line[:80]!r} is not the short line of a head.",
            remedy=f"It is eight signs, a number, and {held.SHORT} signs, as `everyname have` prints it.",
        )
    log, size = logs.get(found[1]), int(found[2].replace(",", ""))
    if log is None:
        return Compared(line=line, agrees=None, said=f"this book holds nothing of {found[1]}")
    if size > log.head.size:
        more = f"they have {size:,} of {log.id}, this book only {log.head.size:,}"
        if _written_here(log):
            return Compared(
                line=line, agrees=False, said=f"{more}, though it is written here: its tail is gone"
            )
        return Compared(line=line, agrees=None, said=f"{more}; ask them for a bundle")
    root = cosigned.roots_at(log.leaves(), [size])[size].hex()
    if not root.startswith(digits):
        return Compared(
            line=line,
            agrees=False,
            said=f"differs: one of the two books was altered, or {log.id} wrote two histories",
        )
    if size == log.head.size:
        return Compared(line=line, agrees=True, said="equal: both hold the same")
    more = f"{log.head.size - size:,} more"
    return Compared(line=line, agrees=True, said=f"agrees as far as it goes; this book has {more}")
