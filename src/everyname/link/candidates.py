"""Propose pairs of reports worth comparing: the union of independent families of keys.

A key shared by more reports than the cap pairs each only with its nearest neighbours, so time is
bounded whatever a list repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link import candidate_keys
from everyname.link.backends import Backend
from everyname.link.candidate_keys import key_columns
from everyname.link.records import Records
from everyname.link.settings import Settings

__all__ = ["FAMILIES", "Candidates", "propose"]

FAMILIES = (*candidate_keys.FAMILIES, "every")

_LARGE_SHARE = 0.2  # of the budget
_ALL_PAIRS = 450  # up to this many named reports, every pair is compared
# (block, window) of keys that say little about a name, where the settings' own would let in too many.
_CAPS = {
    "given_father": (16, 2),
    "father_family": (32, 4),
    "letters": (6, 1),
    "day_given": (12, 2),
    "harm_slip": (12, 1),
    "birthday_given": (12, 2),
    "age_given_spot": (16, 3),
    "birthday": (8, 0),
    "spot": (8, 0),
    "day_family": (2, 0),
    "initial_family": (12, 2),
    "detail": (8, 0),
    "detail_name": (12, 1),
    "two_details": (8, 0),
}
_IS_OF_DETAILS = np.isin(FAMILIES, ("detail", "detail_name", "two_details"))
# Of a large block, neighbours by these keys are paired first: a fact beside the name, then most of a name.
_NEIGHBOURS_BY = ("year_family", "day_given", "age_given_spot", "birthday_given", "three", "given_family")

I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of places in the records (left < right), in order, and what proposed each.

    Bit i of `families` (pairs,) says that FAMILIES[i] proposed the pair.
    """

    left: I64
    right: I64
    families: NDArray[np.uint32]

    @property
    def by_family(self) -> tuple[tuple[str, int], ...]:
        """How many pairs each family proposed, of those that proposed any."""
        counts = ((name, int((self.families >> at & 1).sum())) for at, name in enumerate(FAMILIES))
        return tuple((name, count) for name, count in counts if count)


def propose(
    records: Records, duplicate_free: frozenset[str], settings: Settings, backend: Backend
) -> Candidates:
    """Give the candidate pairs; two reports of one duplicate-free source are never a pair.

    Small blocks are taken first, until `settings.budget` pairs a report are spent: as a list grows, so
    do the blocks of common names, and they would say ever less for ever more pairs (block purging,
    Papadakis et al. 2013). What a fifth of the budget allows is spent on neighbours in larger blocks.
    """
    import pyarrow as pa

    closed = _closed(records, duplicate_free)
    schema = pa.schema({"report": pa.int32(), "family": pa.int8(), "key": pa.int64(), "closed": pa.int32()})
    batches = (pa.record_batch([*columns, closed[columns[0]]], schema=schema) for columns in _keys(records))
    backend.put("given", pa.RecordBatchReader.from_batches(schema, batches))
    backend.keep("sizes", _SIZES)
    blocks = backend.fetch("select family, size, count(*) as blocks from sizes group by family, size")
    backend.put("caps", pa.Table.from_pylist(_caps(settings, blocks, len(records), _mixed(closed))))
    backend.put("steps", pa.table({"step": np.arange(1, settings.window + 1)}))
    each = np.arange(len(records), dtype=np.int32)
    backend.put("nearness", pa.table({"report": each, "near": _nearness(records)}))
    for name, select in _STEPS:
        backend.keep(name, select)
    found = backend.fetch(_PAIRS)
    backend.forget()
    order = np.argsort(_numbers(found, "one") * len(records) + _numbers(found, "other"))
    return Candidates(
        left=_numbers(found, "one")[order],
        right=_numbers(found, "other")[order],
        families=_numbers(found, "families")[order].astype(np.uint32),
    )


def _numbers(table: Any, column: str) -> I64:
    found: I64 = table[column].to_numpy().astype(np.int64)
    return found


def _keys(records: Records) -> Iterator[candidate_keys.Columns]:
    yield from key_columns(records)
    named = np.flatnonzero(records.named).astype(np.int32)
    if named.size <= _ALL_PAIRS:
        family = np.full(named.size, FAMILIES.index("every"), dtype=np.int8)
        yield named, family, np.zeros(named.size, dtype=np.int64)


def _closed(records: Records, duplicate_free: frozenset[str]) -> NDArray[np.int32]:
    """Give the number that reports which are never a pair share; an open source gives each its own."""
    free = records.is_free(duplicate_free)
    alone = -1 - np.arange(len(records), dtype=np.int32)
    return np.where(free[records.source], records.source, alone) if len(free) else alone


