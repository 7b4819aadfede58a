"""Find stated numbers in the book's articles as proposals, and record what a person decides on each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
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

__all__ = ["Proposal", "accepted_claims", "decide", "find_claims", "proposals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A claim proposed from a document; `origin` says who the number goes back to, in words.

    `title` is the one the document declares itself, "" for none; `file_name` is for the desk alone.
    """

    id: str
    document: str
    title: str
    file_name: str
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
            "document": self.title or self.file_name,
            "file_name": self.file_name,
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
    documents = sorted(book.rows(sa.select(index.documents)), key=lambda d: (d.digest, d.source))
    digest = hashlib.sha256(
        canonical.encode([__version__, [[d.digest, d.source, d.as_of] for d in documents]])
    ).hexdigest()
    if documents and book.last_input("claims") != digest:
        cut = book.cut()
        output = _propose(book, documents)
        book.record_run("claims", digest, canonical.encode(output), {"extractor": "rules"}, cut)
    return proposals(book)


def _propose(book: Book, documents: list[sa.Row[Any]]) -> dict[str, Any]:
    """Read every document, earliest first, and say of each claim where its number goes back to."""
    from everyname.claims import echo, extract

    read: list[echo.Document] = []
    sources: list[str] = []
    for document in sorted(documents, key=lambda d: (d.as_of, d.digest, d.source)):
        text = book.vault.get(document.digest).decode("utf-8")
        sources.append(document.source)
        read.append((document.digest, text, extract.propose(text, document_date=document.as_of)))
    origin_of = {member: origin for origin in echo.origins(read) for member in origin.claims}
    proposals = []
    for number, (digest, _, found) in enumerate(read):
        source = sources[number]
        for position, claim in enumerate(found):
            origin = origin_of.get((number, position))
            first = min(origin.claims) if origin is not None else (number, position)
            proposals.append(
                {
                    "id": _proposal_id(source, digest, claim),
                    "document": digest,
                    "source": source,
                    "position": position,
                    "claim": to_plain(claim),
                    "origin": origin.originator if origin is not None else "",
                    "origin_known": origin is not None and origin.independence == "known",
                    "mentions": origin.mentions if origin is not None else 1,
                    "repeats": ""
                    if first == (number, position)
                    else _proposal_id(sources[first[0]], read[first[0]][0], read[first[0]][2][first[1]]),
                }
            )
    return {"proposals": proposals}


def _proposal_id(source: str, digest: str, claim: Claim) -> str:
    """Name a proposal by its source, its document and the place it points at: the same on every machine."""
    document = hashlib.sha256(f"{source}:{digest}".encode()).hexdigest()
    return f"c{document[:8]}-{claim.span.start}"


def proposals(book: Book) -> list[Proposal]:
    """Give the proposals known so far with what was decided on each; reads nothing anew."""
    documents = _documents(book)
    rows = book.rows(sa.select(index.proposals))
    return _in_order(_proposal(json.loads(row.body), row.status, documents) for row in rows)


def accepted_claims(book: Book) -> list[Proposal]:
    """Give the claims as they were accepted, whatever a newer extractor would propose."""
    documents = _documents(book)
    rows = book.rows(sa.select(index.claims))
    return _in_order(_proposal(json.loads(row.body), "accepted", documents) for row in rows)


def _documents(book: Book) -> dict[tuple[str, str], sa.Row[Any]]:
    return {(row.source, row.digest): row for row in book.rows(sa.select(index.documents))}


def _in_order(found: Iterable[Proposal]) -> list[Proposal]:
    return sorted(found, key=lambda p: (p.as_of, p.source, p.document, p.claim.span.start))


def _proposal(body: dict[str, Any], status: str, documents: dict[tuple[str, str], sa.Row[Any]]) -> Proposal:
    document = documents[body["source"], body["document"]]
    return Proposal(
        id=body["id"],
        document=body["document"],
        title=document.title,
        file_name=document.file_name,
        source=document.source,
        as_of=document.as_of,
        status=status,
        claim=from_plain(Claim, body["claim"]),
        origin=body["origin"],
        origin_known=body["origin_known"],
        mentions=body["mentions"],
        repeats=body["repeats"],
    )


def decide(book: Book, wanted: Sequence[str], verdict: str, *, by: str, reason: str = "") -> list[Proposal]:
    """Accept or reject proposals by id ("all": every waiting one), all or none; returns them as decided.

    A claim is recorded as it was proposed at that moment: the decision is on those words.
    """
    known = {proposal.id: proposal for proposal in find_claims(book)}
    unknown = [one for one in wanted if one not in known and one != "all"]
    if unknown:
        raise UsedWrongly(
            f"No proposal {unknown[0]!r} is known.",
            remedy="`everyname claims` lists the proposals and their ids.",
        )
    chosen = [p.id for p in known.values() if (p.id in wanted or "all" in wanted) and p.status != verdict]
    bodies = {row.id: json.loads(row.body) for row in book.rows(sa.select(index.proposals))}
    drafts = []
    for one in chosen:
        drafts.append(Draft("decision", {"proposal": one, "verdict": verdict, "reason": reason, "by": by}))
        if verdict == "accepted":
            drafts.append(Draft("claim", bodies[one]))
    if drafts:
        book.append(drafts)
    return [proposal for proposal in proposals(book) if proposal.id in chosen]
