"""Sign and open signed notes (C2SP signed-note v1.0.0, Ed25519 signatures of type 0x01).

    records.example/desk
    12
    aGVsbG8...

    — records.example/desk hI2DJw...

The text is not to be believed until `open_note` gave it back.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.ledger.keys import SigningKey, VerifyKey, is_key_name

__all__ = ["MAX_SIGNATURES", "OpenedNote", "Signature", "open_note", "sign", "split"]

MAX_SIGNATURES = 16
MAX_NOTE = 1 << 20
_DASH = "— "


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line, not yet checked."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNote:
    """The text of a note and the known keys whose signatures fit it, in the order given."""

    text: str
    signers: tuple[VerifyKey, ...]


def sign(text: str, keys: Sequence[SigningKey]) -> str:
    """Give the signed note of a text that ends in a newline; raises ValueRefused."""
    if not _as_text(text).endswith("\n"):
        raise ValueRefused("the text of a note ends in a newline")
    message = text.encode("utf-8")
    lines = []
    for key in keys:
        raw = key.verify_key.key_id + key.sign(message)
        lines.append(f"{_DASH}{key.name} {base64.b64encode(raw).decode('ascii')}\n")
    return text + "\n" + "".join(lines)


def split(note: str | bytes) -> tuple[str, tuple[Signature, ...]]:
    """Part a note into text and signature lines, checking its form alone; raises ValueRefused."""
    whole = _as_text(note)
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not text or not lines.endswith("\n"):
        raise ValueRefused("this is not a signed note: it has no block of signatures")
    signatures = tuple(_parse_line(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise ValueRefused(f"this note has {len(signatures)} signatures; at most {MAX_SIGNATURES} are read")
    return text + "\n", signatures


def open_note(note: str | bytes, known: Iterable[VerifyKey]) -> OpenedNote:
    """Check a note against the known keys and give its text; raises ValueRefused.

    Signatures of unknown keys are ignored, also where only the name or only the key id is known. One
    wrong signature of a known key refuses the whole note, and so does the want of any right one.
    """
    text, signatures = split(note)
    by_mark = {(key.name, key.key_id): key for key in known}
    message = text.encode("utf-8")
    signers: list[VerifyKey] = []
    for signature in signatures:
        key = by_mark.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.verifies(message, signature.signature):
            raise ValueRefused(f"the signature of {key.name} does not fit this text")
        if key not in signers:
            signers.append(key)
    if not signers:
        raise ValueRefused("no known key signed this note")
    return OpenedNote(text=text, signers=tuple(signers))


def _as_text(note: str | bytes) -> str:
    if len(note) > MAX_NOTE:
        raise ValueRefused("this note is larger than 1 MiB")
    try:
        text = note.decode("utf-8") if isinstance(note, bytes) else note
        text.encode("utf-8")
    except UnicodeError as error:
        raise ValueRefused("this note is not UTF-8") from error
    if any(c < " " and c != "\n" for c in text):
        raise ValueRefused("this note holds a control character")
    return text


def _parse_line(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).rpartition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise ValueRefused(f"{line[:80]!r} is not a signature line")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueRefused("a signature is not base64") from error
    if base64.b64encode(raw).decode("ascii") != encoded or len(raw) < 5:
        raise ValueRefused("a signature is not in its one base64 spelling")
    return Signature(name=name, key_id=raw[:4], signature=raw[4:])
