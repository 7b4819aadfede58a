"""Make a book of a million entries as years of work leave it: lists, links, judgements, claims, mendings.

Nine entries of ten are reports of invented lists. The entries go straight into the log, so that the
book is made in minutes; the index is not written.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from everyname.book import Book, keyring
from everyname.book.steps.add import Given, add_files
from everyname.demo.invent import many_rows
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog
from everyname.ledger.vault import Vault

__all__ = ["BATCH", "drafts_of", "make_book", "portions", "report_bodies"]

BATCH = 1_000
LISTS = 20
PATTERNS = 5_000


def make_book(folder: Path, entries: int) -> Path:
    """Make the book in a folder; returns it."""
    patterns = report_bodies(folder / "patterns", min(PATTERNS, entries))
    book = Book.create(folder / "book")
    device = book.own_device()
    book.close()
    log = DeviceLog(folder / "book" / "ledger" / device, keyring.find_key(device))
    for some in portions(drafts_of(book.vault, patterns, entries - log.size), BATCH):
        log.append(some)
    return folder / "book"


def report_bodies(folder: Path, count: int) -> list[dict[str, Any]]:
    """Give the bodies of `report` entries that adding an invented list records."""
    folder.mkdir(parents=True)
    (folder / "list.csv").write_bytes(many_rows(count, seed=7))
    book = Book.create(folder / "book")
    add_files(book, [folder / "list.csv"], Given(source="invented", duplicates=True))
    bodies = [entry.body for entry in book.entries() if entry.kind == "report" and entry.body is not None]
    book.close()
    return bodies


def portions(drafts: Iterable[Draft], size: int) -> Iterator[list[Draft]]:
    """Give drafts as many at a time."""
    waiting = iter(drafts)
    while some := list(islice(waiting, size)):
        yield some


def drafts_of(vault: Vault, patterns: list[dict[str, Any]], entries: int) -> Iterator[Draft]:
    """Give as many drafts, ninety of a hundred reports, in the order in which a desk would record them."""
    draw = random.Random(5)
    each = max(1, entries * 90 // 100 // LISTS)
    acts = max(1, entries * 8 // 100 // LISTS)
    given, said = 0, list[str]()
    for number in range(LISTS):
        rows = [f"list{number}:R{row}" for row in range(each)]
        for draft in (
            *_list(vault, number, rows, patterns),
            *_findings(vault, number, rows, said, acts, draw),
        ):
            yield draft
            given += 1
        said += rows
    # What rounding left over: further mendings of reports.
    for row in range(entries - given):
        yield _mended(said[row % len(said)], str(row))


def _list(vault: Vault, number: int, rows: list[str], patterns: list[dict[str, Any]]) -> Iterator[Draft]:
    source = f"list{number}"
    digest = vault.put(f"the file of {source}".encode())
    found = {"rows": list(enumerate(rows)), "refused": [], "withdrawn": [], "doubtful": []}
    held = {part: vault.put(canonical.encode(content)) for part, content in found.items()}
    release = {"source": source, "digest": digest, "file_name": f"{source}.csv", "kind": "list"}
    counted = {"given": len(rows), "taken": len(rows), "refused": 0}
    yield Draft("source", {"name": source, "kind": "registry", "title": f"{source} (invented)"})
    yield Draft("release", {"release": release | counted, **held, "notes": []}, (), (digest, *held.values()))
    for at, report_id in enumerate(rows):
        pattern = patterns[at % len(patterns)]
        report = pattern["report"] | {"source": source, "own_id": report_id.partition(":")[2]}
        yield Draft("report", {"id": report_id, "release": digest, "report": report})


def _findings(
    vault: Vault, number: int, rows: list[str], before: list[str], acts: int, draw: random.Random
) -> Iterator[Draft]:
    """Give what is done after a list was added: now and then a link run, then judgements and claims."""
    pairs = [sorted(draw.sample(rows, 2)) for _ in range(acts // 2)] if len(rows) > 1 else []
    if number in (LISTS // 4, LISTS // 2, LISTS - 1):
        yield _linked(vault, [*before, *rows], pairs)
    for left, right in pairs:
        verdict = draw.choice(("same", "different", "unsure"))
        yield Draft(
            "judgement",
            {"left": left, "right": right, "verdict": verdict, "reason": "names", "reviewer": "invented"},
        )
    yield from _claimed(vault, number, acts // 6)
    for row in rows[: acts // 12]:
        yield _mended(row, "")


def _linked(vault: Vault, reports: list[str], pairs: list[list[str]]) -> Draft:
    persons = [[f"p{at}", reports[at : at + 2]] for at in range(0, len(reports), 2)]
    grounds = ["name: alike", "day: same", "keys: sound"]
    output = {
        "persons": persons,
        "redirects": [],
        "pairs": [[left, right, 700_000, 0, "review", grounds] for left, right in dict(pairs).items()],
    }
    digest = vault.put(canonical.encode(output))
    return _run("link", digest)


def _claimed(vault: Vault, number: int, count: int) -> Iterator[Draft]:
    source = f"outlet{number}"
    digest = vault.put(f"the article of {source}".encode())
    document = {"digest": digest, "title": "An article (invented)", "as_of": "2030-01-01"}
    release = {"source": source, "digest": digest, "file_name": f"{source}.txt", "kind": "article"}
    counted = {"given": 1, "taken": 1, "refused": 0}
    yield Draft("source", {"name": source, "kind": "outlet", "title": f"{source} (invented)"})
    yield Draft("release", {"release": release | counted, "document": document, "notes": []}, (), (digest,))
    proposals = [_proposal(source, digest, at) for at in range(count)]
    yield _run("claims", vault.put(canonical.encode({"proposals": proposals})))
    for proposal in proposals:
        yield Draft(
            "decision",
            {"proposal": proposal["id"], "verdict": "accepted", "reason": "read", "by": "invented"},
        )
        yield Draft("claim", proposal)


def _proposal(source: str, digest: str, at: int) -> dict[str, Any]:
    claim = {
        "value": 100 + at,
        "span": {"start": at * 40, "end": at * 40 + 30},
        "text": f"{100 + at} persons",
    }
    return {
        "id": f"c{digest[:8]}-{at * 40}",
        "document": digest,
        "source": source,
        "position": at,
        "claim": claim,
        "origin": "",
        "origin_known": False,
        "mentions": 1,
        "repeats": "",
    }


def _run(kind: str, digest: str) -> Draft:
    body = {"kind": kind, "input": digest, "output": digest, "cut": "", "version": "0", "settings": {}}
    return Draft("run", body, (), (digest,))


def _mended(report: str, mark: str) -> Draft:
    body = {"subject": report, "field": "own_id", "value": f"mended {mark}", "date": "2030-01-02"}
    return Draft("correction", body | {"text": "as the list says now"})
