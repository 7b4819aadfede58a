"""Make, keep and check Ed25519 keys, and the age key that can always read what was sealed.

Keys lie in a folder the caller names, never inside a book; where the folder has a lock, `unlock` gives the
identity that opens it. A public key is taken only if it is the
canonical spelling of a point of the prime-order subgroup: small-order keys fit every message.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from everyname.errors import Damaged, UsedWrongly, ValueRefused
from everyname.ledger import canonical, durable, identity, secret_files
from everyname.ledger.identity import RecoveryKey, recipients, seal, unseal
from everyname.ledger.secret_files import Unlock, refuse_to_unlock

__all__ = [
    "RecoveryKey",
    "SigningKey",
    "VerifyKey",
    "create",
    "create_identity",
    "create_recovery",
    "device_id",
    "has",
    "identity_recipient",
    "is_key_name",
    "is_strict_point",
    "keep_recovery",
    "listed",
    "load",
    "load_identity",
    "load_recovery",
    "parse_vkey",
    "public_part",
    "publish_parts",
    "recipients",
    "recovery_recipient",
    "seal",
    "unseal",
]

ED25519 = b"\x01"
_VKEY = re.compile(r"([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]{43}[A-Za-z0-9+/=])")
_DEVICE = re.compile(r"[a-z2-7]{8}")
_KEY_FIELDS = {"name", "purpose", "seed", "v", "vkey"}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyKey:
    """A public Ed25519 key with its name, as a C2SP signed-note verifier key.

    records.example/desk-2+1f0c5a0e+AbCd...
    """

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this key's signatures in a note."""
        return _key_hash(self.name, self.public)[:4]

    @property
    def device_id(self) -> str:
        """The eight signs that name the device in entries and folders."""
        return device_id(self.name, self.public)

    @property
    def vkey(self) -> str:
        """The key as one line: name, key id in hex, base64 of type and key."""
        encoded = base64.b64encode(ED25519 + self.public).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Say whether the signature (64 bytes) is this key's over the message (RFC 8032, strict)."""
        from nacl.bindings import crypto_sign_open
        from nacl.exceptions import BadSignatureError

        if len(signature) != 64:
            return False
        try:
            crypto_sign_open(signature + message, self.public)
        except BadSignatureError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A secret Ed25519 key of one device for one purpose; printing it never shows the seed."""

    name: str
    seed: bytes = field(repr=False)
    purpose: str = "sign"
    public: bytes = field(init=False)

    def __post_init__(self) -> None:
        from nacl.bindings import crypto_sign_seed_keypair

        if not is_key_name(self.name):
            raise ValueRefused(
                f"{self.name!r} cannot name a key",
                remedy="Use letters, digits, dots, hyphens and slashes, for example records.example/desk.",
            )
        public, _secret = crypto_sign_seed_keypair(self.seed)
        object.__setattr__(self, "public", public)

    @property
    def verify_key(self) -> VerifyKey:
        """The public half."""
        return VerifyKey(name=self.name, public=self.public)

    @property
    def vkey(self) -> str:
        """The public half as one line of text."""
        return self.verify_key.vkey

    @property
    def device_id(self) -> str:
        """The eight signs that name the device in entries and folders."""
        return device_id(self.name, self.public)

    def sign(self, message: bytes) -> bytes:
        """Sign a message; 64 bytes, the same each time (RFC 8032)."""
        from nacl.bindings import crypto_sign

        return bytes(crypto_sign(message, self.seed + self.public)[:64])


def is_key_name(name: str) -> bool:
    """Say whether a name may stand in a note: not empty, no space, no plus, no control character."""
    return bool(name) and not any(c.isspace() or c == "+" or ord(c) < 0x20 or c == "\x7f" for c in name)


def device_id(name: str, public: bytes) -> str:
    """Give the first 40 bits of the key hash as eight lowercase base32 signs."""
    return base64.b32encode(_key_hash(name, public)[:5]).decode("ascii").lower()


def is_strict_point(public: bytes) -> bool:
    """Say whether 32 bytes are a canonical point of the prime-order subgroup, not the identity."""
    from nacl.bindings import crypto_core_ed25519_is_valid_point

    return len(public) == 32 and bool(crypto_core_ed25519_is_valid_point(public))


@lru_cache(maxsize=4096)  # every opening of a log reads its key, and the check of the point is slow
def parse_vkey(text: str) -> VerifyKey:
    """Read a verifier key of one line; raises ValueRefused for a bad spelling or an unsafe point."""
    found = _VKEY.fullmatch(text.strip())
    if found is None or not is_key_name(found[1]):
        raise ValueRefused(
            f"{text[:80]!r} is not a verifier key", remedy="Give the whole line, as it was sent."
        )
    try:
        raw = base64.b64decode(found[3], validate=True)
    except binascii.Error as error:
        raise ValueRefused("this verifier key is not base64") from error
    if len(raw) != 33 or raw[:1] != ED25519:
        raise ValueRefused("this verifier key is not an Ed25519 key")
    key = VerifyKey(name=found[1], public=raw[1:])
    if key.vkey != text.strip():
        raise ValueRefused(
            "this verifier key was changed: its key id does not fit", remedy="Ask for it again."
        )
    if not is_strict_point(key.public):
        raise ValueRefused(
            "this verifier key is not a safe point of the curve",
            remedy="Do not enrol it: its signature could fit any text. Ask its owner how it was made.",
        )
    return key


def create(folder: Path, name: str, purpose: str = "sign") -> SigningKey:
    """Make a key and keep it in `folder`, readable by its owner alone."""
    key = SigningKey(name=name, seed=os.urandom(32), purpose=purpose)
    secret = canonical.encode({**_public(key), "seed": key.seed.hex()}) + b"\n"
    secret_files.write(folder, f"{key.device_id}.key", secret, canonical.encode(_public(key)) + b"\n")
    return key


def load(folder: Path, device_id: str, unlock: Unlock = refuse_to_unlock) -> SigningKey:
    """Load the key of a device.

    Raises FileNotFoundError, Damaged, KeysLocked, and FileRefused if others can read it.
    """
    name = f"{_device(device_id)}.key"
    secret = secret_files.read(folder, name, unlock)
    try:
        plain = canonical.decode_exact(secret.removesuffix(b"\n"))
        if not isinstance(plain, dict) or plain.keys() != _KEY_FIELDS or plain["v"] != 1:
            raise ValueRefused("these are not the fields of a key")
        key = SigningKey(name=plain["name"], seed=bytes.fromhex(plain["seed"]), purpose=plain["purpose"])
    except (ValueRefused, ValueError, TypeError) as error:
        raise Damaged(name, "a key as it was written", "something else") from error
    if key.vkey != plain["vkey"] or key.device_id != device_id:
        raise Damaged(name, f"the key of {device_id}", "a secret that does not fit it")
    return key


def has(folder: Path, device_id: str) -> bool:
    """Say whether the key of a device is here; nothing is unlocked."""
    return secret_files.has(folder, f"{_device(device_id)}.key")


def listed(folder: Path) -> list[str]:
    """List the device ids whose keys lie in `folder`, sorted."""
    names = {*secret_files.plain_names(folder), *secret_files.sealed_names(folder)}
    found = (name.removesuffix(".key") for name in names if name.endswith(".key"))
    return sorted(name for name in found if _DEVICE.fullmatch(name))


def create_recovery(folder: Path) -> RecoveryKey:
    """Make the age recovery key; raises UsedWrongly where one is there already."""
    return _create_age(folder, "recovery.age")


def load_recovery(folder: Path, unlock: Unlock = refuse_to_unlock) -> RecoveryKey:
    """Load the recovery key; raises FileNotFoundError, KeysLocked or Damaged."""
    return _load_age(folder, "recovery.age", unlock)


def recovery_recipient(folder: Path, unlock: Unlock = refuse_to_unlock) -> str:
    """Give the recipient of the recovery key; raises as `load_recovery`, but needs no secret."""
    return _recipient(folder, "recovery.age", unlock)


def create_identity(folder: Path, device_id: str) -> RecoveryKey:
    """Make the age identity to which bundles for a device are sealed; raises UsedWrongly as above."""
    return _create_age(folder, f"{_device(device_id)}.age")


def load_identity(folder: Path, device_id: str, unlock: Unlock = refuse_to_unlock) -> RecoveryKey:
    """Load the age identity of a device; raises FileNotFoundError, KeysLocked or Damaged."""
    return _load_age(folder, f"{_device(device_id)}.age", unlock)


def identity_recipient(folder: Path, device_id: str, unlock: Unlock = refuse_to_unlock) -> str:
    """Give the recipient of a device's age identity; raises as `load_identity`, but needs no secret."""
    return _recipient(folder, f"{_device(device_id)}.age", unlock)


