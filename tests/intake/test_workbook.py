"""Tests of everyname.intake.workbook."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from everyname.errors import FileRefused
from everyname.intake.workbook import MAX_UNPACKED, read_workbook


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_values_are_the_texts_a_person_reads() -> None:
    """Days become ISO days, whole numbers lose their point, truth values stay words."""
    book = openpyxl.Workbook()
    row = ["Nilo", datetime.date(2022, 9, 21), 31.0, 1.5, True, datetime.datetime(2022, 9, 21, 14, 5), None]
    book.active.append(row)
    read = read_workbook(saved(book), "list.xlsx")
    assert (
        read.rows[0]
        == ("Nilo", "2022-09-21", "31", "1.5", "TRUE", "2022-09-21 14:05:00", "")[: len(read.rows[0])]
    )


def test_leading_empty_rows_keep_their_numbers() -> None:
    """A list that begins in row 4 is read with the row numbers the spreadsheet shows."""
    book = openpyxl.Workbook()
    book.active["B4"] = "name"
    assert read_workbook(saved(book), "list.xlsx").rows[3] == ("", "name")


def test_a_cell_merged_downwards_speaks_for_every_row_it_covers() -> None:
    """A city merged over two rows is the city of both, and the account says so."""
    book = openpyxl.Workbook()
    for row in (("city", "name"), ("Tehran", "Nilo"), (None, "Mira")):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    read = read_workbook(saved(book), "list.xlsx")
    assert read.rows[2] == ("Tehran", "Mira")
    assert any("merged" in note for note in read.notes)


def test_a_formula_without_a_stored_value_is_named() -> None:
    """A formula never calculated reads as empty, and the account says so."""
    book = openpyxl.Workbook()
    book.active.append(["name", "=1+1"])
    assert any("formulas" in note for note in read_workbook(saved(book), "list.xlsx").notes)


def test_a_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    """A workbook that would fill the memory is refused, whatever size it states."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as member:
            for _ in range(MAX_UNPACKED // (1 << 24) + 2):
                member.write(bytes(1 << 24))
    with pytest.raises(FileRefused, match="would unpack to more"):
        read_workbook(path.read_bytes(), "bomb.xlsx")
