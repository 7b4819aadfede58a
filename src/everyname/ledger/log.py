"""Remember entries in order, provably: one append-only log a device, one writer a log.

Write path: bodies, sync, leaves, sync, checkpoint (temporary file, sync, rename, sync of the folder),
and only then is an entry acknowledged. A log on disk is therefore always a signed prefix, plus at
most a tail nobody was told of; opening for writing signs the valid part of the tail and moves the
rest to quarantine/.
"""

from __future__ import annotations

import contextlib
import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from everyname.errors import Damaged, EverynameError, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, durable, tree
from everyname.ledger.checking import BODIES, LEAVES, LineCheck, unlike, wrong_root
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft, Entry, join, parse_leaf, seal_draft
from everyname.ledger.keys import SigningKey, VerifyKey
from everyname.ledger.runs import leaf_in_place
from everyname.ledger.signed_folder import SignedFolder, Tail
from everyname.ledger.statements import StatementLog

__all__ = [
    "BODIES",
    "LEAVES",
    "DeviceLog",
    "Readable",
    "StatementLog",
    "cut",
    "cut_digest",
    "in_order",
    "merged",
    "origin_of",
]


@dataclass(slots=True, kw_only=True)
class _Writing:
    """What a writer knows of the files; `unsure` after a write whose end is not known."""

    head: Checkpoint
    frontier: tree.Frontier
    lam: int
    leaves_end: int
    bodies_end: int
    unsure: bool = False


