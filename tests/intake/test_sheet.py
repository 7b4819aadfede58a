"""Tests of everyname.intake.sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import FileRefused
from everyname.intake.sheet import MAX_COLUMNS, read_sheet


def test_row_numbers_are_those_a_spreadsheet_shows() -> None:
    """Blank rows and line ends inside cells do not shift the number of a row."""
    sheet = read_sheet(b'name,city\n"Nilo\nVarsanti",Tehran\n\nMira,Tehran\n', "list.csv")
    assert [number for number, _ in sheet.rows] == [2, 4]


def test_the_bytes_decide_and_not_the_name() -> None:
    """A comma list named .xlsx is read as the comma list it is."""
    assert read_sheet(b"name,city\nNilo,Tehran\n", "list.xlsx").headers == ("name", "city")


def test_short_rows_are_padded_and_long_rows_stay_long() -> None:
    """A short row is filled up; a long one keeps its values so that it can be refused."""
    sheet = read_sheet(b"name,age,city\nNilo\nMira,22,Tehran,more\nSabo,40,Tehran,,\n", "list.csv")
    assert [len(cells) for _, cells in sheet.rows] == [3, 4, 3]


def test_headers_are_made_distinct() -> None:
    """Two columns of one header can be told apart, and the account says so."""
    sheet = read_sheet(b"name,note,note,\nNilo,a,b,c\n", "list.csv")
    assert sheet.headers[:3] == ("name", "note", "note (2)")
    assert any("twice" in note for note in sheet.notes)


def test_a_list_without_header_can_be_read_when_told_so() -> None:
    """With has_header false every row is data and columns are called by number."""
    sheet = read_sheet(b"Nilo Varsanti,31\nMira Oltan,22\n", "list.csv", has_header=False)
    assert sheet.headers == ("column 1", "column 2")
    assert len(sheet.rows) == 2


def test_as_many_columns_as_allowed_are_read() -> None:
    """A list of a thousand columns is read, one more is refused."""
    wide = ",".join(["name", *(f"q{i}" for i in range(MAX_COLUMNS - 1))])
    row = ",".join(["Nilo"] + ["x"] * (MAX_COLUMNS - 1))
    assert len(read_sheet(f"{wide}\n{row}\n".encode(), "list.csv").headers) == MAX_COLUMNS
    with pytest.raises(FileRefused, match="columns"):
        read_sheet(f"{wide},more\n{row},x\n".encode(), "list.csv")


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No file breaks the reader: it is a sheet with rows, or refused in three parts."""
    try:
        sheet = read_sheet(data, "list.csv")
    except FileRefused as error:
        refused = error
    else:
        assert sheet.rows
        assert len(set(sheet.headers)) == len(sheet.headers)
        return
    assert refused.kept
    assert refused.remedy
