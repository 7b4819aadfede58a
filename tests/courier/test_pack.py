"""A bundle holds what the other side lacks, is sealed and padded, and replaces nothing."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import pytest

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST
from everyname.book import keyring
from everyname.book.held import read_have
from everyname.courier import archive
from everyname.courier.have import make_have
from everyname.courier.inbox import open_sealed
from everyname.courier.pack import pack
from everyname.errors import FileRefused, UsedWrongly


def opened(office: Office, files: tuple[Path, ...], out: Path) -> Path:
    """Decrypt a bundle as its addressee."""
    with home_at(office.home):
        open_sealed(files, out, [keyring.find_identity(office.device)])
    return out


def have_of(office: Office, reader: Office) -> object:
    text = office.use(make_have).encode()
    key = office.use(lambda book: next(m.key for m in _members(book) if m.device == office.device))
    return reader.use(lambda book: read_have(text, [key]))


def _members(book: object) -> object:
    from everyname.book.members import members

    return members(book)  # type: ignore[arg-type]


def test_with_a_have_note_only_what_is_missing_is_packed(tmp_path: Path) -> None:
    """What the partner said it holds stays at home, evidence included."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "list")
    meet_all([north, south], tmp_path / "stick")
    north.source("later")
    have = have_of(south, north)
    whole = opened(south, north.pack(tmp_path / "a", south), tmp_path / "whole.tar")
    little = opened(south, north.pack(tmp_path / "b", south, have=have), tmp_path / "little.tar")
    with tarfile.open(whole) as one, tarfile.open(little) as other:
        assert len(one.getnames()) > len(other.getnames())
        assert b"Sahelpur" not in little.read_bytes()
        assert b"Sahelpur" in whole.read_bytes()
    (taken,) = south.unpack(*north.pack(tmp_path / "c", south, have=have))
    assert (taken.kind, taken.entries) == ("bundle", 1), taken


def test_a_bundle_shows_nothing_of_what_it_holds(tmp_path: Path) -> None:
    """No name, device or book stands in the sealed bytes, and its size is one of few."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "list")
    (path,) = north.pack(tmp_path / "stick", south)
    data = path.read_bytes()
    hidden = (b"Sahelpur", north.device.encode(), south.device.encode(), b"everyname", b"bag/")
    assert not any(word in data for word in hidden)
    assert data.count(b"-> X25519") == 4
    plain = opened(south, (path,), tmp_path / "plain.tar").stat().st_size
    assert plain == archive.padded(plain)
    assert len(path.stem) == 32


def test_the_recovery_key_of_the_sender_opens_it(tmp_path: Path) -> None:
    """A bundle whose addressee is lost can still be read by whoever holds the sender's recovery key."""
    from everyname.ledger.keys import load_recovery

    north, south = pair(tmp_path)
    files = north.pack(tmp_path / "stick", south)
    open_sealed(files, tmp_path / "plain.tar", [load_recovery(north.home / "keys")])
    assert tarfile.is_tarfile(tmp_path / "plain.tar")


def test_any_tar_program_reads_the_bag(tmp_path: Path) -> None:
    """What lies inside is a plain tar, and its digests are what sha256sum finds."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "list")
    plain = opened(south, north.pack(tmp_path / "stick", south), tmp_path / "plain.tar")
    subprocess.run(["tar", "-xf", plain, "-C", tmp_path], check=True)
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--quiet", "-c", manifest], cwd=tmp_path / "bag", check=True)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A file that is there stays; a folder gets a new name."""
    north, south = pair(tmp_path)
    target = tmp_path / "bundle.age"
    target.write_text("kept")
    with pytest.raises(FileRefused, match="exists"):
        north.use(lambda book: pack(book, ["south"], target))
    assert target.read_text() == "kept"
    assert north.pack(tmp_path / "stick", south) != north.pack(tmp_path / "stick", south)
    assert len(list((tmp_path / "stick").iterdir())) == 2


def test_parts_are_taken_in_any_order_and_a_missing_one_is_named(tmp_path: Path) -> None:
    """Split for small sticks, a bundle is whole again only with every part."""
    north, south = pair(tmp_path)
    parts = north.pack(tmp_path / "stick", south, part_size=30_000)
    assert len(parts) == 3
    (refused,) = south.unpack(parts[0], parts[2])
    assert "part 2" in refused.reason
    (taken,) = south.unpack(*reversed(parts))
    assert taken.kind == "bundle", taken
    (again,) = south.unpack(tmp_path / "stick")
    assert (again.kind, again.entries) == ("bundle", 0)


def test_nobody_unknown_is_packed_for(tmp_path: Path) -> None:
    """A name nobody has is refused before anything is written."""
    north, _ = pair(tmp_path)
    with pytest.raises(UsedWrongly, match="names no partner"):
        north.use(lambda book: pack(book, ["west"], tmp_path / "stick"))
    assert not (tmp_path / "stick").exists()


def test_no_plain_text_is_left_behind(tmp_path: Path) -> None:
    """Working files lie inside the book and are gone afterwards, on both sides."""
    north, south = pair(tmp_path)
    south.unpack(*north.pack(tmp_path / "stick", south))
    for office in (north, south):
        assert not (office.folder / ".everyname-working").exists()


@pytest.mark.parametrize("length", [0, 1, 65_536, 65_537, 100_000, 10**6, 10**9, 3 * 10**9])
def test_padding_costs_little_and_hides_the_length(length: int) -> None:
    """Padded lengths are whole blocks, at most an eighth longer, and the same for many lengths."""
    found = archive.padded(length)
    assert found >= max(length, 65_536)
    assert found % 512 == 0
    assert found <= max(65_536, length * 1.125)
    assert archive.padded(found) == found
