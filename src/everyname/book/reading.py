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
from everyname.model import Judgement, Person, Release, Report, Source, Verdict, from_plain
from everyname.writing.fold import fold

__all__ = [
    "Amendment",
    "Scoped",
    "all_reports",
    "amendments",
    "continued",
    "doubts",
    "first_person_of",
    "follow",
    "judgements",
    "person_of",
    "persons",
    "redirects",
    "releases",
    "report",
    "reports_in_scope",
    "resolve_person",
    "source",
    "sources",
    "twin_key",
    "withdrawn_persons",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A field of a report mended by the desk; `in_force` until the source itself states another value."""

    report: str
    field: str
    date: str
    text: str
    in_force: bool


def amendments(book: Book) -> list[Amendment]:
    """Give the recorded amendments, by report and field."""
    table, given = index.amendments, index.reports.c.given
    query = sa.select(table, given).join(index.reports, index.reports.c.id == table.c.report)
    return [
        Amendment(
            report=row.report,
            field=row.field,
            date=row.date,
            text=row.text,
            in_force=not row.was or json.loads(row.was) == json.loads(row.given).get(row.field),
        )
        for row in book.rows(query.order_by(table.c.report, table.c.field))
    ]


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


def doubts(book: Book, *, settled: frozenset[Verdict]) -> list[tuple[str, str]]:
    """Give the pairs (old report, new report) of two releases that may be one row, but those judged so."""
    done = {(j.left, j.right) for j in judgements(book) if j.verdict in settled}
    found = ((row.old, row.new) for row in book.rows(sa.select(index.doubts)))
    return sorted(pair for pair in found if (min(pair), max(pair)) not in done)


def continued(book: Book) -> dict[str, tuple[str, ...]]:
    """Give for a report the earlier ones it may continue: doubtful pairs a reviewer has not judged different.

    Followed back through all releases. What was withheld or refused for the old applies to the new.
    """
    before: dict[str, set[str]] = {}
    for old, new in doubts(book, settled=frozenset({Verdict.DIFFERENT})):
        before.setdefault(new, set()).add(old)
    result = {}
    for new in sorted(before):
        reached, ahead = set[str](), [new]
        while ahead:
            more = before.get(ahead.pop(), set()) - reached
            reached |= more
            ahead += more
        result[new] = tuple(sorted(reached - {new}))
    return result


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


def first_person_of(book: Book) -> dict[str, str]:
    """Give the first person each report ever stood under, whether it is in scope now or not."""
    return {row.report: row.person for row in book.rows(sa.select(index.first_persons))}


def redirects(book: Book) -> dict[str, str]:
    """Give the ids that lead to another person now."""
    return {row.old: row.new for row in book.rows(sa.select(index.redirects))}


def resolve_person(book: Book, person_id: str) -> str:
    """Follow redirects to the id a person has now; for many ids use `follow` on `redirects`."""
    return follow(redirects(book), person_id)


def twin_key(report: Report) -> tuple[object, ...] | None:
    """Give what two rows of one list must share to look like one person: name, and day or age; else None."""
    days = [date.days for date in report.dates if date.days is not None]
    if not report.names or not (days or report.ages):
        return None
    names = tuple(sorted({fold(name.text) for name in report.names}))
    ages = tuple(sorted({(age.low, age.high) for age in report.ages}))
    return (report.source, names, tuple(sorted(str(day) for day in days)), ages)


def withdrawn_persons(book: Book) -> set[str]:
    """Give the persons whose standing is withdrawn: recorded still, counted and shown no more."""
    moved, table = redirects(book), index.standings
    rows = book.rows(sa.select(table.c.subject).where(table.c.standing == "withdrawn"))
    return {follow(moved, row.subject) for row in rows}


def follow(moved: dict[str, str], person_id: str) -> str:
    """Follow redirects to their end."""
    seen = set()
    while person_id in moved and person_id not in seen:
        seen.add(person_id)
        person_id = moved[person_id]
    return person_id


def require(known: Iterable[object], happened: str, remedy: str) -> None:
    """Raise Refused when there is nothing to work on."""
    if not any(True for _ in known):
        raise Refused(happened, remedy=remedy)
