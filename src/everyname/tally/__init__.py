"""Count documented persons; persons x lists -> pattern table."""

from everyname.tally.count import AGE_BANDS, DIMENSIONS, Tally, count
from everyname.tally.patterns import joined_lists, lists_by_person, usable_lists
from everyname.tally.tabulate import columns_of, tabulate

__all__ = [
    "AGE_BANDS",
    "DIMENSIONS",
    "Tally",
    "columns_of",
    "count",
    "joined_lists",
    "lists_by_person",
    "tabulate",
    "usable_lists",
]
