"""Score candidate pairs with Splink 5, over columns prepared beforehand, by weights trained on them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.agreement import NEAR, agreements, measure_kinship
from everyname.link.backends import Backend
from everyname.link.compare import LEVELS, PARTED, PARTS, PRIOR, chance_agreement, published, splink_settings
from everyname.link.records import COLUMNS, LISTS, MISSING, Ragged, Records
from everyname.link.train import random_pairs, train

__all__ = ["Scored", "score_candidates", "train_weights"]

_TO_1970 = 719163  # the ordinal of 1970-01-01

_CHUNK = 1 << 21  # pairs that Splink compares at once
_WANTED = ["unique_id_l", "unique_id_r", "match_weight", "match_key", *(f"gamma_{name}" for name in LEVELS)]

I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Scored pairs in order of (left, right); `weight` is in bits, `levels` the level of each comparison."""

    left: I64
    right: I64
    name: NDArray[np.int8]
    weight: NDArray[np.float64]
    levels: dict[str, NDArray[np.int8]]

    @property
    def probability(self) -> NDArray[np.float64]:
        """The probability before one-to-one."""
        value: NDArray[np.float64] = 1 / (1 + np.exp2(-self.weight))
        return value


def score_candidates(
    records: Records, left: I64, right: I64, bits: NDArray[np.float64], backend: Backend
) -> Scored:
    """Give every candidate pair its match weight; the name's `bits` come from outside."""
    keys = left * len(records) + right
    if (keys[1:] < keys[:-1]).any():
        order = np.argsort(keys, kind="stable")
        left, right, bits = left[order], right[order], bits[order]
    table, model = _table(records), splink_settings(chance_agreement(records))
    parts = []
    for start in range(0, max(left.size, 1), _CHUNK):
        rows = slice(start, start + _CHUNK)
        pairs = _pairs(left[rows], right[rows], bits[rows])
        parts.append(_compact(backend.predict(table, pairs, model, _WANTED), len(records)))
        backend.forget()
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Scored(
        left=left,
        right=right,
        name=columns["match_key"],
        weight=columns["match_weight"],
        levels={name: columns[f"gamma_{name}"] for name in LEVELS},
    )


def _pairs(left: I64, right: I64, bits: NDArray[np.float64]) -> Any:
    import pyarrow as pa

    columns = {"join_key_l": left, "join_key_r": right, "match_key": np.rint(bits)}
    return pa.table({name: pa.array(column.astype(np.int32)) for name, column in columns.items()})


def _compact(table: Any, reports: int) -> dict[str, NDArray[Any]]:
    """Give what Splink found of each pair, in order of (left, right), in no more bytes than it takes."""
    one, other = (table[f"unique_id_{side}"].to_numpy().astype(np.int64) for side in "lr")
    order = np.argsort(one * reports + other, kind="stable")
    found = {"match_weight": table["match_weight"].to_numpy().astype(np.float64)[order]}
    for name in _WANTED[3:]:
        found[name] = table[name].to_numpy().astype(np.int8)[order]
    return found


def train_weights(
    records: Records,
    scored: Scored,
    bits: NDArray[np.float64],
    duplicate_free: frozenset[str],
    backend: Backend,
) -> Scored:
    """Weigh the pairs again by weights learned from them and from random pairs of the same reports.

    `bits` are the name's, as they were before they were rounded to a level: of two rivals, a little
    better is better. Random pairs that are likely true are no measure of chance and are left out.
    """
    if not scored.left.size:
        return scored
    one, other = random_pairs(scored.left, scored.right, records.source.astype(np.int64))
    likely = scored.weight > 0
    size = np.int64(len(records))
    unrelated = ~np.isin(one * size + other, scored.left[likely] * size + scored.right[likely])
    one, other = one[unrelated], other[unrelated]
    chance = score_candidates(records, one, other, np.zeros(one.size), backend).levels
    kinship = measure_kinship(records, duplicate_free)
    near = {
        name: _share_near(level) for name, level in agreements(records, one, other, kinship).levels.items()
    }
    found = agreements(records, scored.left, scored.right, kinship, near)
    fixed = bits + found.surprise + math.log2(PRIOR / (1 - PRIOR))
    weights = published(chance_agreement(records))
    trained = train(scored.levels, fixed, chance, weights, found.levels)
    levels = {**scored.levels, **found.levels}
    return replace(scored, weight=fixed + trained.weigh(levels), levels=levels)


def _share_near(level: NDArray[np.int8]) -> float:
    stated = np.count_nonzero(level >= 0)
    return (np.count_nonzero(level == NEAR) + 1) / (stated + 2)


def _table(records: Records) -> Any:
    import pyarrow as pa

    columns = {name: _nullable(records.numbers[name]) for name in COLUMNS}
    for name in PARTED:
        columns |= {f"{name}_{part}": _nullable(value) for part, value in _parts(records.numbers[name])}
    columns |= {name: _lists(records.lists[name]) for name in LISTS}
    # Splink looks for every column a level names among the records; the pair's own stands first in SQL.
    columns["match_key"] = pa.nulls(len(records), pa.int32())
    return pa.table({"unique_id": pa.array(np.arange(len(records), dtype=np.int32)), **columns})


def _nullable(values: NDArray[np.int32]) -> Any:
    import pyarrow as pa

    return pa.array(values, mask=values == MISSING)


def _lists(lists: Ragged) -> Any:
    import pyarrow as pa
    import pyarrow.compute as compute

    filled = pa.ListArray.from_arrays(pa.array(lists.starts.astype(np.int32)), pa.array(lists.values))
    empty = pa.array(lists.starts[1:] == lists.starts[:-1])
    return compute.if_else(empty, pa.scalar(None, filled.type), filled)


def _parts(ordinals: NDArray[np.int32]) -> list[tuple[str, NDArray[np.int32]]]:
    """Part ordinals into year, month and day of the month, MISSING where there is none."""
    days = (np.where(ordinals == MISSING, 1, ordinals).astype(np.int64) - _TO_1970).astype("M8[D]")
    months = days.astype("M8[M]")
    found = (
        months.astype(np.int64) // 12 + 1970,
        months.astype(np.int64) % 12 + 1,
        (days - months).astype(np.int64) + 1,
    )
    return [
        (part, np.where(ordinals == MISSING, MISSING, value).astype(np.int32))
        for part, value in zip(PARTS, found, strict=True)
    ]
