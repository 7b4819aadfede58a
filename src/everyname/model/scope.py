"""Who is counted, where, in what window, and who is not; the reason for every report left out."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.model.dates import DateRange
from everyname.model.report import Report
from everyname.model.vocabulary import OUTCOMES

__all__ = ["REASONS", "Placement", "Scope"]

REASONS = {
    "": "in scope",
    "outcome": "the outcome stated is not one that is counted",
    "window": "every date stated lies outside the window",
    "country": "every place stated lies in another country",
    "province": "every place stated lies in another province",
    "taken_back": "the person's standing is withdrawn",
    "withdrawn": "its source left the row out of a later release",
    "undated": "no date is stated and the source states no window inside the scope",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the scope puts a report: counted, or left out for `reason` (a key of REASONS)."""

    counted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Who is counted. Empty tuples and None place no limit.

    `title` is the one sentence readers see; `not_included` is the text that must stand beside every
    total. An outcome that no source states is taken as `assumed_outcome` of the list, "" for none.
    """

    title: str = ""
    not_included: str = ""
    outcomes: tuple[str, ...] = ("killed", "died_in_custody")
    window: DateRange | None = None
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        unknown = [term for term in self.outcomes if term not in OUTCOMES]
        if unknown:
            raise ValueRefused(
                f"the scope names outcomes that do not exist: {', '.join(unknown)}",
                remedy=f"Use: {', '.join(OUTCOMES)}.",
            )

    def place(self, report: Report, covers: DateRange | None = None) -> Placement:
        """Say whether `report` is counted; `covers` is the window its source states for its list."""
        for reason, is_out in (
            ("outcome", self._outcome_is_out(report)),
            ("window", self._window_is_out(report)),
            ("country", self._place_is_out([p.country for p in report.places], self.countries)),
            ("province", self._place_is_out([p.province for p in report.places], self.provinces)),
            ("undated", self._undated_is_out(report, covers)),
        ):
            if is_out:
                return Placement(counted=False, reason=reason)
        return Placement(counted=True)

    def _outcome_is_out(self, report: Report) -> bool:
        stated = [o.term for o in report.outcomes if o.term != "unknown"]
        return bool(self.outcomes and stated) and not set(stated) & set(self.outcomes)

    def _window_is_out(self, report: Report) -> bool:
        days = [d.days for d in report.dates if d.days is not None]
        return self.window is not None and bool(days) and not any(d.meets(self.window) for d in days)

    @staticmethod
    def _place_is_out(stated: list[str], wanted: tuple[str, ...]) -> bool:
        known = [value for value in stated if value]
        return bool(wanted and known) and not set(known) & set(wanted)

    def _undated_is_out(self, report: Report, covers: DateRange | None) -> bool:
        if self.window is None or any(d.days is not None for d in report.dates):
            return False
        return covers is None or not covers.meets(self.window)
