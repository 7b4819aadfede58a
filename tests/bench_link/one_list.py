"""Rows of one real list before its duplicates were merged: pairwise F1 and B-cubed, beside Splink alone."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bench_link.lists import report_of, rows_of
from bench_link.measures import agreement, b_cubed, components, in_first_half, pairs_of
from bench_link.peers.run import ask
from bench_link.table import Line, Lines, NotRun, measured
from everyname.link import engine

__all__ = ["figures", "lines", "tuned_groups"]

_FIGURE = "Javidnam de-duplication (the authors' own merges)"
_TARGET = "well ahead"
Groups = Iterable[Sequence[str]]


def lines() -> Lines:
    """Give the figures of the records that half of the true clusters hold."""
    try:
        cluster = {row["id"]: row["cluster"] for row in rows_of("iran/javidnam_clusters_dev.csv")}
        rows = [row for row in rows_of("iran/javidnam_records.csv") if row["id"] in cluster]
    except NotRun as reason:
        yield Line(_FIGURE, f"not run: {reason}", "", _TARGET)
        return
    yield Line(_FIGURE, _ours(rows, cluster), measured(lambda: _peer(rows, cluster)), _TARGET)


def figures(found: Groups, truth: dict[str, str]) -> str:
    """Give pairwise and B-cubed agreement, and the number of persons beside the true one."""
    groups = [list(group) for group in found]
    true_groups = defaultdict(list)
    for one, group in truth.items():
        true_groups[group].append(one)
    number = {one: at for at, group in enumerate(groups) for one in group}
    pairwise = agreement(pairs_of(groups), pairs_of(true_groups.values()))
    return f"{pairwise}; B-cubed {b_cubed(number, truth)}; {len(groups)} persons of {len(true_groups)}"


def _ours(rows: list[dict[str, str]], cluster: dict[str, str]) -> str:
    reports = [
        (
            row["id"],
            report_of(
                "javidnam",
                [row["name"], row["name_en"]],
                sex=row["gender"],
                age=row["age"],
                date=row["date_gregorian"],
                city=row["city"],
                province=row["province"],
            ),
        )
        for row in rows
    ]
    start = time.perf_counter()
    found = engine.link(reports, duplicate_free=frozenset())
    took = time.perf_counter() - start
    return f"{figures(found.persons, cluster)}; {took:.0f} s"


def _peer(rows: list[dict[str, str]], cluster: dict[str, str]) -> str:
    plain = [
        {
            **{"id": row["id"], "name": row["name"], "latin": row["name_en"], "sex": row["gender"]},
            **{"age": row["age"], "date": row["date_gregorian"]},
            **{"city": row["city"], "province": row["province"]},
        }
        for row in rows
    ]
    answer = ask("splink_single", {"rows": plain})
    groups = tuned_groups(answer["pairs"], cluster)
    return f"Splink {figures(groups, cluster)}; {answer['seconds']:.0f} s"


def tuned_groups(pairs: list[tuple[str, str, float]], truth: dict[str, str]) -> list[list[str]]:
    """Give a peer's connected components, cut where pairwise F1 is best on half of the true groups."""
    half = {one: group for one, group in truth.items() if in_first_half(group)}
    ids = defaultdict(list)
    for one, group in half.items():
        ids[group].append(one)
    true_pairs = pairs_of(ids.values())
    inside = [pair for pair in pairs if pair[0] in half and pair[1] in half]
    cuts = [step / 2 for step in range(-10, 50)]
    best = max(cuts, key=lambda cut: agreement(pairs_of(_cut(half, inside, cut)), true_pairs).f1)
    return _cut(truth, pairs, best)


def _cut(ids: Iterable[str], pairs: list[tuple[str, str, float]], cut: float) -> list[list[str]]:
    return components(ids, ((one, other) for one, other, weight in pairs if weight >= cut))
