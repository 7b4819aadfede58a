"""Find the keys of this machine: kept outside every book, and a note of how far each log has come.

Invariant: a device log is written only by the machine that knows its newest head. A copy of a book
that is older than the noted head would fork the log, so it goes on as a new device instead.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from everyname.ledger import durable, keys
from everyname.ledger.checkpoint import Checkpoint

__all__ = [
    "create_key",
    "find_identity",
    "find_key",
    "home",
    "is_behind",
    "known_head",
    "note_head",
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


def _keys_folder() -> Path:
    folder = home() / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def create_key(name: str, purpose: str) -> keys.SigningKey:
    """Make a key for one purpose on this machine."""
    return keys.create(_keys_folder(), name, purpose)


def find_key(device: str) -> keys.SigningKey | None:
    """Load the key of a device, None when it lives on another machine."""
    try:
        return keys.load(_keys_folder(), device)
    except FileNotFoundError:
        return None


def find_identity(device: str) -> keys.RecoveryKey:
    """Give the age identity beside a device's signing key, made at first use."""
    folder = _keys_folder()
    try:
        return keys.load_identity(folder, device)
    except FileNotFoundError:
        return keys.create_identity(folder, device)


def recovery_recipient() -> str:
    """Give the age recipient of this machine's recovery key, made at first use."""
    folder = _keys_folder()
    try:
        return keys.load_recovery(folder).recipient
    except FileNotFoundError:
        return keys.create_recovery(folder).recipient


def known_head(device: str) -> tuple[int, str]:
    """Give (size, root hex) of the newest head this machine wrote for a device; (0, "") for none."""
    path = _keys_folder() / f"{device}.head"
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
    path = _keys_folder() / f"{device}.head"
    return str(json.loads(path.read_text(encoding="ascii")).get("book", "")) if path.exists() else ""


def note_head(device: str, size: int, root: str, book: str = "") -> None:
    """Note the newest head of a device after a durable append, and the folder of the book it is in."""
    path = _keys_folder() / f"{device}.head"
    noted = json.dumps({"size": size, "root": root, "book": book})
    durable.replace(path, noted.encode("ascii"), mode=0o600)
