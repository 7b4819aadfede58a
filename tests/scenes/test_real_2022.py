"""The main job runs end to end on real lists and a real article."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.real_2022 import run


@pytest.fixture(scope="module")
def found(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the scene found, once."""
    import os

    os.environ["EVERYNAME_HOME"] = str(tmp_path_factory.mktemp("scene-home"))
    return run(real_data, tmp_path_factory.mktemp("scene"))


def test_every_row_of_the_real_lists_is_accounted_for(found: dict) -> None:
    """Taken and refused add up to given on each of the four lists, and few are refused."""
    for name, account in found["lists"].items():
        assert account["taken"] + account["refused"] == account["given"], name
    assert sum(a["given"] for a in found["lists"].values()) == 501 + 399 + 196 + 1270
    assert sum(a["refused"] for a in found["lists"].values()) <= 40


def test_other_years_and_executions_are_left_out_with_their_reason(found: dict) -> None:
    """The scope leaves out deaths of other years and executions, by source and reason."""
    reasons = {reason for _, reason, _ in found["out_of_scope"]}
    assert {"window", "outcome"} <= reasons
    left = sum(count for _, _, count in found["out_of_scope"])
    assert found["in_scope"] + left == sum(a["taken"] for a in found["lists"].values())


def test_persons_and_their_range_are_plausible(found: dict) -> None:
    """Four lists that overlap give fewer persons than reports, and a range around the minimum."""
    low, high = found["range"]
    assert low <= found["persons"] <= high
    assert found["persons"] < found["in_scope"]
    assert found["persons"] >= 300


def test_the_article_gives_its_five_counts_and_one_originator(found: dict) -> None:
    """Three mentions of one number go back to one originator; all five required counts are proposed."""
    numbers = [(c["measure"], c["low"]) for c in found["claims"] if c["low"] is not None]
    assert sorted(numbers) == sorted(
        [("killed", 1500), ("injured", 4000), ("detained", 12000), ("killed", 1500), ("killed", 1500)]
    )
    killed = [c for c in found["claims"] if (c["measure"], c["low"]) == ("killed", 1500)]
    assert {c["originator"] for c in killed} == {"MEK"}
    assert {c["mentions"] for c in killed} == {3}


def test_an_estimate_is_made_or_refused_in_words(found: dict) -> None:
    """All four lists cover the common window; the panel names its assumptions or says why not."""
    estimate = found["estimate"]
    assert estimate["verdict"]
    for row in estimate["panel"]:
        assert row["refused"] or (row["assumption"] and row["low"] <= row["median"] <= row["high"])


def test_the_edition_of_real_lists_verifies(found: dict) -> None:
    """Book and edition are sound."""
    assert found["verified"] == [True, True]
    assert found["edition"]["persons"] > 0
