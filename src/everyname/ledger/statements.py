"""Remember published statements: the log whose every leaf may be shown, with proofs at any signed size.

    leaves.jsonl          one canonical-JSON leaf a line
    checkpoints/<size>    every head ever signed, so an old edition can still be proven
    checkpoint, key.vkey, quarantine/   as in every log

A head that was signed is never contradicted: recovery starts from the largest one on disk.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from everyname.errors import Damaged, EverynameError, UsedWrongly, ValueRefused
from everyname.ledger import canonical, checkpoint, durable, proof, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import SigningKey, VerifyKey
from everyname.ledger.signed_folder import SignedFolder

__all__ = ["StatementLog"]

LEAVES = "leaves.jsonl"


@dataclass(slots=True, kw_only=True)
class _Writing:
    head: Checkpoint
    frontier: tree.Frontier
    end: int
    unsure: bool = False


class StatementLog:
    """The publication log at `publication/`; with `key` None it can only be read."""

    def __init__(self, folder: Path, key: SigningKey | None = None, *, base: Path | None = None) -> None:
        self.folder = folder
        self._files = SignedFolder(folder, base or folder.parent)
        self._key = key
        self._state: _Writing | None = None
        self._levels: tree.Levels | None = None
        if key is not None:
            with durable.writing("the publication log"):
                self._begin(key)
                self._state = self._recover(key)

    # -- reading ---------------------------------------------------------------------------------

    @property
    def verify_key(self) -> VerifyKey:
        """The key that signs this log; raises Damaged."""
        return self._files.vkey() if self._key is None else self._key.verify_key

    @property
    def size(self) -> int:
        """The number of published leaves."""
        return self.head().size

    @property
    def checkpoint_text(self) -> str:
        """The newest signed checkpoint."""
        return self._files.signed()

    def head(self) -> Checkpoint:
        """Give the newest signed head; raises Damaged if it does not verify."""
        if self._state is not None and not self._state.unsure:
            return self._state.head
        key = self.verify_key
        return self._files.head(key, key.name)

    def checkpoint_at(self, size: int) -> str:
        """Give the signed checkpoint of a past size; raises ValueRefused where none was signed."""
        if not (self.folder / "checkpoints" / str(size)).is_file():
            raise ValueRefused(
                f"no checkpoint of size {size} was ever signed",
                remedy=f"Signed sizes: {', '.join(map(str, self.signed_sizes()[-20:]))}.",
            )
        return self._files.signed(f"checkpoints/{size}")

    def signed_sizes(self) -> list[int]:
        """List the sizes at which a checkpoint was signed, smallest first."""
        names = [path.name for path in (self.folder / "checkpoints").glob("*")]
        return sorted(int(name) for name in names if name.isdecimal() and name == str(int(name)))

    def leaves(self, size: int | None = None) -> Iterator[bytes]:
        """Stream the leaves up to `size` (all by default), as bytes without newlines; raises Damaged."""
        return self._files.lines(LEAVES, self.size if size is None else size)

    def proof(self, index: int, size: int | None = None, extra: bytes | None = None) -> str:
        """Give the tlog-proof of a leaf in the tree of a signed size; raises ValueRefused, Damaged."""
        size = self.size if size is None else size
        if not 0 <= index < size:
            raise ValueRefused(f"leaf {index} is not among the first {size}")
        signed = self.checkpoint_at(size)
        return proof.make(index, self.path(index, size), signed, extra)

    def path(self, index: int, size: int) -> list[bytes]:
        """Give the hashes from a leaf to the head of a signed size; raises UsedWrongly, Damaged."""
        return self._tree(size).inclusion_proof(index)

    def consistency_proof(self, old_size: int, size: int | None = None) -> list[bytes]:
        """Give the proof that the log of `old_size` is a prefix of the log of `size`."""
        return self._tree(self.size if size is None else size).consistency_proof(old_size)

    def _tree(self, size: int) -> tree.Levels:
        """Give the nodes at a size, kept for the next proof, once they were checked against the head."""
        if self._levels is None or self._levels.size != size:
            levels = tree.Levels([tree.leaf_hash(line) for line in self.leaves(size)])
            key = self.verify_key
            if self._files.head(key, key.name, f"checkpoints/{size}").root != levels.root:
                raise self._wrong_root(size)
            self._levels = levels
        return self._levels

    def verify(self) -> list[Damaged]:
        """Check every leaf, every checkpoint ever signed and the newest head; name each thing wrong."""
        try:
            key = self._files.vkey()
            head = self._files.head(key, key.name)
            return [*self._files.beyond(LEAVES, head.size), *self._check(key, head)]
        except Damaged as problem:
            return [problem]

    def _check(self, key: VerifyKey, head: Checkpoint) -> Iterator[Damaged]:
        frontier, wanted = tree.Frontier(), set(self.signed_sizes())
        roots = {0: tree.EMPTY_ROOT}
        for at, line in enumerate(self._files.lines(LEAVES, head.size), 1):
            try:
                canonical.decode_exact(line)
            except ValueRefused as error:
                yield Damaged(self._files.label(LEAVES, at), "a canonical leaf", error.happened)
            frontier.append(tree.leaf_hash(line))
            if at in wanted:
                roots[at] = frontier.root()
        if frontier.root() != head.root:
            yield self._wrong_root(head.size)
        yield from self._check_past(key, head, wanted, roots)

    def _check_past(
        self, key: VerifyKey, head: Checkpoint, wanted: set[int], roots: dict[int, bytes]
    ) -> Iterator[Damaged]:
        if head.size not in wanted:
            yield Damaged(self._files.label(f"checkpoints/{head.size}"), "the newest checkpoint", "no file")
        elif self._files.signed(f"checkpoints/{head.size}") != self._files.signed():
            yield Damaged(self._files.label("checkpoint"), "the checkpoint of its size", "another")
        for path in sorted((self.folder / "checkpoints").glob("*")):
            if path.name.endswith(".tmp"):
                continue
            name = f"checkpoints/{path.name}"
            try:
                found = self._files.head(key, key.name, name)
            except Damaged as problem:
                yield problem
                continue
            if str(found.size) != path.name or roots.get(found.size) != found.root:
                yield Damaged(self._files.label(name), "the root of that many leaves", "another head")

    def _wrong_root(self, size: int) -> Damaged:
        label = self._files.label(LEAVES)
        return Damaged(label, f"the {size} leaves under the signed root", "leaves with another root")

    # -- writing ---------------------------------------------------------------------------------

    def append(self, leaves: Sequence[bytes]) -> tuple[int, int]:
        """Publish leaves durably, all or none; gives the index of the first and the new size.

        A leaf is canonical JSON without a newline. Raises as `DeviceLog.append` does.
        """
        if self._key is None or self._state is None:
            raise UsedWrongly("this log was opened for reading", remedy="Open it with the key that began it.")
        if self._state.unsure:
            self._state = self._recover(self._key)
        state = self._state
        for leaf in leaves:
            canonical.decode_exact(leaf)
        if not leaves:
            return state.head.size, state.head.size
        frontier = state.frontier.copy()
        for leaf in leaves:
            frontier.append(tree.leaf_hash(leaf))
        data = b"".join(leaf + b"\n" for leaf in leaves)
        head = Checkpoint(origin=state.head.origin, size=frontier.size, root=frontier.root())
        self._write(self._key, state, data, head)
        self._state = _Writing(head=head, frontier=frontier, end=state.end + len(data))
        return state.head.size, head.size

    def _write(self, key: SigningKey, state: _Writing, data: bytes, head: Checkpoint) -> None:
        state.unsure = True
        try:
            with durable.writing("the publication log"):
                durable.append(self.folder / LEAVES, data, at=state.end, metadata=False)
                self._sign(key, head)
        except EverynameError as error:
            if isinstance(error.__cause__, OSError):
                self._take_back(state, head)
                error.kept = durable.MAY_STAND if state.unsure else error.kept
            raise
        state.unsure = False

    def _take_back(self, state: _Writing, head: Checkpoint) -> None:
        """Cut off what a refused write left, unless a head over it was already signed on disk."""
        with contextlib.suppress(OSError):
            if not (self.folder / "checkpoints" / str(head.size)).exists():
                durable.truncate(self.folder / LEAVES, state.end)
                state.unsure = False

    def _sign(self, key: SigningKey, head: Checkpoint) -> None:
        signed = checkpoint.sign(head, key).encode("utf-8")
        durable.replace(self.folder / "checkpoints" / str(head.size), signed)
        durable.replace(self.folder / "checkpoint", signed)

    def _begin(self, key: SigningKey) -> None:
        if not (self.folder / "checkpoint").exists():
            self._files.start(key, (LEAVES,))
            durable.make_folder(self.folder / "checkpoints")
            self._sign(key, Checkpoint(origin=key.name, size=0, root=tree.EMPTY_ROOT))
        self._files.require_key(key)

    def _recover(self, key: SigningKey) -> _Writing:
        """Check the signed part, sign the valid part of a tail, move the rest to quarantine/."""
        durable.sync_folder(self.folder)  # a process killed right behind a rename could not
        head = self._files.head(key.verify_key, key.name)
        newest = max([head.size, *self.signed_sizes()])
        if newest > head.size:  # cut between the two renames: the larger head was signed, so it holds
            head = self._files.head(key.verify_key, key.name, f"checkpoints/{newest}")
        frontier = tree.Frontier()
        tail = self._files.tail(LEAVES, head.size, lambda line: frontier.append(tree.leaf_hash(line)))
        if frontier.root() != head.root:
            raise self._wrong_root(head.size)
        end = tail.offset
        for line in tail.whole_lines():
            try:
                canonical.decode_exact(line)
            except ValueRefused:
                break
            frontier.append(tree.leaf_hash(line))
            end += len(line) + 1
        self._files.quarantine(LEAVES, end)
        if frontier.size > head.size or newest > self._files.head(key.verify_key, key.name).size:
            durable.append(self.folder / LEAVES, b"", at=end)
            head = Checkpoint(origin=key.name, size=frontier.size, root=frontier.root())
            self._sign(key, head)
        return _Writing(head=head, frontier=frontier, end=end)
