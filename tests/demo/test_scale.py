"""Invented reports in large numbers."""

import csv
import io

from everyname.demo.scale import many_persons, many_rows


def test_rows_ids_and_duplicates_are_as_asked() -> None:
    """The asked number of rows comes out, each id once, about a fifth of them second reports."""
    rows = list(csv.DictReader(io.StringIO(many_rows(3_000, 1).decode("utf-8"))))
    persons = many_persons(3_000, 1)
    assert len(rows) == len(persons) == 3_000
    assert len({row["id"] for row in rows}) == 3_000
    assert 0.17 < 1 - len(set(persons)) / 3_000 < 0.23
    assert all(row["name"] for row in rows)


def test_reports_of_one_person_agree_more_than_those_of_two() -> None:
    """Truth shows in the rows: second reports mostly keep the city, and some change the spelling."""
    rows = list(csv.DictReader(io.StringIO(many_rows(3_000, 2).decode("utf-8"))))
    by_person: dict[int, list[dict[str, str]]] = {}
    for row, person in zip(rows, many_persons(3_000, 2), strict=True):
        by_person.setdefault(person, []).append(row)
    pairs = [group[:2] for group in by_person.values() if len(group) > 1]
    same_city = sum(a["city"] == b["city"] for a, b in pairs) / len(pairs)
    same_name = sum(a["name"] == b["name"] for a, b in pairs) / len(pairs)
    assert same_city > 0.9
    assert same_name < 0.6


def test_the_seed_decides() -> None:
    """The same seed gives the same bytes, another seed others."""
    assert many_rows(200, 5) == many_rows(200, 5)
    assert many_rows(200, 5) != many_rows(200, 6)
