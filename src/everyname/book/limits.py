"""Say how far each device's log counts: not beyond a fork, nor beyond the size at which it was revoked.

Nothing is dropped: entries behind a limit stay on disk under their signature and can be shown. A
revocation by a device that is itself limited before it counts for nothing; where revocations undo each
other in a circle, all of them hold until people settle it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from everyname.ledger.entry import Entry, join, parse_leaf
from everyname.ledger.log import Readable
from everyname.ledger.taking import branches

__all__ = [
    "LASTING",
    "Revocation",
    "erased_by",
    "erasures",
    "fork_limits",
    "log_folders",
    "of_kind",
    "revocations",
    "revoked_limits",
    "settle",
    "smaller",
    "without",
]

LASTING = ("adopt", "edition", "erase", "member", "policy", "revoke", "rotate")


class Revocation(NamedTuple):
    """`device` counts up to `size` entries, says entry `seq` of the device `by`."""

    device: str
    size: int
    by: str
    seq: int


def log_folders(book: Path) -> list[Path]:
    """Give the folders of the device logs; one that is still being put in place begins with a dot."""
    return sorted(p for p in (book / "ledger").iterdir() if p.is_dir() and not p.name.startswith("."))


def fork_limits(book: Path) -> dict[str, int]:
    """Give the size common to all branches, for each device that forked."""
    found = {}
    for folder in log_folders(book):
        sizes = [branch.common for branch in branches(folder)]
        if sizes:
            found[folder.name] = min(sizes)
    return found


def of_kind(logs: Iterable[Readable], *kinds: str) -> Iterator[Entry]:
    """Stream the signed entries of some kinds, limits aside; other entries are not read."""
    marks = re.compile("|".join(f'"kind":"{kind}"' for kind in kinds).encode("ascii"))
    for log in logs:
        bodies = log.body_lines()
        for line in log.leaf_lines():
            body = next(bodies)
            if marks.search(line):
                yield join(parse_leaf(line), body)


def revocations(entries: Iterable[Entry]) -> list[Revocation]:
    """Read the `revoke` entries among some; one that is not whole revokes nothing."""
    found = []
    for entry in entries:
        body = entry.body or {}
        if entry.kind == "revoke" and isinstance(body.get("device"), str) and type(body.get("size")) is int:
            found.append(Revocation(body["device"], max(0, body["size"]), entry.device, entry.seq))
    return found


def revoked_limits(logs: Iterable[Readable], forked: Mapping[str, int]) -> dict[str, int]:
    """Give the size at which each revoked device ends."""
    return settle(revocations(of_kind(logs, "revoke")), forked)


def settle(given: list[Revocation], forked: Mapping[str, int]) -> dict[str, int]:
    """Give the limits that the revocations in force set, each by a device that may still speak."""
    # Behind a fork each replica may hold another branch first: what stands there is heard nowhere.
    given = [r for r in given if r.seq < forked.get(r.by, r.seq + 1)]
    every = _smallest(given)
    limits = every
    for _ in range(len(given) + 1):
        heard = [r for r in given if r.seq < min(limits.get(r.by, r.seq + 1), forked.get(r.by, r.seq + 1))]
        again = _smallest(heard)
        if again == limits:
            return limits
        limits = again
    return every


def _smallest(given: list[Revocation]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for one in given:
        sizes[one.device] = min(one.size, sizes.get(one.device, one.size))
    return sizes


def erasures(entries: Iterable[Entry]) -> dict[str, str]:
    """Give for what was erased, an entry or bytes by their digest, the `erase` entry that names it.

    `entries` are those of the `LASTING` kinds: who speaks, by which rules, and what was erased and
    published stays, or a later reader could not check the rest. Limits are set aside: what was dropped
    does not come back when the device that asked for it is revoked.
    """
    found: dict[str, str] = {}
    lasting: set[str] = set()
    for entry in entries:
        if entry.kind in LASTING:
            lasting.add(entry.id)
        if entry.kind == "erase" and (target := erased_by(entry)):
            found.setdefault(target, entry.id)
    return {target: by for target, by in found.items() if target not in lasting}


def erased_by(entry: Entry) -> str:
    """Give what an `erase` entry names, "" where it names nothing."""
    body = entry.body or {}
    target = body.get("entry", body.get("evidence"))
    return target if isinstance(target, str) else ""


def without(entries: Iterable[Entry], erased: Mapping[str, str]) -> Iterator[Entry]:
    """Give entries as they read once what was erased is gone, whether it is gone yet or not."""
    for entry in entries:
        yield replace(entry, body=None, blobs=()) if entry.id in erased else entry


def smaller(forked: Mapping[str, int], revoked: Mapping[str, int]) -> dict[str, int]:
    """Give the smaller of two limits of each device."""
    return {
        device: min(size for size in (forked.get(device), revoked.get(device)) if size is not None)
        for device in {**forked, **revoked}
    }
