"""Put pairs of reports before people, and record what they find."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa

from everyname.book import index, reading
from everyname.book.book import Book
from everyname.errors import FileRefused, Refused
from everyname.intake.decoding import decode
from everyname.ledger.entry import Draft
from everyname.model import Judgement, Report, Verdict, to_plain

__all__ = ["chain_contradictions", "draw_pairs", "judge", "read_judgements", "review_pairs", "write_pairs"]

PAIR_COLUMNS = ("left", "right", "verdict", "reason")
SHOWN = ("source", "names", "ages", "sexes", "dates", "births", "places", "outcomes")
Waiting = tuple[str, str, int | None]  # two reports, and the machine's probability in millionths


def judge(book: Book, given: Sequence[Judgement], *, sought: bool = False) -> int:
    """Record judgements on reports the book holds; returns how many were new. Contradictions are refused.

    `sought`: the pairs were found without looking at what the machine proposed; of those that are the same it
    is recorded whether the linking had joined them.
    """
    for judgement in given:
        for report_id in (judgement.left, judgement.right):
            reading.report(book, report_id)
    _refuse_contradictions(book, given)
    if sought:
        given = _with_linking(book, given)
    standing = set(reading.judgements(book))
    new = [judgement for judgement in given if judgement not in standing]
    if new:
        book.append([Draft("judgement", to_plain(judgement)) for judgement in new])
    return len(new)


def _with_linking(book: Book, given: Sequence[Judgement]) -> list[Judgement]:
    """Add to each true pair whether the linking had joined it; what was recorded of it before stays."""
    person = reading.person_of(book)
    if not person:
        raise Refused(
            "Nothing has been linked yet, so nothing can have been missed.",
            kept="No judgement was recorded.",
            remedy="Run `everyname link`, then give the pairs again.",
        )
    before = {(j.left, j.right): j.sought for j in reading.judgements(book)}
    marked = []
    for one in given:
        joined = person.get(one.left, one.left) == person.get(one.right, one.right)
        now = before.get((one.left, one.right)) or ("joined" if joined else "missed")
        marked.append(replace(one, sought=now) if one.verdict is Verdict.SAME else one)
    return marked


def _refuse_contradictions(book: Book, given: Sequence[Judgement]) -> None:
    """Refuse judgements that would say "different" of two reports said to be the same through others.

    What contradicts already, since desks judged apart from each other, does not stand in the way.
    """
    standing = reading.judgements(book)
    pairs = {(j.left, j.right): j for j in (*standing, *given)}
    before = set(chain_contradictions(standing))
    for left, right in chain_contradictions(list(pairs.values())):
        if (left, right) not in before:
            raise Refused(
                f"{left} and {right} are judged different; other judgements join them.",
                kept="No judgement was recorded.",
                remedy="Judge one of the joining pairs again: `everyname judge A B different --reason ...`.",
            )


def chain_contradictions(judged: Sequence[Judgement]) -> list[tuple[str, str]]:
    """Give the pairs judged different that judgements of "same" join through other reports."""
    root: dict[str, str] = {}

    def find(one: str) -> str:
        while root.get(one, one) != one:
            one = root[one]
        return one

    for judgement in judged:
        if judgement.verdict is Verdict.SAME:
            root[find(judgement.left)] = find(judgement.right)
    return sorted(
        (j.left, j.right) for j in judged if j.verdict is Verdict.DIFFERENT and find(j.left) == find(j.right)
    )


def review_pairs(book: Book) -> list[Waiting]:
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


def draw_pairs(book: Book, count: int) -> list[Waiting]:
    """Draw `count` scored pairs nobody judged, over all lists and bands: what teaches the machine most.

    The doubtful strata come first. Gives (left, right, millionths), the same draw for the same linking.
    """
    import numpy as np

    from everyname.link.sampling import draw_to_judge

    table = index.pairs
    judged = {(j.left, j.right) for j in reading.judgements(book) if j.verdict is not Verdict.UNSURE}
    rows = book.rows(sa.select(table).order_by(table.c.left, table.c.right))
    open_ = [(r.left, r.right, r.millionths) for r in rows if (r.left, r.right) not in judged]
    source = {
        report_id: report.source for report_id, report in reading.all_reports(book, current=False).items()
    }
    numbers: dict[tuple[str, ...], int] = {}
    lists = [
        numbers.setdefault(tuple(sorted((source[left], source[right]))), len(numbers))
        for left, right, _ in open_
    ]
    probability = np.array([millionths for *_, millionths in open_]) / 1_000_000
    places, _ = draw_to_judge(probability, np.array(lists, dtype=np.int64), count)
    return [open_[place] for place in places.tolist()]


def write_pairs(book: Book, waiting: Sequence[Waiting], *, scores: bool = False) -> str:
    """Give pairs (the review queue) as CSV, both reports side by side; the score only when asked for."""
    known = reading.all_reports(book, current=False)
    out = io.StringIO()
    columns = [*PAIR_COLUMNS, *(f"{side}_{name}" for name in SHOWN for side in ("left", "right"))]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*columns, *(["probability"] if scores else [])])
    for left, right, millionths in waiting:
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
