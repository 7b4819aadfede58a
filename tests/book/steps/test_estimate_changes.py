"""What would change an estimate: a picture for every kind of change, none where nothing was changed."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from everyname.book.steps.estimate_changes import MOST_DRAWN, change_pictures

BASE: dict[str, Any] = {"n": 400, "panel": [], "headline": None}


def row(label: str, n: int, median: int | None, refused: str | None = None) -> dict[str, Any]:
    ends = {"low": None, "high": None} if median is None else {"low": median - 50, "high": median + 90}
    return {"label": label, "n": n, "median": median, **ends, "refused": refused}


def said(svg: str) -> str:
    return " ".join(node.text or "" for node in ET.fromstring(svg).iter("text"))


def test_a_list_left_out_keeps_its_own_count() -> None:
    """Without a list fewer people are documented, and the picture says how many; a refusal is words."""
    rows = [row("all lists", 400, 900), row("without A", 310, 600), row("without B", 90, None, "too few")]
    (picture,) = change_pictures({**BASE, "leave_one_out": rows})
    assert picture.name == "leave-one-out"
    assert picture.rows[2] == ("without B", "90", "", "too few")
    words = said(picture.drawn)
    assert "documented: 310" in words
    assert "no number: too few" in words


def test_many_pairs_are_cut_to_those_that_move_most() -> None:
    """Of 120 pairs of lists the picture draws the few that move the answer most; the table holds all."""
    pairs = [row(f"pair {place}", 400, 900 + place) for place in range(119)] + [row("far", 400, 5000)]
    (picture,) = change_pictures({**BASE, "merge_two": pairs})
    assert len(picture.rows) == 120
    words = said(picture.drawn)
    assert "far" in words
    assert words.count("pair ") == MOST_DRAWN - 1
    assert f"The {MOST_DRAWN} that move it most are drawn; all 120" in picture.description


def test_a_hidden_dependence_is_told_by_factor() -> None:
    """The total is shown for half and for twice as many people missed, beside what the models say."""
    curve = [
        {"xi": -0.69, "factor": 0.5, "low": 500, "median": 650, "high": 800},
        {"xi": 0.0, "factor": 1.0, "low": 600, "median": 900, "high": 1200},
        {"xi": 0.69, "factor": "2", "low": 800, "median": 1400, "high": 2000},
    ]
    found = {"method": "log-linear", "curve": curve, "words": "x"}
    (picture,) = change_pictures({**BASE, "sensitivity": found})
    assert [label for label, _ in picture.rows] == [
        "0.5 times as many",
        "as the models say",
        "2 times as many",
    ]


def test_nothing_changed_is_no_picture() -> None:
    """A table that allows no estimate, or a panel without these keys, draws none of them."""
    empty = {"leave_one_out": [], "merge_two": [], "prior_sweep": [], "sensitivity": None}
    assert change_pictures(BASE) == change_pictures({**BASE, **empty}) == []
