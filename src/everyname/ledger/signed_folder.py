"""Read a folder of append-only lines whose head is signed; what both kinds of log have in common.

key.vkey       the verifier key of the log, one line
checkpoint     the newest signed head
*.jsonl        lines; those beyond the signed size were never acknowledged
quarantine/    bytes that could not be taken, kept as they were found
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from everyname.errors import Damaged, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, durable, keys
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import MAX_BODY

__all__ = ["SignedFolder", "Tail"]

BLOCK = 256 << 10  # bytes read at a time


class Tail(NamedTuple):
    """Where the signed lines of a file end, and the bytes that follow."""

    offset: int
    rest: bytes

    def whole_lines(self) -> list[bytes]:
        """Give the complete lines of the rest, without newlines."""
        return self.rest.split(b"\n")[:-1]


class SignedFolder:
    """One log's folder; `base` is the folder of the book, from which paths are told."""

    def __init__(self, folder: Path, base: Path) -> None:
        self.folder = folder
        self._base = base

    def label(self, name: str, line: int = 0) -> str:
        """Say which file, and which line of it, as a person would look for it."""
        where = (self.folder / name).relative_to(self._base).as_posix()
        return f"{where} line {line}" if line else where

    def vkey(self) -> keys.VerifyKey:
        """Give the log's verifier key; raises Damaged."""
        text = self._text("key.vkey", "the verifier key of this log")
        try:
            key = keys.parse_vkey(text)
        except ValueRefused as error:
            raise Damaged(self.label("key.vkey"), "a verifier key", error.happened) from error
        if text != key.vkey + "\n":
            raise Damaged(self.label("key.vkey"), "one verifier key on one line", "something else")
        return key

    def signed(self, name: str = "checkpoint") -> str:
        """Give the bytes of a signed checkpoint as text, not checked yet; raises Damaged."""
        return self._text(name, "a signed checkpoint")

    def head(self, key: keys.VerifyKey, origin: str, name: str = "checkpoint") -> Checkpoint:
        """Give a head after checking its signature; raises Damaged."""
        text = self.signed(name)
        try:
            found = checkpoint.open_checkpoint(text, [key], origin)
        except ValueRefused as error:
            raise Damaged(self.label(name), f"a checkpoint signed by {key.name}", error.happened) from error
        if found.extensions:
            raise Damaged(self.label(name), "a checkpoint of three lines", "more lines")
        return found

    def lines(self, name: str, size: int) -> Iterator[bytes]:
        """Stream the first `size` lines of a file without newlines; raises Damaged where it has fewer."""
        at, rest = 0, b""
        with self._open(name) as file:
            while at < size:
                block = file.read(BLOCK)
                found = (rest + block).split(b"\n")
                rest = found.pop()
                # Only the first line of a block was joined from two; the others are no longer than a block.
                if not block or max(len(rest), len(found[0]) if found else 0) > MAX_BODY:
                    raise Damaged(self.label(name, at + 1), f"{size} lines", f"{at} whole lines")
                yield from found[: size - at]
                at += len(found)

    def tail(self, name: str, size: int, use: Callable[[bytes], object]) -> Tail:
        """Feed the first `size` lines to `use` and give what follows them; raises Damaged."""
        offset = 0
        for line in self.lines(name, size):
            use(line)
            offset += len(line) + 1
        with self._open(name) as file:
            file.seek(offset)
            return Tail(offset, file.read())

    def beyond(self, name: str, size: int) -> Iterator[Damaged]:
        """Yield a problem where a file goes on after its signed lines."""
        with self._open(name) as file:
            left, block = size, b""
            while left > 0 and (block := file.read(BLOCK)):
                left -= block.count(b"\n")
            if left < 0 or (block and not block.endswith(b"\n")) or file.read(1):
                problem = Damaged(
                    self.label(name, size + 1),
                    f"the end after {size} signed lines",
                    "more, never acknowledged",
                )
                problem.remedy = (
                    "A write was cut short here, or someone added lines. All that was acknowledged is above. "
                    "The next command that records keeps what is whole; the rest goes to quarantine/."
                )
                yield problem

    def quarantine(self, name: str, at: int) -> None:
        """Move the bytes of a file from offset `at` on into quarantine/, durably, then cut the file."""
        path = self.folder / name
        with path.open("rb") as file:
            file.seek(at)
            rest = file.read()
        if not rest:
            return
        folder = self.folder / "quarantine"
        durable.make_folder(folder)
        # Named by content: recovery cut short and run again writes the same file.
        durable.replace(folder / f"{name}-from-{at}-{sha256(rest).hexdigest()[:16]}", rest)
        durable.truncate(path, at)

    def start(self, key: keys.SigningKey, names: tuple[str, ...]) -> None:
        """Make the folder, its verifier key and empty files; the first checkpoint is the caller's."""
        durable.make_folder(self.folder)
        if any((self.folder / name).exists() and (self.folder / name).stat().st_size for name in names):
            raise Damaged(self.label("checkpoint"), "a signed checkpoint", "no file")
        for name in names:
            durable.replace(self.folder / name, b"")
        durable.replace(self.folder / "key.vkey", key.vkey.encode("utf-8") + b"\n")

    def require_key(self, key: keys.SigningKey) -> None:
        """Refuse to write with any key but the log's own."""
        if self.vkey() != key.verify_key:
            raise UsedWrongly(
                f"the key {key.name} is not the key of {self.label('')}",
                remedy="Open the log with the key that began it, or begin a log of your own.",
            )

    def _open(self, name: str) -> BinaryIO:
        try:
            return (self.folder / name).open("rb")
        except FileNotFoundError as error:
            raise Damaged(self.label(name), "the lines of this log", "no file") from error

    def _text(self, name: str, expected: str) -> str:
        try:
            return (self.folder / name).read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise Damaged(self.label(name), expected, "no file") from error
        except UnicodeDecodeError as error:
            raise Damaged(self.label(name), expected, "bytes that are not UTF-8") from error
