"""Give the figures by which a linking is judged: recall at a precision, F1, B-cubed, one-to-one."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Agreement",
    "agreement",
    "b_cubed",
    "best_cut",
    "components",
    "cut_at",
    "in_first_half",
    "one_to_one",
    "pairs_of",
    "recall_at",
    "with_margin",
]

Floats = NDArray[np.float64]
IdPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean, 0 where nothing agrees."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.4f} (P {self.precision:.4f} R {self.recall:.4f})"


def cut_at(scores: Floats, truth: NDArray[np.int64], precision: float) -> float:
    """Give the score from which most true pairs are found at the precision, infinity where none does.

    Pairs of one score are taken together or not at all.
    """
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    good = hits / np.arange(1, truth.size + 1) >= precision
    whole_ties = np.append(np.diff(scores[order]) != 0, True)
    reached = np.flatnonzero(good & whole_ties & (hits > 0))
    return float(scores[order[reached[-1]]]) if reached.size else float("inf")


def recall_at(scores: Floats, truth: NDArray[np.int64], precision: float) -> float:
    """Give the highest recall at the precision."""
    return float(truth[scores >= cut_at(scores, truth, precision)].sum() / truth.sum())


def agreement(found: set[IdPair], truth: set[IdPair]) -> Agreement:
    """Compare found links with the true ones; every link that is not true counts against precision."""
    hits = len(found & truth)
    return Agreement(hits / max(len(found), 1), hits / max(len(truth), 1))


def one_to_one(pairs: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """Take pairs from the highest score down, each id of each side once; ties go by id."""
    kept, left_taken, right_taken = [], set(), set()
    for one, other, score in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if one not in left_taken and other not in right_taken:
            left_taken.add(one)
            right_taken.add(other)
            kept.append((one, other, score))
    return kept


def with_margin(pairs: Sequence[tuple[str, str, float]], most: float) -> list[tuple[str, str, float]]:
    """Add to each score its lead over the best rival of either side, `most` at most and where it has none."""
    tops: dict[tuple[int, str], list[float]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: -pair[2]):
        for side in (0, 1):
            if len(tops[side, pair[side]]) < 2:
                tops[side, pair[side]].append(pair[2])
    found = []
    for one, other, score in pairs:
        leads = [most]
        for top in (tops[0, one], tops[1, other]):
            if len(top) == 2:
                leads.append(score - (top[1] if score == top[0] else top[0]))
        found.append((one, other, score + min(leads)))
    return found


def best_cut(pairs: Sequence[tuple[str, str, float]], truth: set[IdPair]) -> tuple[float, float]:
    """Give the best F1 on this truth and the score from which links give it; (0, inf) where none does."""
    best, cut, hits = 0.0, float("inf"), 0
    ordered = sorted(pairs, key=lambda pair: -pair[2])
    for count, (one, other, score) in enumerate(ordered, start=1):
        hits += (one, other) in truth
        is_last_of_ties = count == len(ordered) or ordered[count][2] != score
        f1 = 2 * hits / (count + len(truth))
        if is_last_of_ties and f1 > best:
            best, cut = f1, score
    return best, cut


def in_first_half(text: str) -> bool:
    """Part ids (or names) into two halves, the same on every machine and in every run."""
    return hashlib.sha256(text.encode()).digest()[0] < 128


def pairs_of(groups: Iterable[Sequence[str]]) -> set[IdPair]:
    """Give every pair of ids that stand in one group, each in order."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def components(ids: Iterable[str], links: Iterable[IdPair]) -> list[list[str]]:
    """Give the connected components of the links; an id without a link is alone."""
    above = {one: one for one in ids}

    def root(one: str) -> str:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    for one, other in links:
        above[root(one)] = root(other)
    groups = defaultdict(list)
    for one in above:
        groups[root(one)].append(one)
    return list(groups.values())


def b_cubed(found: Mapping[str, object], truth: Mapping[str, object]) -> Agreement:
    """Give B-cubed precision and recall, averaged over records (Bagga and Baldwin 1998).

    `found` and `truth` name the group of every record; both hold the same records.
    """
    both = Counter((found[one], truth[one]) for one in truth)
    sizes_found, sizes_true = Counter(found[one] for one in truth), Counter(truth.values())
    precision = sum(n * n / sizes_found[group] for (group, _), n in both.items()) / len(truth)
    recall = sum(n * n / sizes_true[group] for (_, group), n in both.items()) / len(truth)
    return Agreement(precision, recall)