class DeviceLog:
    """The log of one device at `ledger/<device>/`; with `key` None it can only be read.

    Opening with a key creates the log where there is none and recovers it where a write was cut
    short; raises Damaged if the signed part is not what was signed. With `limit` only so many of the
    signed entries count: a device that forked, or was revoked, is read no further.
    """

    def __init__(
        self,
        folder: Path,
        key: SigningKey | None = None,
        *,
        base: Path | None = None,
        limit: int | None = None,
    ) -> None:
        self.folder = folder
        self.limit = limit
        self._files = SignedFolder(folder, base or folder.parent.parent)
        self._key = key
        self._state: _Writing | None = None
        if key is not None:
            with durable.writing(f"the log {folder.name}"):
                self._begin(key)
                self._state = self._recover(key)

    # -- reading ---------------------------------------------------------------------------------

    @property
    def verify_key(self) -> VerifyKey:
        """The key that signs this log; raises Damaged."""
        return self._files.vkey() if self._key is None else self._key.verify_key

    @property
    def device(self) -> str:
        """The device id that stands in every entry."""
        return self.verify_key.device_id

    @property
    def size(self) -> int:
        """The number of acknowledged entries that count."""
        size = self.head().size
        return size if self.limit is None else min(size, self.limit)

    @property
    def checkpoint_text(self) -> str:
        """The newest signed checkpoint, as it may be handed to a partner."""
        return self._files.signed()

    def head(self) -> Checkpoint:
        """Give the newest signed head; raises Damaged if it does not verify."""
        if self._state is not None and not self._state.unsure:
            return self._state.head
        key = self.verify_key
        return self._files.head(key, origin_of(key))

    def counted(self) -> Checkpoint:
        """Give the head of the entries that count: the signed one, or an unsigned one at the limit."""
        head = self.head()
        return head if self.size == head.size else self.head_at(self.size)

    def head_at(self, size: int) -> Checkpoint:
        """Give the unsigned head of the first `size` entries; raises Damaged where there are fewer."""
        head, frontier = self.head(), tree.Frontier()
        for line in self.leaf_lines(size):
            frontier.append(tree.leaf_hash(line))
        return Checkpoint(origin=head.origin, size=size, root=frontier.root())

    def leaf_lines(self, size: int | None = None) -> Iterator[bytes]:
        """Stream the first `size` signed leaves (all by default) as lines, not checked; raises Damaged."""
        return self._files.lines(LEAVES, self.head().size if size is None else size)

    def body_lines(self, size: int | None = None) -> Iterator[bytes]:
        """Stream the first `size` bodies (all by default) as lines, not checked; raises Damaged."""
        return self._files.lines(BODIES, self.head().size if size is None else size)

    def entries(self, first: int = 0) -> Iterator[Entry]:
        """Stream the entries that count, from number `first` on.

        Raises Damaged at a bad line, or at the end for a wrong root, for which all leaves are hashed.
        """
        head, device, frontier, counted = self.head(), self.device, tree.Frontier(), self.size
        lam = 0
        bodies = self._files.lines(BODIES, head.size)
        for seq, line in enumerate(self._files.lines(LEAVES, head.size)):
            frontier.append(tree.leaf_hash(line))
            body = next(bodies)
            if seq < first:
                lam = parse_leaf(line).lam if seq == first - 1 else 0
            elif seq < counted:
                entry = self._join(seq, line, body, device, lam)
                lam = entry.lam
                yield entry
        if frontier.root() != head.root:
            raise wrong_root(self._files)

    def verify(
        self,
        erased: Collection[str] = (),
        *,
        read_bodies: bool = True,
        rests_on: Callable[[str, tuple[str, ...]], object] | None = None,
    ) -> list[Damaged]:
        """Check every line, commitment, count, the root and the signature; name each thing wrong.

        `erased` names the entries whose body may be gone; any other missing body is a problem. With
        `read_bodies` false bodies are checked against their commitments but not read, blind only to a
        device that signed a body in another spelling than the canonical. `rests_on` is told the vault
        digests of each entry that fits and counts.
        """
        problems: list[Damaged] = []
        try:
            key = self._files.vkey()
            head = self._files.head(key, origin_of(key))
            device, counted = key.device_id, self.size
            if self.folder.name != device:
                problems.append(Damaged(self._files.label(""), f"a folder named {device}", "another name"))
            for name in (LEAVES, BODIES):
                problems.extend(self._files.beyond(name, head.size))

            def tell(seq: int, digests: tuple[str, ...]) -> None:
                if rests_on is not None and seq < counted:
                    rests_on(f"{device}-{seq}", digests)

            check = LineCheck(
                self._files, device, head, erased=erased, read_bodies=read_bodies, rests_on=tell
            )
            problems.extend(check.problems())
        except Damaged as problem:
            problems.append(problem)
        return problems

    def _join(self, seq: int, line: bytes, body: bytes, device: str, lam: int) -> Entry:
        try:
            leaf = leaf_in_place(line, device, seq, lam)
        except ValueRefused as error:
            raise unlike(self._files, LEAVES, device, seq, error) from error
        try:
            return join(leaf, body)
        except ValueRefused as error:
            raise unlike(self._files, BODIES, device, seq, error) from error

    # -- writing ---------------------------------------------------------------------------------

    def append(self, drafts: Sequence[Draft], *, after: int = 0) -> list[Entry]:
        """Record entries durably, all or none, and give them once they are safe.

        `after` is the largest lam seen in other logs. Raises UsedWrongly without a key, ValueRefused
        for a draft out of profile, BookBusy where another process wrote, EverynameError from the disk.
        """
        if self._key is None or self._state is None:
            raise UsedWrongly("this log was opened for reading", remedy="Open it with the key of its device.")
        if self._state.unsure:
            self._state = self._recover(self._key)
        if not drafts:
            return []
        state, device = self._state, self._key.device_id
        first, lam = state.head.size, max(state.lam, after) + 1
        sealed = [seal_draft(draft, device, first + at, lam + at) for at, draft in enumerate(drafts)]
        frontier = state.frontier.copy()
        for leaf, _, _ in sealed:
            frontier.append(tree.leaf_hash(leaf))
        leaves = b"".join(leaf + b"\n" for leaf, _, _ in sealed)
        bodies = b"".join(body + b"\n" for _, body, _ in sealed)
        head = Checkpoint(origin=state.head.origin, size=frontier.size, root=frontier.root())
        self._write(self._key, state, bodies, leaves, head)
        self._state = _Writing(
            head=head,
            frontier=frontier,
            lam=lam + len(sealed) - 1,
            leaves_end=state.leaves_end + len(leaves),
            bodies_end=state.bodies_end + len(bodies),
        )
        return [entry for _, _, entry in sealed]

    def _write(
        self, key: SigningKey, state: _Writing, bodies: bytes, leaves: bytes, head: Checkpoint
    ) -> None:
        state.unsure = True
        try:
            with durable.writing(f"the log {self.folder.name}"):
                durable.append(self.folder / BODIES, bodies, at=state.bodies_end)
                durable.append(self.folder / LEAVES, leaves, at=state.leaves_end, metadata=False)
                self._sign(key, head)
        except EverynameError as error:
            if isinstance(error.__cause__, OSError):
                self._take_back(key, state)
                error.kept = durable.MAY_STAND if state.unsure else error.kept
            raise
        state.unsure = False

    def _take_back(self, key: SigningKey, state: _Writing) -> None:
        """Cut off what a refused write left, unless its checkpoint already stands."""
        with contextlib.suppress(OSError, Damaged):
            if self._files.head(key.verify_key, state.head.origin) != state.head:
                return
            durable.truncate(self.folder / LEAVES, state.leaves_end)
            durable.truncate(self.folder / BODIES, state.bodies_end)
            state.unsure = False

    def _sign(self, key: SigningKey, head: Checkpoint) -> None:
        durable.replace(self.folder / "checkpoint", checkpoint.sign(head, key).encode("utf-8"))

    def _begin(self, key: SigningKey) -> None:
        if not (self.folder / "checkpoint").exists():
            self._files.start(key, (LEAVES, BODIES))
            self._sign(key, Checkpoint(origin=origin_of(key.verify_key), size=0, root=tree.EMPTY_ROOT))
        self._files.require_key(key)

    def _recover(self, key: SigningKey) -> _Writing:
        """Check the signed part, sign the valid part of a tail, move the rest to quarantine/."""
        durable.sync_folder(self.folder)  # a process killed right behind a rename could not
        head = self._files.head(key.verify_key, origin_of(key.verify_key))
        frontier, last = tree.Frontier(), b""

        def take(line: bytes) -> None:
            nonlocal last
            frontier.append(tree.leaf_hash(line))
            last = line

        leaves = self._files.tail(LEAVES, head.size, take)
        bodies = self._files.tail(BODIES, head.size, lambda line: None)
        if frontier.root() != head.root:
            raise wrong_root(self._files)
        lam = parse_leaf(last).lam if head.size else 0
        state = _Writing(
            head=head, frontier=frontier, lam=lam, leaves_end=leaves.offset, bodies_end=bodies.offset
        )
        self._take_tail(key, state, leaves, bodies)
        return state

    def _take_tail(self, key: SigningKey, state: _Writing, leaves: Tail, bodies: Tail) -> None:
        for line, body in zip(leaves.whole_lines(), bodies.whole_lines(), strict=False):
            try:
                entry = self._join(state.frontier.size, line, body, key.device_id, state.lam)
            except Damaged:
                break
            state.frontier.append(tree.leaf_hash(line))
            state.lam = entry.lam
            state.leaves_end += len(line) + 1
            state.bodies_end += len(body) + 1
        self._files.quarantine(LEAVES, state.leaves_end)
        self._files.quarantine(BODIES, state.bodies_end)
        if state.frontier.size > state.head.size:
            self._sync_lines()
            state.head = Checkpoint(
                origin=state.head.origin, size=state.frontier.size, root=state.frontier.root()
            )
            self._sign(key, state.head)

    def _sync_lines(self) -> None:
        """Sync lines written by a process that died before it could: a signature must not outrun them."""
        for name in (BODIES, LEAVES):
            durable.append(self.folder / name, b"", at=(self.folder / name).stat().st_size)


