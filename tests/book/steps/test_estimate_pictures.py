"""Pictures of an estimate: each from its own keys, each with its table in words."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from everyname.book.steps.estimate_page import draw_estimate
from everyname.estimate import Patterns, estimate_panel, read_patterns
from everyname.estimate.overlap import plain_overlap

KOSOVO = Path(__file__).resolve().parents[3] / "docs" / "tutorial" / "kosovo.csv"
MODELS = {
    "lists": ["EXH", "ABA"],
    "count": 3,
    "models": [
        {"name": "[12,3]", "N": 10356.5, "se": 785.9, "aic": 132.7, "bic": 203.0, "finite": True},
        {"name": "[1,2,3]", "N": 7394.6, "se": 128.0, "aic": 350.0, "bic": 382.0, "finite": True},
        {"name": "[123]", "N": None, "se": None, "aic": 140.0, "bic": 210.0, "finite": False},
    ],
}


@pytest.fixture(scope="module")
def plain() -> dict[str, Any]:
    table = read_patterns(KOSOVO.read_text("utf-8"), KOSOVO.name)
    panel = estimate_panel(table, methods=["chapman", "chao", "independence", "log-linear", "decomposable"])
    return {**panel.to_plain(), "overlap": plain_overlap(table)}


def said(svg: str) -> str:
    return " ".join(node.text or "" for node in ET.fromstring(svg).iter("text"))


def test_the_panel_shows_every_method(plain: dict[str, Any]) -> None:
    """Every method stands in the picture with its number and assumption, refused ones with their reason."""
    picture = draw_estimate(plain)["panel"]
    assert {row[0] for row in picture.rows} == {row["method"] for row in plain["panel"]}
    words = said(picture.drawn)
    assert "documented: 4,400" in words
    assert "no number: takes exactly two lists" in words
    for row in plain["panel"]:
        assert row["method"] in words
        if row["median"] is not None:
            assert f"{row['median']:,} ({row['low']:,} to {row['high']:,})" in words


def test_the_overlap_counts_everyone(plain: dict[str, Any]) -> None:
    """The overlap's table adds up to the documented count, and names lists and patterns."""
    picture = draw_estimate(plain)["overlap"]
    people = {label: int(count.replace(",", "")) for label, count in picture.rows}
    assert people["EXH, everyone on it"] == 1910
    assert sum(count for label, count in people.items() if not label.endswith("on it")) == 4400
    assert people["EXH and ABA, and no other"] == 177


def test_many_patterns_are_cut_and_said() -> None:
    """Sixteen lists with thousands of patterns make a picture that says what it leaves out."""
    names = [f"list number {place}" for place in range(16)]
    table = Patterns.from_cells(names, {mask: mask % 97 + 1 for mask in range(1, 5000)})
    plain = {"n": table.n, "panel": [], "overlap": plain_overlap(table)}
    picture = draw_estimate(plain)["overlap"]
    assert "Not drawn: 4,969 more patterns" in said(picture.drawn)


def test_models_that_fit_are_told(plain: dict[str, Any]) -> None:
    """Models that fit nearly as well as the best are told as a range; one with no estimate is not drawn."""
    picture = draw_estimate({**plain, "models": MODELS})["models"]
    assert [row[0] for row in picture.rows] == ["[12,3]", "[1,2,3]"]
    assert "2 of 3 log-linear models" in picture.description
    assert "between 10,356 and 10,356" in picture.description.replace("10,357", "10,356")


def test_draws_and_chains_make_pictures_of_their_own(plain: dict[str, Any]) -> None:
    """With draws there is a picture of their spread, with chains one of their ranks; without, neither."""
    draw = random.Random(1).gauss
    chains = [[draw(0, 1) for _ in range(400)] for _ in range(4)]
    pictures = draw_estimate(plain, {"log-linear": [12_000 + 500 * one for one in chains[0]]}, chains)
    assert [row[0] for row in pictures["posterior"].rows] == ["log-linear"]
    lowest = [int(row[1].rstrip("%")) for row in pictures["ranks"].rows]
    assert len(lowest) == 4
    assert all(15 < share < 35 for share in lowest)
    assert "posterior" not in draw_estimate(plain)
    assert "ranks" not in draw_estimate(plain)


def test_strata_keep_their_own_count_and_refusals(plain: dict[str, Any]) -> None:
    """A stratum without a number is named with its reason and its documented count, and is never zero."""
    ends = {"method": "x", "low": 400, "median": 500, "high": 700}
    strata = [
        {"stratum": "north", "documented": 300, "estimated": True, "reason": None, "headline": ends},
        {
            "stratum": "south",
            "documented": 20,
            "estimated": False,
            "reason": "too few lists",
            "headline": None,
        },
    ]
    picture = draw_estimate({**plain, "strata": strata})["strata"]
    assert [row[:2] for row in picture.rows] == [("north", "300"), ("south", "20"), ("all together", "4,400")]
    assert picture.rows[1][2:] == ("", "too few lists")
    assert "no number: too few lists" in said(picture.drawn)
    assert re.search(r"\bsouth\b", said(picture.drawn))


def test_an_estimate_without_rows_has_no_picture() -> None:
    """A book whose estimate was refused before any method ran draws nothing, and fails nowhere."""
    assert draw_estimate({"n": None, "lists": [], "panel": [], "headline": None, "verdict": "x"}) == {}
