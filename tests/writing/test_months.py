from __future__ import annotations

from everyname.writing.fold import fold
from everyname.writing.months import JALALI_NAMES, month_names


def test_only_one_name_means_two_months() -> None:
    """No month name but "gulan" belongs to two calendars, so a name tells the calendar."""
    doubtful = {name for name, months in month_names().items() if len(months) > 1}
    assert doubtful == {"gulan"}


def test_every_calendar_has_twelve_months() -> None:
    """Each calendar's table names twelve months."""
    found = {month for months in month_names().values() for month in months}
    assert found == {(name, number) for name in ("gregorian", "jalali", "hijri") for number in range(1, 13)}


def test_the_names_written_are_the_names_read() -> None:
    """The Jalali names the edition writes are read back as the same months."""
    assert [month_names()[fold(name)] for name in JALALI_NAMES] == [(("jalali", n),) for n in range(1, 13)]
