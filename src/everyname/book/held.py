"""Read and remember the signed notes in which others say what they hold; tell from them what is missing here.

    everyname have v1
    book 0b1f...
    from everyname-north+1f0c5a0e+AbCd...
    log <vkey> <size> <root in hex>    sorted; a forked device has a line for each branch

The same note asks for what is missing and acknowledges what came. Kept in `courier/held/`, named
<device>-<16 hex of SHA-256>.note; a newer one that says no less takes the place of an older. A log
cannot see by itself that its tail was cut off together with its head; a partner's note can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from everyname.book import keyring
from everyname.book.cosigned import roots_at
from everyname.book.limits import log_folders
from everyname.errors import ValueRefused
from everyname.ledger import durable, keys, note
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import DeviceLog
from everyname.ledger.taking import branches
from everyname.ledger.worded import fields, headline, is_book_id, one, open_signed

__all__ = ["Have", "Head", "Held", "compare", "notes", "read_have", "remember", "short_head", "short_line"]

MAX_HEADS = 10_000
SHORT = 20  # hex digits of a root that are read aloud: 80 bits
_HEAD = re.compile(r"(\S+) (0|[1-9][0-9]{0,15}) ([0-9a-f]{64})")


class Head(NamedTuple):
    """A head as a note gives it: the root in hex."""

    vkey: str
    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Have:
    """What a device said it holds."""

    book: str
    by: VerifyKey
    heads: tuple[Head, ...]

    @property
    def text(self) -> str:
        """The lines that are signed."""
        logs = sorted(f"log {head.vkey} {head.size} {head.root}\n" for head in self.heads)
        return f"everyname have v1\nbook {self.book}\nfrom {self.by.vkey}\n" + "".join(logs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The first `size` entries of a device are also held by `by`; `wrong` says what contradicts this book."""

    device: str
    by: str
    size: int
    wrong: str = ""


def read_have(data: bytes, known: Iterable[VerifyKey]) -> Have:
    """Read a have note signed by a known key; raises ValueRefused."""
    text, key = open_signed(data, known, "from")
    lines = headline(text, "have")
    if len(lines) > MAX_HEADS:
        raise ValueRefused(f"this note names {len(lines)} logs; at most {MAX_HEADS} are read")
    found = fields(lines, ("book", "from", "log"))
    have = Have(book=one(found, "book"), by=key, heads=tuple(_head(line) for line in found["log"]))
    if not is_book_id(have.book) or have.text != text:
        raise ValueRefused("this is not in the one spelling of a have note")
    return have


def _head(line: str) -> Head:
    found = _HEAD.fullmatch(line)
    if found is None or int(found[2]) > 2**53 - 1:
        raise ValueRefused(f"{line[:80]!r} is not a head")
    keys.parse_vkey(found[1])
    return Head(found[1], int(found[2]), found[3])


def remember(book: Path, device: str, signed: str) -> None:
    """Keep a note a partner signed, unless it says less than one kept before; the caller checked it."""
    folder = book / "courier" / "held"
    said = _read(signed.encode("utf-8"))
    for path in sorted(folder.glob(f"{device}-*.note")):
        before = _read(path.read_bytes())
        if _covers(before.heads, said.heads):
            return
        if _covers(said.heads, before.heads):
            path.unlink()
    durable.make_folder(folder)
    data = signed.encode("utf-8")
    durable.replace(folder / f"{device}-{sha256(data).hexdigest()[:16]}.note", data)


def notes(book: Path) -> list[Have]:
    """Give the notes kept, in the order of their names; raises ValueRefused where one is not whole."""
    return [_read(path.read_bytes()) for path in sorted((book / "courier" / "held").glob("*.note"))]


def compare(book: Path) -> list[Held]:
    """Hold what others said against the logs here, for each device that both know."""
    own = {path.name: path for path in log_folders(book)}
    wanted: dict[str, list[tuple[str, Head]]] = {}
    for said in notes(book):
        for head in said.heads:
            wanted.setdefault(keys.parse_vkey(head.vkey).device_id, []).append((said.by.vkey, head))
    found: list[Held] = []
    for device, heads in sorted(wanted.items()):
        if device in own:
            found += _compare_log(own[device], heads)
    return found


def _compare_log(folder: Path, heads: list[tuple[str, Head]]) -> Iterator[Held]:
    log, device = DeviceLog(folder), folder.name
    size, mine = log.head().size, keyring.holds(folder.name)
    roots = roots_at(log.leaf_lines(), {head.size for _, head in heads if head.size <= size})
    beside = {Path(branch.folder).name for branch in branches(folder)}
    for by, head in heads:
        if f"{head.size}-{head.root[:16]}" in beside:
            continue
        wrong = ""
        if head.size > size and mine:
            wrong = f"holds {head.size} entries of {device}, which writes here; this book has only {size}"
        elif head.size <= size and roots[head.size].hex() != head.root:
            wrong = f"holds other first {head.size} entries of {device} than this book"
        yield Held(device=device, by=by, size=min(head.size, size), wrong=wrong)


def short_head(log: DeviceLog) -> str:
    """Give one short line of a head that can be printed, read aloud and compared."""
    return short_line(log.folder.name, log.head())


def short_line(log: str, head: Checkpoint) -> str:
    """Give the short line of any head: eight signs of the log, its size, the first signs of its root."""
    digits = head.root.hex()[:SHORT]
    spaced = " ".join(digits[at : at + 4] for at in range(0, SHORT, 4))
    return f"{log} {head.size} {spaced}"


def _covers(these: Iterable[Head], those: Iterable[Head]) -> bool:
    """Say whether these heads say at least as much of every log as those."""
    sizes: dict[str, int] = {}
    for head in these:
        sizes[head.vkey] = max(head.size, sizes.get(head.vkey, 0))
    return all(sizes.get(head.vkey, -1) >= head.size for head in those)


def _read(data: bytes) -> Have:
    """Read a note that was checked when it was kept."""
    text, _ = note.split(data)
    by = next((line.removeprefix("from ") for line in text.split("\n") if line.startswith("from ")), "")
    return read_have(data, [keys.parse_vkey(by)])
