"""Tell whether entries the tables have not seen simply follow those they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from everyname.book.limits import LASTING
from everyname.ledger.entry import parse_leaf
from everyname.ledger.log import DeviceLog

__all__ = ["follow"]


def follow(logs: Sequence[DeviceLog], seen: Mapping[str, tuple[int, int]]) -> bool:
    """Say whether all unseen entries stand behind all seen ones in the order of the book.

    `seen` gives for each device how many of its entries were applied, and the lam of the last. What sorts
    among the seen, or may change what they count for, asks for all tables to be written anew.
    """
    sizes = {log.folder.name: log.size for log in logs}
    if not seen or any(size > sizes.get(device, 0) for device, (size, _) in seen.items()):
        return False
    last = max((lam, device) for device, (_, lam) in seen.items())
    for log in logs:
        device, (size, _) = log.folder.name, seen.get(log.folder.name, (0, 0))
        for line in islice(log.leaf_lines(sizes[device]), size, None):
            leaf = parse_leaf(line)
            if (leaf.lam, device) <= last or leaf.kind in LASTING:
                return False
    return True
