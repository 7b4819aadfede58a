"""What a linking depends on besides the reports: bands, caps, packs, and the published weights' version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields

from everyname.errors import ValueRefused
from everyname.names.model import shipped_model
from everyname.names.pack import Pack, shipped_packs

__all__ = ["ENGINES", "Settings"]

ENGINES = ("duckdb", "spark")
_HOW = ("engine", "threads", "memory")

_MODEL = "2026-11-d"  # changes whenever a weight or a rule of this room changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Bands, caps and packs.

    A pair is linked at a probability of `linked` or more after one-to-one, goes to review from
    `review`, and is kept in the output from `floor` (before one-to-one). A key that more than
    `block` reports share pairs each with its `window` nearest neighbours by birth, date and
    place; both shrink where all keys together would propose more than `budget` pairs a report.
    The `engine` ("duckdb" or "spark") has `threads` and, before it spills to disk, `memory` in MB;
    none of the three changes a result. Names are compared by `packs`, those shipped unless said otherwise.
    """

    linked: float = 0.9
    review: float = 0.2
    floor: float = 0.01
    block: int = 40
    window: int = 6
    budget: int = 16
    engine: str = "duckdb"
    threads: int = 2
    memory: int = 800
    packs: tuple[Pack, ...] = field(default_factory=shipped_packs)

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= 1 or not 0 < self.review <= self.linked <= 1:
            raise ValueRefused(
                f"{self.review}, {self.linked} and floor {self.floor} are not probabilities in order",
                remedy="Give 0 < review <= linked <= 1.",
            )
        if self.block < 2 or min(self.window, self.budget, self.threads, self.memory) < 1:
            raise ValueRefused(
                "block, window, budget, threads and memory are counts", remedy="Leave them at their defaults."
            )
        if self.engine not in ENGINES:
            raise ValueRefused(f"{self.engine!r} is no engine", remedy=f"One of {', '.join(ENGINES)}.")

    @property
    def digest(self) -> str:
        """The SHA-256 of everything that can change a result, the name model and the packs among it."""
        values = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in _HOW}
        values["packs"] = [pack.digest for pack in self.packs]
        told = (_MODEL, shipped_model().digest, sorted(values.items()))
        return hashlib.sha256(repr(told).encode()).hexdigest()
