"""Rows of two real lists in two scripts: strict F1, candidate recall, beside Splink alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench_link.lists import report_of, rows_of
from bench_link.measures import agreement, best_cut, in_first_half, one_to_one, with_margin
from bench_link.peers.run import ask
from bench_link.table import Line, Lines, NotRun, measured
from everyname.link import engine
from everyname.model import Report

__all__ = ["NAMES", "Gaza", "Linked", "lines", "linking", "peer_answer"]

_TARGET = "half the peer's error"
NAMES = {"a": "name_ar", "b": "name_latin"}


@dataclass(frozen=True, slots=True)
class Gaza:
    """Two releases of one list: rows by list, true pairs, and ids whose truth is not known."""

    rows: dict[str, list[dict[str, str]]]
    truth: set[tuple[str, str]]
    unscorable: set[str]

    @staticmethod
    def read(*, with_births: bool) -> Gaza:
        """Read the lists; without births, name and sex alone are left."""
        rows = {
            name: [row if with_births else row | {"dob": ""} for row in rows_of(f"gaza/{name}.csv")]
            for name in NAMES
        }
        unscorable = {row["rec_id"] for row in rows_of("gaza/unscorable.csv")}
        truth = {(row["rec_id_a"], row["rec_id_b"]) for row in rows_of("gaza/truth.csv")}
        return Gaza(rows, {pair for pair in truth if not unscorable & set(pair)}, unscorable)

    def reports(self) -> list[tuple[str, Report]]:
        """Give every row as a report."""
        return [
            (row["rec_id"], report_of(name, [row[column]], sex=row["sex"], birth=row["dob"]))
            for name, column in NAMES.items()
            for row in self.rows[name]
        ]

    def scored(self, pairs: Sequence[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
        """Leave out pairs with an id whose truth is not known."""
        return [pair for pair in pairs if not self.unscorable & {pair[0], pair[1]}]


def lines() -> Lines:
    """Give strict F1 and candidate recall, with and without dates of birth."""
    for with_births, label in ((True, "name, sex, date of birth"), (False, "name and sex alone")):
        figure = f"Arabic list x 55,202 Latin names, {label}: strict F1"
        try:
            gaza = Gaza.read(with_births=with_births)
        except NotRun as reason:
            yield Line(figure, f"not run: {reason}", "", _TARGET)
            continue
        yield Line(figure, _ours(with_births, gaza), measured(lambda: _peer(with_births, gaza)), _TARGET)  # noqa: B023
        pairs = [(pair.left, pair.right) for pair in linking(with_births).found.pairs]
        yield Line(
            f"candidate recall, {label}",
            _reached(gaza, pairs),
            measured(lambda: f"Splink {_reached(gaza, _peer_pairs(with_births))}"),  # noqa: B023 - called at once
            ">= .99 at <= 12",
        )


@dataclass(frozen=True, slots=True)
class Linked:
    """What our engine found, every candidate among the pairs, and the seconds it took."""

    found: engine.Linking
    seconds: float


@cache
def linking(with_births: bool) -> Linked:
    """Link the two lists once for every row that looks at the result."""
    reports = Gaza.read(with_births=with_births).reports()
    start = time.perf_counter()
    found = engine.link(reports, duplicate_free=frozenset(NAMES), settings=engine.Settings(floor=0.0))
    return Linked(found, time.perf_counter() - start)


@cache
def peer_answer(with_births: bool) -> dict[str, Any]:
    """Give the pairs Splink scored: left, right, match weight; with its seconds and gigabytes."""
    gaza = Gaza.read(with_births=with_births)
    answer: dict[str, Any] = ask(
        "splink_link",
        {
            name: [
                {"id": row["rec_id"], "name": row[column], "sex": row["sex"], "dob": row["dob"]}
                for row in gaza.rows[name]
            ]
            for name, column in NAMES.items()
        },
    )
    return answer


def _ours(with_births: bool, gaza: Gaza) -> str:
    linked = linking(with_births)
    links = gaza.scored([(pair.left, pair.right, 1.0) for pair in linked.found.pairs if pair.linked])
    return f"{agreement({(a, b) for a, b, _ in links}, gaza.truth)}; {linked.seconds:.0f} s"


def _peer_pairs(with_births: bool) -> list[tuple[str, str]]:
    return [(one, other) for one, other, _ in peer_answer(with_births)["pairs"]]


def _reached(gaza: Gaza, pairs: list[tuple[str, str]]) -> str:
    reached = len(gaza.truth & set(pairs)) / len(gaza.truth)
    each, shorter = (len(pairs) / size(map(len, gaza.rows.values())) for size in (sum, min))
    return f"{reached:.4f} at {each:.1f} a record ({shorter:.1f} a record of the shorter list)"


def _peer(with_births: bool, gaza: Gaza) -> str:
    answer = peer_answer(with_births)
    found = _tuned(gaza, [(one, other, weight) for one, other, weight in answer["pairs"]])
    return (
        f"Splink one-to-one {agreement(found, gaza.truth)}; "
        f"{answer['seconds']:.0f} s, {answer['gigabytes']:.1f} GB"
    )


def _tuned(gaza: Gaza, pairs: list[tuple[str, str, float]]) -> set[tuple[str, str]]:
    """Give the peer's links, ranked and cut as is best on half of the truth; ours has no such help."""
    half = {pair for pair in gaza.truth if in_first_half(pair[0])}
    rankings = [gaza.scored(one_to_one(ranked)) for ranked in (pairs, with_margin(pairs, most=15.0))]
    cuts = [best_cut([pair for pair in kept if in_first_half(pair[0])], half) for kept in rankings]
    place = cuts.index(max(cuts))
    return {(one, other) for one, other, weight in rankings[place] if weight >= cuts[place][1]}
