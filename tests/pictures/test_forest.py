"""Intervals on one axis: the documented count is a hard edge, refusals are words, nothing is clipped."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from everyname.pictures import ForestRow, ForestWords, Look, forest

WORDS = ForestWords(axis="people", log="people, log scale", edge="documented: 500")


def row(low: float, median: float, high: float, **more: object) -> ForestRow:
    shown = f"{median:,.0f} ({low:,.0f} to {high:,.0f})"
    return ForestRow(label="m", low=low, median=median, high=high, shown=shown, **more)  # type: ignore[arg-type]


def draw(*rows: ForestRow, documented: int = 500, look: Look | None = None) -> ET.Element:
    svg = forest(
        rows,
        documented=documented,
        words=WORDS,
        title="t",
        description="d",
        name="f",
        look=look or Look(),
    )
    return ET.fromstring(svg)


def texts(root: ET.Element) -> list[str]:
    return [node.text or "" for node in root.iter("text")]


def marks(root: ET.Element, kind: str) -> list[float]:
    return [float(node.attrib["x1"]) for node in root.iter("line") if node.get("class") == kind]


def test_no_interval_begins_below_the_documented_count() -> None:
    """The hard edge stands at the count, and an interval that begins there touches it."""
    root = draw(row(500, 700, 900), row(600, 800, 1000))
    edge, starts = marks(root, "edge")[0], marks(root, "span")
    assert starts[0] == pytest.approx(edge, abs=0.1)
    assert starts[1] > edge
    assert "documented: 500" in texts(root)


def test_an_answer_at_the_edge_is_still_seen() -> None:
    """A method that finds nobody missing shows a mark on the edge, not an empty row."""
    root = draw(row(500, 500, 500))
    point = next(node for node in root.iter("circle"))
    assert float(point.attrib["cx"]) == pytest.approx(marks(root, "edge")[0], abs=0.1)
    span = next(node for node in root.iter("line") if node.get("class") == "span")
    assert float(span.attrib["x2"]) > float(span.attrib["x1"])


def test_the_axis_says_when_steps_multiply() -> None:
    """A log scale is used where totals span a decade, and the axis says so; else the axis says people."""
    assert "people, log scale" in texts(draw(row(600, 3000, 5000)))
    assert "people" in texts(draw(row(600, 3000, 4999)))
    assert "0" in texts(draw(row(600, 3000, 4999)))


def test_a_refused_row_is_words() -> None:
    """A method that gives no number shows its reason where its interval would stand, and no mark."""
    why = "no number: the lists overlap too little to say how many people are on none of them at all"
    root = draw(ForestRow(label="log-linear", refused=why))
    assert why in " ".join(texts(root))
    assert not list(root.iter("circle"))


def test_what_was_not_weighed_has_another_shape() -> None:
    """Without colour, a row for contrast is a ring and a lower bound a triangle."""
    root = draw(row(600, 700, 800, shape="ring"), row(600, 700, 800, shape="bound"))
    assert [node.get("class") for node in root.iter("circle")] == ["hollow"]
    assert len(list(root.iter("polygon"))) == 1
    assert not marks(root, "span")


def test_each_stratum_has_its_own_edge() -> None:
    """Strata differ in their documented count, and each edge stands at its own."""
    edges = marks(draw(row(600, 700, 900, floor=550), row(200, 300, 400, floor=100)), "edge")
    assert edges[0] > edges[1]


@pytest.mark.parametrize("people", [1, 500, 10**6, 10**9])
@pytest.mark.parametrize("rtl", [False, True])
def test_no_text_leaves_the_picture(people: int, rtl: bool) -> None:
    """Numbers of any size stay inside the picture in both reading directions."""
    rows = [row(500, 500 + people // 2, 500 + people), row(500 + people, 500 + people, 500 + people)]
    root = draw(*rows, look=Look(rtl=rtl))
    width, height = map(float, re.findall(r"[\d.]+", root.attrib["viewBox"])[2:])
    for node in root.iter("text"):
        size = 12 if node.get("class", "").startswith("small") else 14
        long = len(node.text or "") * size * 0.53
        start = float(node.attrib["x"])
        first = {"start": start, "middle": start - long / 2, "end": start - long}
        if rtl:
            first = {"start": start - long, "middle": start - long / 2, "end": start}
        left = first[node.attrib["text-anchor"]]
        assert left > -8, node.text
        assert left + long < width + 8, node.text
        assert float(node.attrib["y"]) < height


def test_right_to_left_is_the_mirror_image() -> None:
    """In Persian larger totals lie to the left, and numbers are written as the page writes them."""
    left, right = (
        draw(row(600, 700, 900)),
        draw(row(600, 700, 900), look=Look(rtl=True, number=lambda n: "#")),
    )
    assert marks(right, "edge")[0] == pytest.approx(640 - marks(left, "edge")[0], abs=0.1)
    assert "#" in texts(right)
