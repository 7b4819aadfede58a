"""Say how the files of one `add` are given and what became of each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from everyname.model import DateRange

__all__ = ["Added", "Given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """How the files of one `add` are given."""

    source: str
    kind: str = ""
    title: str = ""
    as_of: datetime.date | None = None
    covers: DateRange | None = None
    depends_on: tuple[str, ...] = ()
    duplicates: bool | None = None
    mapping: str = ""  # TOML text given for this source


@dataclass(slots=True, kw_only=True)
class Added:
    """What became of one file; for a list taken + refused == given."""

    file: str
    kind: str
    digest: str = ""
    given: int = 0
    taken: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)
    same: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: list[str] = field(default_factory=list)
    doubtful: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unchanged: bool = False
    error: str = ""

    def to_plain(self) -> dict[str, Any]:
        """Give the account as plain values."""
        refused = [{"row": row, "reason": reason} for row, reason in self.refused]
        return {
            "file": self.file,
            "kind": self.kind,
            "digest": self.digest,
            "given": self.given,
            "taken": self.taken,
            "refused": len(self.refused),
            "refusals": refused,
            "same": self.same,
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "doubtful": [list(pair) for pair in self.doubtful],
            "notes": self.notes,
            "unchanged": self.unchanged,
            "error": self.error,
        }
