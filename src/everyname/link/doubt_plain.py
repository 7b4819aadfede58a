"""Write what a linking is unsure of as whole numbers, and read it back: what a run keeps in the vault.

Reports, their sources and the judgements are in the book already; only what the run itself found is written.
Probabilities are kept to a millionth, numbers of pairs to a thousandth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.calibrate import Judged
from everyname.link.partitions import Doubt
from everyname.link.recall import Recall
from everyname.model import Judgement, Verdict

__all__ = ["doubt_plain", "read_doubt"]

Ints = NDArray[np.int64]

_MILLION, _THOUSAND = 1_000_000, 1_000
_RECALL = ("found", "missed", "low", "high")


def doubt_plain(doubt: Doubt) -> dict[str, Any]:
    """Give the pairs, the recall and the judged sample of a doubt as lists of whole numbers."""
    judged = doubt.judged
    sample = None
    if judged is not None:
        sample = {
            "millionths": _whole(judged.probability, _MILLION),
            "same": judged.same.astype(int).tolist(),
            "weight": _whole(judged.weight, _MILLION),
            "lists": judged.lists.tolist(),
        }
    return {
        "left": doubt.left.tolist(),
        "right": doubt.right.tolist(),
        "millionths": _whole(doubt.probability, _MILLION),
        "recall": {name: round(getattr(doubt.recall, name) * _THOUSAND) for name in _RECALL},
        "judged": sample,
    }


def read_doubt(
    plain: Mapping[str, Any],
    ids: Sequence[str],
    sources: Sequence[str],
    duplicate_free: frozenset[str],
    judgements: Sequence[Judgement],
) -> Doubt:
    """Read it back; `ids` are the reports linked, in order, `sources` the source of each.

    `duplicate_free` and `judgements` are those the linking was given.
    """
    names = sorted(set(sources))
    number = {name: at for at, name in enumerate(names)}
    source = np.array([number[name] for name in sources], dtype=np.int64)
    free = np.array([name in duplicate_free for name in names], dtype=bool)
    place = {report: at for at, report in enumerate(ids)}
    sample = plain["judged"]
    return Doubt(
        source=source,
        closed=np.where(free[source], source, -1),
        left=np.array(plain["left"], dtype=np.int64),
        right=np.array(plain["right"], dtype=np.int64),
        probability=np.array(plain["millionths"]) / _MILLION,
        recall=Recall(**{name: plain["recall"][name] / _THOUSAND for name in _RECALL}),
        same=_pairs(judgements, Verdict.SAME, place),
        different=_pairs(judgements, Verdict.DIFFERENT, place),
        judged=None
        if sample is None
        else Judged(
            probability=np.array(sample["millionths"]) / _MILLION,
            same=np.array(sample["same"], dtype=bool),
            weight=np.array(sample["weight"]) / _MILLION,
            lists=np.array(sample["lists"], dtype=np.int64),
        ),
    )


def _whole(values: NDArray[np.float64], unit: int) -> list[int]:
    whole: list[int] = np.rint(values * unit).astype(np.int64).tolist()
    return whole


def _pairs(judgements: Sequence[Judgement], verdict: Verdict, place: Mapping[str, int]) -> Ints:
    """Give the pairs of places with a verdict that stands last, in order; shape (n, 2)."""
    standing = {(j.left, j.right): j.verdict for j in judgements if j.left in place and j.right in place}
    found = sorted((place[left], place[right]) for (left, right), said in standing.items() if said is verdict)
    return np.array(found, dtype=np.int64).reshape(-1, 2)
