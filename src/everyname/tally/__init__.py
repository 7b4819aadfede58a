"""Count documented persons; persons x lists -> pattern table."""

from everyname.tally.count import AGE_BANDS, DIMENSIONS, Tally, count
from everyname.tally.patterns import joined_lists, lists_by_person, usable_lists

__all__ = [
    "AGE_BANDS",
    "DIMENSIONS",
    "Tally",
    "count",
    "joined_lists",
    "lists_by_person",
    "usable_lists",
]
