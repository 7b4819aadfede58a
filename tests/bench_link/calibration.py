"""Rows of probabilities: how right they are after 300 judgements, and the persons they count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench_link.table import Line, Lines, NotRun, measured
from bench_link.two_lists import Gaza, linking, peer_answer
from everyname.link.assign import after_rivals
from everyname.link.engine import Settings

__all__ = ["lines"]

_LABELS = 300
_TARGET = "<= .05; count <= 1 %"


@dataclass(frozen=True, slots=True)
class _Said:
    """Probabilities after one-to-one, and whether each pair is true; pairs of unknown truth left out."""

    probability: NDArray[np.float64]
    truth: NDArray[np.bool_]


def lines() -> Lines:
    """Give ECE over pairs with p in .05-.95, those judged left out, and the signed error of the count."""
    for with_births, label in ((True, "with dates of birth"), (False, "name and sex alone")):
        figure = f"ECE after {_LABELS} judgements, {label}; person count"
        try:
            gaza = Gaza.read(with_births=with_births)
        except NotRun as reason:
            yield Line(figure, f"not run: {reason}", "", _TARGET)
            continue
        ours = measured(lambda: _calibrated(gaza, _ours(gaza, with_births)))  # noqa: B023 - called at once
        peer = measured(lambda: f"Splink as it says: {_as_said(gaza, _peer(gaza, with_births))}")  # noqa: B023
        yield Line(figure, ours, peer, _TARGET)


def _ours(gaza: Gaza, with_births: bool) -> _Said:
    pairs = linking(with_births).found.pairs
    return _known(gaza, [(pair.left, pair.right) for pair in pairs], np.array(pairs.settled))


def _peer(gaza: Gaza, with_births: bool) -> _Said:
    """Weigh the rivals of what Splink says, both lists being duplicate-free, as ours are weighed."""
    scored = peer_answer(with_births)["pairs"]
    pairs = [(one, other) for one, other, _ in scored]
    ids: dict[str, int] = {}
    left, right = (
        np.array([ids.setdefault(pair[side], len(ids)) for pair in pairs], dtype=np.int64) for side in (0, 1)
    )
    odds = np.exp2(np.clip([weight for *_, weight in scored], -40, 40))
    return _known(gaza, pairs, after_rivals((left, right), odds, Settings().linked))


def _known(gaza: Gaza, pairs: list[tuple[str, str]], settled: NDArray[np.float64]) -> _Said:
    known = np.array([not gaza.unscorable & set(pair) for pair in pairs])
    return _Said(settled[known], np.array([pair in gaza.truth for pair in pairs])[known])


def _calibrated(gaza: Gaza, said: _Said) -> str:
    try:
        from everyname.link.calibrate import Judged, calibrate
        from everyname.link.sampling import draw_to_judge
    except ImportError as error:
        raise NotRun("the code has no calibration") from error
    lists = np.zeros(said.truth.size, dtype=np.int64)
    drawn, weight = draw_to_judge(said.probability, lists, _LABELS, seed=1)
    judged = Judged(
        probability=said.probability[drawn], same=said.truth[drawn], weight=weight, lists=lists[drawn]
    )
    other = np.ones(said.truth.size, dtype=bool)
    other[drawn] = False
    corrected = calibrate(judged)(said.probability, lists)
    corrected[drawn] = said.truth[drawn]
    return f"{_error(corrected[other], said.truth[other])}; {_count(gaza, corrected)}"


def _as_said(gaza: Gaza, said: _Said) -> str:
    return f"{_error(said.probability, said.truth)}; {_count(gaza, said.probability)}"


def _error(probability: NDArray[np.float64], truth: NDArray[np.bool_]) -> str:
    try:
        from everyname.link.reliability import reliability
    except ImportError as error:
        raise NotRun("the code has no measure of it") from error
    found = reliability(probability, truth)
    pairs = sum(count for count, _, _ in found.bins)
    interval = f"{found.low:.3f}-{found.high:.3f}"
    return f"ECE {found.error:.3f} ({interval}; {pairs} pairs; {found.noise:.3f} by chance alone)"


def _count(gaza: Gaza, probability: NDArray[np.float64]) -> str:
    """Give the signed error of the expected number of persons, over reports whose truth is known."""
    reports = sum(row["rec_id"] not in gaza.unscorable for rows in gaza.rows.values() for row in rows)
    true, expected = reports - len(gaza.truth), reports - float(probability.sum())
    return f"persons {(expected - true) / true:+.2%}"