def keep_recovery(folder: Path, key: RecoveryKey) -> None:
    """Keep a recovery key that was typed back; one that fits what is public here already, or the first."""
    public = secret_files.public_of(folder, "recovery.age")
    if public.exists() and public.read_text(encoding="ascii").strip() != key.recipient:
        raise UsedWrongly(
            "This is the recovery key of another machine.",
            kept="This machine's own recovery key was left as it is.",
            remedy="Restore it in a home for keys of its own: EVERYNAME_HOME=NEW-FOLDER.",
        )
    if not secret_files.has(folder, "recovery.age"):
        public.unlink(missing_ok=True)
        _keep_age(folder, "recovery.age", key)


def public_part(folder: Path, device_id: str) -> dict[str, str]:
    """Give name, purpose and verifier key of a device whose key is here; {} where they lie sealed only."""
    name = f"{_device(device_id)}.key"
    for path in (secret_files.public_of(folder, name), folder / name):
        if path.exists():
            plain = canonical.decode(path.read_bytes())
            if isinstance(plain, dict):
                return {field: str(plain.get(field, "")) for field in ("name", "purpose", "vkey")}
    return {}


def publish_parts(folder: Path) -> None:
    """Write what is public beside each plain secret that lacks it, as a folder of an earlier version does."""
    for name in secret_files.plain_names(folder):
        public = secret_files.public_of(folder, name)
        if name.endswith(".key"):
            text = canonical.encode(_public(load(folder, name.removesuffix(".key")))) + b"\n"
        else:
            text = _load_age(folder, name, refuse_to_unlock).recipient.encode("ascii") + b"\n"
        if not public.exists():
            durable.replace(public, text, mode=0o600)


