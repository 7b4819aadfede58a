"""Pack what a partner lacks into one sealed bundle; nothing is ever overwritten.

For each device: the entries behind those the partner said it holds, the signed head, the bodies, and the
evidence these entries rest on. Without a have note everything is packed.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from everyname import __version__
from everyname.book import erasing, keyring, lock
from everyname.book.book import Book
from everyname.book.held import Have, read_have
from everyname.book.limits import log_folders
from everyname.book.members import Member, members, revoked
from everyname.book.working import working_folder
from everyname.courier import archive, bag
from everyname.courier.have import make_have, own_key
from everyname.courier.parts import PART, split
from everyname.courier.published import published_heads, published_log
from everyname.errors import Damaged, FileRefused, PolicyRefused, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, sealing, tree
from everyname.ledger.entry import evidence_of
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import branches

__all__ = ["Packed", "pack", "read_have_for"]

Progress = Callable[[str, int, int], None]
Lines = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What was packed."""

    files: tuple[Path, ...]
    entries: int
    evidence: int
    bytes: int

    def to_plain(self) -> dict[str, object]:
        """Give the account as plain values."""
        return {
            "files": [str(path) for path in self.files],
            "entries": self.entries,
            "evidence": self.evidence,
            "bytes": self.bytes,
        }


@dataclass(slots=True)
class _Load:
    """What goes into data/: where its bytes come from, and how many."""

    parts: list[bag.LogPart] = field(default_factory=list)
    files: dict[str, tuple[int, Callable[[], Iterable[bytes]]]] = field(default_factory=dict)
    published: bag.PublishedPart | None = None
    entries: int = 0
    evidence: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)  # evidence of entries the partner has already


def pack(
    book: Book,
    to: Iterable[str],
    out: Path,
    have: Have | None = None,
    progress: Progress | None = None,
    part_size: int = PART,
) -> Packed:
    """Write a bundle for partners named by device, name or key; `out` is a folder or a file not there yet."""
    partners = [_partner(book, one) for one in to]
    if out.exists() and not out.is_dir():
        raise FileRefused(f"{out} exists.", remedy="Give a new name; bundles are never overwritten.")
    with lock.writing(book.folder), working_folder(book.folder) as place:
        plain, sealed = place / "plain", place / "sealed"
        erasing.finish(book)
        load = _gather(book, have, progress)
        with plain.open("wb") as file:
            _write(file, book, load, partners, progress)
        with plain.open("rb") as source, sealed.open("wb") as target:
            sealing.seal_stream(source, target, _recipients(partners))
            target.flush()
            os.fsync(target.fileno())
        files = split(sealed, out, part_size)
    return Packed(
        files=files,
        entries=load.entries,
        evidence=len(load.evidence),
        bytes=sum(path.stat().st_size for path in files),
    )


def _partner(book: Book, wanted: str) -> Member:
    named = [m for m in members(book) if wanted in (m.device, m.name, m.vkey)]
    ended = book.ended()
    found = [m for m in named if m.device not in ended] or named
    if len(found) != 1:
        known = ", ".join(f"{m.device} ({m.name})" for m in members(book)) or "nobody yet"
        raise UsedWrongly(
            f"{wanted!r} names {'no partner' if not found else 'several partners'} of this book.",
            remedy=f"Known: {known}. `everyname partner add CARD` takes a card.",
        )
    if found[0].device in revoked(book):
        raise PolicyRefused(
            f"{found[0].device} was revoked.", remedy="Pack for the device its owner writes as now."
        )
    if not found[0].recipient:
        raise UsedWrongly(
            f"{wanted!r} has no age recipient on record.",
            remedy="Ask for a card and add it: everyname partner add",
        )
    return found[0]


def _recipients(partners: Iterable[Member]) -> list[str]:
    """Give the recipients, filled up to four or the next power of two: their number should tell nothing."""
    wanted = dict.fromkeys([*(m.recipient for m in partners), keyring.recovery_recipient()])
    count = max(4, 1 << (len(wanted) - 1).bit_length())
    return sorted([*wanted, *(sealing.passing_recipient() for _ in range(count - len(wanted)))])


# -- gathering ---------------------------------------------------------------------------------------


def _gather(book: Book, have: Have | None, progress: Progress | None) -> _Load:
    load, held = _Load(), _held(have)
    folders = log_folders(book.folder)
    for done, folder in enumerate(folders):
        if progress is not None:
            progress("reading the ledger", done, len(folders))
        log = DeviceLog(folder)
        _add_log(load, log, held.get(log.verify_key.vkey, {}))
    _add_published(load, book, held)
    load.parts.sort(key=lambda part: (part.vkey, part.checkpoint))
    load.evidence -= book.vault.erased.keys()
    for digest in sorted(load.evidence - load.held):
        path = book.vault.path(digest)
        if not path.is_file():
            raise Damaged(f"vault/{digest[:2]}/{digest[2:]}", "evidence that entries rest on", "no file")
        load.files[digest] = (path.stat().st_size, partial(_chunks, path))
    load.evidence -= load.held
    return load


def _held(have: Have | None) -> dict[str, dict[int, str]]:
    """Give the roots the partner said it holds, by key and size."""
    found: dict[str, dict[int, str]] = {}
    for head in have.heads if have is not None else ():
        found.setdefault(head.vkey, {})[head.size] = head.root
    return found


