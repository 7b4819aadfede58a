"""The words of who may do what: roles, what each kind of entry needs, and which acts can need two persons.

A steward may do everything; desk and partner record and judge; a publisher makes editions; a reader
and a courier record nothing. Another word gives no right.
"""

from __future__ import annotations

import re
from typing import Any

from everyname.ledger.entry import Entry

__all__ = [
    "ENDING",
    "GIVEN",
    "GOVERNING",
    "PUBLISHES",
    "RECORDS",
    "ROLES",
    "TWO_PERSONS",
    "claimed",
    "erased_by",
    "governs",
    "is_entry_id",
]

ROLES = ("steward", "desk", "publisher", "partner", "reader", "courier")
GIVEN = ("partner",)  # what a bare card says: known, in whatever role its own first entry names
RECORDS = frozenset({"steward", "desk", "partner"})
PUBLISHES = frozenset({"steward", "publisher"})
TWO_PERSONS = ("erase", "publish", "enrol", "revoke", "policy")
GOVERNING = ("member", "rotate", "revoke", "adopt", "erase", "policy", "decision", "edition")
ENDING = frozenset({"revoke", "rotate", "adopt"})

_ENTRY_ID = re.compile(r"[a-z2-7]{8}-(?:0|[1-9][0-9]{0,15})")


def is_entry_id(text: object) -> bool:
    """Say whether a text can name an entry; the ids of claims never can."""
    return isinstance(text, str) and _ENTRY_ID.fullmatch(text) is not None


def governs(kind: str, body: dict[str, Any] | None) -> bool:
    """Say whether an entry bears on who may speak: a decision on a claim or a list's mapping does not."""
    if kind == "policy":
        return (body or {}).get("topic") == "book"
    if kind == "decision":
        return is_entry_id((body or {}).get("proposal"))
    return kind in GOVERNING


def erased_by(entry: Entry) -> str:
    """Give what an `erase` entry names, an entry or a digest; "" where it names nothing."""
    body = entry.body or {}
    target = body.get("entry", body.get("evidence"))
    return target if isinstance(target, str) else ""


def claimed(body: dict[str, Any]) -> tuple[str, ...]:
    """Give the roles a `member` entry names, in its order."""
    roles = body.get("roles", ())
    return tuple(str(role) for role in roles) if isinstance(roles, list | tuple) else ()
