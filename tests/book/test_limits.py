"""A revoked device counts as if it had never spoken after that size; nothing it said is dropped."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courier.offices import Office, home_at, meet_all, pair
from desk import FIRST_LIST, SECOND_LIST
from everyname.book import index
from everyname.book.authority import Revocation, settle
from everyname.book.steps.verify import verify_book
from everyname.errors import PolicyRefused
from everyname.ledger.entry import Draft
from everyname.ledger.log import DeviceLog


def tables(office: Office) -> dict[str, str]:
    def digest(book: object) -> dict[str, str]:
        with book.reading() as connection:  # type: ignore[attr-defined]
            return index.digests(connection)

    return office.use(digest)


@pytest.mark.parametrize("lists", [(FIRST_LIST,), (FIRST_LIST, SECOND_LIST)])
def test_revoked_at_a_size_is_as_if_never_heard_after_it(tmp_path: Path, lists: tuple[str, ...]) -> None:
    """A book that took a flood and then revoked its device has the tables of one that never took it."""
    north, south = pair(tmp_path)
    south.add("good.csv", FIRST_LIST, "good")
    meet_all([north, south], tmp_path / "stick")
    size = DeviceLog(north.folder / "ledger" / south.device).size
    spared = Office(tmp_path, "spared")
    shutil.copytree(north.root, spared.root, dirs_exist_ok=True)
    for number, text in enumerate(lists):
        south.add(f"flood-{number}.csv", text, f"flood-{number}")
    north.unpack(*south.pack(tmp_path / "flood", north))
    assert tables(north) != tables(spared)
    revoke = Draft("revoke", {"device": south.device, "size": size, "reason": "key taken"})
    north.say(revoke)
    spared.say(revoke)
    assert tables(north) == tables(spared)
    assert north.cut().count(f" {size} ") >= 1
    assert DeviceLog(north.folder / "ledger" / south.device).size > size
    with home_at(north.home):
        assert verify_book(north.folder).problems == ()


def test_a_revoked_device_brings_nothing_more(tmp_path: Path) -> None:
    """A bundle packed by a revoked device is refused; its entries that come through others do not count."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    size = DeviceLog(north.folder / "ledger" / south.device).size
    north.say(Draft("revoke", {"device": south.device, "size": size}))
    with pytest.raises(PolicyRefused, match="revoked"):
        north.pack(tmp_path / "to-south", south)
    south.source("said-after")
    (refused,) = north.unpack(*south.pack(tmp_path / "late", north))
    assert "revoked" in refused.reason
    east = Office(tmp_path, "east").begin(south.card())
    south.meet(east)
    north.meet(east)
    east.unpack(*south.pack(tmp_path / "to-east", east))
    (taken,) = north.unpack(*east.pack(tmp_path / "from-east", north))
    assert taken.kind == "bundle", taken
    assert not any("said-after" in row for row in north.tables()["sources"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([Revocation("a", 5, "b", 1)], {"a": 5}),
        ([Revocation("a", 5, "b", 1), Revocation("a", 3, "c", 1)], {"a": 3}),
        ([Revocation("a", 5, "b", 9), Revocation("b", 4, "c", 1)], {"b": 4}),
        ([Revocation("a", 5, "b", 3), Revocation("b", 4, "c", 1)], {"a": 5, "b": 4}),
        ([Revocation("a", 5, "b", 9), Revocation("b", 5, "a", 9)], {"a": 5, "b": 5}),
        ([], {}),
    ],
)
def test_who_may_still_revoke(given: list[Revocation], expected: dict[str, int]) -> None:
    """The smallest size holds; what a revoked device said after its end revokes nothing; circles hold all."""
    assert settle(given, {}) == expected
    assert settle(given[::-1], {}) == expected


def test_a_revoked_device_enrols_nobody(tmp_path: Path) -> None:
    """Whom a device enrolled after its end is unknown, though the entry comes by way of others."""
    north, south = pair(tmp_path)
    east, west = (Office(tmp_path, name).begin(south.card()) for name in ("east", "west"))
    north.meet(east)
    south.meet(east)
    east.meet(north)
    meet_all([north, south, east], tmp_path / "stick")
    size = DeviceLog(north.folder / "ledger" / south.device).size
    north.say(Draft("revoke", {"device": south.device, "size": size}))
    south.meet(west)
    west.source("said-by-west")
    east.unpack(*south.pack(tmp_path / "one", east))
    south.unpack(*west.pack(tmp_path / "three", south))
    east.unpack(*south.pack(tmp_path / "four", east))
    (refused,) = north.unpack(*east.pack(tmp_path / "five", north))
    assert "enrolled" in refused.reason
    assert not any("said-by-west" in row for row in north.tables()["sources"])


def test_a_revocation_behind_a_fork_is_heard_nowhere() -> None:
    """Where revocations run in a circle, one behind a fork counts nowhere."""
    circle = [Revocation("a", 0, "b", 1), Revocation("b", 0, "a", 1)]
    behind = Revocation("c", 2, "d", 5)
    assert settle([*circle, behind], {"d": 3}) == settle(circle, {"d": 3})
