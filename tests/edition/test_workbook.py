"""The workbook: text in every cell, the same rows as the CSV, the same bytes again."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from edition.invented import edition_files, facts, person, report
from everyname.edition import workbook as workbooks
from everyname.edition.redact import Rules, allow
from everyname.edition.workbook import MAX_CELL, workbook

_FORMULAS = [
    "=cmd|'/c calc'!A1",
    "+1-800",
    "-5",
    "@SUM(A1)",
    '=HYPERLINK("https://x.example","y")',
    "\u202e=1+1",
    "＝1+1",
    "1e5",
    "00731",
    "https://x.example/a",
    "mailto:a@x.example",
    "2030-01-01",
    "TRUE",
]


def _sheets(data: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


@pytest.mark.parametrize("text", _FORMULAS)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    """No cell runs, links or is rounded in a spreadsheet, whatever a source wrote."""
    data = workbook({"claims.csv": [[text, "x"]]}, "t")
    cell = openpyxl.load_workbook(io.BytesIO(data))["claims"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_the_workbook_holds_the_rows_of_the_csv() -> None:
    """Every row and cell of each CSV stands in the sheet of its name."""
    odd = (person(n, report(name=x)) for n, x in enumerate(["=1", "نام ساختگی", "a|b\\c"]))
    files = edition_files(allow(facts(cases=tuple(odd)), Rules()))
    sheets = _sheets(files["data/tables.xlsx"])
    for name in ("persons", "reports", "claims"):
        rows = list(csv.reader(io.StringIO(files[f"data/{name}.csv"].decode(), newline="")))
        width = len(rows[0])
        found = [[value or "" for value in [*row, *[""] * width][:width]] for row in sheets[name]]
        assert found == rows
    assert sheets["columns"][0] == ["file", "column", "meaning"]


def test_the_same_edition_gives_the_same_workbook() -> None:
    """The workbook holds no clock, no machine and no program's state."""
    edition = allow(facts(), Rules())
    assert edition_files(edition)["data/tables.xlsx"] == edition_files(edition)["data/tables.xlsx"]


def test_a_text_too_long_for_a_cell_says_where_it_is_whole() -> None:
    """A spreadsheet reader is told that a cell was cut, and a letter outside the base plane is not halved."""
    long = "𐎠" * MAX_CELL
    sheets = _sheets(workbook({"claims.csv": [[long]]}, "t"))
    shown = str(sheets["claims"][1][0])
    assert shown.endswith("[cut here; whole in the CSV file]")
    assert long.startswith(shown.partition("…")[0])
    assert len(shown.encode("utf-16-le")) // 2 <= MAX_CELL


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row is lost where a sheet is full."""
    monkeypatch.setattr(workbooks, "MAX_ROWS", 3)
    sheets = _sheets(workbook({"claims.csv": ([str(n)] for n in range(8))}, "t"))
    parts = [sheets[name] for name in ("claims", "claims 2", "claims 3")]
    assert [row[0] for part in parts for row in part[1:]] == [str(n) for n in range(8)]
    assert {part[0][0] for part in parts} == {"id"}
