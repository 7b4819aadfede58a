"""The nouns of an invention."""

import datetime
import random
from dataclasses import replace

from everyname.demo.invention import COVERS, WINDOW
from everyname.demo.people import draw_people
from everyname.model import Report, Scope, StatedDate, StatedName, StatedOutcome


def test_lists_cover_the_window_of_the_scope() -> None:
    """Estimates are possible: every list states a window that holds the whole scope."""
    assert COVERS.covers(WINDOW)


def test_truth_counts_whom_the_scope_counts() -> None:
    """The truth and the book's scope agree on who is counted, for every outcome and day."""
    scope = Scope(window=WINDOW)
    for person in draw_people(random.Random(9), 150):
        for died in (person.died, WINDOW.first, WINDOW.last + datetime.timedelta(days=1)):
            day = StatedDate(text="", earliest=died, latest=died, precision="day", calendar="gregorian")
            report = Report(
                source="s",
                names=(StatedName(text="x"),),
                dates=(day,),
                outcomes=(StatedOutcome(text="", term=person.outcome),),
            )
            assert replace(person, died=died).in_scope == scope.place(report).counted
