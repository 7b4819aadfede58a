"""A blackout: three desks, two sticks, one confiscated, one forgery, one stolen machine; nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from courier.offices import Office
from desk import FIRST_LIST, SECOND_LIST, Desk, files_of
from everyname.ledger.entry import Draft
from scenes.test_three_desks import SCOPE, THIRD_LIST

KILLED = """
import os, signal, sys
from everyname.ledger import durable
whole, left = durable.replace, [2]

def replace(path, data, **rest):
    left[0] -= path.name == "checkpoint"
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(path, data, **rest)

durable.replace = replace
from everyname.cli.main import main
main()
"""
FALSE_LIST = """\
id,name,age,sex,date,city,province,cause
f1,Nobody Inparticular,40,male,2021-07-01,Tehran,Tehran,Bullet wound
"""


class Place:
    """A desk in the blackout: what a person there types, and a look at the tables behind it."""

    def __init__(self, root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.name, self.root = name, root
        self.office = Office(root, name)
        self.desk = Desk(root / name, capsys, root / name / "home")

    def meet(self, *others: Place) -> None:
        """Take the cards of others."""
        for other in others:
            self.desk.do("partner", "add", other.card())

    def card(self) -> Path:
        """Write this desk's card, once."""
        path = self.root / f"{self.name}.card"
        if not path.exists():
            self.desk.do("card", "--name", self.name, "--out", path)
        return path

    def join(self, other: Place) -> Place:
        """Begin a book that is one with another's, and be known there."""
        assert self.desk.run("init", self.desk.book, "--join", other.card()).code == 0
        other.meet(self)
        return self

    def pack(self, stick: Path, *others: Place) -> Path:
        """Pack for others onto a stick; gives the bundle."""
        stick.mkdir(exist_ok=True)
        to = [word for other in others for word in ("--to", other.name)]
        return Path(self.desk.do("pack", *to, "--out", stick, "--json", "-").plain["files"][0])

    def take(self, *files: Path) -> list[str]:
        """Unpack files; gives what became of each."""
        said = self.desk.run("unpack", *files, "--book", self.desk.book, "--json", "-")
        return [one["kind"] for one in said.plain["taken"]]

    def killed_while_taking(self, *files: Path) -> None:
        """Unpack, and lose the machine's power when one log of several stands."""
        words = [sys.executable, "-c", KILLED, "unpack", *files, "--book", self.desk.book]
        ended = subprocess.run(words, env=os.environ | {"EVERYNAME_HOME": str(self.desk.home)})
        assert ended.returncode == -signal.SIGKILL


@pytest.fixture
def blackout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Place, Place, Place]:
    """Three desks of one book that know each other; each has taken one list, and nobody has met."""
    north, south, east = (Place(tmp_path, name, capsys) for name in ("north", "south", "east"))
    north.desk.init(scope=SCOPE)
    for other in (south, east):
        other.join(north)
    south.meet(east)
    east.meet(south)
    north.desk.add("one.csv", FIRST_LIST, "first")
    south.desk.add("two.csv", SECOND_LIST, "second")
    east.desk.add("three.csv", THIRD_LIST, "third")
    return north, south, east


def test_a_blackout_loses_nothing(
    blackout: tuple[Place, Place, Place], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Sticks taken, lost, forged, cut short and stale: all desks end with one book, and it is all there."""
    north, south, east = blackout

    # The first stick comes through; the second is confiscated, and what it held comes later with another.
    stale = north.pack(tmp_path / "stick-1", south, east)
    assert south.take(stale) == east.take(stale) == ["bundle"]
    confiscated = south.pack(tmp_path / "stick-2", north, east)
    shutil.move(confiscated, tmp_path / "held-by-others.age")
    assert east.take(south.pack(tmp_path / "by-hand", east)) == ["bundle"]
    by_another = east.pack(tmp_path / "stick-3", north)

    # The power fails while the north takes it; giving it again brings the rest.
    north.killed_while_taking(by_another)
    assert north.take(by_another) == ["bundle"]
    assert len(north.office.tables()["reports"]) == 9

    # A stranger who copied a card forges a bundle; a bundle with one changed byte is no better.
    stranger = Place(tmp_path, "stranger", capsys)
    assert stranger.desk.run("init", stranger.desk.book, "--join", north.card()).code == 0
    stranger.meet(south)
    stranger.desk.add("false.csv", FALSE_LIST, "first")
    forged = stranger.pack(tmp_path / "stick-4", south)
    changed = tmp_path / "changed.age"
    changed.write_bytes(by_another.read_bytes()[:-1] + b"\0")
    assert south.take(forged, changed) == ["quarantined", "quarantined"]
    listed = south.desk.do("quarantine").out
    assert "nobody enrolled the key" in listed
    assert changed.name in listed

    # The east's machine is taken from it while switched on, and writes what the east never said.
    stolen = east.office.device
    said_by_east = next(log.size for log in north.office.use(lambda b: b.logs()) if log.device == stolen)
    east.desk.add("false.csv", FALSE_LIST, "false")
    assert south.take(east.pack(tmp_path / "stick-5", south)) == ["bundle"]
    assert len(south.office.tables()["reports"]) == 10
    north.office.say(Draft("revoke", {"device": stolen, "size": said_by_east, "reason": "stolen"}))
    again = Place(tmp_path, "east-again", capsys).join(north)
    again.meet(south)
    south.meet(again)

    # The old stick once more, and all meet.
    assert south.take(stale) == ["bundle"]
    meet([north, south, again], tmp_path)
    north.desk.do("link")
    north.desk.do("publish", "--date", "2022-02-02")
    meet([north, south, again], tmp_path)

    # One book, and everything that was acknowledged is in it.
    desks = [north, south, again]
    cuts, tables = [d.office.cut() for d in desks], [d.office.tables() for d in desks]
    assert cuts[0] == cuts[1] == cuts[2]
    assert tables[0] == tables[1] == tables[2]
    reports = {row[0] for row in tables[0]["reports"]}
    first, second = {f"first:{n}" for n in "1234"}, {f"second:{n}" for n in "abc"}
    assert reports == first | second | {"third:x1", "third:x2"}
    assert len({row[1] for row in tables[0]["persons"]}) < 9
    for place in desks:
        place.desk.do("rebuild")
        assert place.desk.do("verify").code == 0
    editions = [files_of(place.desk.book / "editions") for place in desks]
    assert editions[0] == editions[1] == editions[2] != {}


def meet(places: list[Place], root: Path) -> None:
    """Exchange until all hold the same: everybody packs for everybody, twice round."""
    for turn in range(2):
        for sender in places:
            others = [place for place in places if place is not sender]
            bundle = sender.pack(root / f"meeting-{turn}-{sender.name}", *others)
            for other in others:
                shutil.copy(bundle, root / "to-take.age")
                assert set(other.take(root / "to-take.age")) == {"bundle"}
