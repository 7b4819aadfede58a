"""Say how this machine's keys lie, and put them under a lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from everyname.book import keyring, unlocking
from everyname.errors import UsedWrongly
from everyname.ledger import keylock, keys, secret_files
from everyname.ledger.secret_files import lock_recipient

__all__ = ["KeyState", "change_passphrase", "key_states", "lies_plain", "wrap"]

_OTHERS = {"recovery": "opens whatever was sealed here"}
_PURPOSES = {"sign": "signs entries", "publish": "signs editions", "witness": "cosigns heads of others"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyState:
    """One secret of this machine: of which device, what for, in which book, and how it lies."""

    device: str
    purpose: str
    book: str
    at_rest: str  # "plain", "wrapped", "plain and wrapped" (wrapping was cut short), "on paper only"
    now: str  # "open" or "locked"

    def to_plain(self) -> dict[str, Any]:
        """Give the state as plain values."""
        return {
            "device": self.device,
            "purpose": self.purpose,
            "book": self.book,
            "at_rest": self.at_rest,
            "now": self.now,
        }


def key_states() -> list[KeyState]:
    """Give every secret of this machine, by name; opens no lock."""
    folder = keyring.folder()
    plain, sealed = secret_files.plain_names(folder), secret_files.sealed_names(folder)
    is_open = _is_open(folder)
    found = []
    for name in sorted({*plain, *sealed}):
        rest = " and ".join(word for word, names in (("plain", plain), ("wrapped", sealed)) if name in names)
        now = "open" if name in plain or is_open else "locked"
        found.append(_state(folder, name, rest, now))
    if secret_files.public_of(folder, "recovery.age").exists() and not secret_files.has(
        folder, "recovery.age"
    ):
        found.append(_state(folder, "recovery.age", "on paper only", "locked"))
    return found


def _state(folder: Path, name: str, at_rest: str, now: str) -> KeyState:
    device, _, kind = name.partition(".")
    purpose, book = _OTHERS.get(device, "opens bundles"), ""
    if kind == "key":
        public = keys.public_part(folder, device)
        purpose = _PURPOSES.get(public.get("purpose", ""), "signs")
        book = keyring.wrote_in(device) or public.get("name", "").removeprefix("everyname-")
    elif device != "recovery":
        book = keyring.wrote_in(device)
    return KeyState(device=device, purpose=purpose, book=book, at_rest=at_rest, now=now)


def _is_open(folder: Path) -> bool:
    """Say whether the lock opens without asking anybody, and without counting as a use."""
    from everyname.ledger import agent

    return "keyring" in keylock.kept_by(folder) or agent.seconds_left(folder) is not None


def lies_plain() -> bool:
    """Say whether any secret of this machine lies in plain text."""
    return bool(secret_files.plain_names(keyring.folder()))


def wrap(passphrase: str | None, *, by_keyring: bool = False) -> list[str]:
    """Seal every secret to the folder's lock, which is made where there is none; names what was sealed.

    A new lock is kept by `passphrase` or by the OS keyring. A lock that is there is opened as it is kept;
    `by_keyring` then hands it to the OS keyring. Wrapping that was cut short is finished.
    """
    folder = keyring.folder()
    if lock_recipient(folder):
        lock = unlocking.open_lock(folder)
        if by_keyring and keylock.kept_by(folder) != ("keyring",):
            keylock.keep_by_keyring(folder, lock)
    else:
        if passphrase is None and not by_keyring:
            raise UsedWrongly("A new lock needs a passphrase or the keyring.")
        lock = keylock.begin(folder, None if by_keyring else passphrase)
    keys.publish_parts(folder)
    return secret_files.seal_all(folder, lock)


def change_passphrase(new: str) -> None:
    """Keep the lock by a new passphrase; only the lock is rewritten. Raises UsedWrongly without one."""
    folder = keyring.folder()
    if not lock_recipient(folder):
        raise UsedWrongly(
            "The keys of this machine have no lock yet.", remedy="Make one: everyname keys wrap"
        )
    keylock.keep_by_passphrase(folder, unlocking.open_lock(folder), new)
