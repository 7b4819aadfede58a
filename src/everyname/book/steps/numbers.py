"""Count documented persons and estimate the unlisted, from the persons the last link run found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from everyname.book import reading
from everyname.book.book import Book
from everyname.book.steps.link import current_linking
from everyname.errors import EstimateRefused
from everyname.ledger import canonical
from everyname.model import Number, Person
from everyname.tally.count import Tally, count
from everyname.tally.patterns import joined_lists, lists_by_person, usable_lists

__all__ = [
    "Estimated",
    "current_estimate",
    "documented",
    "estimate_book",
    "parted",
    "persons_csv",
    "tally_book",
    "tally_plain",
]


def tally_book(book: Book) -> tuple[Tally, list[Person]]:
    """Count the persons in scope; raises Refused when the linking is not current."""
    output, scoped = current_linking(book)
    found = reading.persons(book)
    gone = reading.withdrawn_persons(book)
    people = [person for person in found if person.id not in gone]
    left_out = dict(scoped.left_out)
    taken_back = sum(len(person.reports) for person in found if person.id in gone)
    if taken_back:
        left_out["taken_back"] = taken_back
    removed = len(found) - len(people)
    free = {name for name, source in reading.sources(book).items() if source.duplicate_free}
    alike = _twins(people, free)
    tally = count(
        people,
        left_out=left_out,
        low=max(output["low"] - removed - sum(alike.values()), 0),
        high=output["high"] - removed,
        duplicate_free=free - alike.keys(),
    )
    return tally, people


def _twins(people: list[Person], duplicate_free: set[str]) -> Counter[str]:
    """Count by source the persons who may be another person of the same list that claims no duplicates."""
    keys = Counter(
        key
        for person in people
        for _, report in person.reports
        if report.source in duplicate_free and (key := reading.twin_key(report)) is not None
    )
    alike: Counter[str] = Counter()
    for key, rows in keys.items():
        if rows > 1:
            alike[str(key[0])] += rows - 1
    return alike


def tally_plain(book: Book, tally: Tally) -> dict[str, Any]:
    """Give the tally as plain values, with the scope it stands for."""
    scope = book.policy.scope
    return {
        "minimum": tally.minimum,
        "persons": tally.persons,
        "range": [tally.low, tally.high],
        "named": tally.named,
        "unnamed": tally.unnamed,
        "reports": tally.reports,
        "left_out": dict(tally.left_out),
        "by": {name: dict(cells) for name, cells in tally.by},
        "scope": {
            "title": scope.title,
            "not_included": scope.not_included,
            "outcomes": list(scope.outcomes),
            "window": str(scope.window) if scope.window else None,
            "countries": list(scope.countries),
            "provinces": list(scope.provinces),
        },
    }


def persons_csv(people: list[Person]) -> str:
    """Give the persons as CSV, one a line: the working list of the desk, never for publication."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("person", "names", "ages", "dates", "places", "outcomes", "sources", "reports"))
    for person in people:
        fields = [
            dict.fromkeys(item.text for _, report in person.reports for item in getattr(report, name))
            for name in ("names", "ages", "dates", "places", "outcomes")
        ]
        cells = [" | ".join(texts) for texts in fields]
        ids = " | ".join(report_id for report_id, _ in person.reports)
        writer.writerow([person.id, *cells, " | ".join(person.sources), ids])
    return out.getvalue()


def parted(people: list[Person]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    """Give the breakdowns of these persons alone."""
    return count(people, left_out={}, low=len(people), high=len(people)).by


def documented(tally: Tally, as_of: str, withheld: int = 0) -> Number:
    """Give the documented minimum as a number that may reach a page; it counts the withheld and says so."""
    linked = (
        f"{tally.persons} persons as linked now; doubtful pairs wait for review"
        if tally.low < tally.high
        else "persons as linked, no pair in doubt"
    )
    return Number(
        kind="documented",
        value=tally.minimum,
        low=tally.low,
        high=tally.high,
        source="this book",
        as_of=as_of,
        note=f"{linked}; {withheld} of them are counted and not shown" if withheld else linked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """The estimate of a book: the panel as plain values, or the refusal in words."""

    window: str
    used: tuple[str, ...]
    not_used: tuple[tuple[str, str], ...]
    panel: dict[str, Any] | None
    refused: str
    why_public: str = ""  # the refusal without commands of the desk and names of lists

    def to_plain(self) -> dict[str, Any]:
        """Give the panel's own keys, and beside them what was used and why not."""
        empty = {"n": None, "lists": list(self.used), "panel": [], "headline": None, "verdict": self.refused}
        return {
            **(self.panel or empty),
            "window": self.window or None,
            "refused": self.refused or None,
            "not_used": [{"source": name, "reason": reason} for name, reason in self.not_used],
        }


def estimate_book(book: Book) -> Estimated:
    """Estimate, and record the finding as a run where it is new."""
    cut = book.cut()
    found = current_estimate(book, tally_book(book)[1])
    output = canonical.encode(_without_floats(found.to_plain()))
    before = book.run_output("estimate")
    if before is None or canonical.encode(before) != output:
        book.record_run("estimate", book.last_input("link"), output, {"lists": list(found.used)}, cut)
    return found


def _without_floats(value: Any) -> Any:
    """Write fractions as text: a recorded output has to be the same bytes on every machine."""
    if isinstance(value, dict):
        return {key: _without_floats(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_floats(part) for part in value]
    return f"{value:.6g}" if isinstance(value, float) else value


def current_estimate(book: Book, people: list[Person]) -> Estimated:
    """Estimate from the lists that cover the scope's window; a refusal is an answer, not a failure."""
    from everyname.estimate.panel import estimate_panel
    from everyname.estimate.patterns import Patterns

    window = book.policy.scope.window
    known = reading.sources(book)
    lists = [source for source in known.values() if source.kind == "list"]
    used, not_used = usable_lists(lists, window, people)
    stands = Estimated(
        window=str(window) if window else "",
        used=tuple(used),
        not_used=tuple(not_used),
        panel=None,
        refused="",
    )
    if window is None:
        why = "the scope states no window"
        return _refused(stands, f"{why}.", "Write window in [scope] of book.toml.")
    if len(used) < 2:
        why = " ".join(reason for _, reason in not_used)
        how_many = f"{len(used)} of {len(lists)} lists can be used for the window {window}"
        return _refused(stands, f"{how_many}.", why)
    joined = joined_lists(list(known.values()), window, people)
    columns, rows = lists_by_person(people, [*used, *joined], joined)
    try:
        plain: dict[str, Any] = {**estimate_panel(Patterns.from_rows(columns, rows)).to_plain()}
    except EstimateRefused as error:
        return _refused(stands, error.happened)
    refused = "" if plain["headline"] else plain["verdict"]
    return replace(stands, panel=plain, refused=refused, why_public=refused)


def _refused(stands: Estimated, why: str, for_the_desk: str = "") -> Estimated:
    """Refuse in words; what the desk may do about it is not for readers."""
    public = f"No estimate is made: {why}"
    return replace(stands, refused=f"{public} {for_the_desk}".strip(), why_public=public)
