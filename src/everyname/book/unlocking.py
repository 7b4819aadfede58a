"""Open the lock of this machine's keys: held in memory, by the OS keyring, or by a passphrase somebody types.

A passphrase comes from the terminal, or, for scripts, line by line from the open file whose number stands in
EVERYNAME_PASSPHRASE_FD. Never from a command's words or from the environment: both can be read by others.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from everyname.errors import KeysLocked, UsedWrongly
from everyname.ledger import agent, keylock
from everyname.ledger.identity import RecoveryKey, from_secret
from everyname.ledger.secret_files import lock_recipient

__all__ = ["ask", "forget", "held_open", "hold_open", "is_scripted", "open_lock"]

FD = "EVERYNAME_PASSPHRASE_FD"
TRIES = 3
_FOR_SCRIPTS = f"For scripts: {FD}=3 everyname ... 3< FILE"
_opened: dict[str, RecoveryKey] = {}  # while this process works: it is asked once


def open_lock(folder: Path) -> RecoveryKey:
    """Give the lock of a folder of keys; raises KeysLocked where nobody can be asked."""
    recipient = lock_recipient(folder)
    found = _opened.get(recipient) or held_open(folder)
    if found is None:
        forms = keylock.kept_by(folder)
        if not forms:
            raise KeysLocked(
                "The keys of this machine are sealed, and lock.age (or lock.keyring) is missing beside them.",
                kept="The sealed keys were left as they are.",
                remedy="Put the lost file back from a copy. Without it these keys cannot be opened.",
            )
        found = keylock.open_by_keyring(folder) if "keyring" in forms else _by_passphrase(folder)
    _opened[recipient] = found
    return found


def held_open(folder: Path) -> RecoveryKey | None:
    """Give the lock if a process holds it in memory (`everyname keys unlock`); it counts as a use."""
    secret = agent.ask(folder)
    if secret:
        found = from_secret(secret)
        if found.recipient == lock_recipient(folder):
            return found
    return None


def hold_open(folder: Path, minutes: float) -> None:
    """Open the lock, and let a process hold it until nobody used it for so many minutes."""
    agent.start(folder, open_lock(folder).secret, minutes * 60)


def forget(folder: Path) -> bool:
    """Forget the lock, here and in the process that holds it; says whether one did."""
    _opened.pop(lock_recipient(folder), None)
    return agent.forget(folder)


def is_scripted() -> bool:
    """Say whether passphrases come from an open file: nobody is there to be asked twice."""
    return FD in os.environ


def ask(prompt: str) -> str:
    """Ask for a passphrase; raises KeysLocked where nobody can be asked."""
    if "EVERYNAME_PASSPHRASE" in os.environ:
        raise UsedWrongly(
            "A passphrase in the environment is not used: other processes can read it there.",
            remedy=f"Unset EVERYNAME_PASSPHRASE. {_FOR_SCRIPTS}",
        )
    if is_scripted():
        return _line_of(os.environ[FD])
    if sys.stdin is None or not sys.stdin.isatty():
        raise KeysLocked(
            "The keys of this machine are locked, and there is no terminal to ask for the passphrase.",
            remedy=f"Run `everyname keys unlock` on a terminal first. {_FOR_SCRIPTS}",
        )
    return getpass.getpass(f"{prompt}: ")


def _by_passphrase(folder: Path) -> RecoveryKey:
    tries = 1 if is_scripted() else TRIES
    return _repeated(
        tries, lambda: keylock.open_by_passphrase(folder, ask("Passphrase of this machine's keys"))
    )


def _repeated(tries: int, attempt: Callable[[], RecoveryKey]) -> RecoveryKey:
    for _ in range(tries - 1):
        try:
            return attempt()
        except keylock.WrongPassphrase as error:
            print(error.happened, file=sys.stderr)
    return attempt()


def _line_of(number: str) -> str:
    """Read one line from an open file, byte by byte: the next line is for whoever asks next."""
    found = b""
    try:
        while (sign := os.read(int(number), 1)) not in (b"", b"\n"):
            found += sign
        text = found.decode("utf-8").removesuffix("\r")
    except (OSError, ValueError) as error:
        raise UsedWrongly(
            f"{FD} names no open file that can be read as UTF-8.",
            remedy=f"Open one for the command: {FD}=3 everyname ... 3< FILE",
        ) from error
    if not text:
        raise KeysLocked(
            f"The file that {FD} names holds no further line.", remedy="Write one line a passphrase."
        )
    return text
