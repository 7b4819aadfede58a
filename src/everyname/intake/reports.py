"""Turn the rows of a list into reports; every row is taken, or refused with its number and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from everyname.errors import EverynameError, FileRefused, Refused
from everyname.intake.mapping_file import Mapping
from everyname.intake.row import Reading, read_row
from everyname.intake.sheet import Sheet
from everyname.model.report import Report
from everyname.writing.calendars import guess_order

__all__ = ["Intake", "read_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of a list: (row, report) taken, (row, reason) refused; together they are `given`."""

    taken: tuple[tuple[int, Report], ...]
    refused: tuple[tuple[int, str], ...]
    notes: tuple[str, ...]
    given: int

    def __post_init__(self) -> None:
        if len(self.taken) + len(self.refused) != self.given:
            raise EverynameError(
                f"{self.given} rows were given, but {len(self.taken)} taken and {len(self.refused)} refused.",
                kept="Nothing was recorded.",
                remedy="This is a fault in everyname; please report it, without the list itself.",
            )


def read_reports(sheet: Sheet, mapping: Mapping, source: str, *, lenient: bool = False) -> Intake:
    """Read every row of `sheet` under `mapping` as what `source` said; raises FileRefused on a wrong mapping.

    One row's impossible or ambiguous value refuses that row alone; with `lenient`, a date or an age is
    left unread instead and named in the notes. A named row that stands twice, and
    an id that stands twice with other content, are refused naming the first row.
    """
    reading = replace(_prepare(sheet, mapping, source), lenient=lenient)
    taken: list[tuple[int, Report]] = []
    refused: list[tuple[int, str]] = []
    seen = _Seen()
    for number, cells in sheet.rows:
        try:
            report, unread = read_row(cells, reading)
        except Refused as refusal:
            refused.append((number, _reason(refusal)))
            continue
        if reason := seen.why_not(number, cells, report):
            refused.append((number, reason))
            continue
        taken.append((number, report))
        seen.unread.extend(f"row {number}: {what}" for what in unread)
    notes = (*sheet.notes, *_summed(seen.unread))
    return Intake(taken=tuple(taken), refused=tuple(refused), notes=notes, given=len(sheet.rows))


class _Seen:
    """The rows taken so far, to know a row or an id that stands twice."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], int] = {}
        self.ids: dict[str, int] = {}
        self.unread: list[str] = []

    def why_not(self, number: int, cells: Sequence[str], report: Report) -> str:
        """Give the reason a repeated row is refused, "" for a new one.

        Unnamed rows alike may well be different people ("a man, not named, of one day and town"), so without
        an id of their own they are all taken.
        """
        if not report.own_id and not report.is_named:
            return ""
        key = tuple(" ".join(cell.split()) for cell in cells)
        if (first := self.rows.setdefault(key, number)) != number:
            return f"the same as row {first}"
        if report.own_id and (first := self.ids.setdefault(report.own_id, number)) != number:
            return f"its id {report.own_id!r} is already that of row {first}, which says something else"
        return ""


def _prepare(sheet: Sheet, mapping: Mapping, source: str) -> Reading:
    missing = sorted(mapping.mapped - set(sheet.headers))
    if missing:
        raise FileRefused(
            f"The mapping names columns this list does not have: {', '.join(missing)}.",
            kept="Nothing was taken from it.",
            remedy=f"The list has: {', '.join(sheet.headers)}. Mend the mapping, or leave it out.",
        )
    if not any(mapping.headers(role) for role in ("name", "given", "family", "date", "place", "province")):
        raise FileRefused(
            "No column of this list was understood as a name, a place or a date.",
            kept="Nothing was taken from it.",
            remedy=f'Give a mapping that says which it is, for example name = ["{sheet.headers[0]}"].',
        )
    orders = {}
    for header in (*mapping.headers("date"), *mapping.headers("birth")):
        orders[header] = mapping.date_order or guess_order(sheet.column(header))
    places = {header: place for place, header in enumerate(sheet.headers)}
    return Reading(source=source, headers=sheet.headers, places=places, mapping=mapping, orders=orders)


def _reason(refusal: Refused) -> str:
    happened = refusal.happened.rstrip(".")
    return f"{happened}; {refusal.remedy}".rstrip(". ") if refusal.remedy else happened


def _summed(unread: list[str]) -> list[str]:
    """Name the first values left unread and count the rest."""
    if len(unread) <= 20:
        return unread
    return [*unread[:20], f"and {len(unread) - 20} more values left unread and kept as given"]
