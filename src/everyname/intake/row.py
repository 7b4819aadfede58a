"""Read one row of a list as one report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import TypeVar

from everyname.errors import ValueRefused
from everyname.intake.header_words import calendar_of, role_of
from everyname.intake.mapping_file import Mapping
from everyname.intake.outcomes import read_outcome
from everyname.model.dates import StatedDate
from everyname.model.report import (
    Picture,
    Report,
    StatedAge,
    StatedName,
    StatedOutcome,
    StatedPlace,
    StatedSex,
)
from everyname.places.resolve import resolve_place
from everyname.writing.calendars import parse_date
from everyname.writing.fold import fold, script_of
from everyname.writing.numerals import read_age
from everyname.writing.placeholders import is_placeholder
from everyname.writing.sexes import read_sex

__all__ = ["MAX_NAME", "Reading", "read_row"]

_T = TypeVar("_T")

MAX_NAME = 500
"""Code points; the longest real names in use are far below it."""
_OVERRIDES = frozenset("\u202d\u202e")  # embeddings and isolates cannot turn the letters of a word round
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PARTS = re.compile(r"\s*[;|\n]\s*|\s*,\s*(?=https?://|www\.)|\s+(?=https?://)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How the rows of one list are read: whose words, which column what, and the date order of each.

    With `lenient`, an impossible or ambiguous date or age is left unread and does not refuse its row.
    """

    source: str
    headers: tuple[str, ...]
    places: MappingType[str, int]
    mapping: Mapping
    orders: MappingType[str, str]
    lenient: bool = False
    columns: MappingType[str, tuple[tuple[str, int], ...]] = field(init=False)
    unmapped: tuple[tuple[str, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        columns = {
            role: tuple((header, self.places[header]) for header in headers)
            for role, headers in self.mapping.columns.items()
        }
        mapped = self.mapping.mapped
        unmapped = tuple((header, i) for i, header in enumerate(self.headers) if header not in mapped)
        object.__setattr__(self, "columns", columns)
        object.__setattr__(self, "unmapped", unmapped)


def read_row(cells: Sequence[str], reading: Reading) -> tuple[Report, tuple[str, ...]]:
    """Give the report of a row, and what was left unread in it; raises ValueRefused with the reason.

    An impossible or ambiguous value refuses the row. A word that is merely not known ("Ma" for a
    sex) is left unread: it is kept under its header, and named.
    """
    _refuse_shape(cells, reading)
    row = _Row(cells, reading)
    report = Report(
        source=reading.source,
        own_id=next((text for _, text in row.said("id")), ""),
        names=row.names(),
        ages=row.ages(),
        sexes=row.sexes(),
        dates=row.dates("date"),
        births=row.dates("birth"),
        places=row.stated_places(),
        outcomes=row.outcomes(),
        links=tuple(dict.fromkeys(part for _, text in row.said("link") for part in _parts(text))),
        pictures=tuple(Picture(file_name=part) for _, text in row.said("picture") for part in _parts(text)),
        others=row.others(),
    )
    return report, tuple(f"{header} {text!r} was left unread" for header, text in row.unread)


def _refuse_shape(cells: Sequence[str], reading: Reading) -> None:
    if len(cells) > len(reading.headers):
        raise ValueRefused(
            f"it has {len(cells)} values under {len(reading.headers)} headers",
            remedy="put a value that holds the separator in quotation marks",
        )
    if _CONTROLS.search(" ".join(cells)):
        header, cell = next(
            (h, c) for h, c in zip(reading.headers, cells, strict=True) if _CONTROLS.search(c)
        )
        code = ord(_CONTROLS.findall(cell)[0])
        raise ValueRefused(f"{header} holds the control character U+{code:04X}", remedy="remove it")
    if _repeats_headers(cells, reading):
        raise ValueRefused("it repeats the headers and speaks of nobody")


def _repeats_headers(cells: Sequence[str], reading: Reading) -> bool:
    """Say whether the row is a second header: of a new page, or in a second language."""
    filled = ((header, cell) for header, cell in zip(reading.headers, cells, strict=True) if cell.strip())
    first = next(filled, None)
    if first is None or not _is_header(*first):
        return False
    rest = [_is_header(header, cell) for header, cell in filled]
    return any(rest) and sum(rest) * 3 > len(rest) * 2


def _is_header(header: str, cell: str) -> bool:
    if cell == header:
        return True
    return len(cell) <= 40 and bool(role := role_of(cell)) and role == role_of(header)


def _parts(text: str) -> list[str]:
    return [part.strip(" ,") for part in _PARTS.split(text) if part.strip(" ,")]


@lru_cache(maxsize=65536)
def _parse_date(text: str, order: str, calendar: str) -> StatedDate | None:
    return parse_date(text, order=order, calendar=calendar)


@lru_cache(maxsize=65536)
def _resolve_place(text: str, province: str = "", country_hint: str = "") -> StatedPlace:
    return resolve_place(text, province=province, country_hint=country_hint)


class _Row:
    """One row's cells by role; `unread` gathers the values no rule could read."""

    def __init__(self, cells: Sequence[str], reading: Reading) -> None:
        self.cells = cells
        self.reading = reading
        self.mapping = reading.mapping
        self.unread: list[tuple[str, str]] = []

    def said(self, role: str) -> Sequence[tuple[str, str]]:
        """Give (header, text) of the role's columns that say something."""
        columns = self.reading.columns.get(role)
        if columns is None:
            return ()
        texts = ((header, self.cells[place].strip()) for header, place in columns)
        return [(header, text) for header, text in texts if text and not is_placeholder(text)]

    def names(self) -> tuple[StatedName, ...]:
        """Give every name stated, each spelling once."""
        texts = [text for _, text in self.said("name")]
        parts = [text for role in ("given", "father", "grandfather", "family") for _, text in self.said(role)]
        if joined := " ".join(parts):
            texts.append(joined)
        names: dict[str, StatedName] = {}
        for text in texts:
            _refuse_name(text)
            if fold(text):
                names.setdefault(text, StatedName(text=text, script=script_of(text)))
        return tuple(names.values())

    def ages(self) -> tuple[StatedAge, ...]:
        """Give the ages; a text without a digit that is no age is left unread."""
        found = []
        for header, text in self.said("age"):
            years = self._try(header, text, read_age, refuse=any(c.isdigit() for c in text))
            if years is not None:
                found.append(StatedAge(text=text, low=years[0], high=years[1]))
        return tuple(found)

    def sexes(self) -> tuple[StatedSex, ...]:
        """Give the sexes; an unknown word is left unread."""
        found = []
        for header, text in self.said("sex"):
            if term := self._try(header, text, read_sex, refuse=False):
                found.append(StatedSex(text=text, term=term))
        return tuple(found)

    def _try(self, header: str, text: str, read: Callable[[str], _T], *, refuse: bool) -> _T | None:
        try:
            return read(text)
        except ValueRefused as refusal:
            if refuse and not self.reading.lenient:
                raise ValueRefused(f"{header}: {refusal.happened}", remedy=refusal.remedy) from refusal
            self.unread.append((header, text))
            return None

    def dates(self, role: str) -> tuple[StatedDate, ...]:
        """Give the dates of a role, one a column; free text is kept unread."""
        found = []
        for header, text in self.said(role):
            date = self._try(header, text, partial(self._date, header), refuse=True)
            if date is not None:
                found.append(date)
        return tuple(found)

    def _date(self, header: str, text: str) -> StatedDate | None:
        order, calendar = self.reading.orders[header], self.mapping.calendar
        if not calendar and calendar_of(header) == "hijri":
            # Only a Hijri header must decide: 1445 alone would be read as a Jalali year.
            try:
                return _parse_date(text, order, "hijri")
            except ValueRefused:
                return _parse_date(text, order, "")
        return _parse_date(text, order, calendar)

    def stated_places(self) -> tuple[StatedPlace, ...]:
        """Give a place for each place column, or for the province, or for the country alone."""
        province = next((text for _, text in self.said("province")), "")
        country = next((text for _, text in self.said("country")), "")
        hint = _resolve_place(country).country if country else ""
        hint = hint or self.mapping.country_hint
        texts = [text for _, text in self.said("place")]
        if texts:
            return tuple(_resolve_place(text, province, hint) for text in texts)
        if province:
            return (_resolve_place(province, "", hint),)
        return (_resolve_place(country),) if country else ()

    def outcomes(self) -> tuple[StatedOutcome, ...]:
        """Give the outcomes stated, or the one the list is a list of."""
        assumed = self.mapping.assumed_outcome
        found = tuple(
            StatedOutcome(text=text, term=read_outcome(text, assumed=assumed))
            for _, text in self.said("outcome")
        )
        return found or ((StatedOutcome(text="", term=assumed),) if assumed else ())

    def others(self) -> tuple[tuple[str, str], ...]:
        """Give the columns no role reads, and the texts that stayed unread, as they stand."""
        cells = ((header, self.cells[place]) for header, place in self.reading.unmapped)
        kept = [(header, text) for header, text in cells if text.strip()]
        return (*kept, *self.unread)


def _refuse_name(text: str) -> None:
    if len(text) > MAX_NAME:
        raise ValueRefused(f"the name has {len(text)} signs; at most {MAX_NAME} can be one person's name")
    for sign in text:
        if sign in _OVERRIDES:
            raise ValueRefused(
                f"the name holds the hidden control {unicodedata.name(sign)}, which makes it read as another",
                remedy="type the name again without it",
            )
