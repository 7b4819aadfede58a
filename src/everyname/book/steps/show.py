"""Show one thing of the book by its id: a person, a report, a claim, a source or an entry."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from everyname.book import erasing, held, index, reading
from everyname.book.acts import contradictions
from everyname.book.book import Book
from everyname.book.members import members
from everyname.book.steps.claims import proposals
from everyname.book.steps.sources import person_note
from everyname.errors import UsedWrongly
from everyname.ledger import keys
from everyname.model import Report, to_plain

__all__ = ["show"]


def show(book: Book, wanted: str) -> tuple[str, dict[str, Any]]:
    """Give the kind of thing and what is known of it; raises UsedWrongly when nothing has that id."""
    for kind, find in (
        ("person", _person),
        ("report", _report),
        ("source", _source),
        ("claim", _claim),
        ("entry", _entry),
    ):
        found = find(book, wanted)
        if found is not None:
            return kind, found | _contradictions(book, {wanted, str(found.get("id", ""))})
    raise UsedWrongly(
        f"Nothing in this book has the id {wanted!r}.",
        remedy="Ids stand in `everyname pairs`, `everyname claims`, `everyname source` and on the pages.",
    )


def _person(book: Book, wanted: str) -> dict[str, Any] | None:
    now = reading.resolve_person(book, wanted)
    person = next((p for p in reading.persons(book) if p.id == now), None)
    if person is None:
        return None
    reports = [_shown(report_id, report) for report_id, report in person.reports]
    moved = {"was": wanted} if now != wanted else {}
    return {"id": now, **moved, **person_note(book, now), "reports": reports}


def _contradictions(book: Book, ids: set[str]) -> dict[str, Any]:
    """Give what devices decided apart from each other about this thing; nothing where they agree."""
    found = {
        topic: [{"entry": act.entry, "says": act.value, "body": act.body} for act in acts]
        for topic, acts in contradictions(book)
        if ids & set(topic.split(" ")[1:])
    }
    return {"contradictions": found} if found else {}


def _shown(report_id: str, report: Report) -> dict[str, Any]:
    return {"id": report_id, **to_plain(report)}


def _report(book: Book, wanted: str) -> dict[str, Any] | None:
    rows = book.rows(sa.select(index.reports).where(index.reports.c.id == wanted))
    if not rows:
        return None
    row = rows[0]
    pairs = index.pairs
    near = book.rows(sa.select(pairs).where(sa.or_(pairs.c.left == wanted, pairs.c.right == wanted)))
    return {
        "id": wanted,
        "person": reading.person_of(book).get(wanted),
        "in_newest_release": bool(row.current),
        "given": json.loads(row.given),
        "as_corrected": json.loads(row.body) if row.body != row.given else None,
        "corrections": [
            {"field": one.field, "date": one.date, "text": one.text, "in_force": one.in_force}
            for one in reading.amendments(book)
            if one.report == wanted
        ],
        "pairs": [
            {
                "with": pair.right if pair.left == wanted else pair.left,
                "band": pair.band,
                "probability": pair.millionths / 1_000_000,
                "because": json.loads(pair.features),
            }
            for pair in sorted(near, key=lambda pair: -pair.millionths)
        ],
    }


def _source(book: Book, wanted: str) -> dict[str, Any] | None:
    known = reading.sources(book).get(wanted)
    if known is None:
        return None
    plain = to_plain(known)
    plain.pop("sealed_identity", None)
    return {
        **plain,
        "identity_sealed": bool(known.sealed_identity),
        "releases": [to_plain(r) for r in reading.releases(book) if r.source == wanted],
        "reports": len(reading.all_reports(book, wanted)),
    }


def _claim(book: Book, wanted: str) -> dict[str, Any] | None:
    found = next((p for p in proposals(book) if p.id == wanted), None) if wanted.startswith("c") else None
    return found.to_plain() if found is not None else None


def _erased(book: Book, wanted: str) -> dict[str, Any]:
    """Say of an erased entry by whom, why and when, and which partners said that they obeyed."""
    by = book.vault.erased.get(wanted)
    if by is None:
        return {}
    device, _, seq = by.partition("-")
    rows = book.rows(sa.select(index.erasures).where(index.erasures.c.entry == by))
    said = {"reason": rows[0].reason, "date": rows[0].date} if rows else {}
    name = next((member.name for member in members(book) if member.device == device), "")
    # A partner signs what it holds only after it has carried out every erasure in it.
    heard = {
        keys.parse_vkey(one.by).device_id: one for one in held.compare(book.folder) if one.device == device
    }
    obeyed = sorted(who for who, one in heard.items() if one.size > int(seq) and not one.wrong)
    return {
        "erased": {
            "entry": by,
            "by": device,
            "name": name,
            **said,
            "carried_out_here": erasing.receipt(book, by) is not None,
            "acknowledged_by": obeyed,
        }
    }


def _entry(book: Book, wanted: str) -> dict[str, Any] | None:
    device, _, seq = wanted.rpartition("-")
    if not device or not seq.isdigit():
        return None
    for entry in book.entries():
        if entry.id == wanted:
            return {
                "id": entry.id,
                "kind": entry.kind,
                "supersedes": list(entry.supersedes),
                "body": entry.body,
                "evidence": list(entry.blobs),
                **_erased(book, entry.id),
            }
    return None
