"""Decide whether a witness may cosign a head: the `add-checkpoint` call of C2SP tlog-witness, kept as a file.

    log <verifier key>         ours, so that one file serves several logs; what follows is the request body
    old 12
    <base64 hash>              consistency proof from the first 12 leaves, at most 63 lines

    <signed checkpoint>

A file holds any number of these, one behind the other: of one head, one for each older size that a
witness may have cosigned.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.ledger import keys, note, tree
from everyname.ledger.checkpoint import Checkpoint, open_checkpoint
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import origin_of

__all__ = ["Contradiction", "Request", "by_head", "check", "head_of", "notes", "parse", "text_of"]

MAX_FILE = 4 << 20
_OLD = re.compile(r"old (0|[1-9][0-9]{0,15})")
_MAX_HASHES = 63


class Contradiction(ValueRefused):
    """A head signed by its log's key that does not go on from the head cosigned before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A head that wants cosigning, not checked yet; `vkey` is "" where the file names no key."""

    vkey: str
    old: int
    proof: tuple[bytes, ...]
    signed: str

    @property
    def origin(self) -> str:
        """The first line of the checkpoint: which log it says it is of."""
        return self.signed.partition("\n")[0]


def text_of(request: Request) -> str:
    """Give a request as it stands in a file."""
    head = f"log {request.vkey}\n" if request.vkey else ""
    proof = "".join(base64.b64encode(part).decode("ascii") + "\n" for part in request.proof)
    return f"{head}old {request.old}\n{proof}\n{request.signed}"


def parse(data: bytes) -> list[Request]:
    """Read the requests of a file; raises ValueRefused."""
    lines, at, found = _lines(data), 0, list[Request]()
    while at < len(lines):
        vkey = ""
        if lines[at].startswith("log "):
            vkey, at = keys.parse_vkey(lines[at].removeprefix("log ")).vkey, at + 1
        old = _OLD.fullmatch(lines[at]) if at < len(lines) else None
        if old is None:
            raise ValueRefused(
                "this is not a file that asks for cosignatures: a line `old <size>` is missing"
            )
        blank = _blank(lines, at)
        proof = tuple(_hash(line) for line in lines[at + 1 : blank])
        if len(proof) > _MAX_HASHES:
            raise ValueRefused("a consistency proof has at most 63 lines")
        signed, at = _note(lines, blank + 1)
        found.append(Request(vkey=vkey, old=int(old[1]), proof=proof, signed=signed))
    if not found:
        raise ValueRefused("this file asks for nothing")
    return found


def notes(data: bytes) -> list[str]:
    """Read the signed notes, one behind the other, that a witness gave back; raises ValueRefused."""
    lines, at, found = _lines(data), 0, list[str]()
    while at < len(lines):
        signed, at = _note(lines, at)
        found.append(signed)
    return found


def check(requests: Sequence[Request], key: VerifyKey, last: Checkpoint | None) -> Request:
    """Give the request of one head that may be cosigned after `last`, the head cosigned before.

    Raises Contradiction where the log's key signed what does not go on from it, ValueRefused for all else.
    """
    head, old = head_of(requests[0], key), last.size if last is not None else 0
    root = last.root if last is not None else tree.EMPTY_ROOT
    if head.size < old:
        raise ValueRefused(
            f"this head of {head.origin} has {head.size} leaves, but {old} were cosigned here before: an old"
            " file, or the log was rolled back",
            remedy="Ask the desk for a new file. If this is its newest head, its tail was cut off.",
        )
    if head.size == old:
        if head.root != root:
            raise Contradiction(f"{head.origin} has shown two different histories of {old} leaves")
        return requests[0]
    fitting = next((request for request in requests if request.old == old), None)
    if fitting is None:
        raise ValueRefused(
            f"this file does not show how {head.origin} came from the {old} leaves cosigned here before",
            remedy=f"Ask the desk for a file made with `everyname witness ask --since {old}`.",
        )
    if not tree.verify_consistency(old, head.size, root, head.root, fitting.proof):
        raise Contradiction(
            f"{head.origin} does not show that its {head.size} leaves go on from the {old} cosigned before"
        )
    return fitting


def head_of(request: Request, key: VerifyKey) -> Checkpoint:
    """Give the head of a request, once the log's key is seen to have signed it; raises ValueRefused."""
    head = open_checkpoint(request.signed, [key])
    if head.origin not in (key.name, origin_of(key)):
        raise ValueRefused(f"the key {key.name} does not sign for a log named {head.origin}")
    if head.extensions:
        raise ValueRefused("a checkpoint with more than three lines is not cosigned here")
    return head


def _lines(data: bytes) -> list[str]:
    if len(data) > MAX_FILE:
        raise ValueRefused("this file is larger than 4 MiB")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueRefused("this file is not text in UTF-8") from error
    if not text.endswith("\n"):
        raise ValueRefused("this file was cut short")
    return text[:-1].split("\n")


def _blank(lines: Sequence[str], at: int) -> int:
    """Give the place of the next empty line."""
    for place in range(at, len(lines)):
        if not lines[place]:
            return place
    raise ValueRefused("this file was cut short: no checkpoint follows")


def _note(lines: Sequence[str], at: int) -> tuple[str, int]:
    """Give the signed note that begins at a line, and where the next thing begins; checks form alone."""
    blank = end = _blank(lines, at)
    while end + 1 < len(lines) and lines[end + 1].startswith("— "):
        end += 1
    signed = "".join(line + "\n" for line in lines[at : end + 1])
    if blank == at or end == blank:
        raise ValueRefused("there is no signed checkpoint where one should stand")
    note.split(signed)
    return signed, end + 1


def _hash(line: str) -> bytes:
    try:
        raw = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueRefused("a line of the consistency proof is not base64") from error
    if len(raw) != 32 or base64.b64encode(raw).decode("ascii") != line:
        raise ValueRefused("a line of the consistency proof is not one SHA-256 hash in its one spelling")
    return raw


def by_head(requests: Iterable[Request]) -> dict[str, list[Request]]:
    """Put together the requests that are of one signed head."""
    found: dict[str, list[Request]] = {}
    for request in requests:
        found.setdefault(request.signed, []).append(request)
    return found
