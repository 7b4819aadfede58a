"""Tests of everyname.intake.header_row."""

from __future__ import annotations

import pytest

from everyname.errors import FileRefused
from everyname.intake.header_row import find_header

PEOPLE = [("Nilo Varsanti", "31", "male"), ("Mira Oltan", "22", "female"), ("Sabo Kerin", "40", "male")]


def test_title_rows_are_not_the_header() -> None:
    """Titles above the header, and empty rows, are passed over."""
    grid = [("List of an invented office", "", ""), ("", "", ""), ("name", "age", "sex"), *PEOPLE]
    assert find_header(grid, "list.csv") == 2


@pytest.mark.parametrize("header", [("a", "b", "c"), ("Spalte A", "Spalte B", "Spalte C")])
def test_unknown_headers_are_known_by_being_unlike_the_cells_below(header: tuple[str, ...]) -> None:
    """A header in words we do not know still is one where numbers or sexes stand below words."""
    assert find_header([header, *PEOPLE], "list.csv") == 0


@pytest.mark.parametrize("grid", [PEOPLE, [(row[0], "Tehran") for row in PEOPLE], [(p[0],) for p in PEOPLE]])
def test_a_person_is_not_taken_for_a_header(grid: list[tuple[str, ...]]) -> None:
    """A list that begins with a person is refused, so that the person is not lost as a header."""
    with pytest.raises(FileRefused, match="row 1 looks like a person"):
        find_header(grid, "list.csv")


def test_a_one_column_list_of_names_has_a_header() -> None:
    """A list of names alone is read by its header."""
    assert find_header([("نام",), ("نیلو ورسانتی",), ("میرا التان",)], "list.csv") == 0
