"""Hold many reports as the columns that linking compares: numbers only, each distinct text once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from everyname.link.details import Detail
from everyname.names.columns import NameTable, distinct_rows, name_table

__all__ = ["COLUMNS", "LISTS", "MAX_NAMES", "MISSING", "Codes", "Ragged", "Records", "gather", "ragged"]

MAX_NAMES = 4
MISSING = np.iinfo(np.int32).min
COLUMNS = (
    "sex",
    "dob",
    "birth_lo",
    "birth_hi",
    "age_lo",
    "age_hi",
    "day",
    "day_lo",
    "day_hi",
    "place",
    "city",
    "province",
    "country",
)
LISTS = ("spots", "regions")
_YEAR = 365.25

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ragged:
    """A list of numbers for each row: row i has values[starts[i] : starts[i + 1]]."""

    starts: I64
    values: I32


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Reports 0..n-1 in order of their ids, as linking sees them.

    `numbers` maps each of COLUMNS to (n,) numbers, MISSING where nothing is stated: days are proleptic
    ordinals, ages years, texts the codes of what was read. `dob` and `day` are set for exact days only;
    `birth_lo`..`birth_hi` and `day_lo`..`day_hi` always bound what is known; an age bounds the birth
    where the date of harm is known. `lists` maps each of LISTS to the codes of the most exact part of a
    place text, and of what lies around it. `names` (n, MAX_NAMES) are rows of `table`, which holds each
    sequence of tokens once, -1 after the last; `source` (n,) numbers `sources`, which are sorted.
    `details` are the columns of which nothing is known but their headings.
    """

    ids: Sequence[str]
    sources: tuple[str, ...]
    source: I32
    table: NameTable
    names: I32
    numbers: Mapping[str, I32]
    lists: Mapping[str, Ragged]
    details: tuple[Detail, ...] = ()

    def __len__(self) -> int:
        return int(self.source.size)

    @property
    def named(self) -> NDArray[np.bool_]:
        """Which reports state a name; shape (n,)."""
        found: NDArray[np.bool_] = self.names[:, 0] >= 0
        return found

    def is_free(self, duplicate_free: frozenset[str]) -> NDArray[np.bool_]:
        """Say of each source whether each person stands in it once; shape (sources,)."""
        return np.array([source in duplicate_free for source in self.sources], dtype=bool)


class Codes:
    """Numbers for texts, in the order in which they are met; MISSING for None and ""."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of(self, text: str | None) -> int:
        """Give the number of `text`."""
        return self._numbers.setdefault(text, len(self._numbers)) if text else MISSING


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """Lay out a list of numbers for each row."""
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    flat = [value for row in rows for value in row]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    return Ragged(starts=starts, values=np.array(flat, dtype=np.int32))


def gather(
    ids: Sequence[str],
    sources: Sequence[str],
    source: I32,
    texts: Sequence[str],
    names: I32,
    numbers: Mapping[str, I32],
    lists: Mapping[str, Ragged],
    details: tuple[Detail, ...] = (),
) -> Records:
    """Give the records of reports in order of id.

    `names` (n, any) are places in `texts`, -1 for none; a text that names nobody is no name. `numbers`
    holds the spans stated and the codes.
    """
    order = sorted(range(len(texts)), key=texts.__getitem__)
    table, row_of = distinct_rows(name_table([texts[at] for at in order]))
    row_of_text = np.empty(len(texts) + 1, dtype=np.int32)
    row_of_text[order] = np.where(table.lengths[row_of] > 0, row_of, -1)
    row_of_text[-1] = -1
    ranks = {name: rank for rank, name in enumerate(sorted(sources))}
    rank_of = np.array([ranks[name] for name in sources], dtype=np.int32)
    return Records(
        ids=ids,
        sources=tuple(ranks),
        source=rank_of[source] if len(source) else source,
        table=table,
        names=_first_distinct(row_of_text[names]),
        numbers=_with_exact_days(_with_births(numbers)),
        lists=lists,
        details=details,
    )


def _first_distinct(rows: I32) -> I32:
    """Give (n, MAX_NAMES) the first distinct names of each report, -1 after the last."""
    kept = rows.copy()
    for place in range(1, rows.shape[1]):
        for before in range(place):
            kept[kept[:, place] == kept[:, before], place] = -1
    order = np.argsort(kept < 0, axis=1, kind="stable")[:, :MAX_NAMES]
    found = np.full((len(rows), MAX_NAMES), -1, dtype=np.int32)
    found[:, : order.shape[1]] = np.take_along_axis(kept, order, axis=1)
    return found


def _with_births(numbers: Mapping[str, I32]) -> dict[str, I32]:
    """Bound the birth by an age at a known day where no birth is stated."""
    low, high = numbers["birth_lo"], numbers["birth_hi"]
    known = (low == MISSING) & (numbers["age_lo"] != MISSING) & (numbers["day_lo"] != MISSING)
    first = numbers["day_lo"] - np.rint((numbers["age_hi"].astype(np.float64) + 1) * _YEAR)
    last = numbers["day_hi"] - np.rint(numbers["age_lo"].astype(np.float64) * _YEAR)
    return dict(numbers) | {
        "birth_lo": np.where(known, first, low).astype(np.int32),
        "birth_hi": np.where(known, last, high).astype(np.int32),
    }


def _with_exact_days(numbers: Mapping[str, I32]) -> dict[str, I32]:
    exact = {}
    for name, low, high in (("dob", "birth_lo", "birth_hi"), ("day", "day_lo", "day_hi")):
        exact[name] = np.where(numbers[low] == numbers[high], numbers[low], MISSING).astype(np.int32)
    return {column: (dict(numbers) | exact)[column] for column in COLUMNS}