def _mixed(closed: NDArray[np.int32]) -> float:
    """Give the share of all pairs of reports that may be pairs."""
    counts = np.unique(closed, return_counts=True)[1].astype(np.float64)
    pairs = closed.size * (closed.size - 1.0)
    return float(1 - (counts * (counts - 1)).sum() / pairs) if pairs else 1.0


def _nearness(records: Records) -> NDArray[np.int32]:
    """Give each report's place in the order of birth, date and place, by which a large block is paired."""
    order = np.lexsort([records.numbers[name] for name in ("city", "province", "day_lo", "birth_lo")])
    places = np.empty(len(records), dtype=np.int32)
    places[order] = np.arange(len(records), dtype=np.int32)
    return places


def _caps(settings: Settings, blocks: Any, reports: int, mixed: float) -> list[dict[str, int]]:
    """Give the block and window of each family within the budget; every pair of a small book is compared.

    Of the pairs that a block could make, the share `mixed` is taken to be allowed.
    """
    families = range(len(FAMILIES))
    family, size, many = (_numbers(blocks, name) for name in ("family", "size", "blocks"))
    pairs = many * size * (size - 1) / 2 * mixed
    most = np.array([_most(name, settings) for name in FAMILIES], dtype=np.int64)
    share = most[:, 0] / settings.block
    # A pair that agrees in one column mostly agrees in others: what many columns say again is counted once.
    keys = np.bincount(family, size * many, minlength=len(FAMILIES)) / max(reports, 1)
    pairs = pairs / np.where(_IS_OF_DETAILS, np.maximum(keys, 1), 1)[family]
    # A family whose keys say little is cut at a smaller block, by the same share.
    level = np.ceil(size / share[family] - 1e-9)
    order = np.argsort(level, kind="stable")
    beyond = np.cumsum(pairs[order]) > (1 - _LARGE_SHARE) * settings.budget * reports
    reached = min(settings.block, level[order][beyond].min(initial=np.inf) - 1)
    block = np.maximum((share * reached + 1e-9).astype(np.int64), 2)
    block[FAMILIES.index("every")] = _ALL_PAIRS
    large = np.bincount(family, (size * many) * (size > block[family]), minlength=len(FAMILIES))
    left, reach = _LARGE_SHARE * settings.budget * reports, np.zeros(len(FAMILIES), dtype=np.int64)
    for name in (*_NEIGHBOURS_BY, *(name for name in FAMILIES if name not in _NEIGHBOURS_BY)):
        at = FAMILIES.index(name)
        reach[at] = min(most[at, 1], int(left // large[at])) if large[at] else 0
        left -= reach[at] * large[at]
    return [
        {"family": at, "bit": 1 << at, "block": int(block[at]), "reach": int(reach[at])} for at in families
    ]


def _most(family: str, settings: Settings) -> tuple[int, int]:
    block, window = _CAPS.get(family, (settings.block, settings.window))
    return min(block, settings.block), min(window, settings.window)


# Blocks that hold reports which may be a pair.
_SIZES = """
    select key, min(family) as family, count(*) as size from given
    group by key having min(closed) <> max(closed)
"""
# A small block gives every pair in it; a large one only neighbours in birth, date and place.
_STEPS = (
    (
        "keys",
        "select g.report, g.key, g.family, g.closed, s.size > c.block as is_large"
        " from given g join sizes s on g.key = s.key join caps c on s.family = c.family"
        " where s.size <= c.block or c.reach > 0",
    ),
    (
        "large",
        "select k.report, k.key, k.family, k.closed, c.reach,"
        " row_number() over (partition by k.key order by n.near) as place"
        " from keys k join caps c on k.family = c.family join nearness n on k.report = n.report"
        " where k.is_large",
    ),
    (
        "found",
        "select a.report as one, b.report as other, a.family from keys a join keys b"
        " on a.key = b.key and a.report < b.report and a.closed <> b.closed"
        " where not a.is_large and not b.is_large"
        " union all"
        " select least(a.report, b.report), greatest(a.report, b.report), a.family"
        " from large a join steps t on t.step <= a.reach"
        " join large b on a.key = b.key and b.place = a.place + t.step"
        " where a.closed <> b.closed",
    ),
)
_PAIRS = """
    select one, other, bit_or(bit) as families
    from found f join caps c on f.family = c.family group by one, other
"""
