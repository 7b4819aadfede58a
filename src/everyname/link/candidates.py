"""Propose pairs of reports worth comparing: the union of independent families of keys.

A key shared by more reports than the cap pairs each only with its nearest neighbours, so time is
bounded whatever a list repeats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyname.link.describe import Described
from everyname.link.settings import Settings
from everyname.names import name_keys, parse_name
from everyname.names.keys import FAMILIES, given_keys, token_skeletons

__all__ = ["Candidates", "propose"]

_ALL_PAIRS = 450  # up to this many named reports, every pair is compared
_BIRTH_FAMILIES = ("birth_given", "birth_family", "year_family")
_NAMELESS_FAMILIES = ("day_given", "age_given_spot")  # these need no family name
# (block, window) of keys that say little about a name, where the settings' own would let in too many.
_CAPS = {
    "given_father": (16, 2),
    "father_family": (32, 4),
    "letters": (6, 1),
    "day_given": (12, 2),
    "age_given_spot": (16, 3),
}
_FAMILIES = (*FAMILIES, *_BIRTH_FAMILIES, *_NAMELESS_FAMILIES, "every")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Pairs of places in the described reports (left < right), and how many each family proposed."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    by_family: tuple[tuple[str, int], ...]


def propose(described: Sequence[Described], duplicate_free: frozenset[str], settings: Settings) -> Candidates:
    """Give the candidate pairs; two reports of one duplicate-free source are never a pair."""
    import duckdb
    import pyarrow as pa

    rows = list(_key_rows(described, duplicate_free))
    columns = [[row[place] for row in rows] for place in range(5)]
    del rows  # the largest thing here
    keys = pa.table(
        {
            "report": pa.array(columns[0], pa.int64()),
            "family": pa.array(columns[1], pa.int16()),
            "key": pa.array(columns[2], pa.string()),
            "closed": pa.array(columns[3], pa.int64()),
            "nearness": pa.array(columns[4], pa.int64()),
        }
    )
    with duckdb.connect(":memory:", config={"threads": settings.threads}) as connection:
        connection.register("given", keys)
        return _pairs(connection, settings)


def _key_rows(
    described: Sequence[Described], duplicate_free: frozenset[str]
) -> Iterator[tuple[int, int, str, int, int]]:
    numbers = {source: number for number, source in enumerate(sorted(duplicate_free))}
    few = sum(1 for one in described if one.names) <= _ALL_PAIRS
    nearness = _nearness(described)
    for at, one in enumerate(described):
        # Reports that share a value here are never a pair; an open source gives each its own.
        closed = numbers.get(one.source, -1 - at)
        keys = {key for name in one.names for key in _all_keys(one, name)}
        for key in sorted(keys):
            family, _, rest = key.partition(":")
            yield at, _FAMILIES.index(family), rest, closed, nearness[at]
        if few and one.names:
            yield at, _FAMILIES.index("every"), "", closed, nearness[at]


def _nearness(described: Sequence[Described]) -> list[int]:
    """Give each report's place in the order of birth, date and place, by which a large block is paired."""

    def near(at: int) -> tuple[int, int, str, str, str]:
        one = described[at]
        return one.birth_lo or 0, one.day_lo or 0, one.province or "", one.city or "", one.id

    places = [0] * len(described)
    for place, at in enumerate(sorted(range(len(described)), key=near)):
        places[at] = place
    return places


def _all_keys(one: Described, name: str) -> tuple[str, ...]:
    return (*name_keys(name), *_birth_keys(one, name), *_given_name_keys(one, name))


def _given_name_keys(one: Described, name: str) -> Iterator[str]:
    """Give the keys that a mangled family name cannot spoil: the given name with a day, or age and place.

    A day gives its own key and the next one's, so that days one apart meet; an age likewise.
    """
    for given in given_keys(name):
        if one.day is not None:
            yield f"day_given:{one.day}|{given}"
            yield f"day_given:{one.day + 1}|{given}"
        if one.age_lo is not None and one.age_lo == one.age_hi:
            for spot in one.spots or ():
                yield f"age_given_spot:{one.age_lo}|{spot}|{given}"
                yield f"age_given_spot:{one.age_lo + 1}|{spot}|{given}"


def _birth_keys(one: Described, name: str) -> Iterator[str]:
    parsed = parse_name(name)
    if one.dob is not None:
        for family, token in zip(_BIRTH_FAMILIES, (parsed.given, parsed.family), strict=False):
            for skeleton in token_skeletons(token) if token else ():
                yield f"{family}:{one.dob}|{skeleton}"
    if one.birth_lo is not None and one.birth_hi is not None and one.birth_hi - one.birth_lo < 1200:
        given = {skeleton[:1] for skeleton in token_skeletons(parsed.given)}
        for year in range(one.birth_lo // 365, one.birth_hi // 365 + 1):
            for skeleton in token_skeletons(parsed.family) if parsed.family else ():
                for first in sorted(given):
                    yield f"year_family:{year}|{first}|{skeleton}"


# A small block gives every pair in it; a large one only neighbours in birth, date and place. The two
# are parted into tables first: joined in one, the large blocks would be enumerated before the cap.
_SQL = """
create temp table keys as
    select *, count(*) over (partition by family, key) as size,
        row_number() over (partition by family, key order by nearness, report) as place
    from given;
create temp table caps (family smallint, block bigint, reach bigint);
insert into caps values {caps};
create temp table small as select k.* from keys k join caps using (family) where size <= block;
create temp table large as select k.*, reach from keys k join caps using (family) where size > block;
create temp table found as
    select least(a.report, b.report) as one, greatest(a.report, b.report) as other, a.family as family
    from small a join small b on a.family = b.family and a.key = b.key
    where a.place < b.place and a.closed <> b.closed
    union
    select least(a.report, b.report), greatest(a.report, b.report), a.family
    from (select *, unnest(range(1, reach + 1)) as step from large) a
    join large b on a.family = b.family and a.key = b.key and b.place = a.place + a.step
    where a.closed <> b.closed;
"""


def _caps(settings: Settings) -> Iterator[tuple[int, int, int]]:
    """Give (family, block, window); every pair of a small book is compared."""
    for number, family in enumerate(_FAMILIES):
        block, window = _CAPS.get(family, (settings.block, settings.window))
        whole = family == "every"
        yield number, _ALL_PAIRS if whole else min(block, settings.block), min(window, settings.window)


def _pairs(connection: Any, settings: Settings) -> Candidates:
    connection.execute(_SQL.format(caps=", ".join(map(str, _caps(settings)))))
    table = connection.execute("select distinct one, other from found order by 1, 2").fetchnumpy()
    counts = connection.execute("select family, count(*) from found group by 1 order by 1").fetchall()
    return Candidates(
        left=np.asarray(table["one"], dtype=np.int64),
        right=np.asarray(table["other"], dtype=np.int64),
        by_family=tuple((_FAMILIES[number], count) for number, count in counts),
    )