def _create_age(folder: Path, name: str) -> RecoveryKey:
    key = identity.generate()
    _keep_age(folder, name, key)
    return key


def _keep_age(folder: Path, name: str, key: RecoveryKey) -> None:
    secret_files.write(folder, name, identity.written(key), f"{key.recipient}\n".encode("ascii"))


def _load_age(folder: Path, name: str, unlock: Unlock) -> RecoveryKey:
    secret = secret_files.read(folder, name, unlock)
    try:
        key = identity.read(secret)
    except ValueRefused as error:
        raise Damaged(name, "an age identity", "something else") from error
    public = secret_files.public_of(folder, name)
    if public.exists() and public.read_bytes() != f"{key.recipient}\n".encode("ascii"):
        raise Damaged(public.name, "the recipient of the key beside it", "another")
    return key


def _recipient(folder: Path, name: str, unlock: Unlock) -> str:
    public = secret_files.public_of(folder, name)
    if public.exists():
        return public.read_text(encoding="ascii").strip()
    return _load_age(folder, name, unlock).recipient


def _public(key: SigningKey) -> dict[str, str | int]:
    return {"v": 1, "name": key.name, "purpose": key.purpose, "vkey": key.vkey}


def _device(device_id: str) -> str:
    if not _DEVICE.fullmatch(device_id):
        raise UsedWrongly(f"{device_id!r} is not a device id")
    return device_id


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode("utf-8") + b"\n" + ED25519 + public).digest()
