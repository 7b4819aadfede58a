"""Read from the logs of a book what bears on how far each counts: forks, and the entries that govern.

Nothing is dropped: entries behind a limit stay on disk under their signature and can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from everyname.book.authority import Authority
from everyname.book.roles import GOVERNING, governs
from everyname.ledger.entry import Entry, join, parse_leaf
from everyname.ledger.log import Readable
from everyname.ledger.taking import branches

__all__ = [
    "erasures",
    "fork_limits",
    "governing",
    "log_folders",
    "named_erased",
    "of_kind",
    "smaller",
]


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


def governing(logs: Iterable[Readable]) -> Iterator[Entry]:
    """Stream the signed entries that bear on who may speak, limits aside."""
    return (entry for entry in of_kind(logs, *GOVERNING) if governs(entry.kind, entry.body))


def erasures(entries: Iterable[Entry], forked: Mapping[str, int] | None = None) -> dict[str, str]:
    """Give for each entry whose erasure is in force the `erase` entry that names it.

    `entries` are all that `governing` gives: an erasure is in force if its device counts that far and was
    allowed it, and if a second person accepted it where the policy asks for one.
    """
    return dict(Authority.of(entries, forked or {}).hearing.erased)


def named_erased(entries: Iterable[Entry]) -> dict[str, str]:
    """Give for each entry that any `erase` entry names that entry: what explains a body that is gone."""
    found: dict[str, str] = {}
    for entry in entries:
        target = (entry.body or {}).get("entry")
        if entry.kind == "erase" and isinstance(target, str):
            found.setdefault(target, entry.id)
    return found


def smaller(forked: Mapping[str, int], revoked: Mapping[str, int]) -> dict[str, int]:
    """Give the smaller of two limits of each device."""
    return {
        device: min(size for size in (forked.get(device), revoked.get(device)) if size is not None)
        for device in {**forked, **revoked}
    }
