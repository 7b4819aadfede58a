"""Open data: lossless, described, the same as the statements."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from edition.invented import cases, edition_files, facts, person, report
from everyname.edition.data import join_values, split_values
from everyname.edition.redact import Rules, allow
from everyname.model import to_plain


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@given(st.lists(st.text(min_size=1), max_size=6))
def test_several_values_in_a_cell_come_back(values: list[str]) -> None:
    """Whatever a value holds, also a bar or a backslash, the cell gives the same values back."""
    assert split_values(join_values(values)) == tuple(values)


def test_names_that_look_like_formulas_are_kept() -> None:
    """A name that begins with = + - or @ is the same in the CSV as in the JSON."""
    odd = ["=cmd|'x'!A1", "+Talan", "-Mirvash", "@Sefand", 'a "quoted", name']
    shown = edition_files(
        allow(facts(cases=tuple(person(n, report(name=x)) for n, x in enumerate(odd))), Rules())
    )
    found = {split_values(row["names"])[0] for row in _rows(shown["data/persons.csv"])}
    assert found == set(odd)


def test_every_column_is_in_the_dictionary() -> None:
    """The dictionary names every column of every CSV file, in order."""
    files = edition_files(allow(facts(), Rules()))
    described = json.loads(files["data/dictionary.json"])["files"]
    for name, fields in described.items():
        header = next(csv.reader(io.StringIO(files[f"data/{name}"].decode(), newline="")))
        assert header == [field["field"] for field in fields]


def test_json_holds_the_persons_as_published() -> None:
    """persons.json is the list of persons of the edition, one a line."""
    edition = allow(facts(), Rules())
    data = edition_files(edition)["data/persons.json"]
    assert json.loads(data)["persons"] == [to_plain(p) for p in edition.persons]
    assert json.loads(data)["note"] == "Everybody in this edition is invented."


def test_an_empty_book_gives_data_too() -> None:
    """An edition of nobody still has readable files."""
    files = edition_files(allow(facts(cases=(), claims=()), Rules()))
    assert json.loads(files["data/persons.json"])["persons"] == []
    assert _rows(files["data/persons.csv"]) == []


def test_reports_csv_has_a_row_for_each_saying() -> None:
    """Each source's words of each shown person are one row."""
    shown = [case for case in cases() if not case.withheld]
    rows = _rows(edition_files(allow(facts(), Rules()))["data/reports.csv"])
    assert len(rows) == sum(len(case.person.reports) for case in shown)
