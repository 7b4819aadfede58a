"""The overlap picture: a row a pattern, dots for its lists, every count as text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter

from everyname.pictures import ListSize, Overlap, overlap

LISTS = [
    ListSize(name="north", people=1200),
    ListSize(name="south", people=300),
    ListSize(name="court", people=9),
]
PATTERNS = [Overlap(on=(0,), people=1000), Overlap(on=(0, 2), people=7)]


def draw(lists: list[ListSize], patterns: list[Overlap], rest: str = "") -> ET.Element:
    return ET.fromstring(overlap(lists, patterns, rest=rest, title="t", description="d", name="o"))


def test_every_list_and_pattern_says_its_people() -> None:
    """List names, their sizes and the people of each pattern stand as text; what is left out is said."""
    said = {node.text for node in draw(LISTS, PATTERNS, "and 2 more patterns").iter("text")}
    assert {"north", "south", "court", "1,200", "300", "9", "1,000", "7", "and 2 more patterns"} <= said


def test_a_dot_is_told_from_a_gap_by_shape() -> None:
    """On a list is a full disc, off it a small ring."""
    kinds = Counter(node.get("class") for node in draw(LISTS, PATTERNS).iter("circle"))
    assert kinds == {"point": 3, "hollow": 3}


def test_bars_of_lists_and_patterns_share_one_scale() -> None:
    """A list twice as large as a pattern has a bar twice as long."""
    root = draw([ListSize(name="a", people=2000), *LISTS[1:]], PATTERNS)
    frames = [float(node.attrib["width"]) for node in root.iter("rect") if node.get("class") == "frame"]
    solid = [float(node.attrib["width"]) for node in root.iter("rect") if node.get("class") == "bar"]
    assert abs(frames[0] - 2 * solid[0]) < 0.2


def test_sixteen_lists_with_long_names_fit() -> None:
    """Sixteen lists with long names stay inside the picture: names are cut before they meet the bars."""
    lists = [ListSize(name=f"An organisation with the long name {i}", people=10**6) for i in range(16)]
    root = draw(lists, [Overlap(on=tuple(range(16)), people=10**6)])
    start = min(float(node.attrib["x"]) for node in root.iter("rect") if node.get("class") == "frame")
    for node in root.iter("text"):
        if node.get("class") == "head":
            assert float(node.attrib["x"]) + len(node.text or "") * 7.5 < start
    assert all(float(node.attrib["x"]) < 640 for node in root.iter("text"))
