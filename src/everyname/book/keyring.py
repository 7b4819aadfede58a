"""Find the keys of this machine: kept outside every book, and a note of how far each log has come.

What only asks whose a device is (`holds`), or where to seal (`..._recipient`), opens no lock.
Invariant: a device log is written only by the machine that knows its newest head. A copy of a book
that is older than the noted head would fork the log, so it goes on as a new device instead.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from everyname.book import unlocking
from everyname.ledger import durable, keys
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.identity import RecoveryKey

__all__ = [
    "create_key",
    "find_identity",
    "find_key",
    "find_recovery",
    "folder",
    "holds",
    "home",
    "identity_recipient",
    "is_behind",
    "known_head",
    "note_head",
    "open_early",
    "recovery_recipient",
    "wrote_in",
]


def home() -> Path:
    """Give the folder of this machine's keys (`EVERYNAME_HOME`, else the user's data folder)."""
    given = os.environ.get("EVERYNAME_HOME")
    if given:
        return Path(given)
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "everyname"


def folder() -> Path:
    """Give the folder in which this machine's keys lie; it may not be there yet."""
    return home() / "keys"


def _made_folder() -> Path:
    made = folder()
    made.mkdir(parents=True, exist_ok=True, mode=0o700)
    return made


def _unlock() -> RecoveryKey:
    return unlocking.open_lock(folder())


def create_key(name: str, purpose: str) -> keys.SigningKey:
    """Make a key for one purpose on this machine; asks for nothing, even where the keys are locked."""
    return keys.create(_made_folder(), name, purpose)


def holds(device: str) -> bool:
    """Say whether the key of a device lies on this machine; opens no lock."""
    return keys.has(folder(), device)


def find_key(device: str) -> keys.SigningKey | None:
    """Load the key of a device, None when it lives on another machine; raises KeysLocked."""
    try:
        return keys.load(folder(), device, _unlock)
    except FileNotFoundError:
        return None


def open_early(device: str) -> None:
    """Open the lock before long work that ends in writing as a device; asks where it would be asked then."""
    if holds(device):
        find_key(device)


def find_identity(device: str) -> RecoveryKey:
    """Give the age identity beside a device's signing key, made at first use; raises KeysLocked."""
    try:
        return keys.load_identity(folder(), device, _unlock)
    except FileNotFoundError:
        return keys.create_identity(_made_folder(), device)


def identity_recipient(device: str) -> str:
    """Give the recipient of that identity, made at first use; opens no lock."""
    try:
        return keys.identity_recipient(folder(), device, _unlock)
    except FileNotFoundError:
        return keys.create_identity(_made_folder(), device).recipient


def find_recovery() -> RecoveryKey | None:
    """Load this machine's recovery key, None where its secret is not here; raises KeysLocked."""
    try:
        return keys.load_recovery(folder(), _unlock)
    except FileNotFoundError:
        return None


def recovery_recipient() -> str:
    """Give the age recipient of this machine's recovery key, made at first use; opens no lock."""
    try:
        return keys.recovery_recipient(folder(), _unlock)
    except FileNotFoundError:
        return keys.create_recovery(_made_folder()).recipient


def known_head(device: str) -> tuple[int, str]:
    """Give (size, root hex) of the newest head this machine wrote for a device; (0, "") for none."""
    path = folder() / f"{device}.head"
    if not path.exists():
        return 0, ""
    noted = json.loads(path.read_text(encoding="ascii"))
    return int(noted["size"]), str(noted["root"])


def is_behind(device: str, head: Checkpoint) -> bool:
    """Say whether a copy's head is older than, or beside, the newest this machine wrote for a device."""
    size, root = known_head(device)
    return head.size < size or (head.size == size and head.root.hex() != root)


def wrote_in(device: str) -> str:
    """Give the folder of the book in which this machine last wrote as a device, "" where none was noted."""
    path = folder() / f"{device}.head"
    return str(json.loads(path.read_text(encoding="ascii")).get("book", "")) if path.exists() else ""


def note_head(device: str, size: int, root: str, book: str = "") -> None:
    """Note the newest head of a device after a durable append, and the folder of the book it is in."""
    path = _made_folder() / f"{device}.head"
    noted = json.dumps({"size": size, "root": root, "book": book})
    durable.replace(path, noted.encode("ascii"), mode=0o600)
