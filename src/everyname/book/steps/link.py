"""Find which reports speak of one person, record the finding, and keep reviewers' judgements above it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from everyname import __version__
from everyname.book import keyring, reading
from everyname.book.book import Book
from everyname.book.steps.names import learned_packs
from everyname.book.working import working_folder
from everyname.errors import Refused
from everyname.ledger import canonical
from everyname.model import to_plain

if TYPE_CHECKING:
    from everyname.link.linking import Pair
    from everyname.link.settings import Settings

__all__ = [
    "Linked",
    "current_linking",
    "duplicate_free",
    "link_book",
]

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a link run found; `low`..`high` is the range of persons over the review band."""

    reports: int
    persons: int
    low: int
    high: int
    linked: int
    review: int
    apart: int
    candidates: int
    recall: str
    left_out: tuple[tuple[str, int], ...]
    left_out_by_source: tuple[tuple[str, str, int], ...]
    unchanged: bool

    def to_plain(self) -> dict[str, Any]:
        """Give the finding as plain values."""
        by_source = [{"source": s, "reason": r, "reports": n} for s, r, n in self.left_out_by_source]
        return {
            "reports": self.reports,
            "persons": self.persons,
            "range": [self.low, self.high],
            "pairs": {"linked": self.linked, "review": self.review, "apart": self.apart},
            "candidates": self.candidates,
            "recall": self.recall,
            "left_out": dict(self.left_out),
            "left_out_by_source": by_source,
            "unchanged": self.unchanged,
        }


def link_book(
    book: Book, progress: Progress | None = None, *, again: bool = False, engine: str = "duckdb"
) -> Linked:
    """Link the reports in scope; a run whose input is unchanged is not made twice unless `again`.

    Which `engine` compares ("duckdb" or "spark") changes nothing in the result.
    """
    scoped = reading.reports_in_scope(book)
    reading.require(
        scoped.reports,
        "There is no report in scope to link.",
        "Add a list with `everyname add FILE --source NAME`, or widen [scope] in book.toml.",
    )
    digest = _input_digest(book, scoped)
    if again or book.last_input("link") != digest:
        _run(book, scoped, digest, engine, progress)
        return _summary(book, scoped, unchanged=False)
    return _summary(book, scoped, unchanged=True)


def current_linking(book: Book) -> tuple[dict[str, Any], reading.Scoped]:
    """Give the last link run's output; raises Refused when reports or judgements changed since."""
    scoped = reading.reports_in_scope(book)
    output = book.run_output("link")
    if output is None or book.last_input("link") != _input_digest(book, scoped):
        happened = (
            "The reports have not been linked yet."
            if output is None
            else ("Reports, judgements or the scope changed since the last link.")
        )
        raise Refused(happened, remedy="Run `everyname link` first.")
    return output, scoped


def _settings(book: Book, engine: str = "duckdb") -> Settings:
    """Give the bands of the policy and the packs: those shipped, and what the book learned itself."""
    from everyname.link.settings import Settings
    from everyname.names.pack import shipped_packs

    bands = book.policy.linking
    packs = (*shipped_packs(), *learned_packs(book))
    return Settings(linked=bands.linked, review=bands.review, engine=engine, packs=packs)


def _told(settings: Settings) -> dict[str, Any]:
    """Give settings as a run records them: bands in millionths, digests of the model and the packs."""
    from everyname.names.model import shipped_model

    return {
        "linked": round(settings.linked * 1_000_000),
        "review": round(settings.review * 1_000_000),
        "model": shipped_model().digest,
        "packs": [f"{pack.region}:{pack.digest}" for pack in settings.packs],
        "digest": settings.digest,
    }


def duplicate_free(book: Book, scoped: reading.Scoped) -> frozenset[str]:
    """Give the sources with reports in scope in which each person stands once."""
    speaking = {report.source for _, report in scoped.reports}
    known = reading.sources(book)
    return frozenset(name for name in speaking if known[name].duplicate_free)


def _input_digest(book: Book, scoped: reading.Scoped) -> str:
    """Digest everything a link run depends on, in an order no import order can change."""
    running = hashlib.sha256()
    head = {
        "version": __version__,
        "settings": _told(_settings(book)),
        "duplicate_free": sorted(duplicate_free(book, scoped)),
        "judgements": [to_plain(j) for j in reading.judgements(book)],
    }
    running.update(canonical.encode(head))
    for report_id, report in scoped.reports:
        running.update(canonical.encode([report_id, to_plain(report)]))
    return running.hexdigest()


def _run(book: Book, scoped: reading.Scoped, digest: str, engine: str, progress: Progress | None) -> None:
    from everyname.link import persons
    from everyname.link.doubt_plain import doubt_plain
    from everyname.link.engine import link

    keyring.open_early(book.own_device())
    cut, settings = book.cut(), _settings(book, engine)
    with working_folder(book.folder) as place:
        found = link(
            scoped.reports,
            duplicate_free=duplicate_free(book, scoped),
            judgements=reading.judgements(book),
            settings=settings,
            progress=progress,
            folder=place,
        )
    known = persons.Known(
        first=_first_ids(book), last=reading.person_of(book), redirects=reading.redirects(book)
    )
    naming = persons.name_persons(found.persons, known, _naming_key(book))
    output = {
        "persons": [[person, list(ids)] for person, ids in naming.persons],
        "redirects": [list(pair) for pair in naming.redirects],
        "pairs": [
            [p.left, p.right, round(p.settled * 1_000_000), int(p.linked), p.band, _grounds(p)]
            for p in found.pairs
        ],
        "low": found.low,
        "high": found.high,
        "candidates": found.candidates,
        "by_family": dict(found.by_family),
        "recall": found.recall.in_words(),
        "doubt": doubt_plain(found.doubt),
    }
    book.record_run("link", digest, canonical.encode(output), _told(settings), cut)


def _grounds(pair: Pair) -> list[str]:
    """Give what a pair rests on: the level of each comparison, and the keys that proposed it."""
    return [*pair.features, f"keys: {', '.join(pair.keys) or 'none'}"]


def _first_ids(book: Book) -> dict[str, str]:
    """Give the first person id of each report; one that goes on from a withdrawn report inherits its id."""
    first = reading.first_person_of(book)
    for report, earlier in reading.continued(book).items():
        inherited = [first[old] for old in earlier if old in first]
        if inherited:
            first.setdefault(report, inherited[0])
    return first


def _naming_key(book: Book) -> bytes:
    """Draw the key of person ids from the lists themselves.

    Ids then do not depend on the order of import, and nobody can test a guessed name against a
    published id without holding every list whole.
    """
    digests = sorted(release.digest for release in reading.releases(book) if release.kind == "list")
    return hashlib.sha256("\n".join(digests).encode()).digest()


def _summary(book: Book, scoped: reading.Scoped, *, unchanged: bool) -> Linked:
    output = book.run_output("link")
    if output is None:
        raise Refused("The link run left no output.", remedy="Run `everyname doctor`.")
    bands = [pair[4] for pair in output["pairs"]]
    return Linked(
        reports=len(scoped.reports),
        persons=len(output["persons"]),
        low=output["low"],
        high=output["high"],
        linked=bands.count("linked"),
        review=bands.count("review"),
        apart=bands.count("apart"),
        candidates=output["candidates"],
        recall=output.get("recall", ""),
        left_out=scoped.left_out,
        left_out_by_source=scoped.by_source,
        unchanged=unchanged,
    )
