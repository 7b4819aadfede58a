import datetime

from everyname.link.describe import describe
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace, StatedSex


def _date(first: str, last: str, precision: str) -> StatedDate:
    return StatedDate(
        text=first,
        earliest=datetime.date.fromisoformat(first),
        latest=datetime.date.fromisoformat(last),
        precision=precision,
    )


def test_age_at_a_known_date_bounds_the_birth() -> None:
    """An age of 24 at a known day puts the birth in one year, give or take a day."""
    said = Report(
        source="north",
        names=(StatedName(text="Nima Rastegar"),),
        ages=(StatedAge(text="24", low=24, high=24),),
        dates=(_date("2022-10-01", "2022-10-01", "day"),),
    )
    found = describe("r1", said)
    assert found.birth_lo is not None
    assert found.birth_hi is not None
    assert abs(found.birth_lo - datetime.date(1997, 10, 1).toordinal()) <= 1
    assert abs(found.birth_hi - datetime.date(1998, 10, 1).toordinal()) <= 1
    assert found.dob is None


def test_narrowest_date_is_compared() -> None:
    """Of a month and a day stated, the day is compared."""
    said = Report(
        source="north",
        dates=(_date("2022-10-01", "2022-10-31", "month"), _date("2022-10-05", "2022-10-05", "day")),
    )
    assert describe("r1", said).day == datetime.date(2022, 10, 5).toordinal()


def test_contradicting_sexes_say_nothing() -> None:
    """A report that states two sexes is compared as stating none, and a placeholder as no name."""
    said = Report(
        source="north",
        names=(StatedName(text="unknown"),),
        sexes=(StatedSex(text="m", term="male"), StatedSex(text="f", term="female")),
    )
    found = describe("r1", said)
    assert (found.sex, found.names) == (None, ())


def test_name_in_brackets_is_another_given_name() -> None:
    """A name "Given (Called) Family" is also compared as "Called Family"; a remark after the name is not."""
    said = Report(source="north", names=(StatedName(text="Hadi (Ashkan) Rastegar"),))
    assert describe("r1", said).names == ("Hadi (Ashkan) Rastegar", "Ashkan Rastegar")
    noted = Report(source="north", names=(StatedName(text="Hadi Rastegar (baker)"),))
    assert describe("r1", noted).names == ("Hadi Rastegar (baker)",)


def test_place_has_keys_of_its_spot_and_of_what_lies_around() -> None:
    """The most exact part of a place is told from the wider ones."""
    found = describe("r1", Report(source="north", places=(StatedPlace(text="Kelmon, Vashtar"),)))
    assert (found.spots, found.regions) == (("KLMN",), ("CTR",))
    bare = describe("r1", Report(source="north", names=(StatedName(text="Nima Rastegar"),)))
    assert (bare.spots, bare.regions) == (None, None)
