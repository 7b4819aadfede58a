"""Enumerate what may stand on a disk after the power fails, from a record of what was asked of it.

What was synced stands. Of the rest, each change of a folder's entries may have happened or not, each file
may end at any of its unsynced writes, torn at a sector, with sectors missing, or holding garbage. A
renamed file whose bytes were not synced is such a file too. A rename is whole or absent.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from torture.disk import ROOT, Op

__all__ = ["State", "states"]

SECTOR = 512
Tree = dict[str, bytes | None]  # path -> bytes, None for a folder


@dataclass(frozen=True, slots=True)
class State:
    """What the disk may hold, and what was acknowledged by then."""

    tree: Tree
    acks: tuple[Any, ...]
    mark: bytes

    def lay(self, root: Path) -> None:
        """Write the state into a new folder."""
        root.mkdir()
        for path, data in self.tree.items():
            place = root / path
            if data is None:
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)


class _Disk:
    """The synced part of a disk, and what is pending."""

    def __init__(self, folders: set[int]) -> None:
        self.folders = folders
        self.entries: dict[tuple[int, str], int] = {}
        self.waiting: list[Op] = []
        self.content: dict[int, bytes] = {}
        self.unsynced: dict[int, list[Op]] = {}
        self.acks: list[Any] = []

    def take(self, op: Op) -> None:
        """Let one operation happen in memory, or become safe."""
        if op.kind == "ack":
            self.acks.append(op.said)
        elif op.kind == "entries":
            self.waiting.append(op)
        elif op.kind != "sync":
            self.unsynced.setdefault(op.node, []).append(op)
        elif op.node in self.folders:
            touched = [one for one in self.waiting if any(entry[0] == op.node for entry in one.entries)]
            self.waiting = [one for one in self.waiting if one not in touched]
            for one in touched:
                _enter(self.entries, one)
        elif op.node in self.unsynced:
            self.content[op.node] = _grown(self.content.get(op.node, b""), self.unsynced.pop(op.node))


def _enter(entries: dict[tuple[int, str], int], op: Op) -> None:
    for folder, name, node in op.entries:
        if node is None:
            entries.pop((folder, name), None)
        else:
            entries[folder, name] = node


def _grown(content: bytes, ops: Iterable[Op]) -> bytes:
    data = bytearray(content)
    for op in ops:
        if op.kind == "cut":
            del data[op.at :]
            data.extend(bytes(op.at - len(data)))
        else:
            data.extend(bytes(max(0, op.at - len(data))))
            data[op.at : op.at + len(op.data)] = op.data
    return bytes(data)


def states(
    ops: Sequence[Op], folders: set[int], draw: random.Random, each: int, first: int = 0
) -> Iterator[State]:
    """Give states after a cut behind each operation from `first` on, at most `each` a place, none twice."""
    seen: set[bytes] = set()
    disk = _Disk(folders)
    for op in ops[:first]:
        disk.take(op)
    for op in (None, *ops[first:]):
        if op is not None:
            disk.take(op)
        for tree in _trees(disk, draw, each):
            mark = _mark(tree, len(disk.acks))
            if mark not in seen:
                seen.add(mark)
                yield State(tree, tuple(disk.acks), mark)


def _mark(tree: Tree, acks: int) -> bytes:
    running = sha256(str(acks).encode())
    for path in sorted(tree):
        data = tree[path]
        running.update(path.encode() + b"\0" + (b"/" if data is None else sha256(data).digest()))
    return running.digest()[:16]


def _trees(disk: _Disk, draw: random.Random, each: int) -> Iterator[Tree]:
    choices = [
        _variants(disk.content.get(node, b""), ops, draw) for node, ops in sorted(disk.unsynced.items())
    ]
    nodes = sorted(disk.unsynced)
    subsets = 1 << len(disk.waiting)
    total = subsets
    for one in choices:
        total *= len(one)
    if total <= each:
        picks = itertools.product(range(subsets), *choices)
    else:
        # The two extremes always, others drawn.
        first = [(0, *(one[0] for one in choices)), (subsets - 1, *(one[-1] for one in choices))]
        drawn = ((draw.randrange(subsets), *(draw.choice(one) for one in choices)) for _ in range(each - 2))
        picks = itertools.chain(first, drawn)
    for subset, *contents in picks:
        entries = dict(disk.entries)
        for at, op in enumerate(disk.waiting):
            if subset >> at & 1:
                _enter(entries, op)
        yield _tree(entries, disk.folders, disk.content | dict(zip(nodes, contents, strict=True)))


def _tree(entries: dict[tuple[int, str], int], folders: set[int], content: dict[int, bytes]) -> Tree:
    below: dict[int, list[tuple[str, int]]] = {}
    for (folder, name), node in entries.items():
        below.setdefault(folder, []).append((name, node))
    tree: Tree = {}
    waiting = [("", ROOT)]
    while waiting:
        path, folder = waiting.pop()
        for name, node in below.get(folder, ()):
            if node in folders:
                tree[path + name] = None
                waiting.append((f"{path}{name}/", node))
            else:
                tree[path + name] = content.get(node, b"")
    return tree


def _variants(content: bytes, ops: Sequence[Op], draw: random.Random) -> list[bytes]:
    """Give contents a file may have after unsynced writes: first none of them, last all of them."""
    whole = [_grown(content, ops[:count]) for count in range(len(ops) + 1)]
    torn = list[bytes]()
    for op, before, after in zip(ops, whole, whole[1:], strict=False):
        if op.kind != "write" or not op.data:
            continue
        start, end = op.at, op.at + len(op.data)
        torn += [after[:edge] for edge in range(start - start % SECTOR + SECTOR, end, SECTOR)]
        torn += [after[: draw.randrange(start, end + 1)] for _ in range(3)]
        torn += [before + bytes(len(after) - len(before)), before + draw.randbytes(len(after) - len(before))]
        torn += [_missing(before, after, start, draw) for _ in range(6)]
    return [*dict.fromkeys([*whole[:-1], *torn]), whole[-1]]


def _missing(before: bytes, after: bytes, start: int, draw: random.Random) -> bytes:
    """Give the whole length with some of the sectors written, the others old, zero or garbage."""
    data = bytearray(after)
    first = start - start % SECTOR
    for at in range(first, len(after), SECTOR):
        if draw.random() < 0.5:
            old = before[at : at + SECTOR]
            lost = min(SECTOR, len(after) - at) - len(old)
            data[at : at + SECTOR] = old + (bytes(lost) if draw.random() < 0.5 else draw.randbytes(lost))
    return bytes(data)
