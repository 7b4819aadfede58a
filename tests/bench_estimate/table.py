"""Hold a line of the table of targets for estimation."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench_table import NotRun
from everyname.estimate import Patterns, read_patterns

__all__ = ["Line", "Lines", "NotRun", "measure", "read_real", "real_tables", "say_reached"]

REAL_DATA = Path(os.environ.get("EVERYNAME_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: R's as recorded, ours as measured in this run, the target, and the processor time."""

    figure: str
    today: str = field(metadata={"heading": "R today"})
    ours: str
    target: str
    reached: str
    seconds: str = field(metadata={"heading": "CPU s"})


Lines = Iterator[Line]


def measure(
    figure: str, make: Callable[[], tuple[str, bool | None]], *, today: str = "-", target: str = "-"
) -> Line:
    """Measure one figure: `make` gives it in words, and whether it reaches the target (None: has none)."""
    start = time.process_time()
    try:
        ours, reached = make()
    except NotRun as reason:
        ours, reached = f"not run: {reason}", None
    spent = f"{time.process_time() - start:.2f}"
    return Line(
        figure=figure, today=today, ours=ours, target=target, reached=say_reached(reached), seconds=spent
    )


def say_reached(reached: bool | None) -> str:
    """Say whether a target is reached; None where there is none, or nothing was measured."""
    return "-" if reached is None else "yes" if reached else "NO"


def read_real(name: str) -> Patterns:
    """Read one of the real tables; raises NotRun where the development data is not at hand."""
    path = REAL_DATA / "lists" / f"{name}.csv"
    if not path.is_file():
        raise NotRun("no development data (set EVERYNAME_DATA to its folder)")
    return read_patterns(path.read_text("utf-8"), path.name)


def real_tables() -> list[str]:
    """Name every pattern table of the development data; raises NotRun where it is not at hand."""
    index = REAL_DATA / "lists" / "INDEX.csv"
    if not index.is_file():
        raise NotRun("no development data (set EVERYNAME_DATA to its folder)")
    return [line.partition(",")[0] for line in index.read_text("utf-8").splitlines()[1:] if line]
