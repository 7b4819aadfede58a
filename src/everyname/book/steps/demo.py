"""Run the whole job on an invented conflict and set what was found beside the known truth."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from everyname.book import reading
from everyname.book.book import Book
from everyname.book.steps import estimate, numbers
from everyname.book.steps.add import Added, Given, add_files
from everyname.book.steps.claims import decide, find_claims
from everyname.book.steps.link import link_book
from everyname.book.steps.publish import publish
from everyname.book.steps.sources import record_consent
from everyname.book.steps.verify import verify_folder
from everyname.demo.invention import InventedFile, Invention
from everyname.errors import FileRefused
from everyname.ledger.entry import Draft
from everyname.model import DateRange

__all__ = ["MARKER", "MARKER_TEXT", "add_invented", "clear_earlier", "run_demo"]

Progress = Callable[[str, int, int], None]
MARKER = "INVENTED.txt"
MARKER_TEXT = (
    "Everybody in this folder is invented: `everyname demo` wrote it, and replaces it when it is run again.\n"
)
_OWN = ("edition", "given", "given-later", "book")


def run_demo(
    out: Path, *, seed: int = 1, people: int = 1200, progress: Progress | None = None
) -> dict[str, Any]:
    """Make the book `out/book` and the edition `out/edition` from an invention; returns found and true."""
    from everyname.demo.invent import invent

    clear_earlier(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    show = progress or (lambda phase, done, total: None)
    show("inventing a conflict", 0, 8)
    invention = invent(seed=seed, people=people)
    book = Book.create(out / "book", "An invented conflict")
    try:
        _apply_scope(book, invention)
        added = add_invented(book, invention.files, out / "given", show)
        show("linking reports", 2, 8)
        first = link_book(book, progress)
        later = add_invented(book, invention.later, out / "given-later", show)
        linked = link_book(book, progress)
        show("reading articles", 5, 8)
        proposals = find_claims(book)
        decide(book, ["all"], "accepted", by="demo", reason="accepted unread: this is a demonstration")
        tally, _ = numbers.tally_book(book)
        estimated = estimate.estimate_book(book)
        show("writing the edition", 6, 8)
        published = publish(book, out / "edition", progress=progress)
        checked_book = verify_folder(out / "book")
        checked_edition = verify_folder(out / "edition")
        return {
            "seed": seed,
            "rows": _rows(added),
            "later": [one.to_plain() | {"refusals": []} for one in later],
            "linked_first": first.to_plain(),
            "linked": linked.to_plain(),
            "agreement": _agreement(book, invention),
            "tally": numbers.tally_plain(book, tally),
            "claims": [proposal.to_plain() for proposal in proposals],
            "estimate": estimated.to_plain(),
            "edition": published.to_plain(),
            "sound": not checked_book.problems and not checked_edition.problems,
            "problems": [*checked_book.problems, *checked_edition.problems],
            "truth": _truth(invention),
        }
    finally:
        book.close()


def clear_earlier(out: Path) -> None:
    """Remove an earlier demonstration from `out`; raises FileRefused where anything else stands there."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not _is_demonstration(out):
        raise FileRefused(
            f"{out} is not empty, and not known to be an earlier demonstration.",
            remedy="Give a new folder: everyname demo --out DIR.",
        )
    for name in _OWN:
        if (out / name).exists():
            shutil.rmtree(out / name)
    (out / MARKER).unlink()


def _is_demonstration(out: Path) -> bool:
    """Believe the marker only beside a book whose recorded policy says invented, and nothing else."""
    marker = out / MARKER
    if not out.is_dir() or not marker.is_file() or marker.read_bytes() != MARKER_TEXT.encode():
        return False
    others = [path for path in out.iterdir() if path.name != MARKER]
    if any(path.name not in _OWN or path.is_symlink() or not path.is_dir() for path in others):
        return False
    if not (out / "book" / "ledger").is_dir():
        return not (out / "book").exists()
    book = Book.open(out / "book", f"sqlite:///{out / 'book' / 'index.sqlite3'}")
    try:
        return book.policy.invented
    finally:
        book.close()


def _apply_scope(book: Book, invention: Invention) -> None:
    (book.folder / "book.toml").write_text(invention.scope_toml, encoding="utf-8")
    book.append([Draft("policy", {"topic": "book", "toml": invention.scope_toml})])


def add_invented(book: Book, files: Sequence[InventedFile], folder: Path, show: Progress) -> list[Added]:
    """Write the files as a team gets them, a folder a source; add each with what its source states."""
    done: list[Added] = []
    by_source: dict[str, list[InventedFile]] = {}
    for file in files:
        by_source.setdefault(file.source, []).append(file)
    for number, (source, given) in enumerate(by_source.items()):
        show(f"adding {source}", number, len(by_source))
        place = folder / source
        place.mkdir(parents=True)
        for file in given:
            (place / file.name).write_bytes(file.data)
        about = next((f for f in given if f.kind != "picture"), given[0])
        done += add_files(
            book,
            [place],
            Given(
                source=source,
                kind=about.source_kind,
                title=about.title if about.kind == "list" else "",
                covers=DateRange.parse(about.covers) if about.covers else None,
                depends_on=about.depends_on,
            ),
        )
        for purpose in sorted({purpose for file in given for purpose in file.consents}):
            record_consent(book, source, purpose, True, "invented consent")
    return done


def _rows(added: Sequence[Added]) -> dict[str, int]:
    lists = [one for one in added if one.kind == "list"]
    return {
        "lists": len(lists),
        "given": sum(one.given for one in lists),
        "taken": sum(one.taken for one in lists),
        "refused": sum(len(one.refused) for one in lists),
    }


def _truth(invention: Invention) -> dict[str, Any]:
    truth = invention.truth
    return {
        "population": truth.population,
        "listed": truth.listed,
        "refused": len(truth.refused),
        "claims": len(truth.claims),
        "originators": list(truth.originators),
        "later": {
            "added": len(truth.added),
            "changed": len(truth.changed),
            "withdrawn": len(truth.withdrawn),
        },
    }


def _agreement(book: Book, invention: Invention) -> dict[str, float]:
    """Compare the pairs of reports put in one person with the true pairs: precision and recall."""
    true_of = _true_person_of_report(book, invention)
    found, true, both = Counter[str](), Counter[int](), Counter[tuple[str, int]]()
    for report, person in reading.person_of(book).items():
        if report in true_of:
            found[person] += 1
            true[true_of[report]] += 1
            both[person, true_of[report]] += 1

    def pairs(sizes: Counter[Any]) -> int:
        return sum(size * (size - 1) // 2 for size in sizes.values())

    right = pairs(both)
    return {
        "precision": round(right / max(pairs(found), 1), 4),
        "recall": round(right / max(pairs(true), 1), 4),
    }


def _true_person_of_report(book: Book, invention: Invention) -> dict[str, int]:
    """Find the true person of each report by its own id, or by its row where the list has none."""
    import json

    import sqlalchemy as sa

    from everyname.book import index

    known = {}
    rows = index.release_rows
    query = sa.select(rows.c.row, rows.c.report, index.reports.c.source, index.reports.c.given).join(
        index.reports, index.reports.c.id == rows.c.report
    )
    for row in book.rows(query):
        own_id = json.loads(row.given).get("own_id") or str(row.row)
        person = invention.truth.person_of.get((row.source, own_id))
        if person is not None:
            known[row.report] = person
    return known
