"""A named reviewer's finding on a pair of reports, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from everyname.errors import ValueRefused

__all__ = ["Judgement", "Verdict"]


class Verdict(StrEnum):
    """What the reviewer found of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A finding on the pair (`left`, `right`) of report ids, smaller id first.

    `sought` is for a true pair that the reviewer found without looking at what the machine proposed: whether
    the linking of that moment had "joined" or "missed" it; "" for every other. Such pairs tell how many it
    misses.
    """

    left: str
    right: str
    verdict: Verdict
    reason: str
    reviewer: str
    sought: str = ""

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise ValueRefused("a report cannot be judged against itself")
        if not self.reason.strip():
            raise ValueRefused("a judgement needs a reason", remedy="Give --reason in a few words.")
        if self.sought not in ("", "joined", "missed") or (self.sought and self.verdict is not Verdict.SAME):
            raise ValueRefused("only a true pair can have been joined or missed")
        if self.right < self.left:
            left, right = self.right, self.left
            object.__setattr__(self, "left", left)
            object.__setattr__(self, "right", right)
