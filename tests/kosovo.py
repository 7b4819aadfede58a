"""Killings in Kosovo, 1999, by four lists, as published: the one real table the tests may hold."""

from __future__ import annotations

from everyname.estimate import Patterns

__all__ = ["KOSOVO", "kosovo_table"]

# Killings in Kosovo, 1999, by the lists EXH, ABA, OSCE, HRW: counts as published by Ball et al. in 2002
KOSOVO = {
    "0001": 306,
    "0010": 936,
    "0011": 123,
    "0100": 845,
    "0101": 31,
    "0110": 217,
    "0111": 32,
    "1000": 1131,
    "1001": 106,
    "1010": 228,
    "1011": 42,
    "1100": 177,
    "1101": 18,
    "1110": 181,
    "1111": 27,
}


def kosovo_table() -> Patterns:
    """Give the table of 4,400 people."""
    rows = ((tuple(map(int, key)), count) for key, count in KOSOVO.items())
    return Patterns.from_rows(("EXH", "ABA", "OSCE", "HRW"), rows)
