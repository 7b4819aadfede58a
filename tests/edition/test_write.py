"""Writing: the same bytes always, whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from edition.invented import edition_files, facts, portrait, salts
from everyname.edition.redact import Rules, allow
from everyname.edition.write import content_files, manifest, write
from everyname.errors import FileRefused, UsedWrongly


def test_same_inputs_same_bytes() -> None:
    """Two runs give the same files."""
    assert edition_files(allow(facts(), Rules())) == edition_files(allow(facts(), Rules()))


def test_manifest_reads_like_sha256sum() -> None:
    """The manifest is sorted lines of digest, two spaces, path."""
    listed = manifest({"b": b"2", "a/x": b"1"}).decode()
    assert listed == f"{hashlib.sha256(b'1').hexdigest()}  a/x\n{hashlib.sha256(b'2').hexdigest()}  b\n"


def test_write_counts_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    """All files stand in the folder, and no unfinished one beside it."""
    files = {"a.html": b"1", "en/b.html": b"2"}
    count = write(tmp_path / "out", files, manifest(files), "head\n", {"manifest": "proof\n"})
    found = [p for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert count == len(found) == 5
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_the_same_edition_again_is_left_alone(tmp_path: Path) -> None:
    """Publishing again with nothing new changes nothing; another edition there is refused."""
    files = {"a.html": b"1"}
    given = (manifest(files), "head\n", {"manifest": "proof\n"})
    assert write(tmp_path / "out", files, *given) == write(tmp_path / "out", files, *given)
    other = {"a.html": b"2"}
    with pytest.raises(FileRefused):
        write(tmp_path / "out", other, manifest(other), "head\n", {})
    assert (tmp_path / "out" / "a.html").read_bytes() == b"1"


def test_a_stopped_run_leaves_no_edition(tmp_path: Path) -> None:
    """A file that is not what the manifest lists stops the run before the edition has its name."""
    listed = manifest({"a.html": b"1", "b.html": b"2"})
    for files in ({"a.html": b"1", "b.html": b"changed"}, {"a.html": b"1"}):
        with pytest.raises(UsedWrongly):
            write(tmp_path / "out", files, listed, "head\n", {})
        assert not (tmp_path / "out").exists()


def test_paths_that_lead_out_are_refused(tmp_path: Path) -> None:
    """No file is written outside the folder."""
    files = {"../x": b"1"}
    with pytest.raises(UsedWrongly):
        write(tmp_path / "out", files, manifest(files), "", {})


def test_a_portrait_must_be_the_one_that_was_cleared() -> None:
    """A portrait that is missing, changed or not re-encoded stops the edition."""
    edition = allow(facts(), Rules())
    name = hashlib.sha256(portrait()).hexdigest()
    for given in ({}, {name: b"other"}):
        with pytest.raises(UsedWrongly):
            list(content_files(edition, given, salts(edition), "key"))


def test_a_missing_salt_is_refused() -> None:
    """A statement without its salt could not be proven, so nothing is written."""
    with pytest.raises(UsedWrongly, match="salt"):
        list(content_files(allow(facts(), Rules()), {}, {}, "key"))


def test_a_damaged_edition_is_mended(tmp_path: Path) -> None:
    """A file of the same edition that is changed or missing is written again, the others are left."""
    files = {"a.html": b"1", "en/b.html": b"2"}
    given = (manifest(files), "head\n", {"manifest": "proof\n"})
    write(tmp_path / "out", files, *given)
    (tmp_path / "out" / "a.html").write_bytes(b"!")
    (tmp_path / "out" / "en" / "b.html").unlink()
    assert write(tmp_path / "out", files, *given) == 5
    assert (tmp_path / "out" / "a.html").read_bytes() == b"1"
    assert (tmp_path / "out" / "en" / "b.html").read_bytes() == b"2"
    assert len([p for p in (tmp_path / "out").rglob("*") if p.is_file()]) == 5
