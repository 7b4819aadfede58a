from __future__ import annotations

import json

import pytest

from everyname.estimate import Panel, Patterns, estimate_panel
from everyname.estimate.methods import leave_out
from everyname.estimate.sensitivity import PlainSensitivity, examine

KEYS = ["sensitivity", "leave_one_out", "merge_two", "list_as_truth", "prior_sweep", "what_would_change"]


def quick(table: Patterns) -> Panel:
    return estimate_panel(table, methods=leave_out(["latent-class"]))


def examined(table: Patterns) -> PlainSensitivity:
    found = examine(table, quick(table))
    assert list(json.loads(json.dumps(found, allow_nan=False))) == KEYS
    return found


def test_hidden_dependence_multiplies_the_missed(kosovo: Patterns) -> None:
    """The people missed are told from half to twice what the model says, and at 1 the row is unchanged."""
    panel = quick(kosovo)
    curve = examined(kosovo)["sensitivity"]
    assert curve is not None
    row = next(row for row in panel.rows if row.method == curve["method"])
    assert row.interval is not None
    points = curve["curve"]
    assert [point["factor"] for point in points][:: len(points) // 2] == [0.5, 1.0, 2.0]
    middle = points[len(points) // 2]
    assert (middle["low"], middle["median"], middle["high"]) == (
        round(row.interval.low),
        round(row.interval.median),
        round(row.interval.high),
    )
    assert points[-1]["median"] - 4400 == pytest.approx(2 * (row.interval.median - 4400), abs=1)


def test_what_would_change_is_said_in_words(kosovo: Patterns) -> None:
    """The list that moves the answer most is named, and so is each list whose size the others miss."""
    said = " ".join(examined(kosovo)["what_would_change"])
    assert "Without ABA: the middle of the range goes from" in said
    assert "for 3 of 4 lists; not for ABA (1,528 people" in said
    assert "never shows who is on no list" in said


def test_steady_answer_is_called_steady(independent: Patterns) -> None:
    """Where no list decides the answer, the words say so."""
    said = examined(independent)["what_would_change"]
    assert "No list left out moves the middle of the range by a factor of 1.2 or more." in said


def test_the_sweep_shows_what_comes_from_the_prior(kosovo: Patterns, independent: Patterns) -> None:
    """Other priors leave the answer of independent lists where it was, and move Kosovo's."""

    def spread(table: Patterns) -> float:
        middles = [row["median"] for row in examined(table)["prior_sweep"] if row["median"]]
        assert len(middles) == 6
        return max(middles) / min(middles)

    assert spread(independent) < 1.1
    assert spread(kosovo) > 1.3


def test_first_row_of_the_sweep_is_the_panels_own(kosovo: Patterns) -> None:
    """What is compared with is what the panel said."""
    rows = {row.method: row.interval for row in quick(kosovo).rows}
    swept = {row["label"]: row["median"] for row in examined(kosovo)["prior_sweep"]}
    for method in ("log-linear", "decomposable"):
        own = next(median for label, median in swept.items() if label.startswith(f"{method} as in the panel"))
        assert rows[method] is not None
        assert own == round(rows[method].median)


@pytest.mark.parametrize("cells", [{1: 50, 2: 40, 4: 60}, {1: 120, 2: 90, 3: 40}])
def test_nothing_is_examined_where_nothing_is_estimated(cells: dict[int, int]) -> None:
    """A table that allows no range has nothing to vary."""
    found = examined(Patterns.from_cells("ABC", cells))
    assert found["sensitivity"] is None
    assert found["what_would_change"] == []


def test_refused_models_leave_words() -> None:
    """Where the models give no range, every variation says why it has none either, or gives its own."""
    table = Patterns.from_cells("ABC", {1: 70, 2: 55, 3: 20, 4: 63, 5: 17, 6: 18, 7: 28})
    for row in examined(table)["leave_one_out"]:
        assert (row["median"] is None) == (row["refused"] is not None)


def test_thorough_sweep_runs_the_sampler_under_other_priors() -> None:
    """Asked for it, the sweep holds the latent-class model under other priors, each a number or words."""
    table = Patterns.from_cells("ABC", {1: 310, 2: 205, 3: 61, 4: 118, 5: 44, 6: 39, 7: 17})
    swept = examine(table, quick(table), thorough=True)["prior_sweep"]
    latent = [row for row in swept if row["label"].startswith("latent-class")]
    assert len(latent) == 3
    assert all((row["median"] is None) == (row["refused"] is not None) for row in latent)
