"""Hold a line of the table of faults, and the place where rows keep what they work on."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Found", "Line", "measure", "scratch"]

_IN_MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: what was tried, what went wrong, the target, and the processor time."""

    row: str
    measured: str
    target: str
    reached: str
    seconds: str = field(metadata={"heading": "CPU s"})


@dataclass(slots=True)
class Found:
    """How many cases of each kind were tried, and each one that went wrong, in words."""

    tried: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """The number of cases tried."""
        return sum(self.tried.values())

    def add(self, kind: str, problem: str = "") -> None:
        """Count one case; `problem` says what went wrong, "" for nothing."""
        self.tried[kind] = self.tried.get(kind, 0) + 1
        if problem:
            self.wrong.append(f"{kind}: {problem}")

    def told(self) -> str:
        """Say how many of each kind, then what went wrong."""
        kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(self.tried.items()))
        wrong = "".join(f"; {problem[:160]}" for problem in self.wrong[:5])
        return f"{len(self.wrong)} wrong of {self.count:,} ({kinds}){wrong}"


def measure(row: str, target: str, run: Callable[[], Found], least: int) -> Line:
    """Run one row; it reaches its target when at least so many were tried and none went wrong."""
    start = time.process_time()
    found = run()
    reached = "yes" if not found.wrong and found.count >= least else "no"
    spent = f"{time.process_time() - start:.0f}"
    return Line(row=row, measured=found.told(), target=target, reached=reached, seconds=spent)


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that is gone afterwards, in memory where the system offers that."""
    folder = Path(tempfile.mkdtemp(prefix="torture-", dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
