"""Rows of the name score alone: recall at a precision against others, and pairs a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench_link import name_sets
from bench_link.measures import recall_at
from bench_link.name_sets import NameSet, Spelled
from bench_link.peers.run import ask
from bench_link.table import Line, Lines, NotRun, joined, measured
from bench_link.two_lists import NAMES, Gaza, linking
from everyname.names.learn import learn_pack
from everyname.names.model import NameModel
from everyname.names.pack import Pack
from everyname.names.score import score_pairs

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "names"))

from examples import training_sets
from fit import fit_model

__all__ = ["ROWS", "Row", "learned_from", "lines", "pairs_of", "scores_of"]

_WARM = 2000  # pairs scored before the clock starts, so that compiling is not counted


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what to measure on, and the people of which region to learn from (none: as shipped)."""

    figure: str
    target: str
    pairs: Callable[[], NameSet]
    learned: Callable[[], tuple[str, Sequence[Spelled]]]


def _test_set(persons: Callable[[], list[Spelled]]) -> NameSet:
    everybody = persons()
    return name_sets.name_set(name_sets.halves(everybody)[1], everybody)


def _romanised_twice() -> NameSet:
    _, test = name_sets.halves(name_sets.iran())
    twice, _ = name_sets.romanised_twice(test)
    return name_sets.name_set(twice, name_sets.romanised_twice(name_sets.iran())[1])


def _damaged() -> NameSet:
    everybody = name_sets.damaged(name_sets.gaza())
    test = {person.left for person in name_sets.halves(name_sets.gaza())[1]}
    return name_sets.name_set([person for person in everybody if person.left in test], everybody)


def _half(region: str, persons: Callable[[], list[Spelled]]) -> Callable[[], tuple[str, Sequence[Spelled]]]:
    return lambda: (region, name_sets.halves(persons())[0])


_GAZA, _IRAN = (lambda: _test_set(name_sets.gaza)), (lambda: _test_set(name_sets.iran))
_LEVANT_HALF, _IRAN_HALF = _half("levant", name_sets.gaza), _half("iran", name_sets.iran)
ROWS = (
    Row("Arabic-Latin", ">= .99 (beat .558)", _GAZA, _LEVANT_HALF),
    Row("Persian-Latin", ">= .95 (beat .604)", _IRAN, _IRAN_HALF),
    Row(
        "Arabic-Latin, nothing learned there", ">= .80 (beat .11)", _GAZA, lambda: ("iran", name_sets.iran())
    ),
    Row("Persian-Latin, nothing learned there", ">= .80", _IRAN, lambda: ("levant", name_sets.gaza())),
    Row("two romanisations", ">= .90 (beat .438)", _romanised_twice, _IRAN_HALF),
    Row("damaged Arabic", ">= .98 (beat .951)", _damaged, _LEVANT_HALF),
)


def lines() -> Lines:
    """Give recall at precision 99 % and 99.9 % of each set, and the speed."""
    for row in ROWS:
        figure = f"names, {row.figure}: recall at P 99 % / 99.9 %"
        try:
            pairs = pairs_of(row)
        except NotRun as reason:
            yield Line(figure, f"not run: {reason}", "", row.target)
            continue
        peers = measured(lambda: _peers(row.pairs))  # noqa: B023 - called at once
        yield Line(f"{figure} ({pairs})", _recalls(scores_of(row), pairs), peers, row.target)
    yield Line(
        "name scoring, cross-script, pairs a second of one core",
        measured(_speed),
        measured(_peer_speed),
        ">= 300,000",
    )


def pairs_of(row: Row) -> NameSet:
    """Give the pairs a row is measured on, the same in every run."""
    return _set(row.pairs)


@cache
def _set(make: Callable[[], NameSet]) -> NameSet:
    return make()


def scores_of(row: Row) -> NDArray[np.float64]:
    """Score with a pack and a model of the row's people alone, so that nothing is known of those measured."""
    pairs = _set(row.pairs)
    packs, model = learned_from(row.learned)
    scores: NDArray[np.float64] = score_pairs(pairs.left, pairs.right, packs=packs, model=model)
    return scores


@cache
def learned_from(give: Callable[[], tuple[str, Sequence[Spelled]]]) -> tuple[tuple[Pack, ...], NameModel]:
    """Learn the pack and fit the model as `make packs` does, on these persons alone."""
    region, persons = give()
    spelled = [(person.left, person.right) for person in persons]
    packs = (learn_pack(spelled, region),)
    return packs, fit_model([(examples, seen) for examples in training_sets(spelled) for seen in (packs, ())])


def _recalls(scores: NDArray[np.float64], pairs: NameSet) -> str:
    return " / ".join(f"{recall_at(scores, pairs.truth, precision):.3f}" for precision in (0.99, 0.999))


@cache
def _answer(make: Callable[[], NameSet]) -> dict[str, Any]:
    pairs = _set(make)
    methods: dict[str, Any] = ask("name_scores", {"left": pairs.left, "right": pairs.right})["methods"]
    return methods


def _peers(make: Callable[[], NameSet]) -> str:
    pairs = _set(make)
    return joined(
        f"{method} {_recalls(np.array(found['scores']), pairs)}" for method, found in _answer(make).items()
    )


def _speed() -> str:
    """Give the speed on the candidates linking proposes, names parsed anew, compiled code warm."""
    lists = Gaza.read(with_births=False)
    names = {row["rec_id"]: row[column] for name, column in NAMES.items() for row in lists.rows[name]}
    candidates = linking(False).found.pairs
    left, right = [names[pair.left] for pair in candidates], [names[pair.right] for pair in candidates]
    score_pairs(left[:_WARM], right[:_WARM])
    start = time.process_time()
    score_pairs(left[_WARM:], right[_WARM:])
    took = time.process_time() - start
    return f"{(len(left) - _WARM) / took:,.0f} ({len(left) - _WARM:,} candidate pairs)"


def _peer_speed() -> str:
    rates = {method: found["rate"] for method, found in _answer(_GAZA).items()}
    return joined(f"{method} {rate:,.0f}" for method, rate in rates.items())
