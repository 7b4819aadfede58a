"""Record what is known of sources and persons beside their reports: consent, withholding, corrections."""

from __future__ import annotations

import base64
import datetime
import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from everyname.book import index, keyring, reading
from everyname.book.book import Book
from everyname.errors import UsedWrongly
from everyname.ledger import keys
from everyname.ledger.entry import Draft
from everyname.model import Consent, Report, Source, from_plain, to_plain
from everyname.model.vocabulary import STANDINGS, WITHHELD_CLASSES

__all__ = [
    "amend_report",
    "change_source",
    "correct_person",
    "record_consent",
    "set_standing",
    "withdraw_amendment",
    "withhold",
]


def change_source(book: Book, name: str, changes: dict[str, Any], identity: bytes | None) -> Source:
    """Record changes to a source, made if it is new; None leaves a field as it stands.

    The real identity is sealed to this machine's recovery key before it is recorded.
    """
    stands = reading.sources(book).get(name) or Source(name=name)
    given = {key: value for key, value in changes.items() if value is not None}
    if identity is not None:
        sealed = keys.seal(identity, [keyring.recovery_recipient()])
        given["sealed_identity"] = base64.b64encode(sealed).decode("ascii")
    changed = replace(stands, **given)
    if changed != stands or name not in reading.sources(book):
        book.append([Draft("source", to_plain(changed))])
    return changed


def record_consent(book: Book, subject: str, purpose: str, given: bool, basis: str) -> None:
    """Record consent of a source, or for a person, for one purpose.

    A person whose publication is refused is withheld as well, so that the refusal follows each report.
    """
    is_source = subject in reading.sources(book)
    if not is_source:
        subject = known_person(book, subject)
    consent = Consent(subject=subject, purpose=purpose, given=given, basis=basis)
    drafts = [Draft("consent", to_plain(consent))]
    if not is_source and purpose == "publish":
        drafts += _lift(book, subject, {"consent"}) if given else [_withhold(book, subject, "consent", "")]
    book.append(drafts)


def withhold(book: Book, person: str, reason: str, note: str = "", *, lift: bool = False) -> str:
    """Keep a person out of editions for a reason class, or lift that; returns the person's id now."""
    person = known_person(book, person)
    book.append(
        _lift(book, person, set(WITHHELD_CLASSES)) if lift else [_withhold(book, person, reason, note)]
    )
    return person


def _withhold(book: Book, person: str, reason: str, note: str) -> Draft:
    """Name the reports too: whoever holds one of them after a split stays out as well."""
    body = {"subject": person, "reason": reason, "note": note, "reports": reports_of(book, person)}
    return Draft("withhold", body)


def _lift(book: Book, person: str, reasons: set[str]) -> list[Draft]:
    """Lift the withholdings for these reasons that keep this person out, under whatever id recorded."""
    moved, own = reading.redirects(book), set(reports_of(book, person))
    return [
        Draft("withhold", {"subject": row.subject, "lifted": True})
        for row in book.rows(sa.select(index.withholds).order_by(index.withholds.c.subject))
        if row.reason in reasons
        and (reading.follow(moved, row.subject) == person or own & set(json.loads(row.reports)))
    ]


def reports_of(book: Book, person: str) -> list[str]:
    """Give the ids of the reports that speak of a person now."""
    return sorted(report for report, owner in reading.person_of(book).items() if owner == person)


def correct_person(book: Book, person: str, text: str) -> str:
    """Record a correction that stands beside what was said of a person."""
    person = known_person(book, person)
    body = {"subject": person, "date": datetime.date.today().isoformat(), "text": text}
    book.append([Draft("correction", body)])
    return person


def set_standing(book: Book, person: str, standing: str, reason: str) -> str:
    """Record how well documented a person is, or that it is contested."""
    if standing not in STANDINGS:
        raise UsedWrongly(f"{standing!r} is not a standing.", remedy=f"One of {', '.join(STANDINGS)}.")
    person = known_person(book, person)
    book.append([Draft("standing", {"subject": person, "standing": standing, "reason": reason})])
    return person


def amend_report(book: Book, report_id: str, field: str, value: str, text: str) -> Report:
    """Mend a field that was read wrongly; the value as given stays in the ledger."""
    from everyname.intake.field import read_field

    stands = to_plain(reading.report(book, report_id))
    read = read_field(field, value)
    amended = from_plain(Report, stands | {field: to_plain(read)})
    given = book.rows(sa.select(index.reports.c.given).where(index.reports.c.id == report_id))[0].given
    body = {
        "subject": report_id,
        "date": datetime.date.today().isoformat(),
        "text": text,
        "field": field,
        "value": to_plain(read),
        "was": json.loads(given).get(field),
    }
    book.append([Draft("correction", body)])
    return amended


def withdraw_amendment(book: Book, report_id: str, field: str, text: str) -> None:
    """Take an amendment back: the field counts as the source gave it; both stay in the ledger."""
    if not any((one.report, one.field) == (report_id, field) for one in reading.amendments(book)):
        raise UsedWrongly(
            f"No correction of {field} of {report_id!r} stands.",
            remedy=f"`everyname show {report_id}` shows what was corrected.",
        )
    date = datetime.date.today().isoformat()
    body = {"subject": report_id, "date": date, "text": text, "field": field, "withdrawn": True}
    book.append([Draft("correction", body)])


def known_person(book: Book, person: str) -> str:
    """Give the id a person has now; raises UsedWrongly when the book knows none."""
    now = reading.resolve_person(book, person)
    table = index.persons
    if not book.rows(sa.select(table.c.person).where(table.c.person == now).limit(1)):
        raise UsedWrongly(
            f"The book knows no person or source {person!r}.",
            remedy="`everyname tally --persons FILE` lists person ids; run `everyname link` first.",
        )
    return now


def person_note(book: Book, person: str) -> dict[str, Any]:
    """Give what is recorded beside a person's reports."""
    notes: dict[str, Any] = {}
    for name, table in (("standing", index.standings), ("withheld", index.withholds)):
        rows = book.rows(sa.select(table).where(table.c.subject == person))
        if rows:
            notes[name] = {key: value for key, value in rows[0]._mapping.items() if key != "subject"}
    rows = book.rows(sa.select(index.corrections).where(index.corrections.c.subject == person))
    notes["corrections"] = [{"date": row.date, "text": row.text} for row in rows]
    return json.loads(json.dumps(notes))  # type: ignore[no-any-return]
