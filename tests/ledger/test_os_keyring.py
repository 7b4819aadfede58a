from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked

from everyname.errors import KeysLocked, UsedWrongly
from everyname.ledger import keylock, keys, os_keyring
from locks import MadeLock


class FileKeyring(KeyringBackend):
    """A keyring that keeps what it is given in a file."""

    priority = 1
    file: Path

    def read(self) -> dict[str, str]:
        held: dict[str, str] = json.loads(self.file.read_text()) if self.file.exists() else {}
        return held

    def get_password(self, service: str, username: str) -> str | None:
        return self.read().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.file.write_text(json.dumps({**self.read(), f"{service} {username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        held = self.read()
        del held[f"{service} {username}"]
        self.file.write_text(json.dumps(held))


class Locked(FileKeyring):
    """A keyring whose owner did not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("locked")


class Chain(chainer.ChainerBackend):
    """Several keyrings asked in turn, one of which keeps nothing."""

    priority = 10
    backends = (FileKeyring(), null.Keyring())


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[FileKeyring]:
    before, made = keyring.get_keyring(), FileKeyring()
    made.file = tmp_path / "desktop.json"
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_lock_lies_in_the_keyring_alone(tmp_path: Path, desktop: FileKeyring) -> None:
    """A folder locked by the keyring opens by it, and nothing in the folder opens it without."""
    folder = tmp_path / "keys"
    lock = keylock.begin(folder, None)
    made = keys.create(folder, "records.example/desk")
    assert keylock.kept_by(folder) == ("keyring",)
    assert keylock.open_by_keyring(folder) == lock
    assert keys.load(folder, made.device_id, lambda: keylock.open_by_keyring(folder)) == made
    assert all(lock.secret.encode() not in path.read_bytes() for path in folder.iterdir())
    desktop.file.unlink()
    with pytest.raises(KeysLocked, match="no longer holds"):
        keylock.open_by_keyring(folder)


def test_a_passphrase_takes_the_place_of_the_keyring_and_back(
    tmp_path: Path, desktop: FileKeyring, made_lock: MadeLock
) -> None:
    """Whichever keeps the lock, the other form is gone, and the keys are the same."""
    made_lock.copy_to(tmp_path)
    keylock.keep_by_keyring(tmp_path, made_lock.key)
    assert keylock.kept_by(tmp_path) == ("keyring",)
    keylock.keep_by_passphrase(tmp_path, made_lock.key, "seven lamps in snow")
    assert keylock.kept_by(tmp_path) == ("passphrase",)
    assert desktop.read() == {}


@pytest.mark.parametrize("backend", [fail.Keyring(), null.Keyring(), Chain()])
def test_a_keyring_that_keeps_nothing_is_refused_by_name(
    tmp_path: Path, desktop: FileKeyring, backend: KeyringBackend
) -> None:
    """A machine without a keyring says which one it has, and no lock is begun."""
    keyring.set_keyring(backend)
    with pytest.raises(UsedWrongly, match=r"keyring\.backends"):
        keylock.begin(tmp_path / "keys", None)
    assert list((tmp_path / "keys").iterdir()) == []


def test_a_keyring_that_keeps_plain_text_is_refused_by_name(desktop: FileKeyring) -> None:
    """A keyring known to write secrets where others read them is not trusted."""
    plain = type("PlaintextKeyring", (FileKeyring,), {"__module__": "keyrings.alt.file", "priority": 5})
    keyring.set_keyring(plain())
    with pytest.raises(UsedWrongly, match=r"keyrings\.alt\.file\.PlaintextKeyring"):
        os_keyring.backend_name()


def test_a_locked_keyring_is_told_in_words(tmp_path: Path, desktop: FileKeyring) -> None:
    """A keyring that refuses to open says what to do."""
    keylock.begin(tmp_path / "keys", None)
    locked = Locked()
    locked.file = desktop.file
    keyring.set_keyring(locked)
    with pytest.raises(KeysLocked, match="gave nothing"):
        keylock.open_by_keyring(tmp_path / "keys")
