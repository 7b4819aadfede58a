"""Cosign the heads of other people's logs, as a witness: outside any book, with a key of its own.

    <home>/witness/key.vkey              the public key; the secret lies among the machine's other keys
    <home>/witness/logs/<32 hex>         of one log: `log <verifier key>`, then the head cosigned last
    <home>/witness/refused/<16 hex>      a head its log signed that does not go on from the one before

Invariant: of one log a witness never cosigns a head that does not go on from the last one it cosigned. What
was cosigned is durable before the answer is written; a lost answer is given again.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from everyname.book import keyring, lock
from everyname.errors import Damaged, FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import checkpoint, cosign, durable, keys, note, witnessing
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.cosign import CosignerKey
from everyname.ledger.keys import SigningKey, VerifyKey
from everyname.ledger.witnessing import Contradiction, Request

__all__ = ["Answer", "NotKnown", "sign", "witness_key"]


class NotKnown(ValueRefused):
    """A log this witness has never cosigned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one head: `signed` is it with the cosignature, or "" and `refused` says why."""

    origin: str
    size: int
    vkey: str
    signed: str = ""
    refused: str = ""
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Last:
    """What was cosigned of a log before."""

    key: VerifyKey
    head: Checkpoint
    time: int


def witness_key(name: str = "") -> CosignerKey:
    """Give the key under which this machine cosigns, made at first use; a name is given once only.

    Opens no lock: only `sign` needs the secret.
    """
    path = _folder() / "key.vkey"
    with lock.writing(_folder()):
        if path.exists():
            key = cosign.parse_cosigner(path.read_text(encoding="utf-8"))
            if name and name != key.name:
                raise UsedWrongly(f"This machine cosigns under the name {key.name} already.")
            return key
        key = cosign.cosigner_of(keyring.create_key(name or "everyname-witness", "witness"))
        with durable.writing("the witness's key"):
            durable.replace(path, key.vkey.encode("utf-8") + b"\n", mode=0o600)
        return key


def _secret() -> SigningKey:
    """Give the secret half; raises KeysLocked, and Damaged where it is gone."""
    public = witness_key()
    key = keyring.find_key(VerifyKey(name=public.name, public=public.public).device_id)
    if key is None:
        raise Damaged("witness/key.vkey", "the key of a witness on this machine", "a key that is not here")
    return key


def sign(data: bytes, now: int, *, accept: bool = False) -> list[Answer]:
    """Cosign each head of a file that may be cosigned, at the time `now` (POSIX seconds).

    With `accept` logs are cosigned that this machine does not know yet; their keys are remembered.
    Raises FileRefused where the file as a whole cannot be read.
    """
    try:
        asked = witnessing.by_head(witnessing.parse(data))
    except ValueRefused as error:
        raise FileRefused(
            f"This file cannot be cosigned: {error.happened}.",
            remedy=error.remedy or "Ask the desk to write it again: `everyname witness ask`.",
        ) from error
    key = _secret()
    with lock.writing(_folder()):
        return [_answer(requests, key, now, accept=accept) for requests in asked.values()]


def _answer(requests: list[Request], key: SigningKey, now: int, *, accept: bool) -> Answer:
    first = requests[0]
    said = {"origin": first.origin, "vkey": first.vkey}
    try:
        last = _last(first.origin, key)
        log_key = _log_key(first, last, accept=accept)
        size = witnessing.head_of(first, log_key).size
        try:
            witnessing.check(requests, log_key, last.head if last is not None else None)
        except Contradiction as error:
            kept = _keep_refused(first.signed)
            raise ValueRefused(
                error.happened,
                remedy="Its own key signed both: it was altered, or its key copied. Ask them how. The head"
                f" that was refused is kept as {kept}.",
            ) from error
    except ValueRefused as error:
        return Answer(**said, size=0, refused=error.happened, remedy=error.remedy)
    time = max(now, last.time if last is not None else 0)  # a clock set back must not unsay what was said
    line = cosign.cosign(note.split(first.signed)[0], key, time)
    signed = _with_log_alone(first.signed, log_key) + line
    with durable.writing("what was cosigned"):
        durable.make_folder(_folder() / "logs")
        durable.replace(_path(first.origin), f"log {log_key.vkey}\n{signed}".encode(), mode=0o600)
    return Answer(origin=first.origin, vkey=log_key.vkey, size=size, signed=signed)


def _log_key(request: Request, last: _Last | None, *, accept: bool) -> VerifyKey:
    """Give the key that must have signed a log's head; raises ValueRefused."""
    if last is not None:
        if request.vkey and request.vkey != last.key.vkey:
            raise ValueRefused(
                f"{request.origin} was cosigned here under another key before",
                remedy="Compare by voice. A log that begins anew under another key has another name.",
            )
        return last.key
    if not request.vkey or not accept:
        raise NotKnown(
            f"this machine has not cosigned {request.origin} before",
            remedy="Compare its key with the desk by voice, then run the command again with --accept.",
        )
    key = keys.parse_vkey(request.vkey)
    if keyring.holds(key.device_id):
        raise ValueRefused(
            f"this machine writes {request.origin} itself", remedy="A witness is somebody else's machine."
        )
    return key


def _with_log_alone(signed: str, key: VerifyKey) -> str:
    text, signatures = note.split(signed)
    own = [cosign.line_of(one) for one in signatures if (one.name, one.key_id) == (key.name, key.key_id)]
    return text + "\n" + own[0]


def _last(origin: str, key: SigningKey) -> _Last | None:
    """Give what this witness cosigned last of a log; raises Damaged, for then it cannot tell what it said."""
    path = _path(origin)
    if not path.exists():
        return None
    try:
        first, _, signed = path.read_text(encoding="utf-8").partition("\n")
        log_key = keys.parse_vkey(first.removeprefix("log "))
        head = checkpoint.open_checkpoint(signed, [log_key], origin)
        (own,) = cosign.cosigned_by(signed, [cosign.cosigner_of(key)])
    except (ValueRefused, ValueError) as error:
        raise Damaged(f"witness/logs/{path.name}", "a head as it was cosigned", "something else") from error
    return _Last(key=log_key, head=head, time=own.time)


def _keep_refused(signed: str) -> str:
    data = signed.encode("utf-8")
    path = _folder() / "refused" / sha256(data).hexdigest()[:16]
    with durable.writing("the head that was refused"):
        durable.make_folder(path.parent)
        durable.replace(path, data, mode=0o600)
    return str(path)


def _path(origin: str) -> Path:
    return _folder() / "logs" / sha256(origin.encode("utf-8")).hexdigest()[:32]


def _folder() -> Path:
    folder = keyring.home() / "witness"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
