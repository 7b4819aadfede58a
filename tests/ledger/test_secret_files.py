from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from everyname.errors import Damaged, KeysLocked, UsedWrongly
from everyname.ledger import identity, keys, secret_files
from locks import MadeLock

KILLED = Path(__file__).with_name("wrapping_process.py")


def filled(folder: Path) -> tuple[keys.SigningKey, keys.RecoveryKey, keys.RecoveryKey]:
    made = keys.create(folder, "records.example/desk", "publish")
    return made, keys.create_identity(folder, made.device_id), keys.create_recovery(folder)


def texts(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_wrapped_folder_holds_no_secret_in_plain_text(tmp_path: Path, made_lock: MadeLock) -> None:
    """After wrapping, no seed and no age secret can be read on the disk; each key loads as before."""
    made, own, recovery = filled(tmp_path)
    made_lock.put_on(tmp_path)
    held = texts(tmp_path)
    for secret in (made.seed.hex(), own.secret, recovery.secret):
        assert secret.encode() not in held
    assert secret_files.plain_names(tmp_path) == []
    assert keys.listed(tmp_path) == [made.device_id]

    def unlock() -> keys.RecoveryKey:
        return made_lock.key

    assert keys.load(tmp_path, made.device_id, unlock) == made
    assert keys.load_identity(tmp_path, made.device_id, unlock) == own
    assert keys.load_recovery(tmp_path, unlock) == recovery


def test_what_is_public_is_known_of_locked_keys(tmp_path: Path, made_lock: MadeLock) -> None:
    """Name, purpose and recipients of locked keys are known without unlocking; the secrets are not."""
    made, own, recovery = filled(tmp_path)
    made_lock.put_on(tmp_path)
    assert keys.has(tmp_path, made.device_id)
    assert keys.public_part(tmp_path, made.device_id) == {
        "name": made.name,
        "purpose": "publish",
        "vkey": made.vkey,
    }
    assert keys.identity_recipient(tmp_path, made.device_id) == own.recipient
    assert keys.recovery_recipient(tmp_path) == recovery.recipient
    with pytest.raises(KeysLocked, match="locked"):
        keys.load(tmp_path, made.device_id)


def test_keys_of_an_earlier_version_are_wrapped_too(tmp_path: Path, made_lock: MadeLock) -> None:
    """A folder without the public files beside its keys loses nothing by being wrapped."""
    made, own, _ = filled(tmp_path)
    for path in tmp_path.glob("*.pub"):
        path.unlink()
    made_lock.put_on(tmp_path)
    assert keys.public_part(tmp_path, made.device_id)["vkey"] == made.vkey
    assert keys.identity_recipient(tmp_path, made.device_id) == own.recipient


def test_new_keys_are_made_while_locked(tmp_path: Path, made_lock: MadeLock) -> None:
    """A key made in a locked folder asks nobody, and never lies there in plain text."""
    made_lock.copy_to(tmp_path)
    made, own, _ = filled(tmp_path)
    assert secret_files.plain_names(tmp_path) == []
    assert made.seed.hex().encode() not in texts(tmp_path)
    assert keys.load(tmp_path, made.device_id, lambda: made_lock.key) == made
    assert keys.load_identity(tmp_path, made.device_id, lambda: made_lock.key) == own


def test_wrapping_killed_anywhere_loses_nothing(tmp_path: Path, made_lock: MadeLock) -> None:
    """A kill at any touch of the disk leaves every key usable, and wrapping again finishes it."""
    whole = tmp_path / "whole"
    made, own, recovery = filled(whole)
    for path in whole.glob("*.pub"):
        path.unlink()
    made_lock.copy_to(whole)
    ends, kills = 1, 0
    while ends:
        kills += 1
        folder = tmp_path / f"killed-{kills}"
        shutil.copytree(whole, folder)
        command = [sys.executable, str(KILLED), str(folder), made_lock.key.secret, str(kills)]
        ends = subprocess.run(command, check=False).returncode
        assert ends in (0, -signal.SIGKILL)
        for _ in range(2):
            assert keys.load(folder, made.device_id, lambda: made_lock.key) == made
            assert keys.load_identity(folder, made.device_id, lambda: made_lock.key) == own
            assert keys.load_recovery(folder, lambda: made_lock.key) == recovery
            made_lock.put_on(folder)
        assert secret_files.plain_names(folder) == []
        assert made.seed.hex().encode() not in texts(folder)
    assert kills > 20


def test_every_altered_sealed_key_is_refused(tmp_path: Path, made_lock: MadeLock) -> None:
    """A sealed key that was altered, cut short or put in the place of another is damage, never a key."""
    made, own, _ = filled(tmp_path)
    made_lock.put_on(tmp_path)
    path = tmp_path / f"{made.device_id}.key.age"
    whole = path.read_bytes()
    other = (tmp_path / f"{made.device_id}.age.age").read_bytes()
    for altered in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"", other):
        path.write_bytes(altered)
        with pytest.raises(Damaged):
            keys.load(tmp_path, made.device_id, lambda: made_lock.key)
    public = tmp_path / f"{made.device_id}.pub"
    public.write_text(f"{identity.generate().recipient}\n", encoding="ascii")
    with pytest.raises(Damaged, match=r"\.pub"):
        keys.load_identity(tmp_path, made.device_id, lambda: made_lock.key)
    assert own.recipient not in public.read_text(encoding="ascii")


def test_a_forgotten_recovery_key_is_not_made_anew(tmp_path: Path) -> None:
    """Once only the paper holds the secret, things are still sealed to it, and no second key is made."""
    made = keys.create_recovery(tmp_path)
    secret_files.forget(tmp_path, "recovery.age")
    assert keys.recovery_recipient(tmp_path) == made.recipient
    with pytest.raises(FileNotFoundError):
        keys.load_recovery(tmp_path)
    with pytest.raises(UsedWrongly):
        keys.create_recovery(tmp_path)
    keys.keep_recovery(tmp_path, made)
    assert keys.load_recovery(tmp_path) == made
    with pytest.raises(UsedWrongly, match="another machine"):
        keys.keep_recovery(tmp_path, identity.generate())
