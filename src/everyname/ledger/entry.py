"""Part an entry into a leaf that tells nothing personal and a salted body that can be erased.

One spelling each, canonical JSON on one line:

    leaf   {"blobs":[H...],"body":H,"device":D,"kind":K,"lam":N,"seq":N,"supersedes":[ID...],"v":1}
    body   {"blobs":[{"digest":H,"salt":S}...],"body":{...},"salt":S,"seq":N}
    erased {"erased":ID,"seq":N}

H are 64 hex signs, S 32. leaf.body = SHA-256(salt || canonical body); leaf.blobs[i] =
SHA-256(salt_i || digest_i), both over raw bytes: a bare hash of a picture that is also public would
tell which picture it is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

from everyname.errors import ValueRefused
from everyname.ledger import canonical

__all__ = [
    "KINDS",
    "MAX_BODY",
    "MAX_LEAF",
    "PLAIN_BODIES",
    "Draft",
    "Entry",
    "Leaf",
    "evidence_of",
    "fit",
    "join",
    "parse_leaf",
    "plain_leaves",
    "seal_draft",
    "spell_erased",
]

KINDS = (
    "policy",
    "source",
    "release",
    "evidence",
    "report",
    "event",
    "claim",
    "decision",
    "judgement",
    "standing",
    "correction",
    "consent",
    "withhold",
    "run",
    "edition",
    "member",
    "rotate",
    "revoke",
    "adopt",
    "erase",
)
MAX_LEAF = 60 * 1024
MAX_BODY = 16 * 1024 * 1024

_KINDS = frozenset(KINDS)
_ENTRY_ID = r"[a-z2-7]{8}-(?:0|[1-9][0-9]{0,15})"
_IS_ENTRY_ID = re.compile(_ENTRY_ID)
_IS_DIGEST = re.compile(r"[0-9a-f]{64}")
_DIGESTS = r'(?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?'
_ENTRY_IDS = rf'(?:"{_ENTRY_ID}"(?:,"{_ENTRY_ID}")*)?'
_LEAF = re.compile(
    rf'\{{"blobs":\[({_DIGESTS})\],"body":"([0-9a-f]{{64}})",'
    r'"device":"([a-z2-7]{8})","kind":"([a-z]+)","lam":(0|[1-9][0-9]{0,15}),"seq":(0|[1-9][0-9]{0,15}),'
    rf'"supersedes":\[({_ENTRY_IDS})\],"v":1\}}'
)
_BLOB = r'\{"digest":"[0-9a-f]{64}","salt":"[0-9a-f]{32}"\}'
_BODY = re.compile(
    rf'\{{"blobs":\[((?:{_BLOB}(?:,{_BLOB})*)?)\],"body":(\{{.*\}}),'.encode("ascii")
    + rb'"salt":"([0-9a-f]{32})","seq":(0|[1-9][0-9]{0,15})\}',
    re.DOTALL,
)
_LISTED = re.compile(rf'\{{"blobs":\[((?:{_BLOB}(?:,{_BLOB})*)?)\],'.encode("ascii"))
_ERASED = re.compile(rf'\{{"erased":"({_ENTRY_ID})","seq":(0|[1-9][0-9]{{0,15}})\}}'.encode("ascii"))
# The same two spellings for many lines at once: no evidence, nothing erased, numbers surely within 2^53-1.
_SMALL = "(0|[1-9][0-9]{0,14})"
PLAIN_BODIES = re.compile(
    rb'^\{"blobs":\[\],"body":(\{.*\}),"salt":"([0-9a-f]{32})",' + rf'"seq":{_SMALL}\}}$'.encode(),
    re.MULTILINE,
)
_STRINGS = re.compile(r'"([^"]+)"')
_BLOB_PARTS = re.compile(rb'"digest":"([0-9a-f]{64})","salt":"([0-9a-f]{32})"')


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wants recorded; `blobs` are vault digests, `supersedes` entry ids."""

    kind: str
    body: dict[str, Any]
    supersedes: tuple[str, ...] = ()
    blobs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueRefused(f"{self.kind!r} is not a kind of entry")
        if not isinstance(self.body, dict):
            raise ValueRefused("the body of an entry is an object")
        for wanted, texts in ((_IS_ENTRY_ID, self.supersedes), (_IS_DIGEST, self.blobs)):
            for text in texts:
                if not wanted.fullmatch(text):
                    raise ValueRefused(f"{text[:80]!r} is not an entry id or vault digest")


@dataclass(frozen=True, slots=True)
class Entry:
    """One recorded act; `id` is device and sequence number, `body` None once erased."""

    id: str
    kind: str
    device: str
    seq: int
    lam: int
    supersedes: tuple[str, ...]
    body: dict[str, Any] | None
    blobs: tuple[str, ...]


class Leaf(NamedTuple):
    """What a leaf line says; `body` and `blobs` are salted commitments (hex)."""

    kind: str
    device: str
    seq: int
    lam: int
    supersedes: tuple[str, ...]
    body: str
    blobs: tuple[str, ...]

    def spell(self) -> bytes:
        """Give the leaf's one spelling, without a newline."""
        blobs, supersedes = _strings(self.blobs), _strings(self.supersedes)
        return (
            f'{{"blobs":[{blobs}],"body":"{self.body}","device":"{self.device}","kind":"{self.kind}",'
            f'"lam":{self.lam},"seq":{self.seq},"supersedes":[{supersedes}],"v":1}}'
        ).encode("ascii")


