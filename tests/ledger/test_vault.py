from __future__ import annotations

import random
from hashlib import sha256
from pathlib import Path

import pytest

from everyname.errors import Damaged, ValueRefused
from everyname.ledger.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


def path_of(vault: Vault, digest: str) -> Path:
    return vault.folder / digest[:2] / digest[2:]


def test_bytes_come_back_by_their_digest(vault: Vault) -> None:
    """The name is the SHA-256 of the bytes, and so is the place."""
    digest = vault.put(b"a photograph")
    assert digest == sha256(b"a photograph").hexdigest()
    assert vault.get(digest) == b"a photograph"
    assert path_of(vault, digest).read_bytes() == b"a photograph"
    assert vault.has(digest)
    assert not vault.has("0" * 64)


def test_the_same_bytes_again_change_nothing(vault: Vault) -> None:
    """A second put of one picture leaves the first file untouched."""
    digest = vault.put(b"once")
    before = path_of(vault, digest).stat()
    assert vault.put(b"once") == digest
    after = path_of(vault, digest).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_many_are_kept_in_the_order_given(vault: Vault) -> None:
    """Digests come back in the order of the bytes, repeats included, and are listed sorted."""
    many = [b"one", b"two", b"", b"one"]
    digests = vault.put_many(iter(many))
    assert digests == [sha256(data).hexdigest() for data in many]
    assert list(vault.digests()) == sorted(set(digests))
    assert vault.verify() == []


def test_a_vault_nobody_used_is_empty_and_sound(vault: Vault) -> None:
    """Asking an absent folder makes nothing and fails nothing."""
    assert list(vault.digests()) == []
    assert vault.verify() == []
    assert not vault.folder.exists()


def test_every_flipped_bit_is_found_and_named(vault: Vault) -> None:
    """200 random bits: `verify` names the file each time and `get` refuses the bytes."""
    chance = random.Random(1)
    digests = [vault.put(chance.randbytes(length)) for length in (1, 50, 3000)]
    for _ in range(200):
        digest = chance.choice(digests)
        path = path_of(vault, digest)
        whole = path.read_bytes()
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        assert [p.path for p in vault.verify()] == [f"vault/{digest[:2]}/{digest[2:]}"]
        with pytest.raises(Damaged, match=f"vault/{digest[:2]}/"):
            vault.get(digest)
        path.write_bytes(whole)
    assert vault.verify() == []


def test_damaged_evidence_is_never_overwritten(vault: Vault) -> None:
    """Putting the good bytes over a damaged file is refused, so both can be looked at."""
    digest = vault.put(b"evidence")
    path_of(vault, digest).write_bytes(b"evidemce")
    with pytest.raises(Damaged):
        vault.put(b"evidence")
    assert path_of(vault, digest).read_bytes() == b"evidemce"


def test_a_missing_file_is_named(vault: Vault) -> None:
    """A digest whose file is gone is damage, not emptiness."""
    digest = vault.put(b"gone")
    path_of(vault, digest).unlink()
    with pytest.raises(Damaged, match="no file"):
        vault.get(digest)


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "ab/notes.txt",
        "ab/" + "0" * 61,
        "ab/" + "0" * 63,
        "ab/" + "A" * 62,
        "AB/" + "0" * 62,
        "abc/0",
    ],
)
def test_foreign_files_are_named(vault: Vault, name: str) -> None:
    """A file whose name is no digest does not hide among evidence."""
    vault.put(b"evidence")
    path = vault.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert [p.path for p in vault.verify()] == [f"vault/{name}"]
    assert len(list(vault.digests())) == 1


def test_links_and_folders_are_no_evidence(vault: Vault, tmp_path: Path) -> None:
    """A link out of the vault is named even where the bytes behind it fit."""
    digest = vault.put(b"evidence")
    outside = tmp_path / "outside"
    path_of(vault, digest).rename(outside)
    path_of(vault, digest).symlink_to(outside)
    (vault.folder / "ab").mkdir(exist_ok=True)
    (vault.folder / "ab" / ("0" * 62)).mkdir()
    found = {p.path for p in vault.verify()}
    assert found == {f"vault/{digest[:2]}/{digest[2:]}", "vault/ab/" + "0" * 62}


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "0" * 63, "G" * 64, "A" * 64, "0" * 64 + "\n"])
def test_a_name_that_is_no_digest_is_refused(vault: Vault, digest: str) -> None:
    """No path is built from anything but a digest."""
    with pytest.raises(ValueRefused):
        vault.get(digest)


def test_what_a_killed_process_left_is_cleared(vault: Vault) -> None:
    """Half a file that nobody was told of is no problem, and goes at the next put."""
    vault.put(b"evidence")
    rest = vault.folder / "incoming" / "999999-0"
    rest.write_bytes(b"evid")
    assert vault.verify() == []
    Vault(vault.folder).put(b"more")
    assert not rest.exists()
