"""Measure what a pack learned from few judged pairs adds in a region that no other pack covers.

    PYTHONPATH=tests python -m bench_link.taught

Once with the shipped name model, which was fitted on both regions, and once with a model of the other
region alone. Recall at precision 99 % and 99.9 % on persons whom no pack was learned from; of several
draws the mean and, in brackets, the lowest and the highest.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bench_link import name_sets
from bench_link.measures import recall_at
from bench_link.name_sets import Spelled
from bench_link.names import learned_from
from everyname.names import learn_pack, score_pairs
from everyname.names.model import NameModel, shipped_model
from everyname.names.pack import Pack

_COUNTS, _DRAWS = (20, 100, 300, 1000), 5
_LEAST = 3  # persons of a token, as `everyname names learn` has it

Persons = Callable[[], list[Spelled]]


def lines(title: str, persons: Persons, other: tuple[str, Persons]) -> Iterator[str]:
    """Give a line for each model and number of pairs learned in the region of `persons`."""
    everybody = persons()
    teachers, test = name_sets.halves(everybody)
    pairs = name_sets.name_set(test, everybody)
    base, model_of_other = learned_from(lambda: (other[0], other[1]()))
    packs: dict[str, list[Sequence[Pack]]] = {"no pack": [()], f"pack of {other[0]}": [base]}
    for count in _COUNTS:
        packs[f"and {count} pairs"] = [(*base, _taught(teachers, count, draw)) for draw in range(_DRAWS)]

    def recalls(draws: Sequence[Sequence[Pack]], model: NameModel) -> str:
        scored = [score_pairs(pairs.left, pairs.right, packs=packs, model=model) for packs in draws]
        found = np.array([[recall_at(one, pairs.truth, level) for level in (0.99, 0.999)] for one in scored])
        return " / ".join(f"{c.mean():.3f} ({c.min():.3f}-{c.max():.3f})" for c in found.T)

    for name, model in (("shipped", shipped_model()), (f"of {other[0]}", model_of_other)):
        yield f"{title}, model {name}: {pairs}"
        yield from (f"  {label}: {recalls(draws, model)}" for label, draws in packs.items())


def _taught(teachers: Sequence[Spelled], count: int, draw: int) -> Pack:
    drawn = random.Random(draw).sample(teachers, count)
    return learn_pack([(person.left, person.right) for person in drawn], "learned", least=_LEAST)


if __name__ == "__main__":
    regions = ("iran", name_sets.iran), ("levant", name_sets.gaza)
    for title, persons, other in zip(
        ("Arabic-Latin", "Persian-Latin"), (name_sets.gaza, name_sets.iran), regions, strict=True
    ):
        for line in lines(title, persons, other):
            print(line, flush=True)
