"""Keep the lock of a folder of keys: one age identity, itself kept by a passphrase or by the OS keyring.

    lock.pub        its recipient; from the moment it stands, new secrets are sealed to it
    lock.age        the identity under a passphrase (age, scrypt)
    lock.keyring    says which keyring of the operating system holds the identity

A change of passphrase rewrites lock.age alone. Whoever keeps an old copy opens it with the old passphrase.
"""

from __future__ import annotations

import base64
import itertools
import os
import unicodedata
from pathlib import Path

from everyname.errors import Damaged, KeysLocked, UsedWrongly, ValueRefused
from everyname.ledger import durable, identity, os_keyring
from everyname.ledger.identity import RecoveryKey
from everyname.ledger.secret_files import lock_recipient, sealed_names

__all__ = [
    "WrongPassphrase",
    "begin",
    "generate_passphrase",
    "keep_by_keyring",
    "keep_by_passphrase",
    "kept_by",
    "open_by_keyring",
    "open_by_passphrase",
    "require_strong",
]

SHORTEST = 12
VARIED = 6  # different signs at least


class WrongPassphrase(KeysLocked):
    """A passphrase that does not open the lock."""


def kept_by(folder: Path) -> tuple[str, ...]:
    """Say by what the lock is kept: "keyring", "passphrase", both while it changes, or nothing."""
    forms = (("keyring", "lock.keyring"), ("passphrase", "lock.age"))
    return tuple(form for form, name in forms if (folder / name).exists())


def begin(folder: Path, passphrase: str | None) -> RecoveryKey:
    """Make the lock of a folder, kept by a passphrase or (None) by the OS keyring.

    lock.pub comes last: before it, nothing is sealed and a lock begun is simply begun again.
    """
    if sealed_names(folder):
        raise UsedWrongly(
            "Keys are sealed here, but lock.pub, the sign of their lock, is missing.",
            kept="They were left as they are, and so was the lock.",
            remedy="Run `everyname keys unlock`: it writes lock.pub again once the lock has opened.",
        )
    made = identity.generate()
    with durable.writing("the lock"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in ("lock.age", "lock.keyring"):
            (folder / left).unlink(missing_ok=True)
        if passphrase is None:
            keep_by_keyring(folder, made)
        else:
            keep_by_passphrase(folder, made, passphrase)
        durable.replace(folder / "lock.pub", f"{made.recipient}\n".encode("ascii"), mode=0o600)
    return made


def keep_by_passphrase(folder: Path, lock: RecoveryKey, passphrase: str) -> None:
    """Put the lock under a passphrase, read it back, then let go of another form; raises ValueRefused."""
    from pyrage import passphrase as scrypt

    require_strong(passphrase)
    wrapped = bytes(scrypt.encrypt(identity.written(lock), _one_spelling(passphrase)))
    if _opened(wrapped, passphrase) != lock:
        raise Damaged("lock.age", "the lock as it was wrapped", "something else")
    with durable.writing("the lock"):
        durable.replace(folder / "lock.age", wrapped, mode=0o600)
        if (folder / "lock.age").read_bytes() != wrapped:
            raise Damaged("lock.age", "the lock as it was written", "something else")
        if (folder / "lock.keyring").exists():
            os_keyring.remove(lock.recipient)
            (folder / "lock.keyring").unlink()
            durable.sync_folder(folder)


def keep_by_keyring(folder: Path, lock: RecoveryKey) -> None:
    """Put the lock into the OS keyring, read it back, then let go of the passphrase; raises UsedWrongly."""
    name = os_keyring.backend_name()
    os_keyring.put(lock.recipient, lock.secret)
    if os_keyring.get(lock.recipient) != lock.secret:
        raise KeysLocked(
            f"The keyring {name} did not give back what it was given.",
            kept="The keys are kept as they were.",
            remedy="Use a passphrase: everyname keys wrap",
        )
    with durable.writing("the lock"):
        durable.replace(folder / "lock.keyring", f"{name}\n".encode("ascii"), mode=0o600)
        (folder / "lock.age").unlink(missing_ok=True)
        durable.sync_folder(folder)


def open_by_passphrase(folder: Path, passphrase: str) -> RecoveryKey:
    """Open the lock; raises WrongPassphrase, Damaged where it opens and is the lock of another folder."""
    lock = _opened((folder / "lock.age").read_bytes(), passphrase)
    recipient = lock_recipient(folder)
    if not recipient and sealed_names(folder):
        durable.replace(folder / "lock.pub", f"{lock.recipient}\n".encode("ascii"), mode=0o600)
    elif lock.recipient != recipient:
        raise Damaged("lock.pub", "the recipient of the lock in lock.age", "another")
    return lock


def open_by_keyring(folder: Path) -> RecoveryKey:
    """Take the lock from the OS keyring; raises KeysLocked, UsedWrongly."""
    recipient = lock_recipient(folder)
    secret = os_keyring.get(recipient)
    if not secret:
        raise KeysLocked(
            "The keyring of this machine no longer holds the lock of these keys.",
            kept="The sealed keys were left as they are.",
            remedy="Log in as the user, and on the machine, where they were wrapped.",
        )
    lock = identity.from_secret(secret)
    if lock.recipient != recipient:
        raise Damaged("lock.pub", "the recipient of the lock in the keyring", "another")
    return lock


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that a machine guesses at once, with the plain reason; raises ValueRefused."""
    folded = _one_spelling(passphrase).casefold()
    why = ""
    if len(folded) < SHORTEST:
        why = f"it has {len(folded)} signs; {SHORTEST} are the least"
    elif len(set(folded)) < VARIED:
        why = f"it has only {len(set(folded))} different signs"
    elif all(abs(ord(b) - ord(a)) <= 1 for a, b in itertools.pairwise(folded)):
        why = "its signs only count up or down"
    elif folded.strip("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩ ./-") == "":
        why = "it holds numbers only, as dates and telephone numbers do"
    if why:
        raise ValueRefused(
            f"This passphrase is too easy to guess: {why}.",
            remedy="Take several words that do not belong together, or let `--generate` make one.",
        )


def generate_passphrase() -> str:
    """Draw a passphrase of 140 bits: seven groups of four base32 signs (a-z, 2-7)."""
    drawn = base64.b32encode(os.urandom(20)).decode("ascii").lower()[:28]
    return "-".join(drawn[at : at + 4] for at in range(0, 28, 4))


def _opened(wrapped: bytes, passphrase: str) -> RecoveryKey:
    import pyrage

    try:
        return identity.read(bytes(pyrage.passphrase.decrypt(wrapped, _one_spelling(passphrase))))
    except pyrage.DecryptError as error:
        if "xcessive work" in str(error):  # age weighs the work against the machine's speed of the moment
            raise KeysLocked(
                "This machine is too slow, or too busy now, for the work that this passphrase's lock asks.",
                kept="The keys stay locked; nothing was changed.",
                remedy="Try again when less is running.",
            ) from error
        raise WrongPassphrase(
            "This is not the passphrase of these keys (or lock.age was altered).",
            kept="The keys stay locked; nothing was changed.",
            remedy="Mind the keyboard's language and capital letters, and try again.",
        ) from error


def _one_spelling(passphrase: str) -> str:
    """Give one spelling of what is typed alike on different keyboards (Unicode NFC)."""
    return unicodedata.normalize("NFC", passphrase)
