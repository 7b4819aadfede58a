import numpy as np
import pyarrow as pa
import pytest

from everyname.errors import UsedWrongly
from everyname.link.describe import describe
from everyname.link.engine import link, link_records
from everyname.link.records import COLUMNS, LISTS
from everyname.link.tables import describe_table
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace, StatedSex
from everyname.writing.calendars import parse_date

ROWS = [
    ("n1", "north", "نیما رستگار", "male", "", "24", "2022-10-01", "Kelmon, Vashtar"),
    ("n2", "north", "Hadi (Ashkan) Barakat", "", "1980-02-03", "", "", ""),
    ("s1", "south", "Nima Rastegar", "m", "", "24", "2022-10-01", "Vashtar"),
    ("s2", "south", "unknown", "f", "", "nobody knows", "2022-10", "Norzan"),
]
NAMES = ("id", "source", "name", "sex", "birth", "age", "date", "place")


def _table() -> pa.Table:
    return pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(NAMES)})


def _reports() -> list[tuple[str, Report]]:
    return [(row[0], _report(*row[1:])) for row in ROWS]


def _report(source: str, name: str, sex: str, birth: str, age: str, date: str, place: str) -> Report:
    return Report(
        source=source,
        names=(StatedName(text=name),),
        sexes=(StatedSex(text=sex, term={"m": "male", "f": "female"}.get(sex, sex)),) if sex else (),
        births=_dates(birth),
        ages=(StatedAge(text=age, low=int(age), high=int(age)),) if age.isdigit() else (),
        dates=_dates(date),
        places=(StatedPlace(text=place),) if place else (),
    )


def _dates(text: str) -> tuple[StatedDate, ...]:
    found = parse_date(text)
    return (found,) if found is not None else ()


def test_table_says_what_its_reports_would_say() -> None:
    """A table of plain columns gives the very columns that the same rows give as reports."""
    one, other = describe_table(_table()), describe(_reports())
    assert list(one.ids) == list(other.ids)
    assert one.sources == other.sources
    for name in COLUMNS:
        assert _ranks(one.numbers[name]) == _ranks(other.numbers[name])
    for name in LISTS:
        assert np.array_equal(one.lists[name].starts, other.lists[name].starts)
    for field in ("names", "source"):
        assert np.array_equal(getattr(one, field), getattr(other, field))
    assert one.table.vocabulary == other.table.vocabulary


def _ranks(values: np.ndarray) -> list[int]:
    """Number values by when they are first met, so that codes can be compared."""
    return [values.tolist().index(value) for value in values.tolist()]


def test_table_and_reports_link_alike() -> None:
    """Linking a table finds the persons that linking its rows as reports finds, whatever its order."""
    free = frozenset(["north", "south"])
    shuffled = _table().take([2, 0, 3, 1])
    found = link_records(describe_table(shuffled), duplicate_free=free)
    assert found.persons == link(_reports(), duplicate_free=free).persons
    assert ("n1", "s1") in found.persons


def test_columns_not_there_say_nothing() -> None:
    """Ids and names are enough; all rows are then of one source."""
    records = describe_table(_table().select(["id", "name"]))
    assert len(records.sources) == 1
    assert len(records) == 4


def test_several_columns_of_names_are_read() -> None:
    """A name may stand in two scripts, a column each; a spelling given twice counts once."""
    table = _table().append_column("name in Latin", pa.array(["Nima Rastegar", None, "Nima Rastegar", ""]))
    records = describe_table(table, names=("name", "name in Latin"))
    assert (records.names >= 0).sum(axis=1).tolist() == [2, 2, 1, 0]


def test_no_ids_or_ids_given_twice_are_refused() -> None:
    """A table whose ids are missing or not distinct is refused."""
    with pytest.raises(UsedWrongly, match="no column id"):
        describe_table(_table().drop_columns(["id"]))
    with pytest.raises(UsedWrongly, match="one id"):
        describe_table(pa.concat_tables([_table(), _table()]))
