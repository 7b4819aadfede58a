"""Doubt birth dates heaped on one day: clerks enter 1 January, or a default, for what nobody knows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from everyname.link.records import MISSING, Records

__all__ = ["doubt_heaps"]

_YEAR = 365
_LEAST = 20  # births on one day, before a heap is told from chance
_DEFAULT = 0.004  # share of a source's births on one day, from which it is a default: nothing is known
_NEW_YEAR = 0.02  # share on 1 January of any year (chance is 1/365), from which only the year is known

I32 = NDArray[np.int32]


def doubt_heaps(records: Records) -> Records:
    """Give the records with heaped births as the year they name, or as not stated.

    Heaping at round values is described by Shryock and Siegel, The Methods and Materials of Demography
    (1971), chapter 8; whether a list heaps is measured on the list itself.
    """
    dob = records.numbers["dob"]
    stated = dob != MISSING
    if not stated.any():
        return records
    default = stated & _is_default(records.source, dob, stated)
    new_year = stated & ~default & _is_heaped_new_year(records.source, dob, stated)
    if not default.any() and not new_year.any():
        return records
    numbers = dict(records.numbers)
    numbers["dob"] = np.where(default | new_year, MISSING, dob).astype(np.int32)
    numbers["birth_lo"] = np.where(default, MISSING, numbers["birth_lo"]).astype(np.int32)
    last = numbers["birth_hi"] + np.where(new_year, _YEAR - 1, 0)
    numbers["birth_hi"] = np.where(default, MISSING, last).astype(np.int32)
    return replace(records, numbers=numbers)


def _is_default(source: I32, dob: I32, stated: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which births fall on a day that holds too large a share of their source's births."""
    day = source.astype(np.int64) << 32 | np.where(stated, dob, 0).astype(np.int64)
    _, back, counts = np.unique(day, return_inverse=True, return_counts=True)
    births = np.bincount(source[stated], minlength=int(source.max()) + 1)[source]
    found: NDArray[np.bool_] = (counts[back] >= _LEAST) & (counts[back] > _DEFAULT * births)
    return found


def _is_heaped_new_year(source: I32, dob: I32, stated: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which births are on 1 January in a source that has too many of them."""
    # Ordinal 1 is 0001-01-01; numpy counts days from 1970-01-01, ordinal 719163.
    days = (np.where(stated, dob, 719_163).astype(np.int64) - 719_163).astype("datetime64[D]")
    first = stated & (days == days.astype("datetime64[Y]").astype("datetime64[D]"))
    size = int(source.max()) + 1
    births, heaped = (np.bincount(source[rows], minlength=size) for rows in (stated, first))
    found: NDArray[np.bool_] = first & ((heaped >= _LEAST) & (heaped > _NEW_YEAR * births))[source]
    return found
