"""Decide bands and persons from scored pairs: rivals first, then the surest joins."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from everyname.link.assign import after_rivals
from everyname.link.calibrate import LEAST_JUDGEMENTS, calibrate
from everyname.link.calibrate import Judged as Sample
from everyname.link.candidates import FAMILIES, Candidates
from everyname.link.groups import Groups, lay_compared
from everyname.link.linking import BANDS, Linking, Pairs
from everyname.link.partitions import Doubt, lists_of
from everyname.link.recall import Recall, estimate_recall
from everyname.link.records import Records
from everyname.link.sampling import standing_for
from everyname.link.scoring import Scored
from everyname.link.settings import Settings
from everyname.model import Judgement, Verdict

__all__ = ["join"]

_JUDGED_BITS = 60.0
_LEAST_DOUBT = 1e-4  # a pair less probable is joined in no draw
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
    ends = _ends(records, free, scored)
    plain = after_rivals(ends, np.exp2(_with_verdicts(scored.weight, rows, verdicts)), settings.linked)
    lists = lists_of(records.source.astype(np.int64), scored.left, scored.right)
    sample = _sample(scored, ends, rows, verdicts, lists, settings)
    settled = _calibrated(plain, lists, sample, rows[verdicts != Verdict.UNSURE])
    band = _bands(scored, settled, groups, rows, verdicts, settings)
    person = groups.persons()
    high = len(groups)
    _join_review(scored, band, groups)
    pairs = _kept(records, scored, settled, band, rows, candidates, settings)
    linked = pairs.band == _LINKED
    recall = estimate_recall(pairs.families[linked].astype(np.int64), pairs.settled[linked], FAMILIES)
    return Linking(
        ids=records.ids,
        person=person,
        pairs=pairs,
        low=len(groups),
        high=high,
        candidates=int(candidates.left.size),
        by_family=candidates.by_family,
        settings=settings.digest,
        recall=recall,
        doubt=_doubt(records, free, scored, plain, judged, sample, recall, settings),
    )


def _sample(
    scored: Scored,
    ends: tuple[I64, I64],
    rows: I64,
    verdicts: NDArray[np.object_],
    lists: I64,
    settings: Settings,
) -> Sample | None:
    """Give the judged pairs with what they would be worth had nobody judged them; None where too few."""
    decided = verdicts != Verdict.UNSURE
    if int(decided.sum()) < LEAST_JUDGEMENTS:
        return None
    rows = rows[decided]
    probability = after_rivals(ends, np.exp2(scored.weight), settings.linked)
    return Sample(
        probability=probability[rows],
        same=verdicts[decided] == Verdict.SAME,
        weight=standing_for(probability, lists, rows),
        lists=lists[rows],
    )


def _calibrated(settled: Floats, lists: I64, sample: Sample | None, found: I64) -> Floats:
    """Correct what was not judged by what was."""
    if sample is None:
        return settled
    value = calibrate(sample)(settled, lists)
    value[found] = settled[found]
    return value


def _doubt(
    records: Records,
    free: NDArray[np.bool_],
    scored: Scored,
    settled: Floats,
    judged: Judged,
    sample: Sample | None,
    recall: Recall,
    settings: Settings,
) -> Doubt:
    """Give what the linking is unsure of, for partitions to be drawn from."""
    rows = np.flatnonzero((scored.probability >= settings.floor) & (settled >= _LEAST_DOUBT))
    same, different = (
        np.array([pair for pair, said in sorted(judged.items()) if said.verdict is verdict], dtype=np.int64)
        for verdict in (Verdict.SAME, Verdict.DIFFERENT)
    )
    source = records.source.astype(np.int64)
    return Doubt(
        source=source,
        closed=np.where(free, source, -1),
        left=scored.left[rows],
        right=scored.right[rows],
        probability=settled[rows],
        recall=recall,
        same=same.reshape(-1, 2),
        different=different.reshape(-1, 2),
        judged=sample,
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
    settled: Floats,
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
        settled=settled[rows],
        band=band[rows],
        name=scored.name[rows],
        levels={name: level[rows] for name, level in scored.levels.items()},
        families=families,
    )
