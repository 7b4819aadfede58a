"""Link reports into pairs and persons: describe, propose, score, weigh rivals, join.

The result is a pure function of the reports, the judgements and the settings, whatever their order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.errors import UsedWrongly
from everyname.link.assign import after_rivals
from everyname.link.candidates import Candidates, propose
from everyname.link.compare import LEVELS
from everyname.link.describe import Described, describe
from everyname.link.groups import Groups
from everyname.link.name_evidence import name_bits
from everyname.link.scoring import Scored, score_candidates
from everyname.link.settings import Settings
from everyname.model import Judgement, Report, Verdict

__all__ = ["Linkable", "Linking", "Pair", "Settings", "link"]

Linkable = tuple[str, Report]
Progress = Callable[[str, int, int], None]

_MOST_BITS = 12.0  # of one pair in the average over two groups

_STEPS = ("describe", "propose", "names", "score", "join")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports that were compared; `probability` is before one-to-one, `linked` and `band` after it.

    `features` names the level each comparison reached ("name +6 bits", "birth: same day").
    """

    left: str
    right: str
    probability: float
    linked: bool
    band: str  # "linked", "review" or "apart"
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """What a linking found.

    `persons` joins linked pairs and "same" judgements only; every report is in exactly one. `high` is
    their number, `low` the number if every pair of the review band were joined as well.
    """

    pairs: tuple[Pair, ...]
    persons: tuple[tuple[str, ...], ...]
    low: int
    high: int
    candidates: int
    by_family: tuple[tuple[str, int], ...]
    settings: str


def link(
    reports: Sequence[Linkable],
    *,
    duplicate_free: frozenset[str],
    judgements: Sequence[Judgement] = (),
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
    progress: Progress | None = None,
) -> Linking:
    """Find which reports speak of one person.

    `duplicate_free` names the sources in which each person stands once. Judgements hold whatever the
    probability. A report without a name is joined by judgement only. Raises UsedWrongly for an id
    given twice, Refused for judgements that contradict each other.
    """
    tell = progress or _say_nothing
    tell(_STEPS[0], 0, len(_STEPS))
    described = [describe(report_id, report) for report_id, report in sorted(reports, key=lambda r: r[0])]
    number = {one.id: at for at, one in enumerate(described)}
    if len(number) != len(described):
        raise UsedWrongly("two reports have one id", remedy="Give every report an id of its own.")
    judged = _standing(judgements, number)
    tell(_STEPS[1], 1, len(_STEPS))
    candidates = propose(described, duplicate_free, settings)
    left, right = _with_judged(candidates, judged)
    tell(_STEPS[2], 2, len(_STEPS))
    _, bits = name_bits(described, left, right, duplicate_free)
    tell(_STEPS[3], 3, len(_STEPS))
    scored = score_candidates(described, left, right, bits, settings.threads) if left.size else None
    tell(_STEPS[4], 4, len(_STEPS))
    found = _Joining(described, duplicate_free, judged, settings).finish(scored, candidates)
    tell("done", len(_STEPS), len(_STEPS))
    return found


def _say_nothing(stage: str, done: int, total: int) -> None:
    del stage, done, total


def _standing(judgements: Sequence[Judgement], number: Mapping[str, int]) -> dict[tuple[int, int], Judgement]:
    """Give the last judgement on each pair of reports that are here."""
    standing = {}
    for judgement in judgements:
        one, other = number.get(judgement.left), number.get(judgement.right)
        if one is not None and other is not None:
            standing[min(one, other), max(one, other)] = judgement
    return standing


