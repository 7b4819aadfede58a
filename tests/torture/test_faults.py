"""A disk that refuses at any call is told in words, loses nothing, and the next try succeeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from everyname.errors import EverynameError
from everyname.ledger import durable
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog
from torture import faults, faults_book
from torture.disk import Recorder
from torture.subjects import KEY


def test_every_refused_call_ends_cleanly() -> None:
    """Appending, publishing, putting and taking, refused at each call in each of four ways."""
    found = faults.run(0, seed=4)
    assert found.wrong == []
    assert len(found.tried) == len(faults.ACTS) * len(faults.REFUSALS)
    assert found.count > 400


def test_an_unpack_refused_at_any_call_is_finished_by_the_next() -> None:
    """Every ninth call, refused in each way: the book is sound and ends as if nothing had been."""
    found = faults_book.run(0, seed=4, stride=9)
    assert found.wrong == []
    assert found.count >= 20


def test_an_error_behind_the_rename_does_not_say_that_nothing_was_recorded(tmp_path: Path) -> None:
    """Where only the last sync was refused the entry stands, and the person is told to look first."""
    log = DeviceLog(tmp_path / "ledger" / KEY.device_id, KEY)
    recorder = Recorder(tmp_path)
    recorder.adopt()
    renamed = False

    def refuse(number: int, name: str) -> int | None:
        nonlocal renamed
        renamed = renamed or name == "rename"
        return 5 if renamed and name == "sync" else None

    recorder.refuse = refuse
    with pytest.raises(EverynameError) as caught, recorder:
        log.append([Draft("source", {"name": "once"})])
    assert caught.value.kept == durable.MAY_STAND
    assert len(list(DeviceLog(log.folder).entries())) == 1


def test_the_harness_sees_a_bare_error_and_a_false_word(tmp_path: Path) -> None:
    """An act that lets an error through, or says that nothing was recorded where it was, counts as wrong."""

    def bare() -> None:
        durable.create(tmp_path / "bare", b"x")

    def false() -> None:
        try:
            durable.create(tmp_path / "false", b"x")
        except OSError as error:
            raise EverynameError("refused", kept="All is safe; this was not recorded.", remedy="x") from error

    def at(name: str) -> bool:
        return (tmp_path / name).exists()

    for act, name, words in ((bare, "bare", "a bare OSError"), (false, "false", "says that nothing")):
        recorder = Recorder(tmp_path)
        recorder.refuse = lambda number, called: 5 if called == "sync" else None
        made = faults.Act(act, lambda name=name: at(name), lambda: "")
        assert words in faults.tried(recorder, made)
