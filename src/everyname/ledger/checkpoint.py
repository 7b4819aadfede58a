"""Say how far a log has come: C2SP tlog-checkpoint, a signed note of origin, size and root."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.ledger import note
from everyname.ledger.keys import SigningKey, VerifyKey

__all__ = ["Checkpoint", "open_checkpoint", "parse", "sign"]

_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The head of a log.

        records.example/desk
        923748
        nND/nri/U0xuHUrYSy0HtMeal2vzD9V4k/BO79C+QeI=

    `extensions` are lines a foreign log may add; ours never do.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The lines that are signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode("ascii"), *self.extensions)
        return "".join(line + "\n" for line in lines)


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint (without signatures); raises ValueRefused."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not text.endswith("\n") or not all(lines):
        raise ValueRefused("a checkpoint has three lines: origin, size, root")
    origin, size, root, *extensions = lines
    if not _SIZE.fullmatch(size):
        raise ValueRefused(f"{size[:40]!r} is not a tree size")
    try:
        raw = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueRefused("the root of a checkpoint is not base64") from error
    found = Checkpoint(origin=origin, size=int(size), root=raw, extensions=tuple(extensions))
    if len(raw) != 32 or found.text != text:
        raise ValueRefused("the root of a checkpoint is not one SHA-256 hash in its one spelling")
    return found


def sign(checkpoint: Checkpoint, key: SigningKey) -> str:
    """Give the signed note of a checkpoint."""
    return note.sign(checkpoint.text, [key])


def open_checkpoint(signed: str | bytes, known: Iterable[VerifyKey], origin: str | None = None) -> Checkpoint:
    """Check the signatures of a checkpoint, then read it; raises ValueRefused.

    With `origin` given, a checkpoint of any other log is refused even if the same key signed it.
    """
    found = parse(note.open_note(signed, known).text)
    if origin is not None and found.origin != origin:
        raise ValueRefused(f"this is the checkpoint of {found.origin}, not of {origin}")
    return found
