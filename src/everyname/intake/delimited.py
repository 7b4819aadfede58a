"""Read the cells of a CSV or TSV text, whatever its separator."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from everyname.errors import FileRefused

__all__ = ["SEPARATORS", "Cells", "read_delimited"]

SEPARATORS = {
    ",": "comma",
    ";": "semicolon",
    "\t": "tab",
    "|": "bar",
    "،": "Arabic comma",
    "؛": "Arabic semicolon",
}
_END = "\x00end of the file\x00"
_SAMPLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Rows of cells as a spreadsheet shows them: the first is row 1, blank rows stand in their place."""

    rows: tuple[tuple[str, ...], ...]
    separator: str
    notes: tuple[str, ...] = ()


def read_delimited(text: str, file_name: str) -> Cells:
    """Split a text into rows and cells (RFC 4180 quoting); raises FileRefused on an open quote.

    A first line `sep=;`, as spreadsheet programs write it, names the separator and is no row.
    """
    text = text.removeprefix("\ufeff")
    named, rest = _named_separator(text)
    separator = named or _sniff(rest)
    rows = _split(rest, separator, file_name)
    return Cells(rows=tuple(rows), separator=separator)


def _named_separator(text: str) -> tuple[str, str]:
    line, _, rest = text.partition("\n")
    line = line.strip("\r")
    if line[:4].lower() == "sep=" and line[4:5] in SEPARATORS and len(line) == 5:
        return line[4], rest
    return "", text


def _sniff(text: str) -> str:
    """Choose the separator that gives the most rows of one width; a comma where none does."""
    sample = _first_lines(text)
    best, best_score = ",", (0.0, 0)
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in _rows(sample, separator) if any(row))
        if not widths:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = (round(rows / widths.total(), 1), width)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    return best


def _first_lines(text: str) -> str:
    lines = text.splitlines(keepends=True)[:_SAMPLE]
    return "".join(lines)[:200_000]


def _rows(text: str, separator: str) -> list[list[str]]:
    # splitlines() would also split at U+2028 and form feeds, which belong to cells.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    try:
        return list(csv.reader((f"{line}\n" for line in lines), delimiter=separator))
    except csv.Error:
        return []


def _split(text: str, separator: str, file_name: str) -> list[tuple[str, ...]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    # The last line is ours: where a quote stands open it is swallowed, and the loss would be silent.
    reader = csv.reader((f"{line}\n" for line in [*lines, _END]), delimiter=separator)
    try:
        rows = [tuple(cells) for cells in reader]
    except csv.Error as error:
        raise _open_quote(file_name, reader.line_num) from error
    if rows[-1] != (_END,):
        raise _open_quote(file_name, len(rows))
    return rows[:-1]


def _open_quote(file_name: str, row: int) -> FileRefused:
    return FileRefused(
        f'{file_name}: a quotation mark (") opens in row {row} and never closes.',
        kept="Nothing was taken from it, since the rows after it cannot be told apart.",
        remedy=f'Close the quotation mark in row {row}, or write it twice (""), and give the file again.',
    )
