"""A long log is checked as strictly as a short one: at speed, in other processes, and where these fail."""

from __future__ import annotations

import os
from hashlib import sha256
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyname.errors import Damaged
from everyname.ledger import checking, helpers
from everyname.ledger.entry import Draft, seal_draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from everyname.ledger.runs import Run, any_run, plain_run

DEVICE = "abcdefg2"
DIGEST = "0f" * 32
DRAFTS = st.builds(
    Draft,
    st.sampled_from(["report", "erase", "run"]),
    st.dictionaries(
        st.sampled_from(["a", "b", "c"]), st.text('ab"\\\nسx', max_size=4) | st.integers(-99, 99), max_size=3
    ),
    st.lists(st.just("abcdefg2-0"), max_size=2).map(tuple),
    st.lists(st.just(DIGEST), max_size=1).map(tuple),
)
SIGNS = st.sampled_from([bytes([sign]) for sign in b'{}[]",:0123456789abf\\ \n\r\x00\xff']) | st.just(b"")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(DRAFTS, min_size=1, max_size=4), st.integers(0, 10**6), st.integers(1, 10**15), st.data())
def test_the_fast_reading_takes_only_what_the_slow_one_takes(
    drafts: list[Draft], first: int, lam: int, data: st.DataObject
) -> None:
    """Lines changed anywhere are refused by both, or taken by both with the same finding."""
    sealed = [seal_draft(draft, DEVICE, first + at, lam + at) for at, draft in enumerate(drafts)]
    files = [b"\n".join(one[which] for one in sealed) for which in (0, 1)]
    sound = any_run(DEVICE, Run(first, *files), True)
    assert sound is not None
    if not any(draft.blobs for draft in drafts) and lam + len(drafts) < 10**15:
        assert plain_run(DEVICE, Run(first, *files), True) == sound
    which = data.draw(st.integers(0, 1))
    at, drop = data.draw(st.integers(0, len(files[which]))), data.draw(st.integers(0, 2))
    files[which] = files[which][:at] + data.draw(SIGNS) + files[which][at + drop :]
    if files[0].count(b"\n") == files[1].count(b"\n"):
        changed = Run(first, *files)
        plain = plain_run(DEVICE, changed, True)
        assert plain is None or plain == any_run(DEVICE, changed, True)
        shifted = Run(first + 1, *files)
        assert plain_run(DEVICE, shifted, True) is any_run(DEVICE, shifted, True) is None


def test_what_was_signed_in_another_spelling_is_refused_by_both() -> None:
    """A body with its keys out of order fits its leaf; the fast reading must read it all the same."""
    body, salt = b'{"b":1,"a":2}', bytes(16)
    commitment = sha256(salt + body).hexdigest()
    leaf = (
        f'{{"blobs":[],"body":"{commitment}","device":"{DEVICE}","kind":"report",'
        '"lam":1,"seq":0,"supersedes":[],"v":1}'
    )
    line = b'{"blobs":[],"body":%s,"salt":"%s","seq":0}' % (body, salt.hex().encode())
    run = Run(0, leaf.encode(), line)
    assert plain_run(DEVICE, run, True) is any_run(DEVICE, run, True) is None
    assert plain_run(DEVICE, run, False) == any_run(DEVICE, run, False) is not None


@pytest.fixture
def long_log(tmp_path: Path, key: SigningKey) -> DeviceLog:
    """A log of several runs."""
    log = DeviceLog(tmp_path / "ledger" / key.device_id, key)
    body = {"name": "x", "ages": [23]}
    drafts = [Draft("report", body, (), (DIGEST,) if at % 40 == 7 else ()) for at in range(300)]
    log.append(drafts)
    return DeviceLog(log.folder)


def found(log: DeviceLog) -> tuple[list[str], list[tuple[str, tuple[str, ...]]]]:
    told: list[tuple[str, tuple[str, ...]]] = []
    problems = log.verify(rests_on=lambda entry, digests: told.append((entry, digests)))
    return [problem.happened for problem in problems], told


@pytest.mark.parametrize("change", ["nothing", "a leaf", "a body", "the order", "the end", "an earlier lam"])
def test_other_processes_find_what_one_finds(
    long_log: DeviceLog, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same problems, in the same order and words, and the same evidence."""
    monkeypatch.setattr(checking, "RUN_LINES", 32)
    path = long_log.folder / (BODIES if change == "a body" else LEAVES)
    lines = path.read_bytes().splitlines(keepends=True)
    if change == "the order":
        lines[64], lines[200] = lines[200], lines[64]
    elif change == "the end":
        lines.pop()
    elif change == "an earlier lam":
        lines[96] = lines[96].replace(b'"lam":97', b'"lam":96')
    elif change != "nothing":
        lines[100] = lines[100].replace(b"0", b"1")
        lines[250] = lines[250].replace(b"1", b"0")
    path.write_bytes(b"".join(lines))
    alone = found(long_log)
    assert bool(alone[0]) == (change != "nothing")
    monkeypatch.setattr(helpers, "MANY", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    assert found(long_log) == alone


def test_a_helper_that_dies_changes_nothing(long_log: DeviceLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no other process can be had, or one is killed, the log is checked here."""
    alone = found(long_log)
    monkeypatch.setattr(checking, "RUN_LINES", 32)
    monkeypatch.setattr(helpers, "MANY", 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0, 1}, raising=False)
    for program in ("/nonexistent/python", "/bin/false"):
        monkeypatch.setattr(helpers.sys, "executable", program)
        assert found(long_log) == alone


def test_runs_end_where_they_would_grow_large(long_log: DeviceLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by bytes too: bodies may be 16 MiB each."""
    monkeypatch.setattr(checking, "RUN_BYTES", 1_000)
    seen: list[Run] = []

    def counted(device: str, size: int, runs: object, read_bodies: bool) -> object:
        for run, sound in helpers.answers(device, size, runs, read_bodies):  # type: ignore[arg-type]
            seen.append(run)
            yield run, sound

    monkeypatch.setattr(checking, "answers", counted)
    assert long_log.verify() == []
    assert max(len(run.bodies) for run in seen) < 1_500
    assert sum(run.leaves.count(b"\n") + 1 for run in seen) == 300
    assert list(islice((run.first for run in seen), 2)) == [0, seen[0].leaves.count(b"\n") + 1]


def test_a_file_that_ends_early_is_named_after_what_stands_before(long_log: DeviceLog) -> None:
    """A damaged line and a missing end are both told."""
    path = long_log.folder / BODIES
    lines = path.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"23", b"24")
    path.write_bytes(b"".join(lines[:-1]))
    problems: list[Damaged] = long_log.verify()
    assert [problem.path.partition(" ")[2] for problem in problems] == ["line 4", "line 300"]
