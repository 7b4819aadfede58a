"""Tabulate versions of who is one person: people by stratum and by the exact lists that name them.

A version (a draw of the linking) only says which reports are one person; a person's stratum is what the
reports agree on, as in the count. All work is on columns: a book of a million reports has many versions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from everyname.model import Person
from everyname.model.report import Report
from everyname.tally.count import DIMENSIONS

__all__ = ["DIFFERS", "JOINT", "UNKNOWN", "Columns", "columns_of", "tabulate"]

Ints = NDArray[np.int64]

UNKNOWN, DIFFERS = "unknown", "differs"  # no source states it; the sources disagree
JOINT = ", "  # between the parts of a stratum of several dimensions


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """What a table needs of each report, shape (reports,) each.

    `list_of` numbers the lists, -1 for a report of none. `values` holds, for each dimension, the place of the
    stated value in `labels`, whose first two are "unknown" and "differs".
    """

    list_of: Ints
    values: tuple[Ints, ...]
    labels: tuple[tuple[str, ...], ...]


def columns_of(
    reports: Sequence[Report], column_of: Mapping[str, int], dimensions: Sequence[str] = ()
) -> Columns:
    """Read list and strata of reports; `column_of` numbers the list of a source, by the tally's `dimensions`.

    Raises KeyError for a dimension the tally does not have.
    """
    lone = [Person(id="", reports=(("", report),)) for report in reports] if dimensions else []
    values, labels = [], []
    for name in dimensions:
        stated = [DIMENSIONS[name](person) or UNKNOWN for person in lone]
        known = (UNKNOWN, DIFFERS, *sorted(set(stated) - {UNKNOWN, DIFFERS}))
        place = {label: at for at, label in enumerate(known)}
        values.append(np.array([place[value] for value in stated], dtype=np.int64))
        labels.append(known)
    return Columns(
        list_of=np.array([column_of.get(report.source, -1) for report in reports], dtype=np.int64),
        values=tuple(values),
        labels=tuple(labels),
    )


def tabulate(columns: Columns, person: Ints) -> dict[str, dict[int, int]]:
    """Count {stratum: {bitmask of lists: persons}} for one version; `person` numbers each report's person.

    Every stratum any report could belong to is there, those without a value last; the one stratum of no
    dimension is "". Persons on none of the lists are not counted.
    """
    _, at = np.unique(person, return_inverse=True)
    persons = int(at.max(initial=-1)) + 1
    seen = np.zeros(persons, dtype=np.uint64)
    for place in np.unique(columns.list_of[columns.list_of >= 0]).tolist():
        named = np.zeros(persons, dtype=np.uint64)
        named[at[columns.list_of == place]] = 1
        seen |= named << np.uint64(place)
    stratum = np.zeros(persons, dtype=np.int64)
    for value, labels in zip(columns.values, columns.labels, strict=True):
        stratum = stratum * len(labels) + _settled(value, at, persons)
    on = seen > 0
    cells, counts = np.unique(np.stack([stratum[on].astype(np.uint64), seen[on]]), axis=1, return_counts=True)
    names = [JOINT.join(parts) for parts in product(*columns.labels)]
    found: dict[str, dict[int, int]] = {names[at]: {} for at in _in_order(columns.labels)}
    for number, mask, count in zip(cells[0].tolist(), cells[1].tolist(), counts.tolist(), strict=True):
        found[names[number]][mask] = count
    return found


def _settled(value: Ints, at: Ints, persons: int) -> Ints:
    """Give each person the one value its reports state: 0 where none states it, 1 where they differ."""
    least, most = np.full(persons, np.iinfo(np.int64).max), np.zeros(persons, dtype=np.int64)
    stated = value > 0
    np.minimum.at(least, at[stated], value[stated])
    np.maximum.at(most, at[stated], value[stated])
    return np.where(most == 0, 0, np.where(least == most, most, 1))


def _in_order(labels: Sequence[Sequence[str]]) -> list[int]:
    """Order the strata: by the labels of their dimensions, those unknown or in doubt last."""
    places = list(product(*(range(len(part)) for part in labels)))
    return sorted(range(len(places)), key=lambda at: [(place < 2, place) for place in places[at]])
