import datetime

from everyname.link.describe import describe
from everyname.link.heaps import doubt_heaps
from everyname.link.records import MISSING, Records
from everyname.model import Report, StatedDate, StatedName


def _born(*days: datetime.date) -> Records:
    return describe(
        [
            (
                f"r{at:04d}",
                Report(
                    source="list",
                    names=(StatedName(text="Nima Rastegar", script="latin"),),
                    births=(
                        StatedDate(
                            text=day.isoformat(),
                            earliest=day,
                            latest=day,
                            precision="day",
                            calendar="gregorian",
                        ),
                    ),
                ),
            )
            for at, day in enumerate(days)
        ]
    )


def _spread(count: int) -> list[datetime.date]:
    return [datetime.date(1960, 1, 2) + datetime.timedelta(days=37 * at) for at in range(count)]


def test_births_heaped_on_new_year_are_known_by_the_year() -> None:
    """Where a list has far too many born on 1 January, such a birth is somewhere in that year."""
    heaped = [datetime.date(1950 + at, 1, 1) for at in range(40)]
    found = doubt_heaps(_born(*heaped, *_spread(400))).numbers
    assert found["dob"][0] == MISSING
    assert found["birth_lo"][0] == datetime.date(1950, 1, 1).toordinal()
    assert found["birth_hi"][0] == datetime.date(1950, 12, 31).toordinal()
    assert (found["dob"][40:] != MISSING).mean() > 0.99


def test_a_default_birth_is_as_good_as_none() -> None:
    """One day that holds far too many of a list's births says nothing of any of them."""
    found = doubt_heaps(_born(*[datetime.date(2000, 1, 1)] * 30, *_spread(400))).numbers
    assert (found["dob"][:30] == MISSING).all()
    assert (found["birth_lo"][:30] == MISSING).all()
    assert (found["birth_lo"][30:] != MISSING).all()


def test_a_few_equal_births_are_no_heap() -> None:
    """In a short list, or an ordinary one, every birth stands as stated."""
    short = _born(*[datetime.date(1990, 1, 1)] * 5, *_spread(3))
    assert doubt_heaps(short) is short
    ordinary = _born(*_spread(1000))
    assert doubt_heaps(ordinary) is ordinary
