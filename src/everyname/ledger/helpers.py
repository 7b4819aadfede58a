"""Check runs of log lines in several processes at once; started as a module this is such a process."""

from __future__ import annotations

import contextlib
import marshal
import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator

from everyname.ledger.runs import Run, Sound, check_run

__all__ = ["answers"]

MANY = 50_000  # entries from which other processes are asked: starting them takes a good second
MOST = 4  # reading the files keeps no more than these busy


def answers(
    device: str, size: int, runs: Iterable[Run], read_bodies: bool
) -> Iterator[tuple[Run, Sound | None]]:
    """Give each run of a log of `size` entries with what was found in it, in order."""
    helpers = min(_processors(), MOST) if size >= MANY else 1
    if helpers < 2:
        for run in runs:
            yield run, check_run(device, run, read_bodies)
        return
    with contextlib.ExitStack() as stack:
        free = deque(stack.enter_context(_Helper(device, read_bodies)) for _ in range(helpers))
        asked = deque[_Helper]()
        for run in runs:
            if not free:
                yield asked[0].answer()
                free.append(asked.popleft())
            free[0].ask(run)
            asked.append(free.popleft())
        while asked:
            yield asked.popleft().answer()


def _processors() -> int:
    known = getattr(os, "sched_getaffinity", None)
    return len(known(0)) if known is not None else os.cpu_count() or 1


class _Helper:
    """Another process that checks one run at a time; where it fails, its run is checked here."""

    def __init__(self, device: str, read_bodies: bool) -> None:
        self._device, self._read_bodies = device, read_bodies
        self._run = Run(0, b"", b"")
        command = [sys.executable, "-m", "everyname.ledger.helpers", device, str(int(read_bodies))]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )

    def __enter__(self) -> _Helper:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    def ask(self, run: Run) -> None:
        """Send a run; the one before must have been answered."""
        self._run = run
        if self._process is not None and self._process.stdin is not None:
            try:
                marshal.dump(tuple(run), self._process.stdin)
                self._process.stdin.flush()
            except OSError:
                self._give_up()

    def answer(self) -> tuple[Run, Sound | None]:
        """Give the run and what was found in it."""
        if self._process is not None and self._process.stdout is not None:
            try:
                found = marshal.load(self._process.stdout)
                return self._run, None if found is None else Sound(*found)
            except (OSError, EOFError, ValueError, TypeError):
                self._give_up()
        return self._run, check_run(self._device, self._run, self._read_bodies)

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _serve(device: str, read_bodies: bool) -> None:
    """Answer runs from standard input until it ends."""
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            found = check_run(device, Run(*marshal.load(sys.stdin.buffer)), read_bodies)
            marshal.dump(None if found is None else tuple(found), sys.stdout.buffer)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    _serve(sys.argv[1], sys.argv[2] == "1")
