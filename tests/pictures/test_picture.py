"""A picture with its text equivalent, as a file that stands alone."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from everyname.pictures import Bar, Picture, bars

DRAWN = bars([Bar(label="a", value=3, shown="3")], title="By list", description="Lists.", name="b")
PICTURE = Picture(
    name="b",
    title="By list",
    description="Lists.",
    drawn=DRAWN,
    headers=("list", "people"),
    rows=(("a & b", "3"),),
)
SVG = "{http://www.w3.org/2000/svg}"


def test_a_file_stands_alone() -> None:
    """The file brings its style, for light and dark, and loads nothing."""
    text = PICTURE.file()
    root = ET.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert "prefers-color-scheme: dark" in (root.find(f"{SVG}style").text or "")  # type: ignore[union-attr]
    assert text.count("http") == 1
    assert "@import" not in text


def test_a_file_says_its_table_in_words() -> None:
    """Who cannot see the drawing reads the same table in its description."""
    told = ET.fromstring(PICTURE.file()).find(f"{SVG}desc").text  # type: ignore[union-attr]
    assert told == "Lists. list: a & b; people: 3."
