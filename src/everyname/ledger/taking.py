"""Check a run of entries another device signed against what is held, and take it in durably.

The root over what is held and what is offered must be the signed one. Where the offered entries
differ from held ones and both roots are signed, the device has forked: the second branch is kept
beside the first, `ledger/<device>/branches/<size>-<16 hex of root>/`, and neither is dropped.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from everyname.errors import Damaged, ValueRefused
from everyname.ledger import checkpoint, durable, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Entry, join, parse_leaf, spell_erased
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog, origin_of
from everyname.ledger.signed_folder import SignedFolder
from everyname.ledger.worded import Waits

__all__ = ["Branch", "Fit", "Gap", "Segment", "branches", "fit_segment", "take_branch", "take_segment"]

Lines = Callable[[], Iterator[bytes]]
CHUNK = 4 << 20  # bytes written between two syncs


class Gap(Waits):
    """The entries offered begin behind the ones held: an earlier bundle is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Entries `base`.. of one device up to a signed head; `leaves` and `bodies` give the lines anew."""

    key: VerifyKey
    base: int
    signed: str
    leaves: Lines
    bodies: Lines

    def head(self) -> Checkpoint:
        """Give the head once its signature and origin fit; raises ValueRefused."""
        found = checkpoint.open_checkpoint(self.signed, [self.key], origin_of(self.key))
        if found.extensions:
            raise ValueRefused("a checkpoint of a device log has three lines and no more")
        if found.size < self.base:
            raise ValueRefused(f"entries from {self.base} on under a head of size {found.size}")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a segment fits: the first `common` entries are those held; `forks` where the next differs."""

    head: Checkpoint
    held: int
    common: int
    forks: bool

    @property
    def brings(self) -> int:
        """The number of entries held nowhere yet on the first branch."""
        return 0 if self.forks else max(0, self.head.size - self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A second branch of a device: entries from `common` on that contradict the first branch."""

    folder: Path
    common: int
    signed: str

    def check(self, log: DeviceLog) -> None:
        """Check the branch against its signed head, joined to the first branch; raises Damaged."""
        key = log.verify_key
        joined = Segment(
            key=key,
            base=0,
            signed=self.signed,
            leaves=lambda: chain(log.leaf_lines(self.common), self.leaf_lines()),
            bodies=lambda: chain(log.body_lines(self.common), self.body_lines()),
        )
        try:
            fit_segment(log.folder, joined, lambda entry: None)
        except ValueRefused as error:
            label = self.folder.relative_to(log.folder.parent.parent).as_posix()
            raise Damaged(label, "a branch as it was signed", error.happened) from error

    def leaf_lines(self) -> Iterator[bytes]:
        """Stream the leaves from `common` on."""
        return _whole_lines(self.folder / LEAVES)

    def body_lines(self) -> Iterator[bytes]:
        """Stream the bodies from `common` on."""
        return _whole_lines(self.folder / BODIES)


def fit_segment(folder: Path, segment: Segment, see: Callable[[Entry], None]) -> Fit:
    """Check every line, commitment, count and the root; `see` is given each entry offered.

    Raises Gap where earlier entries are missing, ValueRefused for anything that does not fit.
    """
    head = segment.head()
    held = DeviceLog(folder) if (folder / "checkpoint").exists() else None
    size = 0
    if held is not None:
        if held.verify_key != segment.key:
            raise ValueRefused(f"another key than the one that began the log {folder.name}")
        size = held.head().size
    if segment.base > size:
        raise Gap(f"entries of {segment.key.device_id} from {segment.base} on; {size} are held")
    ours = held.leaf_lines() if held is not None else iter(())
    frontier, lam = tree.Frontier(), 0
    for _ in range(segment.base):
        line = next(ours)
        frontier.append(tree.leaf_hash(line))
        lam = parse_leaf(line).lam if frontier.size == segment.base else 0
    common, forks = segment.base, False
    for entry, line in _read(segment, head, lam):
        frontier.append(tree.leaf_hash(line))
        own = next(ours, None)
        forks = forks or (own is not None and own != line)
        common += own == line and not forks
        see(entry)
    if frontier.root() != head.root:
        raise ValueRefused(
            f"entries of {segment.key.device_id} whose root is not the signed one: altered, or they continue"
            " other entries than those held"
        )
    return Fit(head=head, held=size, common=common, forks=forks)


def _read(segment: Segment, head: Checkpoint, lam: int) -> Iterator[tuple[Entry, bytes]]:
    device, bodies = segment.key.device_id, segment.bodies()
    seq = segment.base
    for line in segment.leaves():
        leaf = parse_leaf(line)
        if seq >= head.size or leaf.seq != seq or leaf.device != device or leaf.lam <= lam:
            raise ValueRefused(
                f"a leaf {leaf.device}-{leaf.seq}, lam {leaf.lam}, in the place of {device}-{seq}"
            )
        body = next(bodies, None)
        if body is None:
            raise ValueRefused(f"no body for {device}-{seq}")
        yield join(leaf, body), line
        lam, seq = leaf.lam, seq + 1
    if seq != head.size or next(bodies, None) is not None:
        raise ValueRefused(
            f"{seq} leaves of {device} under a head of size {head.size}, or bodies without leaf"
        )


def take_segment(folder: Path, segment: Segment, fit: Fit, erased: Mapping[str, str]) -> None:
    """Append what a checked segment brings: bodies, leaves, then the signed head; raises EverynameError.

    `erased` maps entries to the entry that erased them; their bodies are not taken. A log not held
    before is made whole beside and put in place at once. One that brings nothing is made to stand: whoever
    took it may have been killed before the disk was told to keep it.
    """
    if not fit.brings:
        _stand(folder)
        return
    with durable.writing(f"the log {folder.name}"):
        if not (folder / "checkpoint").exists():
            beside = folder.with_name(f".{folder.name}")
            shutil.rmtree(beside, ignore_errors=True)
            durable.make_folder(beside)
            durable.replace(beside / "key.vkey", segment.key.vkey.encode("utf-8") + b"\n")
            _write_run(beside, segment, fit.held, erased)
            beside.rename(folder)
            durable.sync_folder(folder.parent)
            return
        durable.sync_folder(folder.parent)  # a taking killed right behind its rename could not
        files = SignedFolder(folder, folder.parent.parent)
        # What a taking that was cut short left behind the signed lines was never acknowledged.
        for name in (BODIES, LEAVES):
            files.quarantine(name, files.tail(name, fit.held, lambda line: None).offset)
        _write_run(folder, segment, fit.held, erased)


def _stand(*folders: Path) -> None:
    """Have the disk keep what is in these folders, and the folders themselves."""
    for folder in (one for one in folders if one.exists()):
        with durable.writing(f"the log {folder.name}"):
            durable.sync_folder(folder)
            durable.sync_folder(folder.parent)


def _write_run(folder: Path, segment: Segment, first: int, erased: Mapping[str, str]) -> None:
    """Append the entries from `first` on, and last the head that acknowledges them."""
    _append(folder / BODIES, _after(_kept(segment, erased), first - segment.base))
    _append(folder / LEAVES, _after(segment.leaves(), first - segment.base))
    durable.replace(folder / "checkpoint", segment.signed.encode("utf-8"))


def take_branch(folder: Path, segment: Segment, fit: Fit, erased: Mapping[str, str]) -> bool:
    """Keep a contradicting branch beside the first; says whether it was not held before."""
    name = f"{fit.head.size}-{fit.head.root.hex()[:16]}"
    target = folder / "branches" / name
    if (target / "checkpoint").exists():
        _stand(target, target.parent)
        return False
    with durable.writing(f"a branch of {folder.name}"):
        shutil.rmtree(target, ignore_errors=True)
        durable.make_folder(target)
        durable.replace(target / "common", f"{fit.common}\n".encode("ascii"))
        _write_run(target, segment, fit.common, erased)
    return True


def branches(folder: Path) -> list[Branch]:
    """Give the contradicting branches kept beside a log, by name; raises Damaged."""
    found = []
    for path in sorted((folder / "branches").glob("*")):
        if not (path / "checkpoint").exists():
            continue  # a taking cut short before its head stood was never acknowledged
        try:
            common = int((path / "common").read_text(encoding="ascii"))
            signed = (path / "checkpoint").read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            label = path.relative_to(folder.parent.parent).as_posix()
            raise Damaged(label, "a branch as it was kept", "something else") from error
        found.append(Branch(folder=path, common=common, signed=signed))
    return found


def _kept(segment: Segment, erased: Mapping[str, str]) -> Iterator[bytes]:
    device = segment.key.device_id
    for seq, line in enumerate(segment.bodies(), segment.base):
        by = erased.get(f"{device}-{seq}")
        yield line if by is None else spell_erased(by, seq)


def _after(lines: Iterable[bytes], skip: int) -> Iterator[bytes]:
    return (line for at, line in enumerate(lines) if at >= skip)


def _append(path: Path, lines: Iterable[bytes]) -> None:
    if not path.exists():
        durable.replace(path, b"")
    waiting, length = [], 0
    for line in lines:
        waiting.append(line + b"\n")
        length += len(line) + 1
        if length >= CHUNK:
            durable.append(path, b"".join(waiting), at=path.stat().st_size)
            waiting, length = [], 0
    durable.append(path, b"".join(waiting), at=path.stat().st_size)


def _whole_lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        for line in file:
            yield line.removesuffix(b"\n")
