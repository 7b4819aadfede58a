"""Check the lines under a signed head once, in constant memory, and name each thing wrong.

A run of lines in which everything fits is answered for in one piece, by whichever process looked at it.
Any other run is gone through again here, line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from everyname.errors import Damaged, ValueRefused
from everyname.ledger import tree
from everyname.ledger.canonical import require_exact
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import fit
from everyname.ledger.helpers import answers
from everyname.ledger.runs import Run, Sound, leaf_in_place
from everyname.ledger.signed_folder import SignedFolder

__all__ = ["BODIES", "LEAVES", "LineCheck", "unlike", "wrong_root"]

LEAVES = "entries.jsonl"
BODIES = "bodies.jsonl"
RUN_LINES = 1024
RUN_BYTES = 1 << 20  # a run ends with the body that passes this


def unlike(files: SignedFolder, name: str, device: str, seq: int, error: ValueRefused) -> Damaged:
    """Say that a line of a file is not the entry that was recorded there."""
    return Damaged(files.label(name, seq + 1), f"entry {device}-{seq} as recorded", error.happened)


def wrong_root(files: SignedFolder) -> Damaged:
    """Say that the leaves are not those under the signed root."""
    return Damaged(files.label(LEAVES), "the lines under the signed root", "lines with another root")


class LineCheck:
    """One check of the lines under a signed head; `problems` names each thing wrong.

    `erased` names the entries whose body may be gone; `rests_on` is told the evidence of each entry that
    fits.
    """

    def __init__(
        self,
        files: SignedFolder,
        device: str,
        head: Checkpoint,
        *,
        erased: Collection[str],
        read_bodies: bool,
        rests_on: Callable[[int, tuple[str, ...]], object],
    ) -> None:
        self._files = files
        self._device = device
        self._head = head
        self._erased = erased
        self._read_bodies = read_bodies
        self._rests_on = rests_on
        self._frontier = tree.Frontier()
        self._lam = 0
        self._leaf_named = False
        self._cut: Damaged | None = None

    def problems(self) -> Iterator[Damaged]:
        """Go through the lines once, in constant memory."""
        for run, sound in answers(self._device, self._head.size, self._runs(), self._read_bodies):
            if sound is not None and sound.lowest > self._lam:
                yield from self._take(sound)
            else:
                yield from self._name(run)
        if self._cut is not None:
            yield self._cut
        # A body that does not fit may be the fault of either file: the root tells whether leaves changed.
        elif self._frontier.root() != self._head.root and not self._leaf_named:
            yield wrong_root(self._files)

    def _runs(self) -> Iterator[Run]:
        """Cut both files into runs; where one ends too early, that is kept for the end."""
        first, leaves, bodies, length = 0, list[bytes](), list[bytes](), 0
        size = self._head.size
        try:
            for line, body in zip(
                self._files.lines(LEAVES, size), self._files.lines(BODIES, size), strict=True
            ):
                leaves.append(line)
                bodies.append(body)
                length += len(body)
                if len(leaves) == RUN_LINES or length > RUN_BYTES:
                    yield Run(first, b"\n".join(leaves), b"\n".join(bodies))
                    first, leaves, bodies, length = first + len(leaves), [], [], 0
        except Damaged as problem:
            self._cut = problem
        if leaves:
            yield Run(first, b"\n".join(leaves), b"\n".join(bodies))

    def _take(self, sound: Sound) -> Iterator[Damaged]:
        for at in range(0, len(sound.hashes), 32):
            self._frontier.append(sound.hashes[at : at + 32])
        self._lam = sound.lam
        for seq, digests in sound.evidence:
            self._rests_on(seq, digests)
        for seq in sound.bodiless:
            yield from self._bodiless(seq)

    def _name(self, run: Run) -> Iterator[Damaged]:
        """Name what is wrong in a run, line by line."""
        pairs = zip(run.leaves.split(b"\n"), run.bodies.split(b"\n"), strict=True)
        for seq, (line, body) in enumerate(pairs, run.first):
            self._frontier.append(tree.leaf_hash(line))
            try:
                leaf = leaf_in_place(line, self._device, seq, self._lam)
            except ValueRefused as error:
                self._leaf_named = True
                yield unlike(self._files, LEAVES, self._device, seq, error)
                continue
            self._lam = leaf.lam
            try:
                content, blobs = fit(leaf, body)
                if content is not None and self._read_bodies:
                    require_exact(content)
            except ValueRefused as error:
                yield unlike(self._files, BODIES, self._device, seq, error)
                continue
            if blobs:
                self._rests_on(seq, blobs)
            if content is None:
                yield from self._bodiless(seq)

    def _bodiless(self, seq: int) -> Iterator[Damaged]:
        if f"{self._device}-{seq}" not in self._erased:
            yield Damaged(self._files.label(BODIES, seq + 1), "a body", "an erasure nobody recorded")
