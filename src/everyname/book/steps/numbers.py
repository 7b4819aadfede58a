"""Count documented persons, from those the last link run found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from everyname.book import reading
from everyname.book.book import Book
from everyname.book.steps.link import current_linking
from everyname.model import Number, Person
from everyname.tally.count import Tally, count

__all__ = [
    "documented",
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
