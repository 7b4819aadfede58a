"""Check a run of log lines: each leaf in its place, each body against its leaf."""

from __future__ import annotations

from typing import NamedTuple

from everyname.errors import ValueRefused
from everyname.ledger import tree
from everyname.ledger.canonical import require_exact
from everyname.ledger.entry import Leaf, fit, parse_leaf

__all__ = ["Run", "Sound", "check_run", "leaf_in_place"]


class Run(NamedTuple):
    """Leaves and bodies that follow each other, from entry `first` on, joined by newlines."""

    first: int
    leaves: bytes
    bodies: bytes


class Sound(NamedTuple):
    """What a run held in which everything fits; `evidence` gives vault digests by entry number."""

    hashes: bytes
    lowest: int
    lam: int
    evidence: list[tuple[int, tuple[str, ...]]]
    bodiless: list[int]


def leaf_in_place(line: bytes, device: str, seq: int, lam: int) -> Leaf:
    """Read a leaf that has to be entry `seq` of a device, with a lam above `lam`; raises ValueRefused."""
    leaf = parse_leaf(line)
    if leaf.seq != seq or leaf.device != device or leaf.lam <= lam:
        raise ValueRefused(f"a leaf of {leaf.device}-{leaf.seq}, lam {leaf.lam}")
    return leaf


def check_run(device: str, run: Run, read_bodies: bool) -> Sound | None:
    """Check each leaf in its place and each body against it; None where anything does not fit."""
    hashes: list[bytes] = []
    evidence: list[tuple[int, tuple[str, ...]]] = []
    bodiless: list[int] = []
    lowest = lam = 0
    pairs = zip(run.leaves.split(b"\n"), run.bodies.split(b"\n"), strict=True)
    try:
        for seq, (line, body) in enumerate(pairs, run.first):
            leaf = leaf_in_place(line, device, seq, lam)
            lam = leaf.lam
            lowest = lowest or lam
            content, blobs = fit(leaf, body)
            if content is None:
                bodiless.append(seq)
            elif read_bodies:
                require_exact(content)
            if blobs:
                evidence.append((seq, blobs))
            hashes.append(tree.leaf_hash(line))
    except ValueRefused:
        return None
    return Sound(b"".join(hashes), lowest, lam, evidence, bodiless)
