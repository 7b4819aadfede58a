"""The five overlapping lists and the later release."""

import csv
import io
import random

import pytest
from openpyxl import load_workbook

from everyname.demo.lists import PHOTOS, InventedList, later_release, make_lists, to_bytes
from everyname.demo.people import draw_people
from everyname.demo.rows import HEADERS

PEOPLE = draw_people(random.Random(1), 400)
LISTS = make_lists(1, PEOPLE)
BY_SOURCE = {one.source: one for one in LISTS}


def read(one: InventedList) -> list[list[str]]:
    """Read the file as a spreadsheet shows it, from line 1."""
    if one.source == "nahrin":
        sheet = load_workbook(io.BytesIO(to_bytes(one))).active
        return [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)]
    delimiter = "\t" if one.source == "tower-street" else ","
    return list(csv.reader(io.StringIO(to_bytes(one).decode("utf-8-sig")), delimiter=delimiter))


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.source)
def test_row_numbers_point_at_the_rows(one: InventedList) -> None:
    """The row number that the truth speaks of is the line a person sees in the file."""
    lines = read(one)
    assert lines[one.first_row - 2] == list(HEADERS[one.source])
    for _, number, row in one.numbered():
        assert lines[number - 1] == [str(cell) for cell in row.cells]
    assert len(lines) == one.first_row - 1 + len(one.rows)


def test_lists_overlap_and_none_holds_everyone() -> None:
    """Any two of the four lists share people, and some people stand in none."""
    held = {one.source: {row.person for row in one.rows if not row.wrong} for one in LISTS}
    four = [held[source] for source in ("lantern", "payam", "nahrin", "tower-street")]
    for left in four:
        for right in four:
            assert len(left & right) > 10
            assert left is right or left - right
    in_scope = {person.id for person in PEOPLE if person.in_scope}
    assert 20 < len(in_scope - set.union(*four)) < 150


def test_the_copying_list_adds_nobody() -> None:
    """The list that copies another holds most of its killed and nobody else."""
    copied = {row.person for row in BY_SOURCE["mirror"].rows}
    original = {row.person for row in BY_SOURCE["lantern"].rows if not row.wrong}
    assert copied < original
    assert len(copied) > 0.6 * len(original)


def test_wrong_rows_are_wrong_in_the_way_they_say() -> None:
    """Each repeated row has an equal earlier row, each repeated id an earlier row with other content."""
    kinds = set()
    for one in LISTS:
        sound = [row for row in one.rows if not row.wrong]
        for row in one.rows:
            kinds.add(row.wrong)
            if row.wrong == "repeated":
                assert sum(row.cells == other.cells for other in sound) == 1
            if row.wrong == "id repeated":
                assert [other.cells == row.cells for other in sound if other.own_id == row.own_id] == [False]
    assert kinds == {"", "age", "date", "repeated", "id repeated"}


def test_sound_rows_of_a_list_are_all_different() -> None:
    """No two people are written alike in one list, so no sound row can pass for a repeat."""
    for one in LISTS:
        sound = [row.cells for row in one.rows if not row.wrong]
        assert len(sound) == len(set(sound))


def test_photos_are_named_and_two_are_never_given() -> None:
    """The mixed list names two photo files more than are drawn."""
    named = {row.cells[-1] for row in BY_SOURCE["tower-street"].rows} - {""}
    assert len(named) == PHOTOS + 2


def test_the_later_release_adds_changes_and_withdraws() -> None:
    """Comparing the two releases by id gives exactly what is said to have changed."""
    lantern = BY_SOURCE["lantern"]
    later = later_release(1, lantern, PEOPLE)
    before = {row.own_id: row.cells for row in lantern.rows if not row.wrong}
    after = {row.own_id: row.cells for row in later.release.rows}
    assert set(later.added) == set(after) - set(before)
    assert set(later.withdrawn) == set(before) - set(after)
    assert set(later.changed) == {key for key in before.keys() & after.keys() if before[key] != after[key]}
    assert min(len(later.added), len(later.changed), len(later.withdrawn)) > 0
