"""The timeline: only dates as published, empty days kept, days of commemoration right in both calendars."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.invented import day, edition_files, facts, person, report
from everyname.edition.page.timeline import (
    commemorations,
    counts_by,
    next_anniversary,
    next_jalali_anniversary,
)
from everyname.edition.public import PublicEdition, PublicPerson
from everyname.edition.redact import Rules, allow
from everyname.writing.conversion import jalali_of


def _person(first: str, last: str = "", outcome: str = "killed") -> PublicPerson:
    return PublicPerson(id="p", first=first, last=last or first, outcome=outcome)


def test_days_with_nobody_are_kept() -> None:
    """Between the first and the last day every day stands, also with nobody recorded."""
    counts, wide = counts_by([_person("2030-02-27"), _person("2030-03-02"), _person("2030-03-02")], "day")
    assert counts == {"2030-02-27": 1, "2030-02-28": 0, "2030-03-01": 0, "2030-03-02": 2}
    assert wide == 0


def test_wider_dates_enter_only_what_they_can_fill() -> None:
    """A month enters the months and no day; two days of one week enter the month and no week."""
    given = [_person("2030-02-01", "2030-02-28"), _person("2030-02-12", "2030-02-13"), _person("")]
    assert counts_by(given, "month") == ({"2030-02-01": 2}, 1)
    assert counts_by(given, "week") == ({}, 3)
    assert counts_by(given, "day") == ({}, 3)


@given(st.lists(st.dates(datetime.date(2020, 1, 1), datetime.date(2021, 1, 1)), min_size=1, max_size=20))
def test_every_step_counts_everybody(days: list[datetime.date]) -> None:
    """Days, weeks and months each add up to all persons dated to the day."""
    persons = [_person(one.isoformat()) for one in days]
    assert {sum(counts_by(persons, step)[0].values()) for step in ("day", "week", "month")} == {len(days)}


def _edition(count: int, **rules: object) -> PublicEdition:
    cases = [person(n, report(name=f"Talan {chr(65 + n)}")) for n in range(count)]
    cases += [
        person(n, report(name=f"Ardu {chr(65 + n)}", dates=(day("2030-02-14"),))) for n in range(20, 24)
    ]
    return allow(facts(cases=tuple(cases)), Rules(**rules))  # type: ignore[arg-type]


def test_small_counts_are_hidden_and_then_no_chart_is_drawn() -> None:
    """A day below the small cell is not told by a column; with enough persons the chart stands."""
    files = edition_files(_edition(2, small_cell=3))
    assert "fewer than 3" in files["en/timeline.html"].decode()
    assert "chart-day" not in files["en/timeline.html"].decode()
    assert "chart-day" in edition_files(_edition(2))["en/timeline.html"].decode()


def test_the_fortieth_day_is_forty_days_on() -> None:
    """The fortieth day of 9 January is 18 February; days with few persons are not named."""
    given = [_person("1978-01-09")] * 3 + [_person("1978-01-10")] * 2
    (found,) = commemorations(given, 0, "1978-02-01")
    assert found["fortieth"] == "1978-02-18"
    assert found["gregorian"] == "1979-01-09"
    assert found["jalali"] == "1979-01-09"


def test_only_deaths_are_commemorated() -> None:
    """A day on which people were detained has no fortieth day."""
    assert commemorations([_person("2030-02-11", outcome="detained")] * 5, 0, "2030-06-01") == []


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2060, 1, 1)), st.integers(0, 4000))
def test_anniversaries_fall_within_the_year_to_come(born: datetime.date, later: int) -> None:
    """The next anniversary is after the edition and at most a year away, on the same day of its calendar."""
    today = born + datetime.timedelta(days=later)
    for found in (next_anniversary(born, today), next_jalali_anniversary(born, today)):
        assert today < found <= today + datetime.timedelta(days=366)
    found = next_jalali_anniversary(born, today)
    assert jalali_of(found)[1:] == jalali_of(born)[1:] or jalali_of(born)[1:] == (12, 30)


@pytest.mark.parametrize(
    ("born", "after", "gregorian", "jalali"),
    [
        ("2024-02-29", "2024-06-01", "2025-02-28", "2025-02-28"),
        ("2021-03-20", "2021-06-01", "2022-03-20", "2022-03-20"),
        ("2019-11-16", "2024-11-15", "2024-11-16", "2025-11-16"),
    ],
)
def test_known_anniversaries(born: str, after: str, gregorian: str, jalali: str) -> None:
    """29 February falls on the 28th, 30 Esfand on the 29th; each calendar counts its own years."""
    given = [datetime.date.fromisoformat(text) for text in (born, after)]
    assert next_anniversary(*given).isoformat() == gregorian
    assert next_jalali_anniversary(*given).isoformat() == jalali
