"""Decide bands and persons from scored pairs: rivals first, then the surest joins."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from everyname.link.assign import after_rivals
from everyname.link.candidates import Candidates
from everyname.link.groups import Groups, lay_compared
from everyname.link.linking import BANDS, Linking, Pairs
from everyname.link.records import Records
from everyname.link.scoring import Scored
from everyname.link.settings import Settings
from everyname.model import Judgement, Verdict

__all__ = ["join"]

_JUDGED_BITS = 60.0
_APART, _REVIEW, _LINKED = range(len(BANDS))

I64 = NDArray[np.int64]
Floats = NDArray[np.float64]
Judged = Mapping[tuple[int, int], Judgement]


def join(
    records: Records,
    duplicate_free: frozenset[str],
    judged: Judged,
    scored: Scored,
    candidates: Candidates,
    settings: Settings,
) -> Linking:
    """Join what is linked, count what review could still join, and name every pair's band.

    `judged` holds the standing judgement on pairs of places, which are all among the scored. Raises
    Refused for judgements that contradict each other.
    """
    free = records.is_free(duplicate_free)[records.source]
    groups = Groups(np.where(free, records.source, -1))
    groups.judge((one, other, found) for (one, other), found in judged.items())
    rows, verdicts = _judged_rows(scored, judged, len(records))
    settled = after_rivals(
        _ends(records, free, scored), np.exp2(_with_verdicts(scored.weight, rows, verdicts)), settings.linked
    )
    band = _bands(scored, settled, groups, rows, verdicts, settings)
    person = groups.persons()
    high = len(groups)
    _join_review(scored, band, groups)
    return Linking(
        ids=records.ids,
        person=person,
        pairs=_kept(records, scored, band, rows, candidates, settings),
        low=len(groups),
        high=high,
        candidates=int(candidates.left.size),
        by_family=candidates.by_family,
        settings=settings.digest,
    )


def _judged_rows(scored: Scored, judged: Judged, size: int) -> tuple[I64, NDArray[np.object_]]:
    """Give the rows of `scored` a reviewer has judged, and their verdicts."""
    pairs = sorted(judged)
    asked = np.array([one * size + other for one, other in pairs], dtype=np.int64)
    rows = np.searchsorted(scored.left * size + scored.right, asked) if pairs else asked
    return rows, np.array([judged[pair].verdict for pair in pairs], dtype=object)


def _with_verdicts(weight: Floats, rows: I64, verdicts: NDArray[np.object_]) -> Floats:
    """Let a finding take the pair, or its rivals, out."""
    found = weight.copy()
    found[rows[verdicts == Verdict.SAME]] = _JUDGED_BITS
    found[rows[verdicts == Verdict.DIFFERENT]] = -_JUDGED_BITS
    return found


def _ends(records: Records, free: NDArray[np.bool_], scored: Scored) -> tuple[I64, I64]:
    """Give, of each side, the group in which it has one partner at most; -1 where it may have several."""
    sources = np.int64(len(records.sources))
    one, other = (
        np.where(free[theirs], mine * sources + records.source[theirs], -1)
        for mine, theirs in ((scored.left, scored.right), (scored.right, scored.left))
    )
    return one, other


def _bands(
    scored: Scored,
    settled: Floats,
    groups: Groups,
    judged: I64,
    verdicts: NDArray[np.object_],
    settings: Settings,
) -> NDArray[np.int8]:
    """Give the band of each row; the surest are joined first."""
    rows = np.flatnonzero(settled >= settings.review)
    order = rows[np.lexsort((scored.right[rows], scored.left[rows], -settled[rows]))]
    sure = np.where(settled >= settings.linked, 2, 0).astype(np.int8)
    sure[judged[(verdicts == Verdict.SAME)]] = np.minimum(sure[judged[verdicts == Verdict.SAME]], 1)
    sure[judged[verdicts == Verdict.UNSURE]] = 0
    compared = lay_compared(scored.left, scored.right, scored.weight, int(groups.persons().size))
    bound = math.log2(settings.linked / (1 - settings.linked)) if settings.linked < 1 else math.inf
    linked = groups.join_agreeing(compared, order, sure[order], bound)
    band = np.zeros(settled.size, dtype=np.int8)
    band[rows], band[linked] = _REVIEW, _LINKED
    band[judged[verdicts == Verdict.UNSURE]] = _REVIEW
    return band


def _join_review(scored: Scored, band: NDArray[np.int8], groups: Groups) -> None:
    rows = np.flatnonzero(band == _REVIEW)
    order = rows[np.argsort(-scored.probability[rows], kind="stable")]
    compared = lay_compared(scored.left, scored.right, scored.weight, int(groups.persons().size))
    groups.join_agreeing(compared, order, np.ones(order.size, dtype=np.int8), 0.0)


def _kept(
    records: Records,
    scored: Scored,
    band: NDArray[np.int8],
    judged: I64,
    candidates: Candidates,
    settings: Settings,
) -> Pairs:
    probability = scored.probability
    keep = (probability >= settings.floor) | (band != _APART)
    keep[judged] = True
    rows = np.flatnonzero(keep)
    size = np.int64(len(records))
    proposed = candidates.left * size + candidates.right
    families = np.zeros(rows.size, dtype=np.uint32)
    if proposed.size:
        asked = scored.left[rows] * size + scored.right[rows]
        places = np.minimum(np.searchsorted(proposed, asked), proposed.size - 1)
        families = np.where(proposed[places] == asked, candidates.families[places], 0).astype(np.uint32)
    return Pairs(
        ids=records.ids,
        left=scored.left[rows],
        right=scored.right[rows],
        probability=probability[rows],
        band=band[rows],
        name=scored.name[rows],
        levels={name: level[rows] for name, level in scored.levels.items()},
        families=families,
    )
