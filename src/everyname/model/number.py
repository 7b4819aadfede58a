"""A number that may reach a page: it always carries its kind, its source and its date."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.errors import ValueRefused

__all__ = ["NUMBER_KINDS", "Number"]

NUMBER_KINDS = ("documented", "stated", "estimated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A value with its range; `kind` says how it is known, `source` who says it, `as_of` when.

    `low` and `high` are None where no bound is stated. `note` names the assumption or qualifier.
    """

    kind: str
    value: int | None
    source: str
    as_of: str
    low: int | None = None
    high: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind not in NUMBER_KINDS:
            raise ValueRefused(f"{self.kind!r} is not a kind of number")
        if not self.source or not self.as_of:
            raise ValueRefused("a number needs its source and its date")
