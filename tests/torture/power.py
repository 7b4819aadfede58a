"""F2: the power fails at any moment; nothing acknowledged is lost and nothing else is believed.

A trace is what the real code asked of the disk. Three kinds of trace: one process from nothing; a process
killed, and the next one that goes on before anything was synced for it; a process that recovers from a
power cut, with a second cut to come.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from torture.crash import states
from torture.disk import Killed, Op, Recorder
from torture.subjects import SUBJECTS, Subject
from torture.table import Found, scratch

__all__ = ["TARGET", "Trace", "check_trace", "run", "traces"]

TARGET = 100_000
EACH = 40  # states behind one operation, at most
Alter = Callable[[list[Op], Recorder], list[Op]]


@dataclass(slots=True)
class Trace:
    """A record of one history and the subject that wrote it; `before` was acknowledged earlier."""

    name: str
    subject: Subject
    recorder: Recorder
    before: list[Any] = field(default_factory=list)


def run(count: int, seed: int) -> Found:
    """Check so many distinct states, over all subjects and kinds of trace in turn."""
    found = Found()
    with scratch() as folder:
        for number, trace in enumerate(traces(folder, seed)):
            left = count - found.count
            if left <= 0:
                break
            draw = random.Random(f"{seed} {number}")
            check_trace(trace, folder / "state", draw, found, left)
    return found


def check_trace(
    trace: Trace,
    at: Path,
    draw: random.Random,
    found: Found,
    most: int,
    alter: Alter | None = None,
    each: int = EACH,
) -> None:
    """Check states of one trace, each laid out at `at` and opened with the real code."""
    ops = trace.recorder.ops if alter is None else alter(list(trace.recorder.ops), trace.recorder)
    cuts = states(ops, trace.recorder.folders, draw, each, trace.recorder.first)
    for number, state in enumerate(cuts):
        if number >= most:
            return
        state.lay(at)
        found.add(trace.name, trace.subject.check(at, [*trace.before, *state.acks]))
        shutil.rmtree(at)


def traces(folder: Path, seed: int) -> Iterator[Trace]:
    """Give traces without end, every subject in each kind of history in turn."""
    number = 0
    while True:
        for name, make in SUBJECTS.items():
            for history in (_clean, _killed, _again):
                draw = random.Random(f"{seed} {number} {name}")
                place = folder / f"trace-{number}"
                place.mkdir()
                subject = make(draw, place / "beside")
                yield history(name, subject, place / "book", draw)
                shutil.rmtree(place)
                number += 1


def _clean(name: str, subject: Subject, root: Path, draw: random.Random) -> Trace:
    root.mkdir()
    recorder = Recorder(root)
    _play(subject, recorder)
    return Trace(f"{name}, one process", subject, recorder)


def _killed(name: str, subject: Subject, root: Path, draw: random.Random) -> Trace:
    root.mkdir()
    recorder = Recorder(root, stop_at=draw.randrange(draw.choice((12, 45))))
    _play(subject, recorder)
    recorder.stop_at = -1
    _play(subject, recorder)
    return Trace(f"{name}, after a kill", subject, recorder)


def _again(name: str, subject: Subject, root: Path, draw: random.Random) -> Trace:
    first = _clean(name, subject, root, draw)
    some = list(states(first.recorder.ops, first.recorder.folders, draw, 6))
    state = draw.choice(some)
    shutil.rmtree(root)
    state.lay(root)
    recorder = Recorder(root)
    recorder.adopt()
    _play(subject, recorder)
    return Trace(f"{name}, after a cut", subject, recorder, list(state.acks))


def _play(subject: Subject, recorder: Recorder) -> None:
    try:
        with recorder:
            subject.play(recorder.root, recorder.ack)
    except Killed:
        pass
    subject.learn(recorder)
