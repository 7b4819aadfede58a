"""Cut an edition into statements, and give the leaf that commits to each without telling it.

    statement   {"kind":"person","person":{...},"v":1}            one a person, claim, headline number
    leaf        {"digest":"<sha256 of salt || statement>","kind":"statement","v":1}
    last leaf   {"digest":"<sha256 of manifest>","kind":"manifest","v":1}

All three are canonical JSON (RFC 8785). The salt keeps a leaf silent about a statement nobody showed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from everyname.edition.public import PublicEdition
from everyname.ledger import canonical
from everyname.model import Number, to_plain

__all__ = ["HEADLINES", "Statement", "fingerprint", "leaf", "manifest_leaf", "salted_digest", "statements"]

HEADLINES = ("documented", "stated", "estimated")


class Statement(NamedTuple):
    """One published statement; `id` ("person-…", "claim-…", "number-…") also names its proof file."""

    id: str
    data: bytes

    @property
    def bytes(self) -> bytes:
        """The canonical JSON; the same as `data`."""
        return self.data


def statements(edition: PublicEdition) -> tuple[Statement, ...]:
    """Give one statement for each published person, claim and headline number, in the order of ids."""
    return tuple(sorted(_statements(edition)))


def _statements(edition: PublicEdition) -> Iterator[Statement]:
    for person in edition.persons:
        yield _statement(f"person-{person.id}", "person", to_plain(person))
    for claim in edition.claims:
        yield _statement(f"claim-{claim.id}", "claim", to_plain(claim))
    for name in HEADLINES:
        number: Number | None = getattr(edition, name)
        if number is not None:
            yield _statement(f"number-{name}", "number", {"name": name, **to_plain(number)})


def _statement(name: str, kind: str, plain: dict[str, Any]) -> Statement:
    return Statement(name, canonical.encode({"v": 1, "kind": kind, kind: plain}))


def fingerprint(statement: bytes) -> str:
    """Give the hex SHA-256 of a statement: what a page shows, the same in every copy of it."""
    return hashlib.sha256(statement).hexdigest()


def salted_digest(statement: bytes, salt: bytes) -> str:
    """Give the hex SHA-256 of salt and statement: what a leaf holds."""
    return hashlib.sha256(salt + statement).hexdigest()


def leaf(statement: bytes, salt: bytes) -> bytes:
    """Give the leaf of the publication log that commits to `statement`."""
    return canonical.encode({"v": 1, "kind": "statement", "digest": salted_digest(statement, salt)})


def manifest_leaf(manifest: bytes) -> bytes:
    """Give the leaf that commits to the manifest, and so to every file of the edition."""
    return canonical.encode({"v": 1, "kind": "manifest", "digest": hashlib.sha256(manifest).hexdigest()})
