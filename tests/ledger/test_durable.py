from __future__ import annotations

import random
import stat
from pathlib import Path

import pytest

from everyname.errors import BookBusy, EverynameError
from everyname.ledger import durable
from torture.crash import states
from torture.disk import Recorder


def test_an_append_adds_at_the_known_end(tmp_path: Path) -> None:
    """Bytes go where the writer knows the file to end, large ones whole."""
    path = tmp_path / "lines"
    durable.create(path, b"a\n")
    durable.append(path, b"b\n" * 3_000_000, at=2)
    assert path.read_bytes() == b"a\n" + b"b\n" * 3_000_000


def test_a_file_somebody_else_wrote_to_is_left_alone(tmp_path: Path) -> None:
    """Two writers do not interleave: the second is told and writes nothing."""
    path = tmp_path / "lines"
    durable.create(path, b"a\nb\n")
    with pytest.raises(BookBusy):
        durable.append(path, b"c\n", at=2)
    assert path.read_bytes() == b"a\nb\n"


def test_a_replaced_file_is_whole_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """The new content stands alone in the folder, with the rights asked for."""
    path = tmp_path / "head"
    durable.replace(path, b"old")
    durable.replace(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["head"]


def test_a_refused_replacement_keeps_the_old_file(tmp_path: Path) -> None:
    """When the rename fails, the old content stays and the temporary file goes."""
    path = tmp_path / "head"
    path.mkdir()
    with pytest.raises(OSError):
        durable.replace(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["head"]


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    """Creating is refused where something stands."""
    durable.create(tmp_path / "a", b"1")
    with pytest.raises(FileExistsError):
        durable.create(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"


def test_a_refusing_disk_is_told_in_three_parts(tmp_path: Path) -> None:
    """What happened, what was kept, what to do."""
    with pytest.raises(EverynameError) as caught, durable.writing("the log"):
        durable.append(tmp_path / "missing" / "file", b"x", at=0)
    assert "the log could not be written" in caught.value.happened
    assert caught.value.kept
    assert caught.value.remedy


def test_a_folder_a_killed_process_made_is_synced_by_the_next(tmp_path: Path) -> None:
    """Whoever finds a folder syncs its name before going on: its maker may have been killed before that."""
    with Recorder(tmp_path) as recorder:
        (tmp_path / "log").mkdir()  # and killed here
        durable.make_folder(tmp_path / "log" / "heads")
        durable.create(tmp_path / "log" / "heads" / "1", b"head")
        durable.sync_folder(tmp_path / "log" / "heads")
        recorder.ack("safe")
    found = states(recorder.ops, recorder.folders, random.Random(1), 500)
    assert {state.tree.get("log/heads/1") for state in found if state.acks} == {b"head"}


def test_a_folder_is_not_made_where_a_file_stands(tmp_path: Path) -> None:
    """A file in the way is told, not taken for the folder."""
    (tmp_path / "log").write_bytes(b"x")
    with pytest.raises(FileExistsError):
        durable.make_folder(tmp_path / "log")
