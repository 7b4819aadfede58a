"""Compute RFC 6962 Merkle tree hashes, inclusion proofs and consistency proofs (SHA-256).

All hashes are 32 raw bytes. Proving follows RFC 6962 section 2.1; verifying follows RFC 9162 sections
2.1.3.2 and 2.1.4.2, so the two sides share no code path.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from everyname.errors import UsedWrongly

__all__ = [
    "EMPTY_ROOT",
    "Frontier",
    "Levels",
    "consistency_proof",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "root",
    "verify_consistency",
    "verify_inclusion",
]

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash the bytes of a leaf: SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two children: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Compute the Merkle tree head of the leaves given by their hashes."""
    level = list(leaf_hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        level = _above(level)
    return level[0]


class Frontier:
    """The right edge of a growing tree: one hash a set bit of `size` (a compact range)."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the right."""
        peaks, size = self._peaks, self.size
        while size & 1:
            leaf = sha256(b"\x01" + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """Give the tree head of everything appended so far."""
        if not self._peaks:
            return EMPTY_ROOT
        found = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            found = node_hash(peak, found)
        return found

    def copy(self) -> Frontier:
        """Give an independent frontier of the same leaves."""
        twin = Frontier()
        twin.size, twin._peaks = self.size, list(self._peaks)
        return twin


class Levels:
    """Every node of one tree, kept so that many proofs of one tree are cheap."""

    __slots__ = ("_levels", "size")

    def __init__(self, leaf_hashes: Sequence[bytes]) -> None:
        self.size = len(leaf_hashes)
        self._levels = [list(leaf_hashes)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """The tree head."""
        return self._levels[-1][0] if self.size else EMPTY_ROOT

    def inclusion_proof(self, index: int) -> list[bytes]:
        """Give the audit path of one leaf, sibling first; raises UsedWrongly outside the tree."""
        if not 0 <= index < self.size:
            raise UsedWrongly(f"leaf {index} is not in a tree of {self.size}")
        path = []
        for level in self._levels[:-1]:
            sibling = index ^ 1
            if sibling < len(level):  # a last node without a sibling moves up as it is
                path.append(level[sibling])
            index >>= 1
        return path

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """Give the proof that the first `old_size` leaves are a prefix (RFC 6962 section 2.1.2)."""
        if not 0 <= old_size <= self.size:
            raise UsedWrongly(f"a tree of {self.size} has no prefix of {old_size}")
        if old_size in (0, self.size):
            return []
        return self._subproof(old_size, 0, self.size, whole=True)

    def _subproof(self, count: int, start: int, end: int, *, whole: bool) -> list[bytes]:
        size = end - start
        if count == size:
            return [] if whole else [self._range(start, end)]
        split = 1 << ((size - 1).bit_length() - 1)
        if count <= split:
            left = self._subproof(count, start, start + split, whole=whole)
            return [*left, self._range(start + split, end)]
        right = self._subproof(count - split, start + split, end, whole=False)
        return [*right, self._range(start, start + split)]

    def _range(self, start: int, end: int) -> bytes:
        height = (end - start - 1).bit_length()
        return self._levels[height][start >> height]


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Give the audit path of leaf `index`, sibling first; for many proofs keep a `Levels`."""
    return Levels(leaf_hashes).inclusion_proof(index)


def consistency_proof(leaf_hashes: Sequence[bytes], old_size: int) -> list[bytes]:
    """Give the proof that the tree of the first `old_size` leaves is a prefix of this one."""
    return Levels(leaf_hashes).consistency_proof(old_size)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether `leaf` (a leaf hash) stands at `index` in the tree of `size` with `root`."""
    if not 0 <= index < size or any(len(part) != 32 for part in proof):
        return False
    place, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(part, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, part)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether the tree (`old_size`, `old_root`) is a prefix of the tree (`new_size`, `new_root`)."""
    if not 0 <= old_size <= new_size or any(len(part) != 32 for part in proof):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    return _walk_consistency(old_size - 1, new_size - 1, path) == (old_root, new_root)


def _walk_consistency(place: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for part in path[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            old, new = node_hash(part, old), node_hash(part, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, part)
        place, last = place >> 1, last >> 1
    return (old, new) if last == 0 else None


def _above(level: list[bytes]) -> list[bytes]:
    above = [
        sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)
    ]
    if len(level) & 1:
        above.append(level[-1])
    return above
