"""What one office packs another takes: whole, checked, once."""

from __future__ import annotations

from pathlib import Path

from courier.offices import pair
from desk import FIRST_LIST, SECOND_LIST


def test_what_one_office_recorded_stands_in_the_other(tmp_path: Path) -> None:
    """A list taken in the north is counted in the south after one stick, with its evidence."""
    north, south = pair(tmp_path)
    north.add("list.csv", FIRST_LIST, "north-list")
    south.add("other.csv", SECOND_LIST, "south-list")
    (taken,) = south.unpack(*north.pack(tmp_path / "stick", south))
    assert taken.kind == "bundle", taken
    assert taken.entries > 4
    assert taken.evidence == 2  # the list and its rows; the empty parts of both lists are the same bytes
    assert len(south.tables()["reports"]) == 7
    (taken,) = north.unpack(*south.pack(tmp_path / "stick", north))
    assert taken.kind == "bundle", taken
    assert north.cut() == south.cut()
    assert north.tables() == south.tables()
