"""Seal and unseal streams to age recipients (age v1, X25519), in constant memory.

age says nothing of who sealed; what must be believed is signed inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Protocol

from everyname.errors import ValueRefused
from everyname.ledger import keys
from everyname.ledger.keys import RecoveryKey

__all__ = ["Source", "is_recipient", "passing_recipient", "seal_stream", "unseal_stream"]


class Source(Protocol):
    """What can be read piece by piece: an open file, or several that follow each other."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to `size` bytes, b"" at the end."""


def is_recipient(text: str) -> bool:
    """Say whether a text is an age X25519 recipient in its one spelling."""
    import pyrage

    try:
        return str(pyrage.x25519.Recipient.from_str(text)) == text
    except pyrage.RecipientError:
        return False


def passing_recipient() -> str:
    """Give a recipient nobody holds the secret of: it fills up a count that would tell something."""
    from pyrage import x25519

    return str(x25519.Identity.generate().to_public())


def seal_stream(source: BinaryIO, target: BinaryIO, sealed_to: Sequence[str]) -> None:
    """Encrypt a stream to age recipients, in constant memory; raises ValueRefused as `seal` does."""
    import pyrage

    pyrage.encrypt_io(source, target, keys.recipients(sealed_to))


def unseal_stream(source: Source, target: BinaryIO, identities: Sequence[RecoveryKey]) -> None:
    """Decrypt an age stream, in constant memory; raises ValueRefused as `unseal` does.

    What reached `target` before such a refusal is to be thrown away: a cut shows only at the end.
    """
    import pyrage

    known = [pyrage.x25519.Identity.from_str(key.secret) for key in identities]
    try:
        pyrage.decrypt_io(source, target, known)
    except pyrage.DecryptError as error:
        raise ValueRefused("this was altered, cut short, or not sealed to a key of this machine") from error
    except OSError as error:
        if error.errno is not None:  # the disk's own refusal
            raise
        raise ValueRefused("this was altered or cut short") from error
