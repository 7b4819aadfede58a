"""Find the row that names the columns; refuse a list that has none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from everyname.errors import FileRefused, ValueRefused
from everyname.intake.header_words import role_of
from everyname.writing.fold import fold
from everyname.writing.placeholders import is_placeholder
from everyname.writing.sexes import read_sex

__all__ = ["find_header"]

_LOOK = 25  # rows from the top in which a header may stand under title rows
_NUMBER_LIKE = re.compile(r"[\d\s.,:/\\+-]*\d[\d\s.,:/\\+-]*")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


def find_header(grid: Sequence[tuple[str, ...]], file_name: str) -> int:
    """Give the index of the header row; raises FileRefused where the first full row looks like data.

    Rows above it with far fewer cells are titles. A row is a header when it holds a word known to
    name a column, or when its cells are unlike the cells below them.
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in grid[:200]]
    if not any(filled):
        raise FileRefused(
            f"{file_name} has no row with a value.",
            kept="Nothing was taken from it.",
            remedy="Check that the right file was given.",
        )
    usual = sorted(count for count in filled if count)[sum(1 for count in filled if count) // 2]
    for at, row in enumerate(grid[:_LOOK]):
        if filled[at] and filled[at] * 2 > usual and _known(row) and not _mostly_data(row):
            return at
    at = next(i for i, count in enumerate(filled) if count * 2 > usual)
    if _mostly_data(grid[at]) or not _differs_from_below(grid, at):
        raise _no_header(file_name, at + 1)
    return at


def _known(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip() and role_of(cell))


def _data_like(cell: str) -> bool:
    """Say whether a cell can only be a value: a number, a date, a link, a sex."""
    text = cell.strip()
    if _NUMBER_LIKE.fullmatch(text) or _LINK.match(text):
        return True
    return len(text) > 1 and _is_sex(text)


def _is_sex(text: str) -> bool:
    try:
        return bool(read_sex(text))
    except ValueRefused:
        return False


def _mostly_data(row: Sequence[str]) -> bool:
    values = [cell for cell in row if cell.strip()]
    data = sum(1 for cell in values if _data_like(cell))
    return data > 0 and data >= _known(row)


def _differs_from_below(grid: Sequence[tuple[str, ...]], at: int) -> bool:
    """Say whether some column holds values of a kind its first cell is not, and none repeats it."""
    different = False
    for place, cell in enumerate(grid[at]):
        below = [row[place] for row in grid[at + 1 : at + 200] if place < len(row) and row[place].strip()]
        if not cell.strip() or not below:
            continue
        if fold(cell) in {fold(value) for value in below} and not is_placeholder(cell):
            return False
        typed = sum(1 for value in below if _data_like(value))
        different = different or (typed >= 0.6 * len(below) and not _data_like(cell))
    return different


def _no_header(file_name: str, row: int) -> FileRefused:
    return FileRefused(
        f"{file_name} has no header: row {row} looks like a person, not like the names of columns.",
        kept="Nothing was taken from it.",
        remedy="Add a row at the top that names the columns, or give a mapping with has_header = false.",
    )