def _with_judged(
    candidates: Candidates, judged: Mapping[tuple[int, int], Judgement]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    extra = np.array(sorted(judged), dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([np.stack([candidates.left, candidates.right], axis=1), extra])
    distinct = np.unique(both, axis=0) if extra.size else both
    return distinct[:, 0], distinct[:, 1]


class _Direct:
    """What the reports of two groups say when each is compared with each."""

    def __init__(self, scored: Scored, size: int) -> None:
        self._size, self._weight = size, scored.weight
        self._keys = scored.left * size + scored.right

    def agree(self, one: Sequence[int], other: Sequence[int], bound: float) -> bool:
        """Say whether the pairs that were compared weigh `bound` bits or more on average.

        Average linkage: one pair that fits, of reports that say little, does not join two groups whose
        fuller reports speak against it. Pairs never compared say nothing.
        """
        if len(one) == len(other) == 1:
            return True
        a, b = np.repeat(one, len(other)), np.tile(other, len(one))
        keys = np.minimum(a, b) * self._size + np.maximum(a, b)
        places = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        weights = self._weight[places[self._keys[places] == keys]]
        return bool(np.clip(weights, -_MOST_BITS, _MOST_BITS).mean() >= bound)


class _Joining:
    """Decides bands and groups from scored pairs."""

    def __init__(
        self,
        described: Sequence[Described],
        duplicate_free: frozenset[str],
        judged: Mapping[tuple[int, int], Judgement],
        settings: Settings,
    ) -> None:
        self.described, self.judged, self.settings = described, judged, settings
        numbers = {source: at for at, source in enumerate(sorted({one.source for one in described}))}
        self.sources = len(numbers)
        self.source = np.array([numbers[one.source] for one in described], dtype=np.int64)
        free = [one.source in duplicate_free for one in described]
        self.closed = np.where(free, self.source, -1) if free else self.source

    def finish(self, scored: Scored | None, candidates: Candidates) -> Linking:
        """Join what is linked, count what review could still join, and name every pair's band."""
        groups = Groups(self.closed.tolist())
        groups.judge((one, other, found) for (one, other), found in self.judged.items())
        pairs = self._pairs(scored, groups) if scored is not None else ()
        persons = tuple(tuple(self.described[at].id for at in members) for members in groups.listed())
        number = {one.id: at for at, one in enumerate(self.described)}
        for pair in sorted(
            (p for p in pairs if p.band == "review"), key=lambda p: (-p.probability, p.left, p.right)
        ):
            groups.join(number[pair.left], number[pair.right])
        return Linking(
            pairs=pairs,
            persons=persons,
            low=len(groups),
            high=len(persons),
            candidates=int(candidates.left.size),
            by_family=candidates.by_family,
            settings=self.settings.digest,
        )

    def _pairs(self, scored: Scored, groups: Groups) -> tuple[Pair, ...]:
        verdicts = {pair: found.verdict for pair, found in self.judged.items()}
        weight = scored.weight.copy()
        rows = self._judged_rows(scored)
        for row in rows:
            verdict = verdicts[int(scored.left[row]), int(scored.right[row])]
            if verdict is not Verdict.UNSURE:  # a finding takes the pair, or its rivals, out
                weight[row] = 60.0 if verdict is Verdict.SAME else -60.0
        settled = self._after_rivals(scored, weight)
        bands = self._bands(scored, settled, groups, verdicts)
        probability = scored.probability
        kept = sorted({*np.flatnonzero(probability >= self.settings.floor).tolist(), *bands, *rows})
        return tuple(
            self._pair(scored, row, float(probability[row]), bands.get(row, "apart")) for row in kept
        )

    def _judged_rows(self, scored: Scored) -> list[int]:
        """Give the rows of `scored` a reviewer has judged."""
        if not self.judged:
            return []
        size = len(self.described)
        asked = np.array([one * size + other for one, other in self.judged], dtype=np.int64)
        found: list[int] = np.flatnonzero(np.isin(scored.left * size + scored.right, asked)).tolist()
        return found

    def _after_rivals(self, scored: Scored, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        ends = tuple(
            np.where(self.closed[theirs] >= 0, mine * self.sources + self.source[theirs], -1)
            for mine, theirs in ((scored.left, scored.right), (scored.right, scored.left))
        )
        return after_rivals((ends[0], ends[1]), np.exp2(weight), self.settings.linked)

    def _bands(
        self,
        scored: Scored,
        settled: NDArray[np.float64],
        groups: Groups,
        verdicts: Mapping[tuple[int, int], Verdict],
    ) -> dict[int, str]:
        """Give the band of each row above the review bound; the surest are joined first."""
        rows = np.flatnonzero(settled >= self.settings.review)
        order = rows[np.lexsort((scored.right[rows], scored.left[rows], -settled[rows]))]
        bands = {}
        direct = _Direct(scored, len(self.described))
        bound = math.log2(self.settings.linked / (1 - self.settings.linked))
        for row in order.tolist():
            pair = int(scored.left[row]), int(scored.right[row])
            verdict = verdicts.get(pair)
            is_sure = settled[row] >= self.settings.linked and verdict is not Verdict.UNSURE
            if is_sure and verdict is not Verdict.SAME and not groups.same(*pair):
                is_sure = direct.agree(groups.members(pair[0]), groups.members(pair[1]), bound)
            bands[row] = "linked" if is_sure and groups.join(*pair) else "review"
        for row in self._judged_rows(scored):
            if verdicts[int(scored.left[row]), int(scored.right[row])] is Verdict.UNSURE:
                bands[row] = "review"
        return bands

    def _pair(self, scored: Scored, row: int, probability: float, band: str) -> Pair:
        left, right = self.described[scored.left[row]].id, self.described[scored.right[row]].id
        features = [f"name {int(scored.name[row]):+d} bits"]
        for name, (_, levels) in LEVELS.items():
            gamma = int(scored.levels[name][row])
            if gamma >= 0:
                features.append(f"{name}: {levels[len(levels) - 1 - gamma][0]}")
        return Pair(
            left=left,
            right=right,
            probability=probability,
            linked=band == "linked",
            band=band,
            features=tuple(features),
        )
