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
}

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
    """Give the candidate pairs; two reports of one duplicate-free source are never a pair."""
    import pyarrow as pa

    schema = pa.schema({"report": pa.int32(), "family": pa.int8(), "key": pa.int64()})
    batches = (pa.record_batch(list(map(pa.array, columns)), schema=schema) for columns in _keys(records))
    found = backend.query(
        {
            "given": pa.RecordBatchReader.from_batches(schema, batches),
            "reports": pa.table(
                {"closed": _closed(records, duplicate_free), "near": _nearness(records)}
            ).append_column("report", pa.array(np.arange(len(records), dtype=np.int32))),
            "caps": pa.Table.from_pylist(list(_caps(settings))),
            "steps": pa.table({"step": np.arange(1, settings.window + 1)}),
        },
        _STEPS,
    ).sort_by([("one", "ascending"), ("other", "ascending")])
    return Candidates(
        left=found["one"].to_numpy().astype(np.int64),
        right=found["other"].to_numpy().astype(np.int64),
        families=found["families"].to_numpy().astype(np.uint32),
    )


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


def _nearness(records: Records) -> NDArray[np.int32]:
    """Give each report's place in the order of birth, date and place, by which a large block is paired."""
    order = np.lexsort([records.numbers[name] for name in ("city", "province", "day_lo", "birth_lo")])
    places = np.empty(len(records), dtype=np.int32)
    places[order] = np.arange(len(records), dtype=np.int32)
    return places


def _caps(settings: Settings) -> Iterator[dict[str, Any]]:
    """Give the block and window of each family; every pair of a small book is compared."""
    for number, family in enumerate(FAMILIES):
        block, window = _CAPS.get(family, (settings.block, settings.window))
        whole = family == "every"
        yield {
            "family": number,
            "bit": 1 << number,
            "block": _ALL_PAIRS if whole else min(block, settings.block),
            "reach": min(window, settings.window),
        }


# A small block gives every pair in it; a large one only neighbours in birth, date and place.
_STEPS = (
    ("sizes", "select key, count(*) as size from given group by key having count(*) > 1"),
    (
        "keys",
        "select g.report, g.key, c.bit, c.reach, r.closed, r.near, s.size > c.block as is_large"
        " from given g join sizes s on g.key = s.key"
        " join caps c on g.family = c.family join reports r on g.report = r.report",
    ),
    (
        "large",
        "select report, key, bit, reach, closed,"
        " row_number() over (partition by key order by near, report) as place"
        " from keys where is_large",
    ),
    (
        "found",
        "select a.report as one, b.report as other, a.bit from keys a join keys b"
        " on a.key = b.key and a.report < b.report and a.closed <> b.closed"
        " where not a.is_large and not b.is_large"
        " union all"
        " select least(a.report, b.report), greatest(a.report, b.report), a.bit"
        " from large a join steps t on t.step <= a.reach"
        " join large b on a.key = b.key and b.place = a.place + t.step"
        " where a.closed <> b.closed",
    ),
    ("pairs", "select one, other, bit_or(bit) as families from found group by one, other"),
)
