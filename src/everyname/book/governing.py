"""Keep the entries that govern in tables, so that who may speak is known without reading the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping

import sqlalchemy as sa

from everyname.book import index
from everyname.book.acts import packed
from everyname.book.authority import Authority
from everyname.ledger.entry import Entry

__all__ = ["read_authority", "write_authority"]


def write_authority(connection: sa.Connection, authority: Authority) -> None:
    """Write what governs, and how far each limited device counts, in the place of what stood there."""
    for table in (index.governing, index.revocations):
        connection.execute(sa.delete(table))
    index.put(connection, index.governing, [_row(authority, entry) for entry in authority.heard])
    limits = [
        {"device": device, "size": limit.size, "why": limit.why} for device, limit in authority.limits.items()
    ]
    index.put(connection, index.revocations, limits)


def _row(authority: Authority, entry: Entry) -> dict[str, object]:
    status = authority.status(entry)
    return {
        "entry": entry.id,
        "kind": entry.kind,
        "lam": entry.lam,
        "supersedes": packed(list(entry.supersedes)),
        "body": packed(entry.body),
        "status": status.word if status else "beyond",
        "reason": status.reason if status else "it lies behind the size at which its device ends",
        "settled_by": status.by if status else "",
    }


def read_authority(connection: sa.Connection, forked: Mapping[str, int]) -> Authority:
    """Hear the kept entries again."""
    return Authority.of([_entry(row) for row in connection.execute(sa.select(index.governing))], forked)


def _entry(row: sa.Row[tuple[str, ...]]) -> Entry:
    device, _, seq = row.entry.rpartition("-")
    ended = tuple(json.loads(row.supersedes))
    return Entry(row.entry, row.kind, device, int(seq), int(row.lam), ended, json.loads(row.body), ())
