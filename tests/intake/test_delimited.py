"""Tests of everyname.intake.delimited."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import FileRefused
from everyname.intake.delimited import SEPARATORS, read_delimited

CELL = st.text(alphabet=st.sampled_from('ab ,;|\t"\nن۱'), max_size=6)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_the_separator_is_found(separator: str) -> None:
    """A list may be separated by any of the signs lists use."""
    text = "\n".join(separator.join(row) for row in (("name", "age"), ("Nilo", "31"), ("Mira", "22")))
    found = read_delimited(text, "list.csv")
    assert found.separator == separator
    assert found.rows[2] == ("Mira", "22")


def test_a_separator_inside_cells_does_not_win() -> None:
    """Semicolons inside cells of a comma list part no cells."""
    found = read_delimited("name,links,city\nNilo,a; b,Tehran\nMira,c; d,Tehran\n", "list.csv")
    assert found.rows[1] == ("Nilo", "a; b", "Tehran")


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    """Quoted separators, quotation marks and line ends come back as they were given."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([["one", "two", "three"], *rows])
    found = read_delimited(f"sep=,\n{out.getvalue()}", "list.csv")
    assert [list(row) for row in found.rows[1:]] == rows


def test_an_open_quotation_mark_names_its_row() -> None:
    """A quotation mark that never closes is refused by row, since it would swallow the rest."""
    with pytest.raises(FileRefused, match="row 2"):
        read_delimited('name,age\n"Nilo,31\nMira,22\n', "list.csv")
