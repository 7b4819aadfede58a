import datetime

import pytest

from everyname.errors import UsedWrongly
from everyname.link.describe import describe
from everyname.link.records import MISSING
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace, StatedSex


def _date(first: str, last: str, precision: str) -> StatedDate:
    return StatedDate(
        text=first,
        earliest=datetime.date.fromisoformat(first),
        latest=datetime.date.fromisoformat(last),
        precision=precision,
    )


def _stated(said: Report) -> dict[str, int]:
    return {name: int(values[0]) for name, values in describe([("r1", said)]).numbers.items()}


def _names(said: Report) -> list[tuple[str, ...]]:
    """Give the tokens of each name of a report."""
    records = describe([("r1", said)])
    tokens = records.table.tokens[records.names[0][records.names[0] >= 0]]
    return [tuple(records.table.vocabulary[token] for token in row if token >= 0) for row in tokens]


def test_age_at_a_known_date_bounds_the_birth() -> None:
    """An age of 24 at a known day puts the birth in one year, give or take a day."""
    said = Report(
        source="north",
        names=(StatedName(text="Nima Rastegar"),),
        ages=(StatedAge(text="24", low=24, high=24),),
        dates=(_date("2022-10-01", "2022-10-01", "day"),),
    )
    found = _stated(said)
    assert abs(found["birth_lo"] - datetime.date(1997, 10, 1).toordinal()) <= 1
    assert abs(found["birth_hi"] - datetime.date(1998, 10, 1).toordinal()) <= 1
    assert found["dob"] == MISSING


def test_narrowest_date_is_compared() -> None:
    """Of a month and a day stated, the day is compared."""
    said = Report(
        source="north",
        dates=(_date("2022-10-01", "2022-10-31", "month"), _date("2022-10-05", "2022-10-05", "day")),
    )
    assert _stated(said)["day"] == datetime.date(2022, 10, 5).toordinal()


def test_contradicting_sexes_say_nothing() -> None:
    """A report that states two sexes is compared as stating none, and a placeholder as no name."""
    said = Report(
        source="north",
        names=(StatedName(text="unknown"),),
        sexes=(StatedSex(text="m", term="male"), StatedSex(text="f", term="female")),
    )
    assert _stated(said)["sex"] == MISSING
    assert _names(said) == []


def test_name_in_brackets_is_another_given_name() -> None:
    """A name "Given (Called) Family" is also compared as "Called Family"; a remark after the name is not."""
    said = Report(source="north", names=(StatedName(text="Hadi (Ashkan) Rastegar"),))
    assert _names(said) == [("hadi", "rastegar"), ("ashkan", "rastegar")]
    noted = Report(source="north", names=(StatedName(text="Hadi Rastegar (baker)"),))
    assert _names(noted) == [("hadi", "rastegar")]


def test_place_has_keys_of_its_spot_and_of_what_lies_around() -> None:
    """The most exact part of a place is told from the wider ones, and a spot may be another's region."""
    texts = ["Kelmon, Vashtar", "Vashtar", ""]
    reports = [
        (f"r{at}", Report(source="north", names=(StatedName(text="Nima"),), places=_places(text)))
        for at, text in enumerate(texts)
    ]
    lists = describe(reports).lists
    spots, regions = (
        [tuple(one.values[one.starts[at] : one.starts[at + 1]]) for at in range(3)]
        for one in (lists["spots"], lists["regions"])
    )
    assert regions == [spots[1], (), ()]
    assert spots[0] != spots[1]
    assert spots[2] == ()


def _places(text: str) -> tuple[StatedPlace, ...]:
    return (StatedPlace(text=text),) if text else ()


def test_one_name_stands_once_however_often_it_is_written() -> None:
    """Spellings that read alike are one row of the table of names."""
    names = ["Nima Rastegar", "nima  rastegar", "Sara Rastegar"]
    records = describe([(f"r{at}", _named(name)) for at, name in enumerate(names)])
    assert records.names[:, 0].tolist() == [records.names[0, 0], records.names[0, 0], records.names[2, 0]]
    assert len(records.table.lengths) == 2


def _named(name: str) -> Report:
    return Report(source="north", names=(StatedName(text=name),))


def test_reports_stand_in_order_of_id() -> None:
    """Reports are described in order of id, whatever the order given; an id given twice is refused."""
    given = [("b", _named("Nima")), ("a", _named("Sara"))]
    assert list(describe(given).ids) == ["a", "b"]
    with pytest.raises(UsedWrongly):
        describe([given[0], given[0]])


def test_a_generation_is_no_part_of_the_family_name() -> None:
    """A name that ends in "Jr." is compared without it too."""
    said = Report(source="north", names=(StatedName(text="Nima Rastegar, Jr."),))
    assert ("nima", "rastegar") in _names(said)
