"""Prove by one small file that a leaf stands in a log (C2SP tlog-proof@v1).

    c2sp.org/tlog-proof@v1
    index 7
    ...one hash a line...

    ...the signed checkpoint...

The `extra` line is not authenticated: nothing may be believed because it stands there.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.ledger import tree
from everyname.ledger.checkpoint import Checkpoint, open_checkpoint
from everyname.ledger.keys import VerifyKey

__all__ = ["Proof", "make", "parse", "verify"]

_HEADER = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")
_MAX_HASHES = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The parts of a proof, none of them checked yet."""

    index: int
    hashes: tuple[bytes, ...]
    signed_checkpoint: str
    extra: bytes | None = None


def make(index: int, hashes: Sequence[bytes], signed_checkpoint: str, extra: bytes | None = None) -> str:
    """Give the text of a proof, to be kept as `<name>.tlog-proof`."""
    lines = [_HEADER]
    if extra is not None:
        lines.append("extra " + _spell(extra))
    lines.append(f"index {index}")
    lines.extend(_spell(part) for part in hashes)
    return "\n".join(lines) + "\n\n" + signed_checkpoint


def parse(text: str) -> Proof:
    """Part the text of a proof, checking its form alone; raises ValueRefused."""
    head, blank, signed = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != _HEADER:
        raise ValueRefused("this is not a tlog-proof of version 1")
    extra = _read(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    found = _INDEX.fullmatch(lines.pop(0)) if lines else None
    if found is None:
        raise ValueRefused("this proof does not say the index of its leaf")
    hashes = tuple(_read(line) for line in lines)
    if len(hashes) > _MAX_HASHES or any(len(part) != 32 for part in hashes):
        raise ValueRefused("this proof holds something other than SHA-256 hashes")
    return Proof(index=int(found[1]), hashes=hashes, signed_checkpoint=signed, extra=extra)


def verify(text: str, leaf: bytes, known: Iterable[VerifyKey], origin: str | None = None) -> Checkpoint:
    """Check that the log signed by a known key holds `leaf` (its bytes); raises ValueRefused."""
    found = parse(text)
    head = open_checkpoint(found.signed_checkpoint, known, origin)
    if not tree.verify_inclusion(tree.leaf_hash(leaf), found.index, head.size, found.hashes, head.root):
        raise ValueRefused(f"the proof does not lead from this leaf to the head of {head.origin}")
    return head


def _spell(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _read(encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueRefused("a line of this proof is not base64") from error
    if _spell(raw) != encoded:
        raise ValueRefused("a line of this proof is not in its one base64 spelling")
    return raw
