"""The scope counts a report or leaves it out for one stated reason."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.errors import ValueRefused
from everyname.model import Report, Scope, StatedDate, StatedName, StatedOutcome, StatedPlace
from everyname.model.dates import DateRange
from everyname.model.scope import REASONS

WINDOW = DateRange.parse("2022-09-16..2022-10-31")


def report(day: str = "", outcome: str = "", country: str = "", last: str = "") -> Report:
    first = datetime.date.fromisoformat(day) if day else None
    end = datetime.date.fromisoformat(last) if last else first
    stated = StatedDate(text=day, earliest=first, latest=end, precision="range" if day else "unread")
    return Report(
        source="x",
        names=(StatedName(text="Arvand Sahelpur"),),
        dates=(stated,) if day else (),
        outcomes=(StatedOutcome(text=outcome, term=outcome),) if outcome else (),
        places=(StatedPlace(text=country, country=country),) if country else (),
    )


SCOPE = Scope(outcomes=("killed",), window=WINDOW, countries=("IR",))


@pytest.mark.parametrize(
    ("given_report", "covers", "reason"),
    [
        (report("2022-09-20", "killed", "IR"), None, ""),
        (report("2022-09-20"), None, ""),
        (report("2009-06-20", "killed"), None, "window"),
        (report("2022-09-20", "executed"), None, "outcome"),
        (report("2022-09-20", "killed", "IQ"), None, "country"),
        (report("2022-01-01", last="2022-12-31"), None, ""),
        (report(), None, "undated"),
        (report(), DateRange.parse("2022-09-01..2022-12-31"), ""),
        (report(), DateRange.parse("2019-01-01..2019-12-31"), "undated"),
        (report("2022-09-20", "unknown"), None, ""),
    ],
)
def test_a_report_is_counted_or_left_out_for_its_reason(
    given_report: Report, covers: DateRange | None, reason: str
) -> None:
    """Other years, other outcomes, other countries and undated reports of unknown lists are left out."""
    placement = SCOPE.place(given_report, covers)
    assert placement.reason == reason
    assert placement.counted == (reason == "")


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2030, 1, 1)))
def test_a_dated_report_is_counted_exactly_inside_the_window(day: datetime.date) -> None:
    """The window's both ends are counted, a day outside is not."""
    placement = Scope(outcomes=("killed",), window=WINDOW).place(report(day.isoformat()))
    assert placement.counted == (WINDOW.first <= day <= WINDOW.last)
    assert placement.reason in REASONS


def test_a_scope_of_outcomes_that_do_not_exist_is_refused() -> None:
    """A misspelt outcome would leave everybody out in silence."""
    with pytest.raises(ValueRefused, match="do not exist"):
        Scope(outcomes=("kiled",))
