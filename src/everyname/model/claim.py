"""A number or statement about many that a source made; every field points at the text it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.model.vocabulary import CLAIM_KINDS, MEASURES, MODALITIES

__all__ = ["Claim", "ClaimValue", "Span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text: code points, end exclusive, with the text that stands there."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueRefused(f"span {self.start}..{self.end} does not hold {self.text!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimValue:
    """The number as stated; a vague word gets no invented number (`low` and `high` None)."""

    kind: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in CLAIM_KINDS:
            raise ValueRefused(f"{self.kind!r} is not a kind of value")
        if self.kind == "vague" and (self.low is not None or self.high is not None):
            raise ValueRefused("a vague word carries no number")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueRefused(f"a range cannot run from {self.low} to {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One stated count.

    `span` is the number (with no qualifier), `evidence` the phrase. `stated_by` is "" for the
    document's own voice; `origin` is who the number goes back to, "" where unknown, and
    `origin_evidence` the words that say so. `repeats` is the index of an earlier claim of the same
    document that this one repeats, -1 for none.
    """

    measure: str
    value: ClaimValue
    span: Span
    evidence: Span
    unit: str = ""
    qualifier: str = ""
    stated_by: str = ""
    stated_by_evidence: Span | None = None
    origin: str = ""
    origin_evidence: Span | None = None
    place: str = ""
    period: str = ""
    as_of: str = ""
    modality: str = "asserted"
    repeats: int = -1

    def __post_init__(self) -> None:
        if self.measure not in MEASURES:
            raise ValueRefused(f"{self.measure!r} is not a measure")
        if self.modality not in MODALITIES:
            raise ValueRefused(f"{self.modality!r} is not a modality")
        if self.origin and self.origin_evidence is None and self.origin != self.stated_by:
            raise ValueRefused("an origin needs the words that show it")
