"""Bars: every number is text, labels are safe, both directions mirror."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from everyname.pictures import Bar, Look, bars

_ROWS = [Bar(label="2030-01 <b>", value=12, shown="12"), Bar(label="2030-02", value=0, shown="0")]


def test_bars_say_their_numbers_in_text() -> None:
    """A reader who sees no bars still finds each label and number, a title and a description."""
    root = ET.fromstring(bars(_ROWS, title="By month", description="Two months", name="m"))
    texts = ["".join(node.itertext()) for node in root.iter()]
    assert {"12", "0", "By month", "Two months", "2030-01 <b>"} <= set(texts)


def test_bars_mirror_for_right_to_left() -> None:
    """In Persian the bars grow from the right edge."""
    left = bars(_ROWS, title="t", description="d", name="m")
    right = bars(_ROWS, title="t", description="d", name="m", look=Look(rtl=True))
    x, width = (int(re.search(rf'<rect[^>]* {k}="(\d+)"', left).group(1)) for k in ("x", "width"))  # type: ignore[union-attr]
    mirrored = int(re.search(r'<rect[^>]* x="(\d+)"', right).group(1))  # type: ignore[union-attr]
    assert mirrored == 640 - x - width
    assert 'direction="rtl"' in right


def test_no_rows_is_still_a_picture() -> None:
    """An empty book gives an empty chart, not an error."""
    assert ET.fromstring(bars([], title="t", description="d", name="m")).tag == "svg"
