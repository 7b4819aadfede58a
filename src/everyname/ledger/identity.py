"""Make and use age X25519 identities: seal bytes to recipients, open what was sealed (age v1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from everyname.errors import ValueRefused

__all__ = ["RecoveryKey", "from_secret", "generate", "read", "recipients", "seal", "unseal", "written"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryKey:
    """An age X25519 identity; whoever holds `secret` reads everything sealed to `recipient`."""

    recipient: str
    secret: str = field(repr=False)


def generate() -> RecoveryKey:
    """Make a new identity."""
    from pyrage import x25519

    made = x25519.Identity.generate()
    return RecoveryKey(recipient=str(made.to_public()), secret=str(made))


def from_secret(secret: str) -> RecoveryKey:
    """Give the identity of a secret (`AGE-SECRET-KEY-1...`); raises ValueRefused where it is none."""
    import pyrage

    try:
        found = pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        raise ValueRefused("this is not an age identity") from error
    return RecoveryKey(recipient=str(found.to_public()), secret=secret)


def written(key: RecoveryKey) -> bytes:
    """Give an identity as age-keygen writes it: its recipient as a remark, then the secret."""
    return f"# public key: {key.recipient}\n{key.secret}\n".encode("ascii")


def read(data: bytes) -> RecoveryKey:
    """Read what `written` gave; raises ValueRefused."""
    try:
        return from_secret(data.decode("ascii").splitlines()[1])
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueRefused("this is not an age identity") from error


def seal(data: bytes, sealed_to: Sequence[str]) -> bytes:
    """Encrypt bytes to age recipients (`age1...`); raises ValueRefused for a bad or missing recipient."""
    import pyrage

    return bytes(pyrage.encrypt(data, recipients(sealed_to)))


def unseal(data: bytes, key: RecoveryKey) -> bytes:
    """Decrypt an age file with an identity; raises ValueRefused if it was altered or is not for it."""
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
