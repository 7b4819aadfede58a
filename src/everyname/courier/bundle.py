"""Read an opened bundle in place: structure, signature and every digest, before anything else is believed.

Nothing is extracted: a file of the bundle is a place in the opened archive, found by its digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from everyname.book.held import Have, read_have
from everyname.courier import archive, bag
from everyname.courier.archive import Member
from everyname.errors import ValueRefused
from everyname.ledger.entry import MAX_BODY
from everyname.ledger.keys import VerifyKey

__all__ = ["Bundle", "open_bundle"]

_INFO = re.compile(rb"Bag-Software-Agent: [ -~]{1,80}\nPayload-Oxum: ([0-9]{1,18})\.([0-9]{1,9})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """An opened bundle whose signature and digests fit; `members` are its payload by digest."""

    plain: Path
    note: bag.Note
    have: Have
    have_note: str
    contents: bag.Contents
    members: dict[str, Member]

    def chunks(self, digest: str) -> Iterator[bytes]:
        """Stream the bytes of a payload file."""
        return _chunks(self.plain, self.members[digest])

    def lines(self, digest: str) -> Iterator[bytes]:
        """Stream the lines of a payload file without newlines; raises ValueRefused for an endless one."""
        member = self.members[digest]
        with self.plain.open("rb") as file:
            file.seek(member.offset)
            left = member.size
            while left:
                line = file.readline(min(left, MAX_BODY + 1))
                left -= len(line)
                if not line.endswith(b"\n"):
                    raise ValueRefused("a line of the bundle is too long, or has no end")
                yield line[:-1]

    def evidence(self) -> set[str]:
        """Give the digests of the payload that belong to no log."""
        return set(self.members) - self.contents.files()


def open_bundle(plain: Path, known: Iterable[VerifyKey]) -> Bundle:
    """Check the form, then who signed, then every byte; raises ValueRefused, NewerVersion."""
    known = list(known)
    with plain.open("rb") as file:
        members = bag.in_order(archive.read_members(file, plain.stat().st_size))
    tags = {m.name.removeprefix("bag/"): b"".join(_chunks(plain, m)) for m in members[: len(bag.TAGS)]}
    note = bag.read_note(tags["bundle.note"], known)
    _check_tags(tags, note)
    data = members[len(bag.TAGS) :]
    listed = bag.parse_manifest(tags["manifest-sha256.txt"])
    if [member.name for member in data] != [f"bag/data/{digest}" for digest in listed]:
        raise ValueRefused("the bundle holds other files than its manifest lists")
    _check_info(tags["bag-info.txt"], data)
    have = read_have(tags["have.note"], [note.sender])
    if have.book != note.book:
        raise ValueRefused("the have note of another book lies in this bundle")
    contents = bag.parse_contents(tags["contents.json"], set(listed))
    by_digest = dict(zip(listed, data, strict=True))
    for digest, member in by_digest.items():
        running = sha256()
        for chunk in _chunks(plain, member):
            running.update(chunk)
        if running.hexdigest() != digest:
            raise ValueRefused(f"the file {digest[:12]}… of the bundle holds other bytes than it should")
    return Bundle(
        plain=plain,
        note=note,
        have=have,
        have_note=tags["have.note"].decode("utf-8"),
        contents=contents,
        members=by_digest,
    )


def _check_tags(tags: dict[str, bytes], note: bag.Note) -> None:
    if sha256(tags["tagmanifest-sha256.txt"]).hexdigest() != note.tag_manifest:
        raise ValueRefused("the tag manifest is not the one that was signed")
    if bag.tag_manifest(tags) != tags["tagmanifest-sha256.txt"]:
        raise ValueRefused("a tag file is not the one the tag manifest lists")
    if tags["bagit.txt"] != bag.BAGIT:
        raise ValueRefused("this bag is not of BagIt 1.0")


def _check_info(info: bytes, data: list[Member]) -> None:
    found = _INFO.fullmatch(info)
    if found is None or (int(found[1]), int(found[2])) != (sum(m.size for m in data), len(data)):
        raise ValueRefused("bag-info.txt does not give the bag's size")


def _chunks(plain: Path, member: Member) -> Iterator[bytes]:
    with plain.open("rb") as file:
        file.seek(member.offset)
        left = member.size
        while left:
            chunk = file.read(min(1 << 20, left))
            if not chunk:
                raise ValueRefused("the archive ends inside a file")
            left -= len(chunk)
            yield chunk
