"""How one person is written in each list."""

import random
import re

import pytest

from everyname.demo.people import draw_people
from everyname.demo.rows import HEADERS, WRITERS, copy_of_lantern

PEOPLE = draw_people(random.Random(5), 300)


def rows_of(source: str) -> list[tuple[str, ...]]:
    rng = random.Random(1)
    return [tuple(map(str, WRITERS[source](rng, person))) for person in PEOPLE]


# Cells that are added when a list is put together: id and link, or the photo.
@pytest.mark.parametrize("source,added", [("lantern", 2), ("payam", 0), ("nahrin", 0), ("tower-street", 1)])
def test_rows_fit_their_header(source: str, added: int) -> None:
    """Every row has a cell for every column of its list."""
    assert {len(row) + added for row in rows_of(source)} == {len(HEADERS[source])}


def test_each_list_keeps_its_script_and_calendar() -> None:
    """The Persian list has no Latin letter or ASCII digit, the Latin list none of another script."""
    assert not re.search(r"[A-Za-z0-9]", " ".join(" ".join(row) for row in rows_of("payam")))
    assert " ".join(" ".join(row) for row in rows_of("lantern")).isascii()
    assert all(re.fullmatch(r"(\d\d/\d\d/20\d\d)?", row[3]) for row in rows_of("nahrin"))


def test_cells_are_lost_and_people_left_unnamed() -> None:
    """Some rows state no age, some no date, and a few do not name the person."""
    for source in WRITERS:
        rows = rows_of(source)
        names = {row[0] for row in rows} & {"Unknown", "نامشخص", "مجهول", "ناشناس"}
        assert len(names) == 1
        age = 2 if source == "tower-street" else 1
        assert 3 < sum(not row[age] for row in rows) < 80


def test_a_copy_keeps_the_facts_and_changes_the_dress() -> None:
    """The copying list says the same of a person, with other words and another form of date."""
    cells = ("Saeed al-Sedrawi", "31", "male", "2021-05-08", "Vashtar", "Vashtar", "killed")
    copies = {copy_of_lantern(random.Random(seed), cells) for seed in range(60)}
    assert {copy[1:] for copy in copies} == {("31", "Man", "May 8, 2021", "Vashtar", "Vashtar")}
    assert "SAEED AL-SEDRAWI" in {copy[0] for copy in copies}
    unnamed = {copy_of_lantern(random.Random(seed), ("Unknown", *cells[1:]))[0] for seed in range(60)}
    assert unnamed <= {"Unknown", "UNKNOWN"}
