"""Rows of invented pairs of English lists, linked by the command as plain files: strict F1."""

from __future__ import annotations

from bench_link.english_lists import KINDS, invent
from bench_link.files import linked_pairs
from bench_link.measures import agreement
from bench_link.table import Line, Lines, joined

__all__ = ["lines"]

_SEEDS = (1, 2)


def lines() -> Lines:
    """Give strict F1 of each kind of list; no peer is run on them."""
    for kind in KINDS:
        yield Line(
            f"invented English lists, {kind}: strict F1",
            joined(_figure(kind, seed) for seed in _SEEDS),
            "",
            ">= .996",
        )


def _figure(kind: str, seed: int) -> str:
    lists = invent(kind, seed)
    return str(agreement(linked_pairs([lists.left, lists.right]), lists.truth))
