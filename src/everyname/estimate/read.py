"""Read a pattern table from CSV text: one 0/1 column a list, then `count`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from everyname.errors import EstimateRefused, FileRefused
from everyname.estimate.patterns import REMEDY, Patterns, check_list_names, place_row

__all__ = ["read_patterns"]

WHOLE = re.compile(r"[0-9]{1,18}(\.0*)?")  # spreadsheets write 12 as 12.0; nothing else is a count


def read_patterns(text: str, name: str) -> Patterns:
    """Read a pattern table; `name` is the file's name for messages; raises FileRefused, EstimateRefused.

        EXH,ABA,OSCE,count
        0,0,1,306

    Comma, semicolon or tab between columns; a pattern not listed counts 0; blank lines are passed over.
    FileRefused names the line that cannot be read; EstimateRefused says that a table that could be read
    counts nobody.
    """
    rows = filled_lines(text, name)
    first = next(rows, None)
    if first is None:
        raise FileRefused(f"{name}: the file is empty", remedy=REMEDY)
    lists = read_header(first[1], name)
    cells: dict[int, int] = {}
    for line, fields in rows:
        try:
            pattern, count = read_row(fields, len(lists))
            place_row(cells, len(lists), pattern, count)
        except EstimateRefused as error:
            raise FileRefused(f"{name}, line {line}: {error.happened}", remedy=error.remedy) from None
    return Patterns.from_cells(lists, cells)


def filled_lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, trimmed fields) of every line that is not blank."""
    body = text.removeprefix("\ufeff")
    heading = next((line for line in body.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for fields in reader:
            trimmed = [field.strip() for field in fields]
            if any(trimmed):
                yield reader.line_num, trimmed
    except csv.Error as error:
        raise FileRefused(
            f"{name}, line {reader.line_num}: not a CSV line ({error})", remedy=REMEDY
        ) from error


def read_header(fields: list[str], name: str) -> tuple[str, ...]:
    """Take the list names from the first line, whose last column is `count`."""
    if fields[-1].casefold() != "count":
        raise FileRefused(
            f"{name}: the last column of the first line is {fields[-1]!r}, not 'count'",
            remedy="Name the lists in the first line and close it with the column 'count'.",
        )
    try:
        check_list_names(tuple(fields[:-1]))
    except EstimateRefused as error:
        raise FileRefused(f"{name}: {error.happened}", remedy=error.remedy) from None
    return tuple(fields[:-1])


def read_row(fields: list[str], list_count: int) -> tuple[tuple[int, ...], int]:
    """Turn one line's fields into a pattern and its count; raises EstimateRefused."""
    if len(fields) != list_count + 1:
        raise EstimateRefused(
            f"{len(fields)} columns where the first line has {list_count + 1}", remedy=REMEDY
        )
    for field in fields[:-1]:
        if field not in ("0", "1"):
            raise EstimateRefused(
                f"{shown(field)} stands in a list's column, which takes 0 or 1", remedy=REMEDY
            )
    if not WHOLE.fullmatch(fields[-1]):
        raise EstimateRefused(f"the count {shown(fields[-1])} is not a whole number from 0 up", remedy=REMEDY)
    return tuple(int(field) for field in fields[:-1]), int(fields[-1].partition(".")[0])


def shown(field: str) -> str:
    """Quote a field for a message, cut short when it is long."""
    return repr(field if len(field) <= 40 else field[:40] + "…")
