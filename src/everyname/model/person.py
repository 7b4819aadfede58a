"""Our finding that some reports speak of one human being."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from everyname.model.report import Report

__all__ = ["Person", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person and the reports that speak of them, as (report id, report) in id order."""

    id: str
    reports: tuple[tuple[str, Report], ...]

    @property
    def is_named(self) -> bool:
        """Whether any source names the person."""
        return any(report.is_named for _, report in self.reports)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that speak of the person, each once, in order."""
        return tuple(sorted({report.source for _, report in self.reports}))


def settle(values: Iterable[str]) -> str:
    """Give the one value all sources state, "" where none does, "differs" where they disagree."""
    seen = Counter(value for value in values if value)
    if not seen:
        return ""
    return next(iter(seen)) if len(seen) == 1 else "differs"
