"""Measure what a pack learned from few judged pairs adds in a region that no shipped pack covers.

    PYTHONPATH=tests python -m bench_link.taught

Recall at precision 99 % and 99.9 % on persons who were not learned from; of several draws the mean and,
in brackets, the lowest and the highest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bench_link import name_sets
from bench_link.measures import recall_at
from bench_link.name_sets import NameSet, Spelled
from everyname.names import learn_pack, score_pairs
from everyname.names.pack import Pack, shipped_packs

_COUNTS, _DRAWS = (20, 100, 300, 1000), 5
_LEAST = 3  # persons of a token, as `everyname names learn` has it
_REGIONS: tuple[tuple[str, Callable[[], list[Spelled]], str], ...] = (
    ("Arabic-Latin", name_sets.gaza, "iran"),
    ("Persian-Latin", name_sets.iran, "levant"),
)


def lines() -> Iterator[str]:
    """Give a line a region and number of pairs."""
    for title, persons, other in _REGIONS:
        everybody = persons()
        teachers, test = name_sets.halves(everybody)
        pairs = name_sets.name_set(test, everybody)
        base = tuple(pack for pack in shipped_packs() if pack.region == other)
        yield f"{title}: {pairs}"
        yield f"  no pack: {_recalls(pairs, [()])}"
        yield f"  pack {other}: {_recalls(pairs, [base])}"
        for count in _COUNTS:
            taught = [(*base, _learned(teachers, count, draw)) for draw in range(_DRAWS)]
            yield f"  pack {other} and {count} pairs: {_recalls(pairs, taught)}"


def _learned(teachers: Sequence[Spelled], count: int, draw: int) -> Pack:
    drawn = random.Random(draw).sample(teachers, count)
    return learn_pack([(person.left, person.right) for person in drawn], "learned", least=_LEAST)


def _recalls(pairs: NameSet, draws: Sequence[Sequence[Pack]]) -> str:
    scored = [score_pairs(pairs.left, pairs.right, packs=packs) for packs in draws]
    found = np.array([[recall_at(one, pairs.truth, level) for level in (0.99, 0.999)] for one in scored])
    return " / ".join(f"{c.mean():.3f} ({c.min():.3f}-{c.max():.3f})" for c in found.T)


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
