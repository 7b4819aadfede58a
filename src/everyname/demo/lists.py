"""Make the five overlapping lists: who stands in them, in which order, and which rows are impossible.

Each list keeps which person stands behind every row, so that the truth can be told by row number.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from everyname.demo.capture import is_caught
from everyname.demo.invention import TruePerson
from everyname.demo.rows import HEADERS, WRITERS, Cells, copy_of_lantern
from everyname.demo.workbook import write_workbook

__all__ = ["PHOTOS", "InventedList", "Later", "Row", "later_release", "make_lists", "photo_name", "to_bytes"]

_WORKBOOK_TITLE = "قائمة نهرين للقتلى - بيانات مخترعة (INVENTED)"
PHOTOS = 24
_COPIED = 0.85  # share of the first list's rows that the fifth list copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: the person behind it and, if it cannot be taken, what is wrong with it."""

    person: int
    cells: Cells
    own_id: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedList:
    """A list of one source; `first_row` is the row number of its first row as a spreadsheet shows it."""

    source: str
    rows: tuple[Row, ...]
    first_row: int = 2

    def numbered(self) -> tuple[tuple[str, int, Row], ...]:
        """Give (own id or row number as text, row number, row) for every row."""
        rows = enumerate(self.rows, start=self.first_row)
        return tuple((row.own_id or str(number), number, row) for number, row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A second release of a list, and the own ids it added, changed and withdrew."""

    release: InventedList
    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]


def make_lists(seed: int, people: Sequence[TruePerson]) -> tuple[InventedList, ...]:
    """Make the five lists in a fixed order; the fifth copies the first."""
    lantern = _number(_make(seed, "lantern", people), "L", seed)
    payam = _make(seed, "payam", people)
    nahrin = replace(_make(seed, "nahrin", people), first_row=3)
    tower = _with_photos(_make(seed, "tower-street", people), people)
    return lantern, payam, nahrin, tower, _mirror(seed, lantern)


def to_bytes(invented: InventedList) -> bytes:
    """Write a list as its file: CSV, TSV (the mixed list) or XLSX (the Arabic one)."""
    table: list[Cells] = [HEADERS[invented.source], *(row.cells for row in invented.rows)]
    if invented.source == "nahrin":
        return write_workbook(_WORKBOOK_TITLE, table, sheet="القائمة")
    into = io.StringIO()
    tab = "\t" if invented.source == "tower-street" else ","
    csv.writer(into, delimiter=tab, lineterminator="\r\n").writerows(table)
    return into.getvalue().encode("utf-8-sig" if invented.source == "payam" else "utf-8")


def later_release(seed: int, lantern: InventedList, people: Sequence[TruePerson]) -> Later:
    """Make the first list's second release: some rows new, some corrected, some gone."""
    rng = random.Random(f"{seed}:later")
    sound = [row for row in lantern.rows if not row.wrong]
    touched = rng.sample(sound, k=min(len(sound), max(2, len(sound) // 22)))
    withdrawn = {row.own_id for row in touched[: max(1, len(touched) // 3)]}
    changing = {row.own_id for row in touched} - withdrawn
    kept = [_correct(row) if row.own_id in changing else row for row in sound if row.own_id not in withdrawn]
    standing = {row.person for row in lantern.rows}
    missing = [p for p in people if p.in_scope and p.id not in standing]
    found = rng.sample(missing, k=min(len(missing), max(1, len(sound) // 25)))
    added = [
        _with_id(Row(person=p.id, cells=WRITERS["lantern"](rng, p)), f"L-{len(lantern.rows) + number:04}")
        for number, p in enumerate(found, start=1)
    ]
    return Later(
        release=replace(lantern, rows=(*kept, *added)),
        added=tuple(row.own_id for row in added),
        changed=tuple(sorted(changing)),
        withdrawn=tuple(sorted(withdrawn)),
    )


def _make(seed: int, source: str, people: Sequence[TruePerson]) -> InventedList:
    rng = random.Random(f"{seed}:{source}")
    caught = [person for person in people if is_caught(rng, person, source)]
    standing = {person.id for person in caught}
    missed = [person for person in people if person.id not in standing and person.in_scope]
    rng.shuffle(caught)
    rows: list[Row] = []
    seen: set[Cells] = set()
    for person in caught:
        cells = WRITERS[source](rng, person)
        if cells not in seen:  # two unnamed rows that read the same cannot be told from a repeat
            seen.add(cells)
            rows.append(Row(person=person.id, cells=cells))
    if source == "lantern":
        rows = _swap_some_days(rows)
    return InventedList(source=source, rows=tuple(_spoil(rng, source, rows, missed)))


def _spoil(rng: random.Random, source: str, rows: list[Row], missed: list[TruePerson]) -> list[Row]:
    """Put in one impossible row (of somebody not listed) and repeat one or two rows."""
    if missed and rows:
        person = rng.choice(missed)
        cells = list(WRITERS[source](rng, person))
        place, value, wrong = _IMPOSSIBLE[source]
        cells[place] = value
        rows.insert(rng.randrange(len(rows)), Row(person=person.id, cells=tuple(cells), wrong=wrong))
    repeats = {"payam": 2, "nahrin": 1, "tower-street": 1}.get(source, 0)
    sound = [row for row in rows if not row.wrong]
    for row in rng.sample(sound, k=min(len(sound), repeats)):
        rows.append(replace(row, wrong="repeated"))
    return rows


# Which cell of which list is made impossible: (place, value, what is wrong).
_IMPOSSIBLE: dict[str, tuple[int, str | int, str]] = {
    "lantern": (1, "4000", "age"),
    "payam": (1, "-۳", "age"),
    "nahrin": (3, "31/02/2021", "date"),
    "tower-street": (4, "2021-13-45", "date"),
}


def _swap_some_days(rows: list[Row]) -> list[Row]:
    """Swap day and month in three rows where both readings lie in the window: a wrong but possible date."""
    left = 3
    for place, row in enumerate(rows):
        day = str(row.cells[3])
        year, month, number = day.split("-") if day else ("", "", "")
        if left and month != number and "03" <= number <= "06" and "03" <= month <= "06":
            cells = (*row.cells[:3], f"{year}-{number}-{month}", *row.cells[4:])
            rows[place] = replace(row, cells=cells)
            left -= 1
    return rows


def _number(invented: InventedList, letter: str, seed: int) -> InventedList:
    """Give the rows ids in order, and repeat one id on a row with another name."""
    rows = [_with_id(row, f"{letter}-{n:04}") for n, row in enumerate(invented.rows, start=1)]
    sound = [row for row in rows if not row.wrong]
    if len(sound) > 1:
        first, other = random.Random(f"{seed}:repeat").sample(sound, k=2)
        cells = (first.cells[0], *other.cells[1:-1], first.cells[-1])
        rows.append(replace(first, person=other.person, cells=cells, wrong="id repeated"))
    return replace(invented, rows=tuple(rows))


def _with_id(row: Row, own_id: str) -> Row:
    link = f"https://lantern.example/{own_id.lower()}"
    return replace(row, own_id=own_id, cells=(own_id, *row.cells, link))


def _with_photos(invented: InventedList, people: Sequence[TruePerson]) -> InventedList:
    """Name a photo file in the first rows of people in scope; two files named are never given."""
    in_scope = {person.id for person in people if person.in_scope}
    wanted = [r for r in invented.rows if r.person in in_scope and not r.wrong and r.cells[1]]
    names = {row.cells: photo_name(number) for number, row in enumerate(wanted[: PHOTOS + 2], start=1)}
    rows = [replace(row, cells=(*row.cells, names.get(row.cells, ""))) for row in invented.rows]
    return replace(invented, rows=tuple(rows))


def photo_name(number: int) -> str:
    """Name the photo file of a number counted from 1; every third is a JPEG."""
    return f"ts-{number:04}.{'jpg' if number % 3 == 0 else 'png'}"


def _correct(row: Row) -> Row:
    """Correct a row: another age, or a first age where none was stated."""
    age = str(row.cells[2])
    return replace(row, cells=(*row.cells[:2], str(int(age) + 1) if age else "31", *row.cells[3:]))


def _mirror(seed: int, lantern: InventedList) -> InventedList:
    """Copy most killed of the first list under own references."""
    rng = random.Random(f"{seed}:mirror")
    sound = [row for row in lantern.rows if not row.wrong and row.cells[7] == "killed"]
    copied = [row for row in sound if rng.random() < _COPIED]
    rng.shuffle(copied)
    rows = [
        Row(
            person=row.person,
            cells=(f"M{number}", *copy_of_lantern(rng, row.cells[1:-1])),
            own_id=f"M{number}",
        )
        for number, row in enumerate(copied, start=101)
    ]
    return InventedList(source="mirror", rows=tuple(rows))
