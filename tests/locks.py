"""A lock for keys that several tests put on folders of their own: making one takes a second of work."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from everyname.ledger import keylock, keys, secret_files
from everyname.ledger.identity import RecoveryKey

PASSPHRASE = "nine caf\u00e9s under rain"  # in NFC; a keyboard may give the accent as a sign of its own


@dataclass(frozen=True)
class MadeLock:
    """A lock under PASSPHRASE, and where its files lie."""

    folder: Path
    key: RecoveryKey

    def copy_to(self, folder: Path) -> None:
        """Give a folder of keys this lock; its keys stay as they lie."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in ("lock.age", "lock.pub"):
            shutil.copy(self.folder / name, folder / name)

    def put_on(self, folder: Path) -> None:
        """Give a folder of keys this lock, and seal every key in it."""
        self.copy_to(folder)
        keys.publish_parts(folder)
        secret_files.seal_all(folder, self.key)


@pytest.fixture(scope="session")
def made_lock(tmp_path_factory: pytest.TempPathFactory) -> MadeLock:
    """A lock under a passphrase, made once."""
    folder = tmp_path_factory.mktemp("lock")
    return MadeLock(folder, keylock.begin(folder, PASSPHRASE))


@contextmanager
def typed(*lines: str) -> Iterator[None]:
    """Let commands take passphrases from an open file, a line each."""
    source, target = os.pipe()
    os.write(target, "".join(f"{line}\n" for line in lines).encode())
    os.close(target)
    os.environ["EVERYNAME_PASSPHRASE_FD"] = str(source)
    try:
        yield
    finally:
        del os.environ["EVERYNAME_PASSPHRASE_FD"]
        os.close(source)
