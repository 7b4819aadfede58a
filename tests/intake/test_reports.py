"""Tests of everyname.intake.reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyname.errors import EverynameError, FileRefused
from everyname.intake.mapping import Mapping, guess_mapping
from everyname.intake.reports import Intake, read_reports
from everyname.intake.sheet import Sheet, read_sheet

CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "Nilo Varsanti", "31", "-3", "4000", "2022-13-45", "03/04/2022", "Tehran", "\u202ex"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
HEADERS = ("id", "name", "age", "sex", "date", "city")
MAPPING = Mapping(
    columns={r: (h,) for r, h in zip(("id", "name", "age", "sex", "date", "place"), HEADERS, strict=True)}
)


def take(text: str) -> Intake:
    sheet = read_sheet(text.encode(), "list.csv")
    return read_reports(sheet, guess_mapping(sheet), "office")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=7), max_size=8))
def test_every_row_is_accounted_for(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, each row is taken once or refused once, under its own number."""
    numbered = tuple((i + 2, tuple(row)) for i, row in enumerate(rows))
    intake = read_reports(Sheet(headers=HEADERS, rows=numbered, encoding="", dialect=""), MAPPING, "office")
    numbers = sorted([row for row, _ in intake.taken] + [row for row, _ in intake.refused])
    assert numbers == [number for number, _ in numbered]
    assert all(reason for _, reason in intake.refused)


def test_an_account_that_does_not_add_up_is_an_error() -> None:
    """Taken and refused rows that do not make up the given ones are never reported as done."""
    with pytest.raises(EverynameError, match="3 rows were given"):
        Intake(taken=(), refused=((2, "x"),), notes=(), given=3)


def test_a_row_twice_is_taken_once() -> None:
    """The second of two equal rows is refused by the number of the first."""
    intake = take("name,age,city\nNilo Varsanti,31,Tehran\nMira Oltan,22,Tehran\nNilo  Varsanti,31,Tehran\n")
    assert intake.refused == ((4, "the same as row 2"),)


def test_a_second_header_is_no_person() -> None:
    """A header repeated in another language under the first is refused and not taken as a person."""
    intake = take("name,age,city\nنام,سن,شهر\nNilo Varsanti,31,Tehran\n")
    assert [row for row, _ in intake.refused] == [2]


def test_unnamed_rows_alike_are_different_people() -> None:
    """Three unnamed persons of one day and place are three, not one."""
    assert len(take("name,date,city\n" + "unknown,2022-09-21,Tehran\n" * 3).taken) == 3


def test_what_stays_unread_is_said_in_the_notes() -> None:
    """A value left unread is named with its row."""
    assert any("row 2" in note and "Mxle" in note for note in take("name,sex\nNilo Varsanti,Mxle\n").notes)


def test_a_mapping_for_another_list_is_refused() -> None:
    """A mapping that names missing columns stops before any row, and says what the list has."""
    sheet = read_sheet(b"name,city\nNilo Varsanti,Tehran\n", "list.csv")
    with pytest.raises(FileRefused, match="who") as refused:
        read_reports(sheet, Mapping(columns={"name": ("who",)}), "office")
    assert "name, city" in refused.value.remedy
