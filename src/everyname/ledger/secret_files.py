"""Keep the secret files of a folder, plain or sealed to the folder's lock, and what may be known of each.

    NAME            the secret, for its owner alone         "<device>.key", "<device>.age", "recovery.age"
    NAME.age        the same, sealed to the recipient in lock.pub
    <device>.key.pub, <device>.pub, recovery.pub            what is public of each

Where both stand, sealing was cut short: they hold the same, and the plain one is read.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from everyname.errors import Damaged, FileRefused, KeysLocked, UsedWrongly, ValueRefused
from everyname.ledger import durable, identity
from everyname.ledger.identity import RecoveryKey

__all__ = [
    "LOCK",
    "Unlock",
    "forget",
    "has",
    "lock_recipient",
    "plain_names",
    "public_of",
    "read",
    "refuse_to_unlock",
    "seal_all",
    "sealed_names",
    "write",
]

LOCK = "lock"
Unlock = Callable[[], RecoveryKey]


def refuse_to_unlock() -> RecoveryKey:
    """Open no lock: for callers that have nobody to ask."""
    raise KeysLocked(
        "The keys of this machine are locked.",
        remedy="Run `everyname keys unlock`, then do it again.",
    )


def lock_recipient(folder: Path) -> str:
    """Give the recipient to which the folder's secrets are sealed, "" where it has no lock."""
    try:
        return (folder / f"{LOCK}.pub").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def public_of(folder: Path, name: str) -> Path:
    """Give the file that holds what is public of a secret."""
    return folder / (f"{name}.pub" if name.endswith(".key") else f"{name.removesuffix('.age')}.pub")


def has(folder: Path, name: str) -> bool:
    """Say whether a secret is here, plain or sealed; nothing is opened."""
    return (folder / name).exists() or (folder / f"{name}.age").exists()


def read(folder: Path, name: str, unlock: Unlock) -> bytes:
    """Read a secret; raises FileNotFoundError, FileRefused if others can read it, KeysLocked, Damaged."""
    plain = folder / name
    if plain.exists():
        _refuse_shared(plain)
        return plain.read_bytes()
    sealed = folder / f"{name}.age"
    return _opened(sealed, sealed.read_bytes(), unlock())


def write(folder: Path, name: str, data: bytes, public: bytes) -> None:
    """Keep a new secret, sealed where the folder has a lock; raises UsedWrongly where one is there."""
    if has(folder, name) or public_of(folder, name).exists():
        raise UsedWrongly(f"there is a key {name} already", kept="It was left as it is.")
    with durable.writing("the key"):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = lock_recipient(folder)
        if lock:
            durable.replace(folder / f"{name}.age", identity.seal(data, [lock]), mode=0o600)
        else:
            durable.replace(folder / name, data, mode=0o600)
        durable.replace(public_of(folder, name), public, mode=0o600)


def plain_names(folder: Path) -> list[str]:
    """Name the secrets that lie in plain text, sorted."""
    keys = {path.name for path in folder.glob("*.key")}
    others = {path.name for path in folder.glob("*.age")} - {f"{LOCK}.age"}
    return sorted(keys | {name for name in others if name.count(".") == 1})


def sealed_names(folder: Path) -> list[str]:
    """Name the secrets that lie sealed, sorted."""
    found = (path.name.removesuffix(".age") for path in folder.glob("*.*.age"))
    return sorted(found)


def seal_all(folder: Path, lock: RecoveryKey) -> list[str]:
    """Seal every plain secret, then remove the plain ones; names them. Safe to be cut short anywhere.

    A plain file goes only after all sealed ones were written, synced and read back.
    """
    names = plain_names(folder)
    with durable.writing("a sealed key"):
        for name in names:
            data = read(folder, name, refuse_to_unlock)
            sealed = folder / f"{name}.age"
            durable.replace(sealed, identity.seal(data, [lock.recipient]), mode=0o600)
            if _opened(sealed, sealed.read_bytes(), lock) != data:
                raise Damaged(sealed.name, "what was sealed", "something else")
        for path in (*(folder / name for name in names), *folder.glob("*.tmp")):
            path.unlink(missing_ok=True)
        durable.sync_folder(folder)
    return names


def forget(folder: Path, name: str) -> None:
    """Remove a secret; what is public of it stays."""
    for path in (folder / name, folder / f"{name}.age"):
        path.unlink(missing_ok=True)
    durable.sync_folder(folder)


def _opened(path: Path, data: bytes, lock: RecoveryKey) -> bytes:
    try:
        return identity.unseal(data, lock)
    except ValueRefused as error:
        raise Damaged(path.name, "a key sealed to this folder's lock", "something else") from error


def _refuse_shared(path: Path) -> None:
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise FileRefused(
            f"others on this machine can read the key {path.name}",
            kept="The key was not used.",
            remedy=f"Run `chmod 600 {path.name}` in the folder of keys if it was always yours alone.",
        )
