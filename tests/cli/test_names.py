"""`everyname names` says in words why two names score as they do."""

from __future__ import annotations

import json

from desk import Desk


def test_a_score_is_said_in_words(desk: Desk) -> None:
    """What fits, what is left over, the titles set aside and a turned order are each a line."""
    said = desk.run("names", "score", "Dr Arvand Sahelpur Kamel", "Sahel-Pour Arvand")
    assert said.code == 0
    lines = [line.strip() for line in said.out.splitlines()]
    assert lines[0].startswith("score 0.")
    assert any(line.startswith("sahelpur fits sahel pour (") for line in lines)
    assert any(line.startswith("arvand is arvand (") for line in lines)
    assert lines[3:] == ["only left: kamel", "title set aside left: dr", "in turned order"]


def test_tokens_that_differ_are_said(desk: Desk) -> None:
    """A given name of another person is known as another, or is left over on both sides."""
    brothers = desk.run("names", "score", "Hossein Darvand", "Hassan Darvand").out
    assert "; known as two names)" in next(line for line in brothers.splitlines() if "hassan" in line)
    strangers = desk.run("names", "score", "Kaveh Darvand", "Parisa Darvand").out
    assert "only left: kaveh\n  only right: parisa" in strangers


def test_nobody_is_said(desk: Desk) -> None:
    """A word for nobody has nothing to compare and scores 0."""
    said = desk.run("names", "score", "unknown", "Arvand Sahelpur")
    assert said.code == 0
    assert said.out.splitlines()[0] == "score 0.0000"
    assert "nothing to compare" in said.out


def test_json_holds_the_explanation(desk: Desk) -> None:
    """--json writes the whole explanation to a file, and the words still go to the screen."""
    file = desk.folder / "why.json"
    said = desk.run("names", "score", "Arvand Sahelpur", "Arvand Sahelpoor", "--json", file)
    plain = json.loads(file.read_text(encoding="utf-8"))
    assert f"score {plain['score']:.4f}" in said.out
    assert [one["fit"] for one in plain["aligned"]] == ["same", "fits"]


def test_pairs_and_out_go_together(desk: Desk) -> None:
    """`names learn --pairs` without --out is used wrongly."""
    pairs = desk.write("p.csv", "a,b\n")
    said = desk.run("names", "learn", "--pairs", pairs)
    assert said.code == 2
    assert len(said.err.strip().splitlines()) == 3
