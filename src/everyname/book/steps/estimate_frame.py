"""Lay the persons of a book out as a long table: by stratum and lists, in versions of the linking."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from everyname.book import reading
from everyname.book.book import Book
from everyname.book.steps import claims
from everyname.book.steps.link import current_linking, duplicate_free
from everyname.errors import Refused
from everyname.model import DateRange, Person, Source
from everyname.tally.patterns import joined_lists, usable_lists
from everyname.tally.tabulate import JOINT, columns_of, tabulate

if TYPE_CHECKING:
    from everyname.estimate.frame import Frame

__all__ = ["DIMENSIONS", "Lists", "Wanted", "choose_lists", "doubtful", "lay_out"]

Ints = NDArray[np.int64]

DIMENSIONS = (
    "country",
    "province",
    "month",
    "sex",
    "age_band",
)  # of the tally; what an estimate is parted by
SEED = 19990320  # of everything drawn, as in the estimate room


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How an estimate is made: parted by what, over how many draws of the linking, from which seed.

    `draws` None leaves it to the linking: some where pairs are in doubt, none where not. `missed_links` is
    (K, N): of N true pairs of reports that reviewers know, the linking had not joined K. `without` names
    methods left out.
    """

    by: tuple[str, ...] = ()
    draws: int | None = None
    missed_links: tuple[int, int] | None = None
    seed: int = SEED
    without: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Give the settings as a run records them."""
        missed = list(self.missed_links) if self.missed_links else None
        return {
            "by": list(self.by),
            "draws": self.draws,
            "missed_links": missed,
            "seed": self.seed,
            "without": list(self.without),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Wanted:
        """Read the settings of a run."""
        missed = plain.get("missed_links")
        return cls(
            by=tuple(plain.get("by", ())),
            draws=plain.get("draws"),
            missed_links=(missed[0], missed[1]) if missed else None,
            seed=plain.get("seed", SEED),
            without=tuple(plain.get("without", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists an estimate is made from: `used` are its columns, `joined` maps a list onto its column.

    `parts` are the months of the window, where the estimate is made by month: a list is used in those it
    covers. `known` are the sources with every dependence the book knows of.
    """

    used: tuple[str, ...]
    joined: Mapping[str, str]
    not_used: tuple[tuple[str, str], ...]
    known: tuple[Source, ...]
    window: DateRange | None
    parts: Mapping[str, DateRange] = field(default_factory=dict)

    def reaches(self, column: str, stratum: str) -> bool:
        """Say whether a list of the column covers all of a stratum's days."""
        days = next((self.parts[part] for part in stratum.split(JOINT) if part in self.parts), self.window)
        if days is None:
            return False
        members = {column, *(name for name, onto in self.joined.items() if onto == column)}
        return any(
            source.covers is not None and source.covers.covers(days)
            for source in self.known
            if source.name in members
        )


def choose_lists(book: Book, people: Sequence[Person], window: DateRange | None, wanted: Wanted) -> Lists:
    """Part the lists into those an estimate may use and those it may not, with the reason."""
    parts = _months(window) if window and "month" in wanted.by else {}
    known = _with_echoes(book, list(reading.sources(book).values()))
    lists = [source for source in known if source.kind == "list"]
    used, not_used = usable_lists(lists, window, people, list(parts.values()))
    return Lists(
        used=tuple(used),
        joined=joined_lists(known, window, people, list(parts.values())),
        not_used=tuple(not_used),
        known=tuple(known),
        window=window,
        parts=parts,
    )


def _months(window: DateRange) -> dict[str, DateRange]:
    """Give the months of a window, cut to it, by their names ("2022-09")."""
    months: dict[str, DateRange] = {}
    first = window.first
    while first <= window.last:
        following = (first.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        last = min(following - datetime.timedelta(days=1), window.last)
        months[f"{first:%Y-%m}"] = DateRange(first=first, last=last)
        first = following
    return months


def _with_echoes(book: Book, known: Sequence[Source]) -> list[Source]:
    """Add to each source those whose number it is known to repeat, by the claims that were accepted."""
    source_of = {one.id: one.source for one in (*claims.proposals(book), *claims.accepted_claims(book))}
    repeated: dict[str, set[str]] = {}
    for one in claims.accepted_claims(book):
        first = source_of.get(one.repeats, one.source)
        if one.origin_known and first != one.source:
            repeated.setdefault(one.source, set()).add(first)
    return [
        replace(one, depends_on=tuple(sorted({*one.depends_on, *repeated.get(one.name, ())})))
        for one in known
    ]


def doubtful(output: Mapping[str, Any]) -> bool:
    """Say whether the last linking left pairs in doubt, and kept what versions can be drawn from."""
    return output["low"] < output["high"] and "doubt" in output


def lay_out(book: Book, people: Sequence[Person], lists: Lists, wanted: Wanted, draws: int) -> Frame:
    """Give the long table: as linked for `draws` 0, else in so many draws of the linking.

    Raises Refused where the linking kept nothing to draw from.
    """
    from everyname.estimate.frame import Frame

    kept = dict(sorted((report_id, report) for person in people for report_id, report in person.reports))
    place = {name: at for at, name in enumerate(lists.used)}
    column_of = {source: place[column] for source, column in lists.joined.items()} | place
    columns = columns_of(list(kept.values()), column_of, wanted.by)
    versions = _drawn(book, list(kept), draws, wanted.seed) if draws else _as_linked(people, list(kept))
    tables = {
        (str(number + 1), stratum): table
        for number, person in enumerate(versions)
        for stratum, table in tabulate(columns, person).items()
    }
    filled = {stratum for (_, stratum), table in tables.items() if table}
    return Frame.from_cells(
        lists.used,
        {part: table for part, table in tables.items() if part[1] in filled},
        [(stratum, name) for stratum in filled for name in lists.used if not lists.reaches(name, stratum)],
    )


def _as_linked(people: Sequence[Person], ids: Sequence[str]) -> Ints:
    """Give the number of each report's person as the linking stands, shape (1, reports)."""
    person_of = {report_id: number for number, one in enumerate(people) for report_id, _ in one.reports}
    return np.array([[person_of[report_id] for report_id in ids]], dtype=np.int64)


def _drawn(book: Book, ids: Sequence[str], draws: int, seed: int) -> Ints:
    """Draw who is one person, shape (draws, reports), for the reports of `ids`."""
    from everyname.link.doubt_plain import read_doubt
    from everyname.link.partitions import draw_partitions

    output, scoped = current_linking(book)
    if "doubt" not in output:
        raise Refused(
            "The last linking kept nothing to draw from: an earlier version made it.",
            remedy="Run `everyname link --again`, then estimate.",
        )
    doubt = read_doubt(
        output["doubt"],
        [report_id for report_id, _ in scoped.reports],
        [report.source for _, report in scoped.reports],
        duplicate_free(book, scoped),
        reading.judgements(book),
    )
    place = {report_id: at for at, (report_id, _) in enumerate(scoped.reports)}
    return draw_partitions(doubt, draws, seed)[:, [place[report_id] for report_id in ids]]
