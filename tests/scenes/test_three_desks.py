"""Three desks work apart and meet by stick, in any order: all end with the same book, byte for byte."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from courier.offices import Office, meet_all, pair
from desk import FIRST_LIST, SECOND_LIST, files_of
from everyname.book.steps.keep import rebuild
from everyname.book.steps.link import link_book
from everyname.book.steps.numbers import tally_book
from everyname.book.steps.publish import publish
from everyname.ledger.entry import Draft

THIRD_LIST = """\
id,name,age,sex,date,city,province,cause
x1,Mina Rudkhani,17,female,2021-04-12,Tehran,Tehran,Bullet wound
x2,Dara Sepandar,38,male,2021-06-01,Ahvaz,Khuzestan,Bullet wound
"""
SCOPE = 'title = "Killed in 2021"\noutcomes = ["killed"]\nwindow = "2021-01-01..2021-12-31"\n'


def three(root: Path) -> list[Office]:
    north, south = pair(root)
    east = Office(root, "east").begin(south.card())
    south.meet(east)
    north.add("one.csv", FIRST_LIST, "first")
    south.add("two.csv", SECOND_LIST, "second")
    east.add("three.csv", THIRD_LIST, "third")
    return [north, south, east]


def persons(office: Office) -> list[tuple[str, list[str]]]:
    found = office.use(lambda book: tally_book(book)[1])
    return [(person.id, [report for report, _ in person.reports]) for person in found]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_the_order_of_sticks_all_hold_the_same(tmp_path: Path, seed: int) -> None:
    """Sticks come late, twice, stale or never; once all have met, tables and cuts are equal."""
    north, south, east = offices = three(tmp_path)
    stick = tmp_path / "stick"
    stale = north.pack(stick / "stale", south)
    north.pack(stick / "lost", south)
    order = [(north, south), (south, east), (east, south), (south, north), (north, south)]
    for turn, (sender, taker) in enumerate(order[seed:] + order[:seed]):
        files = sender.pack(stick / f"{turn}", taker)
        sender.say(Draft("source", {"name": f"said-{turn}-by-{sender.name}"}))
        for _ in range(2):
            (taken,) = taker.unpack(*files)
            assert taken.kind == "bundle" or "enrolled" in taken.reason, taken
    (taken,) = south.unpack(*stale)
    assert (taken.kind, taken.entries) == ("bundle", 0)
    south.meet(north)
    east.meet(north)
    north.meet(east)
    for turn in range(2):
        for sender in (south, north, east):
            others = [office for office in offices if office is not sender]
            files = sender.pack(stick / f"last-{turn}-{sender.name}", *others)
            for other in others:
                taken_now = other.unpack(*files)
                assert {one.kind for one in taken_now} == {"bundle"}, taken_now
    assert north.cut() == south.cut() == east.cut()
    assert north.tables() == south.tables() == east.tables()
    assert len(north.tables()["reports"]) == 9


def test_persons_and_editions_are_the_same_on_every_machine(tmp_path: Path) -> None:
    """One desk links and publishes; the others hold its persons and write its edition byte for byte."""
    north, south = pair(tmp_path)
    north.give(south, "desk", "publisher")
    north.add("one.csv", FIRST_LIST, "first")
    south.add("two.csv", SECOND_LIST, "second")
    meet_all([north, south], tmp_path / "stick")
    day = datetime.date(2022, 2, 2)
    south.use(link_book)
    south.use(lambda book: publish(book, date=day))
    (taken,) = north.unpack(*south.pack(tmp_path / "edition", north))
    assert taken.kind == "bundle", taken
    (taken,) = south.unpack(*north.pack(tmp_path / "back", south))
    assert north.tables() == south.tables()
    assert persons(north) == persons(south)
    north.use(rebuild)
    assert files_of(north.folder / "editions") == files_of(south.folder / "editions") != {}
    shutil.rmtree(south.folder / "editions")
    south.use(rebuild)
    assert files_of(north.folder / "editions") == files_of(south.folder / "editions")
