"""Read a list's bytes into headers and numbered rows, exactly as a person sees them in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from everyname.errors import FileRefused
from everyname.intake.decoding import decode
from everyname.intake.delimited import SEPARATORS, read_delimited
from everyname.intake.header_row import find_header
from everyname.intake.workbook import is_workbook, read_workbook

__all__ = ["MAX_COLUMNS", "Sheet", "read_sheet"]

MAX_COLUMNS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of texts: `headers` distinct, each row with its number (the sheet's first line is 1).

    Short rows are padded to the headers; a row with more values than headers stays longer, so that
    it can be refused by its number and not cut.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str
    dialect: str
    notes: tuple[str, ...] = ()

    def column(self, header: str) -> list[str]:
        """Give the cells under `header`, in row order."""
        place = self.headers.index(header)
        return [cells[place] for _, cells in self.rows]


def read_sheet(data: bytes, file_name: str, *, has_header: bool = True) -> Sheet:
    """Read CSV, TSV, XLSX or ODS; the bytes decide which, not the name; raises FileRefused.

    With `has_header` false the columns are called "column 1", "column 2" and every row is data.
    """
    if is_workbook(data):
        book = read_workbook(data, file_name)
        return _shape(book.rows, file_name, has_header, ("", f"{book.kind} sheet {book.sheet}", book.notes))
    decoded = decode(data, file_name)
    _refuse_markup(decoded.text, file_name)
    cells = read_delimited(decoded.text, file_name)
    dialect = f"separated by {SEPARATORS[cells.separator]}"
    return _shape(cells.rows, file_name, has_header, (decoded.encoding, dialect, cells.notes))


def _refuse_markup(text: str, file_name: str) -> None:
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype", "<html", "<table", "<?xml", "{\\rtf")) or start[:2] in ('{"', "[{"):
        raise FileRefused(
            f"{file_name} is not a table of cells but marked-up text.",
            kept="Nothing was taken from it.",
            remedy="Open it in a spreadsheet program, save it as XLSX, ODS or CSV and give that file.",
        )


def _shape(
    grid: Sequence[tuple[str, ...]],
    file_name: str,
    has_header: bool,
    read_as: tuple[str, str, tuple[str, ...]],
) -> Sheet:
    encoding, dialect, seen = read_as
    notes = list(seen)
    _refuse_width(grid, file_name)
    at, headers = _headers(grid, file_name, notes) if has_header else (-1, ())
    body = [(i + 1, row) for i, row in enumerate(grid) if i > at]
    rows = [(number, _without_empty_tail(row)) for number, row in body if any(c.strip() for c in row)]
    if not rows:
        raise FileRefused(
            f"{file_name} has {'a header and no row under it' if has_header else 'no row with a value'}.",
            kept="Nothing was taken from it.",
            remedy="Check that the whole list was saved, and give it again.",
        )
    if len(rows) < len(body):
        notes.append(f"empty rows passed over: {len(body) - len(rows)}")
    headers = headers or tuple(f"column {i + 1}" for i in range(max(len(cells) for _, cells in rows)))
    padded = tuple((number, cells + ("",) * (len(headers) - len(cells))) for number, cells in rows)
    return Sheet(headers=headers, rows=padded, encoding=encoding, dialect=dialect, notes=tuple(notes))


def _headers(
    grid: Sequence[tuple[str, ...]], file_name: str, notes: list[str]
) -> tuple[int, tuple[str, ...]]:
    at = find_header(grid, file_name)
    if above := [i + 1 for i in range(at) if any(c.strip() for c in grid[i])]:
        notes.append(f"the header is row {at + 1}; title rows above it: {', '.join(map(str, above))}")
    return at, _distinct(_without_empty_tail(grid[at]), notes)


def _refuse_width(grid: Sequence[tuple[str, ...]], file_name: str) -> None:
    width = max((len(_without_empty_tail(row)) for row in grid), default=0)
    if width > MAX_COLUMNS:
        raise FileRefused(
            f"{file_name} has {width} columns; at most {MAX_COLUMNS} can be read.",
            kept="Nothing was taken from it.",
            remedy="Check the separator, or leave out the columns that say nothing about a person.",
        )


def _without_empty_tail(row: tuple[str, ...]) -> tuple[str, ...]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _distinct(headers: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    """Name every column apart: blank headers by place, repeated ones by a number."""
    names: list[str] = []
    for place, header in enumerate(headers):
        name = " ".join(header.split()) or f"column {place + 1}"
        if not header.strip():
            notes.append(f"column {place + 1} has no header and is called {name!r}")
        if name in names:
            count = 2
            while f"{name} ({count})" in (*names, *headers):
                count += 1
            notes.append(f"the header {name!r} stands twice; the later is called '{name} ({count})'")
            name = f"{name} ({count})"
        names.append(name)
    return tuple(names)
