"""Reduce a table of plain columns to what linking compares, reading each distinct text once.

For lists too long to stand in memory as reports, a million rows and more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.errors import UsedWrongly, ValueRefused
from everyname.link.describe import PlaceCodes, names_in
from everyname.link.records import LISTS, MISSING, Codes, Ragged, Records, gather
from everyname.model import StatedPlace
from everyname.writing.calendars import guess_order, parse_date
from everyname.writing.numerals import read_age
from everyname.writing.sexes import read_sex

__all__ = ["describe_table"]

_NO_SPAN = (MISSING, MISSING)

I32 = NDArray[np.int32]


def describe_table(table: Any, names: Sequence[str] = ("name",)) -> Records:
    """Give the comparable columns of the rows of `table` (pyarrow), in order of their ids.

    Columns of text: `id`, each of `names`; where present, `source` (else all rows are of one), `sex`,
    `birth`, `age`, `date` and `place`, written as people write them. A text that cannot be read says
    nothing. Raises UsedWrongly where the id or a name column is missing or an id stands twice.
    """
    missing = [column for column in ("id", *names) if column not in table.column_names]
    if missing:
        raise UsedWrongly(
            f"The table has no column {', '.join(missing)}.", remedy="Call the columns so, or name others."
        )
    ordered = table.sort_by("id")
    _refuse_twice(ordered["id"])
    texts, rows = _names(ordered, names)
    sources, source = _distinct(ordered, "source")
    places, lists = _places(ordered)
    return gather(
        ids=_Texts(ordered["id"]),
        sources=[text or "" for text in sources],
        source=source,
        texts=texts,
        names=rows,
        numbers={
            "sex": _read(ordered, "sex", _sexes)[:, 0],
            **_span(ordered, "birth", "birth", _days),
            **_span(ordered, "age", "age", _ages),
            **_span(ordered, "date", "day", _days),
            **places,
        },
        lists=lists,
    )


def _refuse_twice(ids: Any) -> None:
    import pyarrow.compute as compute

    if len(ids) > 1 and compute.any(compute.equal(ids[1:], ids[:-1])).as_py():
        raise UsedWrongly("two rows have one id", remedy="Give every row an id of its own.")


class _Texts(Sequence[str]):
    """A column of texts that makes a string of one only when it is asked for."""

    def __init__(self, column: Any) -> None:
        self._column = column.combine_chunks()

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, at: Any) -> Any:
        found = self._column[at]
        return _Texts(found) if isinstance(at, slice) else found.as_py()


def _distinct(table: Any, column: str) -> tuple[list[str | None], I32]:
    """Give the distinct texts of a column, and the place among them of each row's."""
    import pyarrow as pa

    if column not in table.column_names:
        return [None], np.zeros(table.num_rows, dtype=np.int32)
    coded = table[column].cast(pa.string()).fill_null("").combine_chunks().dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy(zero_copy_only=False).astype(np.int32)


def _names(table: Any, columns: Sequence[str]) -> tuple[list[str], I32]:
    texts: dict[str, int] = {}
    read = []
    for column in columns:
        distinct, rows = _distinct(table, column)
        found = np.full((len(distinct), 2), -1, dtype=np.int32)
        for at, text in enumerate(distinct):
            for place, name in enumerate(names_in(text or "")):
                found[at, place] = texts.setdefault(name, len(texts))
        read.append(found[rows])
    return list(texts), np.concatenate([found[:, place : place + 1] for place in (0, 1) for found in read], 1)


def _read(table: Any, column: str, read: Callable[[Sequence[str]], Sequence[tuple[int, ...]]]) -> I32:
    """Read each distinct text of a column once; shape (rows, numbers)."""
    distinct, rows = _distinct(table, column)
    found: I32 = np.array(read([text or "" for text in distinct]), dtype=np.int32)[rows]
    return found


def _span(table: Any, column: str, name: str, read: Any) -> dict[str, I32]:
    found = _read(table, column, read)
    return {f"{name}_lo": found[:, 0], f"{name}_hi": found[:, 1]}


def _sexes(texts: Sequence[str]) -> list[tuple[int]]:
    codes = Codes()
    return [(codes.of(_or_nothing(read_sex, text)),) for text in texts]


def _ages(texts: Sequence[str]) -> list[tuple[int, int]]:
    return [_or_nothing(read_age, text) or _NO_SPAN for text in texts]


def _days(texts: Sequence[str]) -> list[tuple[int, int]]:
    order = guess_order(texts)
    spans = []
    for text in texts:
        date = _or_nothing(lambda one: parse_date(one, order=order), text)
        known = date is not None and date.earliest is not None
        spans.append((date.earliest.toordinal(), date.latest.toordinal()) if known else _NO_SPAN)
    return spans


def _or_nothing(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueRefused:
        return None


def _places(table: Any) -> tuple[dict[str, I32], dict[str, Ragged]]:
    distinct, rows = _distinct(table, "place")
    codes = PlaceCodes()
    of = np.array([codes.of((StatedPlace(text=text),) if text else ()) for text in distinct])[rows]
    table_of = np.array(codes.numbers, dtype=np.int32)
    numbers = {name: table_of[of, at] for at, name in enumerate(("place", "city", "province", "country"))}
    return numbers, {name: _taken([lists[at] for lists in codes.lists], of) for at, name in enumerate(LISTS)}


def _taken(lists: Sequence[tuple[int, ...]], rows: NDArray[np.int64]) -> Ragged:
    """Give lists[rows[i]] for every i."""
    sizes = np.array([len(one) for one in lists], dtype=np.int64)
    flat = np.array([value for one in lists for value in one], dtype=np.int32)
    begin = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])[:-1]
    starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[rows])])
    at = np.arange(starts[-1]) - np.repeat(starts[:-1] - begin[rows], sizes[rows])
    return Ragged(starts=starts, values=flat[at])
