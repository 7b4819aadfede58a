"""Make, keep and check Ed25519 keys, and the age key that can always read what was sealed.

Keys lie in a folder the caller names, never inside a book. A public key is taken only if it is the
canonical spelling of a point of the prime-order subgroup: small-order keys fit every message.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from everyname.errors import Damaged, FileRefused, UsedWrongly, ValueRefused
from everyname.ledger import canonical, durable

__all__ = [
    "RecoveryKey",
    "SigningKey",
    "VerifyKey",
    "create",
    "create_identity",
    "create_recovery",
    "device_id",
    "is_key_name",
    "is_strict_point",
    "listed",
    "load",
    "load_identity",
    "load_recovery",
    "parse_vkey",
    "recipients",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKey:
    """An age X25519 identity; whoever holds `secret` reads everything sealed to `recipient`."""

    recipient: str
    secret: str = field(repr=False)


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
    plain = {"v": 1, "name": name, "purpose": purpose, "seed": key.seed.hex(), "vkey": key.vkey}
    with durable.writing("the key"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.replace(_path(folder, key.device_id), canonical.encode(plain) + b"\n", mode=0o600)
    return key


def load(folder: Path, device_id: str) -> SigningKey:
    """Load the key of a device; raises FileNotFoundError, Damaged, and FileRefused if others can read it."""
    if not _DEVICE.fullmatch(device_id):
        raise UsedWrongly(f"{device_id!r} is not a device id")
    path = _path(folder, device_id)
    _refuse_shared(path)
    try:
        plain = canonical.decode_exact(path.read_bytes().removesuffix(b"\n"))
        if not isinstance(plain, dict) or plain.keys() != _KEY_FIELDS or plain["v"] != 1:
            raise ValueRefused("these are not the fields of a key")
        key = SigningKey(name=plain["name"], seed=bytes.fromhex(plain["seed"]), purpose=plain["purpose"])
    except (ValueRefused, ValueError, TypeError) as error:
        raise Damaged(path.name, "a key as it was written", "something else") from error
    if key.vkey != plain["vkey"] or key.device_id != device_id:
        raise Damaged(path.name, f"the key of {device_id}", "a secret that does not fit it")
    return key


def listed(folder: Path) -> list[str]:
    """List the device ids whose keys lie in `folder`, sorted."""
    found = (path.name.removesuffix(".key") for path in folder.glob("*.key"))
    return sorted(name for name in found if _DEVICE.fullmatch(name))


def create_recovery(folder: Path) -> RecoveryKey:
    """Make the age recovery key; raises UsedWrongly where one is there already."""
    return _create_age(folder / "recovery.age")


def load_recovery(folder: Path) -> RecoveryKey:
    """Load the recovery key; raises FileNotFoundError or Damaged."""
    return _load_age(folder / "recovery.age")


def create_identity(folder: Path, device_id: str) -> RecoveryKey:
    """Make the age identity to which bundles for a device are sealed; raises UsedWrongly as above."""
    return _create_age(_age_path(folder, device_id))


def load_identity(folder: Path, device_id: str) -> RecoveryKey:
    """Load the age identity of a device; raises FileNotFoundError or Damaged."""
    return _load_age(_age_path(folder, device_id))


def _age_path(folder: Path, device_id: str) -> Path:
    if not _DEVICE.fullmatch(device_id):
        raise UsedWrongly(f"{device_id!r} is not a device id")
    return folder / f"{device_id}.age"


def _create_age(path: Path) -> RecoveryKey:
    from pyrage import x25519

    identity = x25519.Identity.generate()
    key = RecoveryKey(recipient=str(identity.to_public()), secret=str(identity))
    text = f"# public key: {key.recipient}\n{key.secret}\n"
    if path.exists():
        raise UsedWrongly(f"there is a key {path.name} already", kept="It was left as it is.")
    with durable.writing("the age key"):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        durable.replace(path, text.encode("ascii"), mode=0o600)
    return key


def _load_age(path: Path) -> RecoveryKey:
    import pyrage

    _refuse_shared(path)
    try:
        secret = path.read_text(encoding="ascii").splitlines()[1]
        identity = pyrage.x25519.Identity.from_str(secret)
    except (IndexError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise Damaged(path.name, "an age identity", "something else") from error
    return RecoveryKey(recipient=str(identity.to_public()), secret=secret)


def seal(data: bytes, sealed_to: Sequence[str]) -> bytes:
    """Encrypt bytes to age recipients (`age1...`); raises ValueRefused for a bad or missing recipient."""
    import pyrage

    return bytes(pyrage.encrypt(data, recipients(sealed_to)))


def unseal(data: bytes, key: RecoveryKey) -> bytes:
    """Decrypt an age file with the recovery key; raises ValueRefused if it was altered or is not for it."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(key.secret)]))
    except pyrage.DecryptError as error:
        raise ValueRefused("this was altered, or was not sealed to this key") from error


def recipients(texts: Sequence[str]) -> list[Any]:
    """Read age recipients (`age1...`); raises ValueRefused for a bad one, or for none."""
    import pyrage

    if not texts:
        raise ValueRefused("nothing can be sealed to nobody", remedy="Name at least one recipient.")
    try:
        return [pyrage.x25519.Recipient.from_str(text) for text in texts]
    except pyrage.RecipientError as error:
        raise ValueRefused("one of the recipients is not an age recipient (age1...)") from error


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode("utf-8") + b"\n" + ED25519 + public).digest()


def _path(folder: Path, device: str) -> Path:
    return folder / f"{device}.key"


def _refuse_shared(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise FileRefused(
            f"others on this machine can read the key {path.name}",
            kept="The key was not used.",
            remedy=f"Run `chmod 600 {path.name}` in the folder of keys if it was always yours alone.",
        )
