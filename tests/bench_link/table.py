"""Hold the lines of the table of targets and print it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

__all__ = ["Line", "NotRun", "heading", "measured", "printed"]


class NotRun(Exception):
    """A figure cannot be measured here; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure, ours and the peers' as measured in this run, and the target."""

    figure: str
    ours: str
    peers: str
    target: str


def heading() -> str:
    """Give the first two rows of the table."""
    return "| figure | ours | peers, same run | target |\n|---|---|---|---|"


def printed(line: Line) -> str:
    """Give one row of the table."""
    return f"| {line.figure} | {line.ours} | {line.peers} | {line.target} |"


def measured(make: Callable[[], str]) -> str:
    """Give what `make` measures, or why it was not run."""
    try:
        return make()
    except NotRun as reason:
        return f"not run: {reason}"


def joined(parts: Iterable[str]) -> str:
    """Put several figures into one cell."""
    return "; ".join(parts)


Lines = Iterator[Line]
