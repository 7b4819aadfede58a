"""Find which reports speak of one person, record the finding, and keep reviewers' judgements above it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from everyname import __version__
from everyname.book import index, reading
from everyname.book.book import Book
from everyname.book.steps.names import learned_packs
from everyname.errors import FileRefused, Refused
from everyname.intake.decoding import decode
from everyname.ledger import canonical
from everyname.ledger.entry import Draft
from everyname.model import Judgement, Report, Verdict, to_plain

if TYPE_CHECKING:
    from everyname.link.linking import Pair
    from everyname.link.settings import Settings

__all__ = [
    "Linked",
    "current_linking",
    "judge",
    "link_book",
    "read_judgements",
    "review_pairs",
    "write_pairs",
]

Progress = Callable[[str, int, int], None]
PAIR_COLUMNS = ("left", "right", "verdict", "reason")
SHOWN = ("source", "names", "ages", "sexes", "dates", "births", "places", "outcomes")


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


def _duplicate_free(book: Book, scoped: reading.Scoped) -> frozenset[str]:
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
        "duplicate_free": sorted(_duplicate_free(book, scoped)),
        "judgements": [to_plain(j) for j in reading.judgements(book)],
    }
    running.update(canonical.encode(head))
    for report_id, report in scoped.reports:
        running.update(canonical.encode([report_id, to_plain(report)]))
    return running.hexdigest()


def _run(book: Book, scoped: reading.Scoped, digest: str, engine: str, progress: Progress | None) -> None:
    from everyname.link import persons
    from everyname.link.engine import link

    cut, settings = book.cut(), _settings(book, engine)
    found = link(
        scoped.reports,
        duplicate_free=_duplicate_free(book, scoped),
        judgements=reading.judgements(book),
        settings=settings,
        progress=progress,
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


# -- judgements --------------------------------------------------------------------------------------


def judge(book: Book, given: Sequence[Judgement]) -> int:
    """Record judgements on reports the book holds; returns how many were new. Contradictions are refused."""
    for judgement in given:
        for report_id in (judgement.left, judgement.right):
            reading.report(book, report_id)
    _refuse_contradictions(book, given)
    standing = set(reading.judgements(book))
    new = [judgement for judgement in given if judgement not in standing]
    if new:
        book.append([Draft("judgement", to_plain(judgement)) for judgement in new])
    return len(new)


def _refuse_contradictions(book: Book, given: Sequence[Judgement]) -> None:
    """Refuse judgements that would say "different" of two reports said to be the same through others."""
    standing = {(j.left, j.right): j for j in reading.judgements(book)} | {
        (j.left, j.right): j for j in given
    }
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.get(one, one) != one:
            one = root[one]
        return one

    for judgement in standing.values():
        if judgement.verdict is Verdict.SAME:
            root[find(judgement.left)] = find(judgement.right)
    for judgement in standing.values():
        if judgement.verdict is Verdict.DIFFERENT and find(judgement.left) == find(judgement.right):
            raise Refused(
                f"{judgement.left} and {judgement.right} are judged different; other judgements join them.",
                kept="No judgement was recorded.",
                remedy="Judge one of the joining pairs again: `everyname judge A B different --reason ...`.",
            )


def review_pairs(book: Book) -> list[tuple[str, str, int | None]]:
    """Give the pairs for people to look at as (left, right, millionths), what matters most first.

    Reports of two releases that may be one row come first; no machine scored them, so they have None.
    Then linked pairs that hold a person together and are weak, then the most doubtful of the review band.
    """
    import numpy as np

    from everyname.link.review import review_order

    known = set(reading.all_reports(book, current=False))
    settled = frozenset({Verdict.SAME, Verdict.DIFFERENT})
    doubts = {(min(pair), max(pair)) for pair in reading.doubts(book, settled=settled) if known >= set(pair)}
    table = index.pairs
    judged = {(j.left, j.right) for j in reading.judgements(book) if j.verdict is not Verdict.UNSURE}
    rows = book.rows(sa.select(table).where(table.c.band != "apart").order_by(table.c.left, table.c.right))
    place = {report: at for at, report in enumerate(sorted({end for r in rows for end in (r.left, r.right)}))}
    order = review_order(
        np.array([place[r.left] for r in rows], dtype=np.int64),
        np.array([place[r.right] for r in rows], dtype=np.int64),
        np.array([r.millionths for r in rows]) / 1_000_000,
        np.array([r.band == "linked" for r in rows], dtype=bool),
    )
    waiting = [(rows[at].left, rows[at].right, rows[at].millionths) for at in order.tolist()]
    return [
        *((left, right, None) for left, right in sorted(doubts)),
        *(pair for pair in waiting if pair[:2] not in judged | doubts),
    ]


def write_pairs(book: Book, *, scores: bool = False) -> str:
    """Give the review queue as CSV, both reports side by side; the score only when asked for."""
    known = reading.all_reports(book, current=False)
    out = io.StringIO()
    columns = [*PAIR_COLUMNS, *(f"{side}_{name}" for name in SHOWN for side in ("left", "right"))]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*columns, *(["probability"] if scores else [])])
    for left, right, millionths in review_pairs(book):
        if left not in known or right not in known:
            continue
        cells = [_cell(known[one], name) for name in SHOWN for one in (left, right)]
        shown = "" if millionths is None else f"{millionths / 1_000_000:.6f}"
        score = [shown] if scores else []
        writer.writerow([left, right, "", "", *cells, *score])
    return out.getvalue()


def _cell(report: Report, name: str) -> str:
    value = getattr(report, name)
    return value if isinstance(value, str) else " | ".join(item.text for item in value)


def read_judgements(data: bytes, file_name: str, reviewer: str) -> list[Judgement]:
    """Read the filled review queue, as any spreadsheet saves it; rows with no verdict keep waiting."""
    text = decode(data, file_name).text
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    if not set(PAIR_COLUMNS) <= set(rows.fieldnames or ()):
        raise FileRefused(
            f"The file needs the columns {', '.join(PAIR_COLUMNS)}.",
            kept="No judgement was recorded.",
            remedy="Fill in the file that `everyname pairs --out FILE` writes, and save it as CSV.",
        )
    judged, wrong = [], []
    for number, row in enumerate(rows, start=2):
        left, right, verdict, reason = ((row[column] or "").strip() for column in PAIR_COLUMNS)
        if verdict and (verdict.lower() not in set(Verdict) or not reason):
            wrong.append(f"row {number}: " + ("the reason is missing" if reason == "" else f"{verdict!r}"))
        elif verdict:
            found = Verdict(verdict.lower())
            judged.append(Judgement(left=left, right=right, verdict=found, reason=reason, reviewer=reviewer))
    if wrong:
        raise FileRefused(
            f"{len(wrong)} rows need mending: {'; '.join(wrong[:5])}.",
            kept="No judgement of this file was recorded.",
            remedy="A verdict is same, different or unsure, with a reason beside it. Mend and give it again.",
        )
    return judged
