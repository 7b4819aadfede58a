"""Give every report the keys under which others may meet it: of its names, and of a name with a fact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from everyname.compiled import compiled
from everyname.link.records import MISSING, Records
from everyname.names import key_families
from everyname.names.key_families import MOST_KEYS, Keys, put, put_fact_keys, put_given_keys, put_name_keys
from everyname.names.readings import Readings, lay_readings, mix

__all__ = ["FAMILIES", "key_columns"]

_NAMES = len(key_families.FAMILIES)
FAMILIES = (
    *key_families.FAMILIES,
    "birth_given",
    "birth_family",
    "year_family",
    "birthday_given",
    "day_given",
    "harm_slip",
    "age_given_spot",
    "birthday",
    "spot",
    "day_family",
    "initial_family",
    "detail",
    "detail_name",
    "two_details",
)
_BIRTH_GIVEN, _BIRTH_FAMILY, _YEAR_FAMILY, _BIRTHDAY_GIVEN = range(_NAMES, _NAMES + 4)
_DAY_GIVEN, _HARM_SLIP, _AGE_GIVEN_SPOT, _BIRTHDAY, _SPOT = range(_NAMES + 4, _NAMES + 9)
_DAY_FAMILY, _INITIAL_FAMILY, _DETAIL, _DETAIL_NAME, _TWO_DETAILS = range(_NAMES + 9, _NAMES + 14)

_CHUNK = 1 << 16
_LEAST_INITIALS = 0.005  # of the names begin with a letter alone, where initials are in use
_WIDEST_BIRTH = 1200  # days; a wider one is in too many years to say anything
_TO_1970 = 719163  # the ordinal of 1970-01-01

I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
Columns = tuple[I32, NDArray[np.int8], I64]


class _Facts(NamedTuple):
    """The columns of the reports that keys are made of; MISSING where nothing is stated."""

    dob: I32
    birth_lo: I32
    birth_hi: I32
    day: I32
    age_lo: I32
    age_hi: I32
    dob_slip: I32  # month and day in whatever order
    next_dob_slip: I32
    day_slip: I32
    spot_starts: I64
    spots: I32
    details: (
        I64  # (reports, columns) a number for what is stated in each, the place as the last; 0 for nothing
    )
    initials: I64  # of each token its first letter, all 0 where the lists write none for a name


def key_columns(records: Records) -> Iterator[Columns]:
    """Give (report, family, key) columns, a key once a report, for one run of reports after another."""
    readings = lay_readings(records.table.vocabulary)
    facts = _facts(records)
    tokens, lengths = records.table.tokens, records.table.lengths
    for start in range(0, len(records), _CHUNK):
        stop = min(start + _CHUNK, len(records))
        yield _fill(records.names, tokens, lengths, readings, facts, start, stop)


def _facts(records: Records) -> _Facts:
    numbers, spots = records.numbers, records.lists["spots"]
    return _Facts(
        dob=numbers["dob"],
        birth_lo=numbers["birth_lo"],
        birth_hi=numbers["birth_hi"],
        day=numbers["day"],
        age_lo=numbers["age_lo"],
        age_hi=numbers["age_hi"],
        dob_slip=_slip(numbers["dob"], 0),
        next_dob_slip=_slip(numbers["dob"], 1),
        day_slip=_slip(numbers["day"], 0),
        spot_starts=spots.starts,
        spots=spots.values,
        details=_details(records),
        initials=_initials(records),
    )


def _details(records: Records) -> I64:
    columns = [detail.code.astype(np.int64) for detail in records.details]
    if columns:
        place = records.numbers["place"].astype(np.int64)
        columns.append(np.where(place == MISSING, -1, place))
    found = np.zeros((len(records), len(columns)), dtype=np.int64)
    for at, column in enumerate(columns):
        found[:, at] = np.where(column < 0, 0, (column << 5) + at + 1)
    return found


def _initials(records: Records) -> I64:
    """Give the first letter of every token where enough names of the lists begin with a letter alone."""
    row = records.names[records.named, 0]
    first = records.table.tokens[row, 0]
    alone = np.array([len(token) == 1 for token in records.table.vocabulary], dtype=bool)
    if not first.size or alone[first].mean() < _LEAST_INITIALS:
        return np.zeros(len(records.table.vocabulary), dtype=np.int64)
    return np.array([ord(token[0]) for token in records.table.vocabulary], dtype=np.int64)


def _slip(ordinals: I32, later: int) -> I32:
    """Give the month and day of the month as one number, so that a swap or a wrong year falls away."""
    days = (np.where(ordinals == MISSING, 1, ordinals).astype(np.int64) - _TO_1970 + later).astype("M8[D]")
    months = days.astype("M8[M]")
    day = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    found = np.minimum(day, month) * 32 + np.maximum(day, month)
    return np.where(ordinals == MISSING, MISSING, found).astype(np.int32)


@compiled
def _fill(
    names: I32,
    tokens: I32,
    lengths: NDArray[np.int8],
    readings: Readings,
    facts: _Facts,
    start: int,
    stop: int,
) -> Columns:
    room = 64 * (stop - start) + MOST_KEYS
    report, family, key = np.empty(room, np.int32), np.empty(room, np.int8), np.empty(room, np.int64)
    keys = Keys(np.empty(MOST_KEYS, np.int64), np.empty(MOST_KEYS, np.int8), np.zeros(1, np.int64))
    filled = 0
    for at in range(start, stop):
        keys.filled[0] = 0
        for place in range(names.shape[1]):
            row = names[at, place]
            if row < 0:
                break
            size = lengths[row]
            put_name_keys(keys, readings, tokens[row], size)
            _put_birth_keys(keys, readings, tokens[row], size, facts, at)
            _put_given_keys(keys, readings, tokens[row], size, facts, at)
            _put_family_keys(keys, readings, tokens[row], size, facts, at)
        _put_fact_keys(keys, facts, at)
        count = keys.filled[0]
        if filled + count > key.size:
            report, family, key = _grown(report), _grown(family), _grown(key)
        report[filled : filled + count] = at
        family[filled : filled + count] = keys.family[:count]
        key[filled : filled + count] = keys.key[:count]
        filled += count
    return report[:filled].copy(), family[:filled].copy(), key[:filled].copy()


@compiled
def _grown(column: NDArray[Any]) -> NDArray[Any]:
    wider = np.empty(2 * column.size, column.dtype)
    wider[: column.size] = column
    return wider


@compiled
def _put_birth_keys(keys: Keys, readings: Readings, tokens: I32, size: int, facts: _Facts, at: int) -> None:
    """Add a day of birth with one name, a year of birth with a family name."""
    first, exact = readings.first, readings.exact
    family = tokens[size - 1] if size > 1 else -1
    if facts.dob[at] != MISSING:
        for reading in range(first[tokens[0]], first[tokens[0] + 1]):
            put(keys, _BIRTH_GIVEN, mix(facts.dob[at], exact[reading]))
        if family >= 0:
            for reading in range(first[family], first[family + 1]):
                put(keys, _BIRTH_FAMILY, mix(facts.dob[at], exact[reading]))
    low, high = facts.birth_lo[at], facts.birth_hi[at]
    if family < 0 or low == MISSING or np.int64(high) - low >= _WIDEST_BIRTH:
        return
    for year in range(low // 365, high // 365 + 1):
        for given in range(first[tokens[0]], first[tokens[0] + 1]):
            known = mix(year, readings.head[given])
            for reading in range(first[family], first[family + 1]):
                put(keys, _YEAR_FAMILY, mix(known, exact[reading]))


@compiled
def _put_fact_keys(keys: Keys, facts: _Facts, at: int) -> None:
    """Add facts that few share whatever their names: a day of birth, a street or a hamlet."""
    if keys.filled[0] == 0:
        return  # who has no name is joined by judgement only
    if facts.dob[at] != MISSING:
        put(keys, _BIRTHDAY, facts.dob[at])
    for spot in range(facts.spot_starts[at], facts.spot_starts[at + 1]):
        put(keys, _SPOT, facts.spots[spot])
    details = facts.details[at]
    for one in range(details.size):
        if not details[one]:
            continue
        if one < details.size - 1:  # the place has a family of its own
            put(keys, _DETAIL, details[one])
        for other in range(one + 1, details.size):
            if details[other]:
                put(keys, _TWO_DETAILS, mix(details[one], details[other]))


@compiled
def _put_family_keys(keys: Keys, readings: Readings, tokens: I32, size: int, facts: _Facts, at: int) -> None:
    """Add the family name with the day of harm or with the initial, and each detail with each name."""
    first, exact, day = readings.first, readings.exact, facts.day[at]
    if size > 1:
        for family in range(first[tokens[size - 1]], first[tokens[size - 1] + 1]):
            if day != MISSING:
                put(keys, _DAY_FAMILY, mix(day, exact[family]))
                put(keys, _DAY_FAMILY, mix(day + 1, exact[family]))
            if facts.initials[tokens[0]]:
                put(keys, _INITIAL_FAMILY, mix(facts.initials[tokens[0]], exact[family]))
    for detail in facts.details[at]:
        if detail:
            for place in range(size):
                put(keys, _DETAIL_NAME, mix(detail, exact[first[tokens[place]]]))


@compiled
def _put_given_keys(keys: Keys, readings: Readings, tokens: I32, size: int, facts: _Facts, at: int) -> None:
    """Add keys that a mangled family name cannot spoil: the given name with a day, or an age and a place.

    A day or an age gives its own key and the next one's, so that those one apart meet.
    """
    day, age = facts.day[at], facts.age_lo[at]
    for later in range(2):
        if facts.dob[at] != MISSING:
            slip = facts.next_dob_slip[at] if later else facts.dob_slip[at]
            put_fact_keys(keys, readings, tokens, size, _BIRTHDAY_GIVEN, slip)
        if day != MISSING:
            put_given_keys(keys, readings, tokens, size, _DAY_GIVEN, day + later)
        if age != MISSING and age == facts.age_hi[at]:
            for spot in range(facts.spot_starts[at], facts.spot_starts[at + 1]):
                known = mix(age + later, facts.spots[spot])
                put_given_keys(keys, readings, tokens, size, _AGE_GIVEN_SPOT, known)
    if day != MISSING:
        put_fact_keys(keys, readings, tokens, size, _HARM_SLIP, facts.day_slip[at])
