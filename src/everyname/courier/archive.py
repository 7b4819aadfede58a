"""Write and read a stored archive that has one spelling only: a plain tar (ustar) of ordinary files.

Every header is the one this writer gives for that name and size, so links, devices, folders, long-name
records, other owners, modes or times cannot be spelled. After the two closing blocks only zeros follow, up
to the Padmé length, so that the size of a bundle tells little.

Padmé: Nikitin, Barman, Lueks, Underwood, Hubaux, Ford, "Reducing Metadata Leakage from Encrypted Files
and Communication with PURBs", PoPETs 2019(4), algorithm 1.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from everyname.errors import ValueRefused

__all__ = ["BLOCK", "Member", "header", "padded", "read_members", "write_end", "write_member"]

BLOCK = 512
MAX_MEMBERS = 250_000
SMALLEST = 64 * 1024
_NAME = re.compile(rb"bag/(?:data/[0-9a-f]{64}|[a-z0-9-]{1,40}\.(?:txt|json|note))")
_ZERO = bytes(1 << 16)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: its bytes lie at `offset`."""

    name: str
    offset: int
    size: int


def header(name: str, size: int) -> bytes:
    """Give the one header block of a file."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.USTAR_FORMAT, "ascii", "strict")


def write_member(out: BinaryIO, name: str, size: int, content: Iterator[bytes]) -> None:
    """Write one file; raises ValueRefused where the content is not of the size said."""
    out.write(header(name, size))
    written = 0
    for chunk in content:
        out.write(chunk)
        written += len(chunk)
    if written != size:
        raise ValueRefused(f"{name} changed while it was read")
    out.write(bytes(-size % BLOCK))


def write_end(out: BinaryIO, written: int) -> None:
    """Close an archive of `written` bytes and pad it."""
    rest = padded(written + 2 * BLOCK) - written
    while rest:
        rest -= out.write(_ZERO[: min(rest, len(_ZERO))])


def padded(length: int) -> int:
    """Give the Padmé length for a length in bytes, at least 64 KiB and whole blocks."""
    length = max(length, SMALLEST)
    exponent = length.bit_length() - 1
    low_bits = max(exponent - exponent.bit_length(), 9)
    mask = (1 << low_bits) - 1
    return (length + mask) & ~mask


def read_members(file: BinaryIO, length: int) -> Iterator[Member]:
    """Walk an archive of `length` bytes without reading contents; raises ValueRefused at the first fault."""
    at, count = 0, 0
    while True:
        file.seek(at)
        block = file.read(BLOCK)
        if len(block) != BLOCK:
            raise ValueRefused("the archive ends before its end mark")
        if block == _ZERO[:BLOCK]:
            break
        member = _member(block, at)
        at = member.offset + member.size + -member.size % BLOCK
        count += 1
        if at > length or count > MAX_MEMBERS:
            raise ValueRefused("the archive says more than it holds")
        file.seek(member.offset + member.size)
        if file.read(-member.size % BLOCK).strip(b"\0"):
            raise ValueRefused("bytes between the files of the archive")
        yield member
    if length != padded(at + 2 * BLOCK):
        raise ValueRefused("the archive is not of the length its files need")
    file.seek(at)
    while chunk := file.read(1 << 20):
        if chunk.count(0) != len(chunk):
            raise ValueRefused("bytes after the end of the archive")


def _member(block: bytes, at: int) -> Member:
    name = block[:100].rstrip(b"\0")
    if not _NAME.fullmatch(name):
        raise ValueRefused(f"{name[:80]!r} cannot name a file of a bundle")
    digits = block[124:135]
    if not re.fullmatch(rb"[0-7]{11}", digits):
        raise ValueRefused("a size in the archive is not spelled in octal")
    member = Member(name.decode("ascii"), at + BLOCK, int(digits, 8))
    if header(member.name, member.size) != block:
        raise ValueRefused(f"the header of {member.name} is not that of an ordinary file")
    return member