def _add_log(load: _Load, log: DeviceLog, held: dict[int, str]) -> None:
    """Add a log and its branches; a partner whose heads are none of ours gets everything of it."""
    vkey, size = log.verify_key.vkey, log.head().size
    base = _common(log, held)
    if base < size:
        leaves, bodies = _run(log.leaf_lines, base), _run(log.body_lines, base)
        _add_part(load, vkey, base, log.checkpoint_text, leaves, bodies)
        load.entries += size - base
    _note_evidence(load, log.body_lines(), base)
    for branch in branches(log.folder):
        head = checkpoint.open_checkpoint(branch.signed, [log.verify_key])
        if held.get(head.size) != head.root.hex():
            leaves = _joined(log.leaf_lines, branch.common, branch.leaf_lines)
            bodies = _joined(log.body_lines, branch.common, branch.body_lines)
            _add_part(load, vkey, 0, branch.signed, leaves, bodies)
            load.entries += head.size - branch.common
            _note_evidence(load, branch.body_lines(), 0)


def _add_published(load: _Load, book: Book, held: dict[str, dict[int, str]]) -> None:
    """Add the publication log, unless the partner said it holds the same."""
    log = published_log(book)
    if log is None:
        return
    vkey, head = log.verify_key.vkey, log.head()
    if held.get(vkey, {}).get(head.size) == head.root.hex():
        return
    leaves, heads = _add_lines(load, log.leaves), published_heads(log)
    digest = sha256(heads).hexdigest()
    load.files[digest] = (len(heads), lambda: [heads])
    load.published = bag.PublishedPart(vkey=vkey, leaves=leaves, heads=digest)


def _common(log: DeviceLog, held: dict[int, str]) -> int:
    """Give the size of the longest prefix of this log that the partner said it holds."""
    size, found, frontier = log.head().size, 0, tree.Frontier()
    wanted = max((one for one in held if one <= size), default=0)
    for line in log.leaf_lines(wanted):
        frontier.append(tree.leaf_hash(line))
        if held.get(frontier.size) == frontier.root().hex():
            found = frontier.size
    return found


def _run(lines: Lines, base: int) -> Lines:
    return lambda: itertools.islice(lines(), base, None)


def _joined(first: Lines, common: int, then: Lines) -> Lines:
    return lambda: itertools.chain(itertools.islice(first(), common), then())


def _add_part(load: _Load, vkey: str, base: int, signed: str, leaves: Lines, bodies: Lines) -> None:
    names = [_add_lines(load, lines) for lines in (leaves, bodies)]
    load.parts.append(bag.LogPart(vkey=vkey, base=base, checkpoint=signed, leaves=names[0], bodies=names[1]))


def _add_lines(load: _Load, lines: Lines) -> str:
    running, size = sha256(), 0
    for line in lines():
        running.update(line + b"\n")
        size += len(line) + 1
    load.files[running.hexdigest()] = (size, lambda: (line + b"\n" for line in lines()))
    return running.hexdigest()


def _note_evidence(load: _Load, bodies: Iterable[bytes], base: int) -> None:
    for seq, line in enumerate(bodies):
        (load.evidence if seq >= base else load.held).update(evidence_of(line))


# -- writing -----------------------------------------------------------------------------------------


def _write(
    file: BinaryIO, book: Book, load: _Load, partners: list[Member], progress: Progress | None
) -> None:
    tags = _tags(book, load, partners)
    for name in bag.TAGS:
        archive.write_member(file, f"bag/{name}", len(tags[name]), iter([tags[name]]))
    for done, (digest, (size, content)) in enumerate(sorted(load.files.items())):
        if progress is not None and done % 100 == 0:
            progress("packing", done, len(load.files))
        archive.write_member(file, f"bag/data/{digest}", size, iter(content()))
    archive.write_end(file, file.tell())


def _tags(book: Book, load: _Load, partners: list[Member]) -> dict[str, bytes]:
    key = own_key(book)
    octets = sum(size for size, _ in load.files.values())
    agent = f"Bag-Software-Agent: everyname {__version__}\n"
    tags = {
        "bagit.txt": bag.BAGIT,
        "bag-info.txt": f"{agent}Payload-Oxum: {octets}.{len(load.files)}\n".encode(),
        "contents.json": bag.Contents(logs=tuple(load.parts), published=load.published).encode(),
        "have.note": make_have(book).encode("utf-8"),
        "manifest-sha256.txt": bag.manifest_of(load.files),
    }
    listed = bag.tag_manifest(tags)
    note = bag.Note(
        book=book.id,
        sender=key.verify_key,
        addressees=tuple(partner.vkey for partner in partners),
        tag_manifest=sha256(listed).hexdigest(),
    )
    return tags | {"tagmanifest-sha256.txt": listed, "bundle.note": bag.sign_note(note, key)}


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def read_have_for(book: Book, path: Path) -> Have:
    """Read a partner's have note; raises FileRefused."""
    if path.stat().st_size > bag.MAX_TAG:
        raise FileRefused(f"{path} is not a have note.", remedy="Give a file that `everyname have` wrote.")
    try:
        have = read_have(path.read_bytes(), [member.key for member in members(book)])
    except ValueRefused as error:
        raise FileRefused(
            f"{path} is not a have note to go by: {error.happened}",
            remedy="Give a note a partner made with `everyname have`, or pack without --have.",
        ) from error
    if have.book not in book.ids():
        raise FileRefused(f"{path} is of another book.", remedy="Ask for a note of this book.")
    return have
