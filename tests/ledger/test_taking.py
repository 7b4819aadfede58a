"""Entries another device signed are taken durably, and only where they continue what is held."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from everyname.errors import ValueRefused
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from everyname.ledger.taking import Gap, Segment, branches, fit_segment, take_branch, take_segment

KEY = SigningKey(name="records.example/desk", seed=b"k" * 32)


def written(folder: Path, *names: str) -> DeviceLog:
    """Give a log of the key that says these names."""
    log = DeviceLog(folder / "ledger" / KEY.device_id, KEY)
    for name in names:
        log.append([Draft("source", {"name": name})])
    return log


def offered(log: DeviceLog, base: int = 0) -> Segment:
    """Offer the entries of a log from `base` on."""

    def after(lines: Iterator[bytes]) -> Iterator[bytes]:
        return (line for at, line in enumerate(lines) if at >= base)

    return Segment(
        key=KEY.verify_key,
        base=base,
        signed=log.checkpoint_text,
        leaves=lambda: after(log.leaf_lines()),
        bodies=lambda: after(log.body_lines()),
    )


def take(folder: Path, segment: Segment) -> list[Entry]:
    """Take a segment into the log at `folder`; gives the entries seen."""
    seen: list[Entry] = []
    target = folder / "ledger" / KEY.device_id
    take_segment(target, segment, fit_segment(target, segment, seen.append), {})
    return seen


def test_a_log_is_taken_whole_then_its_growth(tmp_path: Path) -> None:
    """What is taken reads as it was written, verifies, and grows by what is new alone."""
    log = written(tmp_path / "there", "one", "two")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    take(tmp_path / "here", offered(log))
    log.append([Draft("source", {"name": "three"})])
    assert len(take(tmp_path / "here", offered(log, base=2))) == 1
    copy = DeviceLog(tmp_path / "here" / "ledger" / KEY.device_id)
    assert list(copy.entries()) == list(log.entries())
    assert copy.verify() == []


def test_what_a_killed_taking_left_is_kept_before_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Taking again what a killed process had just put in place syncs the folders it could not sync."""
    log = written(tmp_path / "there", "one")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    take(tmp_path / "here", offered(log))
    synced, sync = set(), os.fsync

    def noting(handle: int) -> None:
        synced.add(Path(f"/proc/self/fd/{handle}").resolve())
        sync(handle)

    monkeypatch.setattr(os, "fsync", noting)
    take(tmp_path / "here", offered(log))
    target = tmp_path / "here" / "ledger" / KEY.device_id
    assert {target.resolve(), target.parent.resolve()} <= synced


def test_entries_behind_a_gap_wait(tmp_path: Path) -> None:
    """Entries that begin behind those held are not taken, and nothing is written."""
    log = written(tmp_path / "there", "one", "two")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    with pytest.raises(Gap):
        take(tmp_path / "here", offered(log, base=1))
    assert list((tmp_path / "here" / "ledger").iterdir()) == []


def test_what_a_cut_left_behind_the_signed_lines_goes_to_quarantine(tmp_path: Path) -> None:
    """A taking that stopped after half a line is taken up again; the half line is kept aside."""
    log = written(tmp_path / "there", "one")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    take(tmp_path / "here", offered(log))
    folder = tmp_path / "here" / "ledger" / KEY.device_id
    for name in (BODIES, LEAVES):
        with (folder / name).open("ab") as file:
            file.write(b'{"half a li')
    log.append([Draft("source", {"name": "two"})])
    take(tmp_path / "here", offered(log))
    assert DeviceLog(folder).verify() == []
    assert [path.read_bytes() for path in (folder / "quarantine").iterdir()] == [b'{"half a li'] * 2


def test_a_second_branch_stands_beside_the_first(tmp_path: Path) -> None:
    """Another history under the same key is told apart at the first entry that differs, and checked again."""
    one, other = written(tmp_path / "one", "same"), written(tmp_path / "other")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    folder = tmp_path / "here" / "ledger" / KEY.device_id
    take(tmp_path / "here", offered(one))
    for name in ("other", "more"):
        other.append([Draft("source", {"name": name})])
    segment = offered(other)
    fit = fit_segment(folder, segment, lambda entry: None)
    assert (fit.forks, fit.common, fit.brings) == (True, 0, 0)
    assert take_branch(folder, segment, fit, {})
    assert not take_branch(folder, segment, fit, {})
    (branch,) = branches(folder)
    branch.check(DeviceLog(folder))
    with (branch.folder / LEAVES).open("ab") as file:
        file.write(b"x\n")
    with pytest.raises(Exception, match="branch"):
        branch.check(DeviceLog(folder))


def test_lines_that_do_not_give_the_signed_root_are_refused(tmp_path: Path) -> None:
    """The signed head of another history does not let these entries in."""
    one, other = written(tmp_path / "one", "a", "b"), written(tmp_path / "other", "a", "b")
    (tmp_path / "here" / "ledger").mkdir(parents=True)
    mixed = Segment(
        key=KEY.verify_key,
        base=0,
        signed=other.checkpoint_text,
        leaves=one.leaf_lines,
        bodies=one.body_lines,
    )
    with pytest.raises(ValueRefused, match="root"):
        take(tmp_path / "here", mixed)
