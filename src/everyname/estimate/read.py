"""Read a pattern table from CSV text: 0/1 columns of lists, `count`, and `replicate`, `stratum` if any."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from everyname.errors import EstimateRefused, FileRefused
from everyname.estimate.frame import ONLY, UNKNOWN, Frame
from everyname.estimate.patterns import REMEDY, Patterns, check_list_names, place_row

__all__ = ["read_frame", "read_patterns"]

WHOLE = re.compile(r"[0-9]{1,18}(\.0*)?")  # spreadsheets write 12 as 12.0; nothing else is a count
LABELS = (
    "replicate",
    "stratum",
)  # columns that say which table a row belongs to; no list may bear these names


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What each column of the file is: the places of the labels (None: not there) and of the lists."""

    width: int
    replicate: int | None
    stratum: int | None
    lists: tuple[int, ...]
    names: tuple[str, ...]


def read_patterns(text: str, name: str) -> Patterns:
    """Read a plain pattern table; `name` is the file's, for messages; raises FileRefused, EstimateRefused.

        EXH,ABA,OSCE,count
        0,0,1,306

    As `read_frame`, for a file that holds one table.
    """
    frame = read_frame(text, name)
    table = frame.tables().get((0, 0))
    if not frame.is_plain or table is None:
        raise FileRefused(
            f"{name}: the file holds {len(frame.replicates)} replicates and {len(frame.strata)} strata",
            remedy="Read it with read_frame, or leave the columns replicate and stratum out.",
        )
    return Patterns.from_cells(frame.lists, table)


def read_frame(text: str, name: str) -> Frame:
    """Read a long pattern table; `name` is the file's, for messages; raises FileRefused, EstimateRefused.

        replicate,stratum,EXH,ABA,OSCE,count
        1,1999-04,0,0,1,306

    Columns `replicate` and `stratum` are not required and may stand anywhere before `count`; an empty stratum
    is "unknown". Comma, semicolon or tab between columns; a pattern not listed counts 0; blank lines are
    passed over. FileRefused names the line that cannot be read; EstimateRefused says that a table that could
    be read counts nobody.
    """
    rows = filled_lines(text, name)
    first = next(rows, None)
    if first is None:
        raise FileRefused(f"{name}: the file is empty", remedy=REMEDY)
    columns = read_header(first[1], name)
    tables: dict[tuple[str, str], dict[int, int]] = {}
    for line, fields in rows:
        try:
            part, pattern, count = read_row(fields, columns)
            place_row(tables.setdefault(part, {}), len(columns.names), pattern, count)
        except EstimateRefused as error:
            raise FileRefused(f"{name}, line {line}: {error.happened}", remedy=error.remedy) from None
    return Frame.from_cells(columns.names, tables)


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


def read_header(fields: list[str], name: str) -> Columns:
    """Take labels and list names from the first line, whose last column is `count`."""
    if fields[-1].casefold() != "count":
        raise FileRefused(
            f"{name}: the last column of the first line is {fields[-1]!r}, not 'count'",
            remedy="Name the lists in the first line and close it with the column 'count'.",
        )
    heads = [field.casefold() for field in fields[:-1]]
    repeated = [label for label in LABELS if heads.count(label) > 1]
    if repeated:
        raise FileRefused(f"{name}: the column {repeated[0]!r} stands twice", remedy=REMEDY)
    lists = tuple(place for place, head in enumerate(heads) if head not in LABELS)
    names = tuple(fields[place] for place in lists)
    try:
        check_list_names(names)
    except EstimateRefused as error:
        raise FileRefused(f"{name}: {error.happened}", remedy=error.remedy) from None
    replicate, stratum = (heads.index(label) if label in heads else None for label in LABELS)
    return Columns(width=len(fields), replicate=replicate, stratum=stratum, lists=lists, names=names)


def read_row(fields: list[str], columns: Columns) -> tuple[tuple[str, str], tuple[int, ...], int]:
    """Turn one line's fields into (replicate, stratum), pattern and count; raises EstimateRefused."""
    if len(fields) != columns.width:
        raise EstimateRefused(
            f"{len(fields)} columns where the first line has {columns.width}", remedy=REMEDY
        )
    values = [fields[place] for place in columns.lists]
    for value in values:
        if value not in ("0", "1"):
            raise EstimateRefused(
                f"{shown(value)} stands in a list's column, which takes 0 or 1", remedy=REMEDY
            )
    if not WHOLE.fullmatch(fields[-1]):
        raise EstimateRefused(f"the count {shown(fields[-1])} is not a whole number from 0 up", remedy=REMEDY)
    part = read_labels(fields, columns)
    return part, tuple(int(value) for value in values), int(fields[-1].partition(".")[0])


def read_labels(fields: list[str], columns: Columns) -> tuple[str, str]:
    """Give a line's (replicate, stratum); raises EstimateRefused for a replicate without a name."""
    replicate = ONLY if columns.replicate is None else fields[columns.replicate]
    if columns.replicate is not None and not replicate:
        raise EstimateRefused(
            "the replicate is empty", remedy="Number the replicates; every row belongs to one."
        )
    return replicate, ONLY if columns.stratum is None else fields[columns.stratum] or UNKNOWN


def shown(field: str) -> str:
    """Quote a field for a message, cut short when it is long."""
    return repr(field if len(field) <= 40 else field[:40] + "…")
