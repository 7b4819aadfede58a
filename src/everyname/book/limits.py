"""Read from the logs of a book what bears on how far each counts: forks, and the entries that govern.

Nothing is dropped: entries behind a limit stay on disk under their signature and can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from everyname.book.authority import asked_for
from everyname.book.roles import GOVERNING, governs
from everyname.ledger.entry import Entry, join, parse_leaf
from everyname.ledger.log import Readable
from everyname.ledger.taking import branches

__all__ = [
    "LASTING",
    "erasures",
    "fork_limits",
    "governing",
    "lasts",
    "log_folders",
    "of_kind",
    "smaller",
    "without",
]

LASTING = GOVERNING


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
        bodies, read = log.body_lines(), 0
        for seq, line in enumerate(log.leaf_lines()):
            if marks.search(line):
                # Bodies are read as far as the last entry wanted: mostly there is none.
                body = next(islice(bodies, seq - read, None))
                read = seq + 1
                yield join(parse_leaf(line), body)


def governing(logs: Iterable[Readable]) -> Iterator[Entry]:
    """Stream the signed entries that bear on who may speak, limits aside."""
    return (entry for entry in of_kind(logs, *GOVERNING) if governs(entry.kind, entry.body))


def lasts(entry: Entry) -> bool:
    """Say whether an entry stays whoever asks: a decision on a claim does not, one on an act does."""
    return entry.kind in LASTING and (entry.kind != "decision" or governs(entry.kind, entry.body))


def erasures(entries: Iterable[Entry]) -> dict[str, str]:
    """Give for what was erased, an entry or bytes by their digest, the `erase` entry that names it.

    `entries` are those of the `LASTING` kinds: who speaks, by which rules, and what was erased and
    published stays, or a later reader could not check the rest. An erasure is in force if its device was
    allowed it, and a second person accepted it where the policy asks for one. Revocations are set aside:
    what was dropped does not come back when the device that asked for it is revoked.
    """
    given = list(entries)
    lasting = {one.id for one in given if lasts(one)}
    named = asked_for(one for one in given if governs(one.kind, one.body))
    return {target: by for target, by in named.items() if target not in lasting}


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
