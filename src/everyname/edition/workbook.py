"""Write the tables of the open data as one workbook for spreadsheets, where every cell is text.

A cell that begins with = + - or @ is a name or a number as given, and stays what it is: nothing in the
workbook is a formula, a link or a number that a program could round. The same edition gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from everyname.edition.dictionary import FIELD_TEXTS

__all__ = ["MAX_CELL", "MAX_ROWS", "workbook"]

MAX_CELL = 32_767  # signs a cell can hold in this format
MAX_ROWS = 1_048_575  # rows of a sheet, its heading aside
_CUT = "… [cut here; whole in the CSV file]"
_BEGUN = datetime.datetime(2000, 1, 1)
_OPTIONS = {
    "in_memory": True,  # nothing is spilled to the system's temporary folder
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(tables: Mapping[str, Iterable[Sequence[str]]], about: str) -> bytes:
    """Give an XLSX file with a sheet for each CSV file by name and one that explains the columns.

    A cell of more than MAX_CELL signs is cut and says so; the CSV holds it whole. Rows beyond MAX_ROWS go
    on in a further sheet.
    """
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": about, "created": _BEGUN})
    plain = book.add_format({"num_format": "@", "valign": "top"})
    head = book.add_format({"num_format": "@", "bold": True, "bottom": 1})
    for file, rows in tables.items():
        headings = [field for field, _ in FIELD_TEXTS[file]]
        _fill(book, file.removesuffix(".csv"), headings, rows, plain, head)
    told = ((file, field, meaning) for file in tables for field, meaning in FIELD_TEXTS[file])
    _fill(book, "columns", ["file", "column", "meaning"], told, plain, head)
    book.close()
    return out.getvalue()


def _fill(
    book: Any, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]], plain: Any, head: Any
) -> None:
    """Write one table; it goes on in sheets "name 2", "name 3" where one is full."""
    sheet: Any = None
    for place, row in enumerate(rows):
        number, line = divmod(place, MAX_ROWS)
        if line == 0:
            sheet = _begin(book, name if number == 0 else f"{name} {number + 1}", headings, plain, head)
        for column, value in enumerate(row):
            if value:
                sheet.write_string(line + 1, column, _fitting(value), plain)
    if sheet is None:
        _begin(book, name, headings, plain, head)


def _begin(book: Any, name: str, headings: Sequence[str], plain: Any, head: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(headings) - 1, 22, plain)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, head)
    return sheet


def _fitting(value: str) -> str:
    """Cut a text to what a cell can hold; the format counts in units of UTF-16."""
    if len(value.encode("utf-16-le")) // 2 <= MAX_CELL:
        return value
    kept = value.encode("utf-16-le")[: 2 * (MAX_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT
