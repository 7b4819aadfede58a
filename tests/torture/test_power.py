"""What survives a kill or a power cut, over states enumerated from what the code asked of the disk."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from everyname.ledger import durable
from torture import kills, power
from torture.crash import states
from torture.disk import Killed, Recorder
from torture.planted import PLANTED, caught


def test_nothing_acknowledged_is_lost_to_a_power_cut() -> None:
    """Of some thousand states of the disk each opens with all that was acknowledged, and nothing else."""
    found = power.run(4_000, seed=5)
    assert found.wrong == []
    assert found.count == 4_000
    assert len(found.tried) == 12


def test_the_harness_sees_each_planted_bug() -> None:
    """Five mistakes of writers, planted in the record, are each seen."""
    shown = caught(seed=3, each=6)
    assert len(shown) == len(PLANTED) == 5
    assert all(wrong for wrong, _ in shown.values()), shown


def test_nothing_acknowledged_is_lost_to_kills() -> None:
    """Sixty writers killed at random moments lose nothing of what they told."""
    found = kills.run(60, seed=2)
    assert found.wrong == []
    assert found.count == 60


def write(path: Path, data: bytes, *, sync: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, data)
    if sync:
        os.fsync(handle)
    os.close(handle)


def trees(recorder: Recorder, each: int = 500) -> list[dict[str, bytes | None]]:
    found = states(recorder.ops, recorder.folders, random.Random(1), each)
    return [state.tree for state in found]


def test_what_was_not_synced_may_be_gone_torn_or_garbage(tmp_path: Path) -> None:
    """The states of one unsynced write hold its absence, its half, its whole, and bytes nobody wrote."""
    with Recorder(tmp_path) as recorder:
        write(tmp_path / "a", b"old", sync=True)
        durable.sync_folder(tmp_path)
        write(tmp_path / "a", b"x" * 2_000, sync=False)
    found = [tree["a"] for tree in trees(recorder) if tree.get("a", b"").startswith(b"old")]
    lengths = {len(data or b"") for data in found}
    assert {3, 512, 1_024, 2_003} <= lengths
    assert any(set((data or b"")[3:]) - set(b"x\0") for data in found)
    assert any(0 in (data or b"")[3:] and b"x" in (data or b"")[3:] for data in found)


def test_a_new_file_may_be_gone_until_its_folder_is_synced(tmp_path: Path) -> None:
    """Syncing a file keeps its bytes, not its name; a folder not synced may be gone with all it holds."""
    with Recorder(tmp_path) as recorder:
        os.mkdir(tmp_path / "folder")
        write(tmp_path / "folder" / "a", b"kept", sync=True)
        durable.sync_folder(tmp_path / "folder")
        unsynced = len(recorder.ops)
        durable.sync_folder(tmp_path)
        recorder.ack("safe")
    assert {} in trees(recorder)
    recorder.first = unsynced
    last = [s for s in states(recorder.ops, recorder.folders, random.Random(1), 99, unsynced) if s.acks]
    assert [state.tree for state in last] == [{"folder": None, "folder/a": b"kept"}]


def test_a_rename_is_whole_or_absent(tmp_path: Path) -> None:
    """A replaced file is the old or the new one, never a mixture and never gone."""
    with Recorder(tmp_path) as recorder:
        durable.replace(tmp_path / "head", b"old")
        first = len(recorder.ops)
        durable.replace(tmp_path / "head", b"new")
    found = list(states(recorder.ops, recorder.folders, random.Random(1), 500, first))
    assert {state.tree["head"] for state in found} == {b"old", b"new"}


def test_a_killed_process_does_nothing_more(tmp_path: Path) -> None:
    """After the kill nothing is written, not even what cleans up."""
    with pytest.raises(Killed), Recorder(tmp_path, stop_at=3) as recorder:
        durable.replace(tmp_path / "head", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["head.tmp"]
    assert recorder.calls == 4


def test_files_written_by_open_are_seen(tmp_path: Path) -> None:
    """A file opened for bytes is recorded like one opened by number, and reads back the same."""
    with Recorder(tmp_path) as recorder:
        with (tmp_path / "a").open("xb") as file:
            file.write(b"one")
            file.flush()
            os.fsync(file.fileno())
        with (tmp_path / "a").open("r+b") as file:
            file.truncate(2)
    assert (tmp_path / "a").read_bytes() == b"on"
    assert [op.kind for op in recorder.ops] == ["entries", "write", "sync", "cut"]
