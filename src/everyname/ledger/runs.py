"""Check a run of log lines: each leaf in its place, each body against its leaf."""

from __future__ import annotations

from binascii import unhexlify
from hashlib import sha256
from typing import NamedTuple

from everyname.errors import ValueRefused
from everyname.ledger import tree
from everyname.ledger.canonical import require_exact
from everyname.ledger.entry import MAX_LEAF, PLAIN_BODIES, Leaf, fit, parse_leaf, plain_leaves

__all__ = ["Run", "Sound", "any_run", "check_run", "leaf_in_place", "plain_run"]


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
    return plain_run(device, run, read_bodies) or any_run(device, run, read_bodies)


def plain_run(device: str, run: Run, read_bodies: bool) -> Sound | None:
    """Check a run of the commonest lines several times faster; None where it is not one, or does not fit."""
    lines = run.leaves.split(b"\n")
    leaves, bodies = plain_leaves(device).findall(run.leaves), PLAIN_BODIES.findall(run.bodies)
    if not len(lines) == len(leaves) == len(bodies) == run.bodies.count(b"\n") + 1:
        return None
    if max(map(len, lines)) > MAX_LEAF:
        return None
    lam = 0
    try:
        for seq, ((commitment, place, number), (body, salt, at)) in enumerate(
            zip(leaves, bodies, strict=True), run.first
        ):
            higher = int(place)
            if higher <= lam or int(number) != seq or at != number:
                return None
            lam = higher
            if sha256(unhexlify(salt) + body).digest() != unhexlify(commitment):
                return None
            if read_bodies:
                require_exact(body)
    except ValueRefused:
        return None
    return Sound(b"".join(map(tree.leaf_hash, lines)), int(leaves[0][1]), lam, [], [])


def any_run(device: str, run: Run, read_bodies: bool) -> Sound | None:
    """Check a run of any lines; None where anything does not fit."""
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
