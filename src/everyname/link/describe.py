"""Reduce reports to the columns that linking compares."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from everyname.errors import UsedWrongly
from everyname.link.details import details_of
from everyname.link.place_keys import place_keys
from everyname.link.records import LISTS, MISSING, Codes, Records, gather, ragged
from everyname.model import Report, StatedDate, StatedPlace
from everyname.names import parse_name
from everyname.writing.fold import fold

__all__ = ["Linkable", "PlaceCodes", "describe", "names_in"]

Linkable = tuple[str, Report]

_CALLED = re.compile(r"[^()]+\(([^()]{2,30})\)\s*([^()]+)")
_GENERATION = re.compile(r"(.+?)[,\s]+(?:jr|sr|ii|iii|iv)\b\.?\s*", re.IGNORECASE)
_SPANS = ("birth_lo", "birth_hi", "age_lo", "age_hi", "day_lo", "day_hi")
_READ = ("place", "city", "province", "country")
_NO_SPAN = (MISSING, MISSING)

I32 = NDArray[np.int32]


def describe(reports: Sequence[Linkable]) -> Records:
    """Give the comparable columns of reports, in order of their ids.

    Raises UsedWrongly for an id given twice.
    """
    ordered = sorted(reports, key=lambda given: given[0])
    if any(one[0] == other[0] for one, other in pairwise(ordered)):
        raise UsedWrongly("two reports have one id", remedy="Give every report an id of its own.")
    sexes, places = Codes(), PlaceCodes()
    sources = {name: at for at, name in enumerate(dict.fromkeys(report.source for _, report in ordered))}
    texts: dict[str, int] = {}
    spans = [_spans(report) for _, report in ordered]
    codes = [places.of(report.places) for _, report in ordered]
    names = [[texts.setdefault(name, len(texts)) for name in _names(report)] for _, report in ordered]
    numbers = _columns(_SPANS, spans) | _columns(_READ, [places.numbers[code] for code in codes])
    numbers["sex"] = np.array([sexes.of(_sex(report)) for _, report in ordered], dtype=np.int32)
    return gather(
        ids=[report_id for report_id, _ in ordered],
        source=np.array([sources[report.source] for _, report in ordered], dtype=np.int32),
        sources=list(sources),
        texts=list(texts),
        names=_padded(names),
        numbers=numbers,
        lists={name: ragged([places.lists[code][at] for code in codes]) for at, name in enumerate(LISTS)},
        details=details_of(
            [report for _, report in ordered], [sources[report.source] for _, report in ordered]
        ),
    )


def names_in(text: str) -> tuple[str, ...]:
    """Give a name as written, and another reading where there is one.

    "Given (Called) Family" is also "Called Family"; "Given Family Jr." is also "Given Family".
    """
    generation = _GENERATION.fullmatch(text)
    other = generation[1] if generation else _by_other_given(text) if "(" in text else ""
    return (text, other) if other else (text,)


class PlaceCodes:
    """Numbers for what places say; a tuple of places that was met is not read again."""

    def __init__(self) -> None:
        self.numbers: list[tuple[int, ...]] = []  # place, city, province, country
        self.lists: list[tuple[tuple[int, ...], ...]] = []  # spots, regions
        self._met: dict[tuple[StatedPlace, ...], int] = {}
        self._texts, self._keys = tuple(Codes() for _ in _READ), Codes()

    def of(self, places: tuple[StatedPlace, ...]) -> int:
        """Give the number of what `places` say, an index of `numbers` and `lists`."""
        if places not in self._met:
            self._met[places] = len(self.numbers)
            read = (
                next((folded for place in places if (folded := fold(place.text))), None),
                *(next((found for p in places if (found := getattr(p, name))), None) for name in _READ[1:]),
            )
            self.numbers.append(tuple(codes.of(text) for codes, text in zip(self._texts, read, strict=True)))
            self.lists.append(tuple(tuple(map(self._keys.of, keys)) for keys in _place_keys(places)))
        return self._met[places]


def _place_keys(places: tuple[StatedPlace, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the keys of the first readable place: of its most exact part, and of what lies around it."""
    parts = next((found for place in places if (found := place_keys(place.text))), ())
    wider = dict.fromkeys(key for part in parts[1:] for key in part)
    return (parts[0] if parts else ()), tuple(wider)


def _columns(names: Sequence[str], rows: Sequence[tuple[int, ...]]) -> dict[str, I32]:
    table = np.array(rows, dtype=np.int32).reshape(len(rows), len(names))
    return {name: np.ascontiguousarray(table[:, at]) for at, name in enumerate(names)}


def _padded(rows: Sequence[Sequence[int]]) -> I32:
    """Give (rows, widest) the numbers of each row, -1 after the last."""
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    table = np.full((len(rows), int(sizes.max(initial=1))), -1, dtype=np.int32)
    table[np.arange(table.shape[1])[None, :] < sizes[:, None]] = [value for row in rows for value in row]
    return table


def _names(report: Report) -> list[str]:
    """Give the names as written, then their other readings."""
    found = [_names_in(name.text) for name in report.names]
    return [names[at] for at in range(2) for names in found if len(names) > at]


_names_in = lru_cache(maxsize=1 << 16)(names_in)


def _by_other_given(text: str) -> str:
    """Read "Given (Called) Family" as "Called Family", "" where no name stands in brackets inside one."""
    found = _CALLED.fullmatch(text.strip())
    if found is None:
        return ""
    called, family = found.groups()
    one_word = len(parse_name(called).tokens) == 1 and any(map(str.isalpha, called))
    return f"{called} {family}" if one_word and parse_name(family).tokens else ""


def _sex(report: Report) -> str | None:
    terms = {sex.term for sex in report.sexes}
    return terms.pop() if len(terms) == 1 else None


def _spans(report: Report) -> tuple[int, ...]:
    ages = report.ages
    age = (min(a.low for a in ages), max(a.high for a in ages)) if ages else _NO_SPAN
    return (*_span(report.births), *age, *_span(report.dates))


def _span(dates: tuple[StatedDate, ...]) -> tuple[int, int]:
    """Give the narrowest interval stated, in ordinals; the earliest of equally narrow ones."""
    known = [(d.earliest, d.latest) for d in dates if d.earliest is not None and d.latest is not None]
    if not known:
        return _NO_SPAN
    first, last = min(known, key=_width)
    return first.toordinal(), last.toordinal()


def _width(span: tuple[datetime.date, datetime.date]) -> tuple[int, datetime.date]:
    return (span[1] - span[0]).days, span[0]
