"""Cosign a checkpoint, and check who cosigned one (C2SP tlog-cosignature, Ed25519 signatures of type 0x04).

    records.example/desk
    12
    aGVsbG8...

    — records.example/desk hI2DJw...
    — witness.example/w1 jWbPPwAAAABk...       key id, time (8 bytes), signature (64 bytes)

Semantics (section "Ed25519 signed message"): as of that time this is the largest consistent head the
witness has seen of this log. It says nothing of what the entries mean.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from everyname.errors import ValueRefused
from everyname.ledger import note
from everyname.ledger.keys import SigningKey, VerifyKey, is_key_name, is_strict_point
from everyname.ledger.note import Signature

__all__ = [
    "Cosigned",
    "CosignerKey",
    "cosign",
    "cosigned_by",
    "cosigner_of",
    "line_of",
    "merged",
    "parse_cosigner",
]

TYPE = b"\x04"
MAX_TIME = 2**63 - 1  # section "Format": it must not exceed this
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]{44})")


@dataclass(frozen=True, slots=True, kw_only=True)
class CosignerKey:
    """The public key of a witness; a verifier key of type 0x04, so it never passes for a log's key."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this witness's lines: H(name || 0x0A || 0x04 || key), section "Format"."""
        return sha256(self.name.encode("utf-8") + b"\n" + TYPE + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as one line: name, key id in hex, base64 of type and key."""
        return f"{self.name}+{self.key_id.hex()}+{base64.b64encode(TYPE + self.public).decode('ascii')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cosigned:
    """A cosignature that holds: by whom, at what time (POSIX seconds, as the witness's clock said)."""

    by: CosignerKey
    time: int
    line: str


def cosigner_of(key: SigningKey) -> CosignerKey:
    """Give the public key under which a signing key cosigns."""
    return CosignerKey(name=key.name, public=key.public)


def parse_cosigner(text: str) -> CosignerKey:
    """Read a witness's verifier key of one line; raises ValueRefused for another type or an unsafe point."""
    found = _VKEY.fullmatch(text.strip())
    if found is None or not is_key_name(found[1]):
        raise ValueRefused(
            f"{text[:80]!r} is not the key of a witness",
            remedy="Give the whole line that `everyname witness key` prints on the witness's machine.",
        )
    try:
        raw = base64.b64decode(found[3], validate=True)
    except binascii.Error as error:
        raise ValueRefused("this key of a witness is not base64") from error
    if len(raw) != 33 or raw[:1] != TYPE:
        raise ValueRefused(
            "this key is not of the kind that cosigns (Ed25519, type 4)",
            remedy="A desk's own key is another: ask the witness for the line of `everyname witness key`.",
        )
    key = CosignerKey(name=found[1], public=raw[1:])
    if key.vkey != text.strip():
        raise ValueRefused("this key of a witness was changed: its key id does not fit")
    if not is_strict_point(key.public):
        raise ValueRefused("this key of a witness is not a safe point of the curve")
    return key


def cosign(text: str, key: SigningKey, time: int) -> str:
    """Give the signature line of a witness on the text of a checkpoint; the caller checked consistency."""
    signature = key.sign(_message(text, time))
    raw = cosigner_of(key).key_id + time.to_bytes(8, "big") + signature
    return f"— {key.name} {base64.b64encode(raw).decode('ascii')}\n"


def _message(text: str, time: int) -> bytes:
    """Give what is signed: header, time, the whole text (section "Ed25519 signed message")."""
    if not 0 <= time <= MAX_TIME:
        raise ValueRefused(f"{time} is not a time that can be cosigned")
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def cosigned_by(signed: str | bytes, known: Iterable[CosignerKey]) -> tuple[Cosigned, ...]:
    """Give the cosignatures of known witnesses on a note, in the order given; raises ValueRefused.

    Lines of others are ignored. One wrong line of a known witness refuses the whole note.
    """
    text, signatures = note.split(signed)
    by_mark = {(key.name, key.key_id): key for key in known}
    found = []
    for signature in signatures:
        key = by_mark.get((signature.name, signature.key_id))
        if key is not None:
            found.append(Cosigned(by=key, time=_checked(text, signature, key), line=line_of(signature)))
    return tuple(found)


def _checked(text: str, signature: Signature, key: CosignerKey) -> int:
    """Give the time of a cosignature that holds (struct timestamped_signature, section "Format")."""
    time = int.from_bytes(signature.signature[:8], "big")
    plain = VerifyKey(name=key.name, public=key.public)
    if len(signature.signature) != 72 or not plain.verifies(_message(text, time), signature.signature[8:]):
        raise ValueRefused(f"the cosignature of {key.name} does not fit this checkpoint")
    return time


def merged(signed: str, lines: Iterable[str]) -> str:
    """Give a signed note with more cosignatures, sorted behind its log's line; raises ValueRefused."""
    text, signatures = note.split(signed)
    first, *others = [line_of(signature) for signature in signatures]
    whole = text + "\n" + first + "".join(sorted({*others, *lines} - {first}))
    note.split(whole)
    return whole


def line_of(signature: Signature) -> str:
    """Give a signature as the line it stands in."""
    return f"— {signature.name} {base64.b64encode(signature.key_id + signature.signature).decode('ascii')}\n"
