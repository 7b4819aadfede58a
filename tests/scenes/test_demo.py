"""The demonstration runs the whole job and stands beside its truth."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk import Desk


def test_every_row_is_accounted_for(demo: tuple[Path, dict[str, Any]]) -> None:
    """Rows taken and refused add up to rows given, and the rows spoilt on purpose are the refused ones."""
    _, found = demo
    rows = found["rows"]
    assert rows["taken"] + rows["refused"] == rows["given"]
    assert rows["refused"] == found["truth"]["refused"]


def test_the_documented_range_meets_the_truth(demo: tuple[Path, dict[str, Any]]) -> None:
    """The range of persons lies within a tenth of how many were truly listed."""
    _, found = demo
    low, high = found["tally"]["range"]
    listed = found["truth"]["listed"]
    assert low <= found["tally"]["minimum"] <= high
    assert low * 0.9 <= listed <= high * 1.1


def test_most_true_pairs_are_found_and_few_are_false(demo: tuple[Path, dict[str, Any]]) -> None:
    """Reports put together truly speak of one person, and most that do are put together."""
    _, found = demo
    assert found["agreement"]["precision"] >= 0.97
    assert found["agreement"]["recall"] >= 0.85


def test_the_estimate_is_above_the_documented_number_or_refused_in_words(
    demo: tuple[Path, dict[str, Any]],
) -> None:
    """A headline never falls below what is documented; without one the verdict says why."""
    _, found = demo
    headline = found["estimate"]["headline"]
    if headline is None:
        assert found["estimate"]["verdict"]
    else:
        assert headline["high"] >= found["tally"]["minimum"]


def test_a_copying_list_is_not_an_independent_one(demo: tuple[Path, dict[str, Any]]) -> None:
    """The list that copies another is collapsed with it before estimating."""
    _, found = demo
    assert 3 <= len(found["estimate"]["lists"]) < found["rows"]["lists"]


def test_book_and_edition_are_sound(demo: tuple[Path, dict[str, Any]], desk: Desk) -> None:
    """`verify` finds nothing wrong in either."""
    out, found = demo
    assert found["sound"], found["problems"]
    assert desk.run("verify", out / "book").code == 0
    assert desk.run("verify", out / "edition").code == 0


def test_the_later_release_shows_what_changed(demo: tuple[Path, dict[str, Any]]) -> None:
    """A newer version of a list shows what was added, changed and withdrawn."""
    _, found = demo
    later, truth = found["later"][0], found["truth"]["later"]
    assert later["added"] == truth["added"]
    assert later["changed"] == truth["changed"]
    assert len(later["withdrawn"]) == truth["withdrawn"]


def test_every_page_says_that_everybody_is_invented(demo: tuple[Path, dict[str, Any]]) -> None:
    """No page of an invented edition can be taken for a real one."""
    out, _ = demo
    pages = list((out / "edition" / "en").rglob("*.html"))
    assert pages
    assert all("invented" in page.read_text(encoding="utf-8").lower() for page in pages)
