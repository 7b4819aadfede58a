from __future__ import annotations

import shutil
import unicodedata
from pathlib import Path

import pytest

from everyname.errors import Damaged, UsedWrongly, ValueRefused
from everyname.ledger import identity, keylock, keys
from locks import PASSPHRASE, MadeLock


def test_a_passphrase_typed_on_another_keyboard_opens(made_lock: MadeLock) -> None:
    """An accent typed as a sign of its own is the same passphrase."""
    apart = unicodedata.normalize("NFD", PASSPHRASE)
    assert apart != PASSPHRASE
    assert keylock.open_by_passphrase(made_lock.folder, apart) == made_lock.key


def test_a_lost_sign_of_the_lock_is_written_again(tmp_path: Path, made_lock: MadeLock) -> None:
    """With lock.pub gone no second lock is begun over sealed keys; the passphrase brings it back."""
    keys.create(tmp_path, "records.example/desk")
    made_lock.put_on(tmp_path)
    (tmp_path / "lock.pub").unlink()
    with pytest.raises(UsedWrongly, match=r"lock\.pub"):
        keylock.begin(tmp_path, "seven lamps in snow")
    assert keylock.open_by_passphrase(tmp_path, PASSPHRASE) == made_lock.key
    assert (tmp_path / "lock.pub").read_bytes() == (made_lock.folder / "lock.pub").read_bytes()


def test_the_lock_of_another_folder_is_refused(tmp_path: Path, made_lock: MadeLock) -> None:
    """A lock that opens but is not the one the keys are sealed to is told, not used."""
    shutil.copy(made_lock.folder / "lock.age", tmp_path / "lock.age")
    (tmp_path / "lock.pub").write_text(f"{identity.generate().recipient}\n", encoding="ascii")
    with pytest.raises(Damaged, match=r"lock\.pub"):
        keylock.open_by_passphrase(tmp_path, PASSPHRASE)


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("short words", "11 signs"),
        ("abababababab", "2 different"),
        ("1398/08/24 0912", "numbers only"),
        ("۱۳۹۸۰۸۲۴۰۹۱۲۳۴۵", "numbers only"),
        ("abcdefghijklm", "up or down"),
        ("zzzzzzzzzzzzzzzzzz", "1 different"),
    ],
)
def test_a_weak_passphrase_is_refused_with_its_reason(weak: str, why: str) -> None:
    """Too short, too few signs, counting or numbers alone are refused in plain words."""
    with pytest.raises(ValueRefused, match=why):
        keylock.require_strong(weak)


def test_a_made_passphrase_is_strong_and_new_each_time() -> None:
    """Seven groups of four signs, 140 bits, never the same."""
    made = {keylock.generate_passphrase() for _ in range(50)}
    assert len(made) == 50
    for one in made:
        keylock.require_strong(one)
        assert [len(group) for group in one.split("-")] == [4] * 7
