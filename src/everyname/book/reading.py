"""Read nouns out of the tables: sources, reports in scope, persons, documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from everyname.book import index
from everyname.book.book import Book
from everyname.errors import Refused, UsedWrongly
from everyname.model import Judgement, Person, Release, Report, Source, from_plain

__all__ = [
    "Scoped",
    "all_reports",
    "judgements",
    "person_of",
    "persons",
    "releases",
    "report",
    "reports_in_scope",
    "resolve_person",
    "source",
    "sources",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """Reports the scope counts, as (id, report) in id order, and what it left out by reason."""

    reports: tuple[tuple[str, Report], ...]
    left_out: tuple[tuple[str, int], ...]
    by_source: tuple[tuple[str, str, int], ...]  # (source, reason, reports) for those left out


def sources(book: Book) -> dict[str, Source]:
    """Give every source by name."""
    rows = book.rows(sa.select(index.sources).order_by(index.sources.c.name))
    return {row.name: from_plain(Source, json.loads(row.body)) for row in rows}


def source(book: Book, name: str) -> Source:
    """Give a source; raises UsedWrongly when the book has none of that name."""
    known = sources(book)
    if name not in known:
        raise UsedWrongly(
            f"The book knows no source named {name!r}.",
            remedy=f"Known: {', '.join(known) or 'none yet'}. `everyname add FILE --source NAME` makes one.",
        )
    return known[name]


def releases(book: Book, latest_only: bool = False) -> list[Release]:
    """Give the releases, by source and digest; only the newest list of each source when asked."""
    table = index.releases
    query = sa.select(table).order_by(table.c.source, table.c.digest)
    if latest_only:
        query = query.where(table.c.latest == 1)
    known = []
    for row in book.rows(query):
        plain = json.loads(row.body)
        known.append(from_plain(Release, {k: v for k, v in plain.items() if k not in ("notes", "withdrawn")}))
    return known


def all_reports(
    book: Book, source_name: str = "", *, current: bool = True, given: bool = False
) -> dict[str, Report]:
    """Give reports by id, in id order; `given` reads them as given, without corrections."""
    table = index.reports
    query = sa.select(table.c.id, (table.c.given if given else table.c.body).label("body")).order_by(
        table.c.id
    )
    if source_name:
        query = query.where(table.c.source == source_name)
    if current:
        query = query.where(table.c.current == 1)
    rows = book.rows(query)
    return dict(sorted((row.id, from_plain(Report, json.loads(row.body))) for row in rows))


def report(book: Book, report_id: str) -> Report:
    """Give one report by id; raises UsedWrongly when there is none."""
    found = book.rows(sa.select(index.reports.c.body).where(index.reports.c.id == report_id))
    if not found:
        raise UsedWrongly(
            f"The book has no report {report_id!r}.", remedy="`everyname pairs` lists report ids."
        )
    return from_plain(Report, json.loads(found[0].body))


def reports_in_scope(book: Book) -> Scoped:
    """Apply the scope to every current report; what is left out is counted by reason."""
    scope = book.policy.scope
    windows = {name: known.covers for name, known in sources(book).items()}
    kept: list[tuple[str, Report]] = []
    left: Counter[tuple[str, str]] = Counter()
    for report_id, one in all_reports(book).items():
        placement = scope.place(one, windows.get(one.source))
        if placement.counted:
            kept.append((report_id, one))
        else:
            left[one.source, placement.reason] += 1
    table = index.reports
    for row in book.rows(sa.select(table.c.source).where(table.c.current == 0)):
        left[row.source, "withdrawn"] += 1
    by_reason: Counter[str] = Counter()
    for (_, reason), count in left.items():
        by_reason[reason] += count
    return Scoped(
        reports=tuple(kept),
        left_out=tuple(sorted(by_reason.items())),
        by_source=tuple((name, reason, count) for (name, reason), count in sorted(left.items())),
    )


def judgements(book: Book) -> list[Judgement]:
    """Give the judgements in force, in pair order."""
    rows = book.rows(sa.select(index.judgements).order_by(index.judgements.c.left, index.judgements.c.right))
    return [from_plain(Judgement, dict(row._mapping)) for row in rows]


def person_of(book: Book) -> dict[str, str]:
    """Give the person of each report, as the last link run found."""
    return {row.report: row.person for row in book.rows(sa.select(index.persons))}


def persons(book: Book) -> list[Person]:
    """Give the persons of the last link run with their reports, in id order."""
    known = all_reports(book)
    groups: dict[str, list[str]] = {}
    for report_id, person in person_of(book).items():
        groups.setdefault(person, []).append(report_id)
    return [
        Person(id=person, reports=tuple((r, known[r]) for r in sorted(ids) if r in known))
        for person, ids in sorted(groups.items())
        if any(r in known for r in ids)
    ]


def resolve_person(book: Book, person_id: str) -> str:
    """Follow redirects to the id a person has now."""
    moved = {row.old: row.new for row in book.rows(sa.select(index.redirects))}
    seen = set()
    while person_id in moved and person_id not in seen:
        seen.add(person_id)
        person_id = moved[person_id]
    return person_id


def require(known: Iterable[object], happened: str, remedy: str) -> None:
    """Raise Refused when there is nothing to work on."""
    if not any(True for _ in known):
        raise Refused(happened, remedy=remedy)
