"""Models by total and fit: the best at the top, none hidden."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from everyname.pictures import ModelPoint, ScatterWords, scatter

WORDS = ScatterWords(
    axis="people", log="log", behind="behind", edge="documented: 500", best="best: 900", worse="much worse"
)


def draw(models: list[ModelPoint]) -> ET.Element:
    return ET.fromstring(scatter(models, documented=500, words=WORDS, title="t", description="d", name="s"))


def test_the_better_model_stands_higher() -> None:
    """A model with a smaller BIC stands nearer the top, and the best is marked by shape and words."""
    root = draw(
        [ModelPoint(total=900, behind=0), ModelPoint(total=700, behind=4), ModelPoint(total=700, behind=40)]
    )
    _, near, far = (float(node.attrib["cy"]) for node in root.iter("circle"))
    best = min(
        float(pair.split(",")[1]) for node in root.iter("polygon") for pair in node.attrib["points"].split()
    )
    assert best < near < far
    assert {"best: 900", "much worse", "documented: 500", "behind"} <= {
        node.text for node in root.iter("text")
    }


def test_thousands_of_models_stay_a_small_picture() -> None:
    """Models that would cover one another are drawn as one, so that 32,768 models are a small file."""
    crowd = [ModelPoint(total=500 + place % 4000, behind=place / 100) for place in range(32_768)]
    drawn = scatter(crowd, documented=500, words=WORDS, title="t", description="d", name="s")
    assert len(drawn) < 400_000


def test_no_model_is_still_a_picture() -> None:
    """Where no model has a finite estimate the axes stand empty."""
    assert not list(draw([]).iter("circle"))
