"""What a linking found, held as columns: pairs and persons are made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.agreement import LABELS
from everyname.link.candidates import FAMILIES
from everyname.link.compare import LEVELS
from everyname.link.partitions import Doubt
from everyname.link.recall import Recall

__all__ = ["BANDS", "Linking", "Pair", "Pairs"]

BANDS = ("apart", "review", "linked")

I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports that were compared; `probability` is before one-to-one, `settled` and `band` after it.

    `settled` is corrected by judgements where there are enough. `features` names the level each comparison
    reached ("name +6 bits", "birth: same day"), `keys` the families of keys that proposed the pair; none
    where only a judgement did.
    """

    left: str
    right: str
    probability: float
    settled: float
    linked: bool
    band: str  # one of BANDS
    features: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs(Sequence[Pair]):
    """Pairs in order of (left, right) as columns of one length; an item is a `Pair` made of its row.

    `left` and `right` are places in `ids`; `band` numbers BANDS; bit i of `families` is
    candidates.FAMILIES[i]; `name` is in bits, `levels` the level of each comparison, -1 where a side
    states nothing.
    """

    ids: Sequence[str]
    left: I64
    right: I64
    probability: NDArray[np.float64]
    settled: NDArray[np.float64]
    band: NDArray[np.int8]
    name: NDArray[np.int8]
    levels: Mapping[str, NDArray[np.int8]]
    families: NDArray[np.uint32]

    def __len__(self) -> int:
        return int(self.left.size)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        row = range(len(self))[at]
        band = BANDS[self.band[row]]
        return Pair(
            left=self.ids[int(self.left[row])],
            right=self.ids[int(self.right[row])],
            probability=float(self.probability[row]),
            settled=float(self.settled[row]),
            linked=band == "linked",
            band=band,
            features=self._features(row),
            keys=tuple(name for place, name in enumerate(FAMILIES) if self.families[row] >> place & 1),
        )

    def _features(self, row: int) -> tuple[str, ...]:
        features = [f"name {int(self.name[row]):+d} bits"]
        for name, level in self.levels.items():
            gamma = int(level[row])
            if gamma >= 0:
                features.append(f"{name}: {_label(name, gamma)}")
        return tuple(features)


def _label(name: str, gamma: int) -> str:
    if name not in LEVELS:
        return LABELS[gamma]
    levels = LEVELS[name][1]
    return levels[len(levels) - 1 - gamma][0]


@dataclass(frozen=True, kw_only=True, eq=False)
class Linking:
    """What a linking found.

    `person` numbers the person of each report of `ids`, joined by linked pairs and "same" judgements
    only. `high` is the number of persons, `low` the number if every pair of the review band were joined
    as well. `recall` says how many true pairs were never compared, and `doubt` is what
    `partitions.draw_partitions` draws from.
    """

    ids: Sequence[str]
    person: I64
    pairs: Pairs
    low: int
    high: int
    candidates: int
    by_family: tuple[tuple[str, int], ...]
    settings: str
    recall: Recall
    doubt: Doubt

    @cached_property
    def persons(self) -> tuple[tuple[str, ...], ...]:
        """The ids of the reports of each person; every report is in exactly one."""
        ids = list(self.ids)
        order = np.argsort(self.person, kind="stable")
        bounds = np.flatnonzero(np.diff(self.person[order], prepend=-1, append=self.high)).tolist()
        ordered = [ids[at] for at in order.tolist()]
        return tuple(tuple(ordered[begin:end]) for begin, end in pairwise(bounds))
