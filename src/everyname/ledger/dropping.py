"""Drop bodies that were erased from the file of a log: a line says so in the place of each, leaves stay.

The file is written again beside the old one, synced, and renamed over it: a kill leaves one or the other.
What the disk still holds of the old sectors is the disk's affair.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from everyname.ledger import durable
from everyname.ledger.entry import spell_erased
from everyname.ledger.log import BODIES
from everyname.ledger.taking import branches

__all__ = ["bodies_of", "drop_bodies", "erased_of", "is_erased"]

_ERASED = b'{"erased":'


def bodies_of(folder: Path) -> list[tuple[Path, int]]:
    """Give the files of bodies of a log and its branches, each with the seq of its first line."""
    beside = [(branch.folder / BODIES, branch.common) for branch in branches(folder)]
    return [(folder / BODIES, 0), *beside]


def erased_of(device: str, erased: Mapping[str, str]) -> dict[int, str]:
    """Give what was erased of one device: seq and the entry that erased it."""
    found = ((target.partition("-"), by) for target, by in erased.items())
    return {int(seq): by for (name, dash, seq), by in found if dash and name == device and seq.isdecimal()}


def is_erased(line: bytes) -> bool:
    """Say whether a line stands in the place of a body that was erased."""
    return line.startswith(_ERASED)


def drop_bodies(path: Path, first: int, erased: Mapping[int, str]) -> int:
    """Write a file of bodies without those erased (seq: by); gives how many were still there.

    `first` is the seq of the first line. Lines behind the signed head stay as they are.
    """
    if not any(seq in erased and not is_erased(line) for seq, line in _numbered(path, first)):
        return 0
    count, beside = 0, path.with_name(path.name + ".tmp")
    with durable.writing("an erasure"):
        beside.unlink(missing_ok=True)
        with beside.open("xb") as file:
            for seq, line in _numbered(path, first):
                if seq in erased and not is_erased(line):
                    line = spell_erased(erased[seq], seq) + b"\n"
                    count += 1
                file.write(line)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        durable.sync_folder(path.parent)
    return count


def _numbered(path: Path, first: int) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        yield from enumerate(file, first)
