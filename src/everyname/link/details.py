"""Gather what lists state beside names, births, days and places: numbers, streets, units.

Nothing is known of such a column beforehand; `agreement` and `train` measure what it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import numpy as np
from numpy.typing import NDArray

from everyname.model import Report
from everyname.writing.fold import fold

__all__ = ["Detail", "details_of"]

_MOST = 12  # columns; further ones say little that these do not
_LONGEST = 60  # signs of a middling text; longer ones are tales, not facts
_FEWEST = 3  # reports of a source that state it
_LEAST_SHARE = 0.02  # of the reports of a source
_ALIKE = 0.2  # of the distinct texts of the shorter of two columns stand in both: they hold one thing

I32 = NDArray[np.int32]
Column = dict[int, str]  # report -> folded text


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One column: `code` (reports,) are places in `texts`, which are folded; -1 where nothing is stated."""

    heading: str
    code: I32
    texts: tuple[str, ...]


def details_of(reports: Sequence[Report], source: Sequence[int]) -> tuple[Detail, ...]:
    """Give the columns that two sources state, or one source alone for its duplicates; fullest first.

    Columns of one heading are one. Columns of two headings are one where many of their texts are the same
    ("service no", "service number"); a heading that stands for other things in other lists will be found to
    say nothing.
    """
    columns: dict[str, Column] = defaultdict(dict)
    for at, report in enumerate(reports):
        for header, text in report.others:
            if folded := fold(text):
                columns[fold(header)].setdefault(at, folded)
    sizes = np.bincount(np.asarray(source, dtype=np.int64))
    stated = {heading: _stating(column, source, sizes) for heading, column in columns.items()}
    kept = {
        heading: column for heading, column in sorted(columns.items()) if stated[heading] and _speaks(column)
    }
    _join_alike(kept, stated)
    if len(sizes) > 1:
        kept = {heading: column for heading, column in kept.items() if len(stated[heading]) > 1}
    fullest = sorted(kept, key=lambda heading: (-len(kept[heading]), heading))[:_MOST]
    return tuple(_coded(heading, kept[heading], len(reports)) for heading in fullest)


def _stating(column: Column, source: Sequence[int], sizes: NDArray[np.int64]) -> set[int]:
    """Give the sources in which more than a few reports state it."""
    counts: dict[int, int] = defaultdict(int)
    for at in column:
        counts[source[at]] += 1
    return {one for one, count in counts.items() if count >= max(_FEWEST, _LEAST_SHARE * sizes[one])}


def _speaks(column: Column) -> bool:
    texts = set(column.values())
    return len(texts) > 1 and median(map(len, texts)) <= _LONGEST


def _join_alike(columns: dict[str, Column], stated: Mapping[str, set[int]]) -> None:
    """Make one column of two that no source has both of and whose texts are largely the same."""
    texts = {heading: set(column.values()) for heading, column in columns.items()}
    alike = {
        pair: share
        for pair in combinations(columns, 2)
        if not stated[pair[0]] & stated[pair[1]]
        and (share := _shared(*(texts[one] for one in pair))) >= _ALIKE
    }
    for one, other in sorted(alike, key=lambda pair: (-alike[pair], pair)):
        if one in columns and other in columns and not stated[one] & stated[other]:
            columns[one] |= columns.pop(other)
            stated[one].update(stated[other])


def _shared(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _coded(heading: str, column: Column, reports: int) -> Detail:
    texts = {text: at for at, text in enumerate(dict.fromkeys(_in_order(column)))}
    code = np.full(reports, -1, dtype=np.int32)
    code[list(column)] = [texts[text] for text in column.values()]
    return Detail(heading=heading, code=code, texts=tuple(texts))


def _in_order(column: Column) -> Iterable[str]:
    return (column[at] for at in sorted(column))