class Readable(Protocol):
    """What can be merged and searched: a log on disk, or one with entries that are still being checked."""

    def entries(self) -> Iterator[Entry]:
        """Stream the entries that count."""

    def leaf_lines(self) -> Iterator[bytes]:
        """Stream the signed leaves."""

    def body_lines(self) -> Iterator[bytes]:
        """Stream the bodies."""


def in_order(logs: Iterable[Readable]) -> Iterator[Entry]:
    """Merge logs into the one order of the book: by lam, then device, then sequence number."""
    return merged(log.entries() for log in logs)


def merged(streams: Iterable[Iterator[Entry]]) -> Iterator[Entry]:
    """Merge the entries of each device into the one order of the book."""
    return heapq.merge(*streams, key=lambda e: (e.lam, e.device, e.seq))


def cut(logs: Iterable[DeviceLog]) -> str:
    """Give the sorted lines `vkey size root` (root in hex) of the heads a derivation saw."""
    heads = ((log.verify_key.vkey, log.counted()) for log in logs)
    return "".join(sorted(f"{vkey} {head.size} {head.root.hex()}\n" for vkey, head in heads))


def cut_digest(logs: Iterable[DeviceLog]) -> str:
    """Give the SHA-256 (hex) of the cut, the stamp of everything derived from it."""
    return sha256(cut(logs).encode("utf-8")).hexdigest()


def origin_of(key: VerifyKey) -> str:
    """Give the origin line of the log of a device."""
    # Not the bare key name: that is the origin of a publication log, and the same key could sign both.
    return f"{key.name}/{key.device_id}"
