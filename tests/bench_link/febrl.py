"""Rows of the invented febrl sets, which everything links well: a smoke test of plain files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bench_link.files import link_rows
from bench_link.measures import agreement, best_cut, one_to_one, pairs_of
from bench_link.peers.run import ask
from bench_link.table import Line, Lines, NotRun, joined

__all__ = ["lines"]

_TARGETS = {"febrl3": "equal (.9996)", "febrl4": "equal (.9999)"}
Pair = tuple[str, str]


def lines() -> Lines:
    """Give pairwise F1 of ours and of the peers, theirs at the best cut in hindsight."""
    for name, target in _TARGETS.items():
        try:
            answer = ask("febrl", {"set": name})
        except NotRun as reason:
            yield Line(f"{name}: F1", f"not run: {reason} (the set comes with a peer)", "", target)
            continue
        truth = {_ordered(*pair) for pair in answer["truth"]}
        peers = (f"{method} {_best(answer, method, truth)}" for method in ("ECM", "Splink"))
        yield Line(f"{name}: F1", _ours(answer["lists"], truth), joined(peers), target)


def _ordered(one: str, other: str) -> Pair:
    return min(one, other), max(one, other)


def _ours(lists: list[list[dict[str, str]]], truth: set[Pair]) -> str:
    return str(agreement(pairs_of(link_rows(lists)), truth))


def _best(answer: dict[str, Any], method: str, truth: set[Pair]) -> str:
    pairs: Iterable[tuple[str, str, float]] = [(one, other, score) for one, other, score in answer[method]]
    if len(answer["lists"]) > 1:
        pairs = one_to_one(pairs)
    ordered = [(*_ordered(one, other), score) for one, other, score in pairs]
    _, cut = best_cut(ordered, truth)
    return str(agreement({(one, other) for one, other, score in ordered if score >= cut}, truth))
