"""Hold a line of the table of targets for names and linking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bench_table import NotRun, joined, measured

__all__ = ["Line", "Lines", "NotRun", "joined", "measured"]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, ours and the peers' as measured in this run, and the target."""

    figure: str
    ours: str
    peers: str = field(metadata={"heading": "peers, same run"})
    target: str


Lines = Iterator[Line]
