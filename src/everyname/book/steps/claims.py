"""Find stated numbers in the book's articles as proposals, and record what a person decides on each."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from everyname import __version__
from everyname.book import index
from everyname.book.book import Book
from everyname.errors import UsedWrongly
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.model import Claim, from_plain, to_plain

__all__ = ["Proposal", "accepted_claims", "decide", "find_claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A claim proposed from a document; `origin` says who the number goes back to, in words."""

    id: str
    document: str
    title: str
    source: str
    as_of: str
    status: str
    claim: Claim
    origin: str
    origin_known: bool
    mentions: int
    repeats: str

    def to_plain(self) -> dict[str, Any]:
        """Give the proposal as plain values."""
        return {
            "id": self.id,
            "document": self.title,
            "source": self.source,
            "as_of": self.as_of,
            "status": self.status,
            "claim": to_plain(self.claim),
            "origin": self.origin or None,
            "origin_known": self.origin_known,
            "mentions": self.mentions,
            "repeats": self.repeats or None,
        }


def find_claims(book: Book) -> list[Proposal]:
    """Propose the claims of every document, once a set of documents; returns all with their status."""
    documents = book.rows(sa.select(index.documents).order_by(index.documents.c.digest))
    digest = hashlib.sha256(
        canonical.encode([__version__, [[d.digest, d.source, d.as_of] for d in documents]])
    ).hexdigest()
    if documents and book.last_input("claims") != digest:
        output = _propose(book, documents)
        book.record_run("claims", digest, canonical.encode(output), {"extractor": "rules"})
    return _proposals(book)


def _propose(book: Book, documents: list[sa.Row[Any]]) -> dict[str, Any]:
    """Read every document, earliest first, and say of each claim where its number goes back to."""
    from everyname.claims import echo, extract

    read: list[echo.Document] = []
    for document in sorted(documents, key=lambda d: (d.as_of, d.digest)):
        text = book.vault.get(document.digest).decode("utf-8")
        read.append((document.digest, text, extract.propose(text, document_date=document.as_of)))
    origin_of = {member: origin for origin in echo.origins(read) for member in origin.claims}
    proposals = []
    for number, (digest, _, found) in enumerate(read):
        for position, claim in enumerate(found):
            origin = origin_of.get((number, position))
            first = min(origin.claims) if origin is not None else (number, position)
            proposals.append(
                {
                    "id": _proposal_id(digest, claim),
                    "document": digest,
                    "position": position,
                    "claim": to_plain(claim),
                    "origin": origin.originator if origin is not None else "",
                    "origin_known": origin is not None and origin.independence == "known",
                    "mentions": origin.mentions if origin is not None else 1,
                    "repeats": ""
                    if first == (number, position)
                    else _proposal_id(read[first[0]][0], read[first[0]][2][first[1]]),
                }
            )
    return {"proposals": proposals}


def _proposal_id(digest: str, claim: Claim) -> str:
    """Name a proposal by its document and the place it points at: the same on every machine."""
    return f"c{digest[:8]}-{claim.span.start}"


def _proposals(book: Book) -> list[Proposal]:
    documents = {row.digest: row for row in book.rows(sa.select(index.documents))}
    found = []
    for row in book.rows(sa.select(index.proposals)):
        body = json.loads(row.body)
        document = documents[row.document]
        found.append(
            Proposal(
                id=row.id,
                document=row.document,
                title=document.title,
                source=document.source,
                as_of=document.as_of,
                status=row.status,
                claim=from_plain(Claim, body["claim"]),
                origin=body["origin"],
                origin_known=body["origin_known"],
                mentions=body["mentions"],
                repeats=body["repeats"],
            )
        )
    return sorted(found, key=lambda p: (p.as_of, p.title, p.claim.span.start))


def accepted_claims(book: Book) -> list[Proposal]:
    """Give the claims a person accepted."""
    return [proposal for proposal in _proposals(book) if proposal.status == "accepted"]


def decide(book: Book, proposal_id: str, verdict: str, *, by: str, reason: str = "") -> list[Proposal]:
    """Accept or reject a proposal ("all" takes every waiting one); returns what was decided."""
    waiting = [p for p in find_claims(book) if p.status != verdict]
    chosen = [p for p in waiting if proposal_id in ("all", p.id)]
    if not chosen and proposal_id != "all":
        raise UsedWrongly(
            f"No proposal {proposal_id!r} is waiting for that decision.",
            remedy="`everyname claims` lists the proposals and their ids.",
        )
    drafts = []
    for proposal in chosen:
        decision = {"proposal": proposal.id, "verdict": verdict, "reason": reason, "by": by}
        drafts.append(Draft("decision", decision))
        if verdict == "accepted":
            claim = {"id": proposal.id, "document": proposal.document, "claim": to_plain(proposal.claim)}
            drafts.append(Draft("claim", claim))
    if drafts:
        book.append(drafts)
    return chosen
