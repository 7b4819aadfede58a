"""The overlap as plain values: sizes, patterns, pairs."""

from __future__ import annotations

from everyname.estimate import Patterns
from everyname.estimate.overlap import MOST_TOLD, plain_overlap


def test_overlap_counts_everyone_once(kosovo: Patterns) -> None:
    """The patterns told add up to everyone documented, the fullest first, each with its lists."""
    told = plain_overlap(kosovo)
    assert told["sizes"] == {"EXH": 1910, "ABA": 1528, "OSCE": 1786, "HRW": 685}
    assert sum(row["people"] for row in told["patterns"]) == told["people"] == 4400
    assert told["patterns"][0] == {"on": ["EXH"], "people": 1131}
    assert (told["filled"], told["possible"]) == (15, 15)
    assert len(told["pairs"]) == 6


def test_only_the_fullest_patterns_are_told() -> None:
    """Thousands of patterns are cut to the fullest, and how many there are is said."""
    many = Patterns.from_cells([f"l{place}" for place in range(12)], {mask: mask for mask in range(1, 4000)})
    told = plain_overlap(many)
    assert len(told["patterns"]) == MOST_TOLD
    assert told["filled"] == 3999
    assert told["patterns"][0]["people"] == 3999


def test_forty_lists_have_no_table_of_pairs() -> None:
    """More lists than any model takes give sizes and patterns, and no pairs."""
    told = plain_overlap(Patterns.from_cells([f"l{place}" for place in range(40)], {3: 5, 1 << 39: 2}))
    assert told["pairs"] == []
    assert told["sizes"]["l39"] == 2