def seal_draft(draft: Draft, device: str, seq: int, lam: int) -> tuple[bytes, bytes, Entry]:
    """Give leaf line, body line (no newlines) and entry of a draft, with fresh salts; raises ValueRefused."""
    body = canonical.encode(draft.body)
    salts = os.urandom(16 * (1 + len(draft.blobs)))
    salt, blob_salts = salts[:16], [salts[at : at + 16] for at in range(16, len(salts), 16)]
    pairs = list(zip(draft.blobs, blob_salts, strict=True))
    committed = tuple(_commit(one, bytes.fromhex(digest)) for digest, one in pairs)
    supersedes = tuple(draft.supersedes)
    leaf = Leaf(draft.kind, device, seq, lam, supersedes, _commit(salt, body), committed).spell()
    listed = ",".join(f'{{"digest":"{digest}","salt":"{one.hex()}"}}' for digest, one in pairs)
    envelope = f'{{"blobs":[{listed}],"body":', f',"salt":"{salt.hex()}","seq":{seq}}}'
    line = envelope[0].encode("ascii") + body + envelope[1].encode("ascii")
    if len(leaf) > MAX_LEAF or len(line) > MAX_BODY:
        raise ValueRefused(
            f"an entry of kind {draft.kind} is too large to record",
            remedy="Put large content into the vault and name its digest in the entry.",
        )
    return (
        leaf,
        line,
        Entry(f"{device}-{seq}", draft.kind, device, seq, lam, supersedes, draft.body, tuple(draft.blobs)),
    )


def parse_leaf(line: bytes) -> Leaf:
    """Read a leaf line (no newline) in its one spelling; raises ValueRefused."""
    try:
        found = _LEAF.fullmatch(line.decode("ascii")) if len(line) <= MAX_LEAF else None
    except UnicodeDecodeError:
        found = None
    if found is None or found[4] not in _KINDS:
        raise ValueRefused("not a leaf of version 1 in canonical form")
    blobs, body, device, kind, lam, seq, supersedes = found.groups()
    if int(lam) > canonical.MAX_INT or int(seq) > canonical.MAX_INT:
        raise ValueRefused("a number of this leaf is beyond 2^53-1")
    return Leaf(kind, device, int(seq), int(lam), _listed(supersedes), body, _listed(blobs))


@cache
def plain_leaves(device: str) -> re.Pattern[bytes]:
    """Give what finds (commitment, lam, seq) in the leaf lines of a device that name no evidence."""
    return re.compile(
        rf'^\{{"blobs":\[\],"body":"([0-9a-f]{{64}})","device":"{re.escape(device)}",'
        rf'"kind":"(?:{"|".join(KINDS)})","lam":{_SMALL},"seq":{_SMALL},'
        rf'"supersedes":\[{_ENTRY_IDS}\],"v":1\}}$'.encode("ascii"),
        re.MULTILINE,
    )


def join(leaf: Leaf, line: bytes) -> Entry:
    """Join a leaf with its body line (no newline), checking every commitment; raises ValueRefused.

    An erased body gives an entry whose `body` is None.
    """
    body, blobs = fit(leaf, line)
    # The commitment fixes the bytes; a writer of bad faith could still have committed to another
    # spelling, which a second implementation would read differently.
    plain = None if body is None else canonical.decode_exact(body)
    name = f"{leaf.device}-{leaf.seq}"
    return Entry(name, leaf.kind, leaf.device, leaf.seq, leaf.lam, leaf.supersedes, plain, blobs)


def fit(leaf: Leaf, line: bytes) -> tuple[bytes | None, tuple[str, ...]]:
    """Check that a body line is the one its leaf committed to; raises ValueRefused.

    Gives the body's bytes, not read yet (None once erased), and the vault digests.
    """
    found = _BODY.fullmatch(line) if len(line) <= MAX_BODY else None
    if found is None:
        return _fit_erased(leaf, line)
    listed, body, salt, seq = found.groups()
    if int(seq) != leaf.seq:
        raise ValueRefused(f"the body of entry {int(seq)} in the place of {leaf.seq}")
    if _commit(bytes.fromhex(salt.decode("ascii")), body) != leaf.body:
        raise ValueRefused("a body that is not the one its leaf in entries.jsonl committed to")
    blobs = _join_blobs(leaf, _BLOB_PARTS.findall(listed)) if listed or leaf.blobs else ()
    return body, blobs


def evidence_of(line: bytes) -> list[str]:
    """Give the vault digests a body line names, without checking it."""
    found = _LISTED.match(line)
    return [digest.decode("ascii") for digest, _ in _BLOB_PARTS.findall(found[1])] if found else []


def spell_erased(by: str, seq: int) -> bytes:
    """Give the line that stands in the place of a body once the entry `by` erased it, without a newline."""
    return f'{{"erased":"{by}","seq":{seq}}}'.encode("ascii")


def _fit_erased(leaf: Leaf, line: bytes) -> tuple[None, tuple[str, ...]]:
    found = _ERASED.fullmatch(line)
    if found is None:
        raise ValueRefused("not a body in canonical form")
    if int(found[2]) != leaf.seq:
        raise ValueRefused(f"the body of entry {int(found[2])} in the place of {leaf.seq}")
    return None, ()


def _join_blobs(leaf: Leaf, parts: list[tuple[bytes, bytes]]) -> tuple[str, ...]:
    digests = tuple(digest.decode("ascii") for digest, _ in parts)
    salts = [bytes.fromhex(salt.decode("ascii")) for _, salt in parts]
    if tuple(map(_commit, salts, map(bytes.fromhex, digests))) != leaf.blobs:
        raise ValueRefused("evidence digests that are not the ones the leaf committed to")
    return digests


def _commit(salt: bytes, content: bytes) -> str:
    return sha256(salt + content).hexdigest()


def _strings(items: Iterable[str]) -> str:
    return ",".join(f'"{item}"' for item in items)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(_STRINGS.findall(text)) if text else ()
