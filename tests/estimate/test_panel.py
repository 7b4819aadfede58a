from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from everyname.estimate import SEED, Panel, Patterns, Reason, estimate_panel, read_patterns
from everyname.estimate.agreement import COMPARED, weigh_rows
from everyname.estimate.methods import Row, refuse_row
from everyname.estimate.simple import Interval

KEYS = [
    "n",
    "lists",
    "panel",
    "headline",
    "verdict",
    "seed",
    "version",
    "warnings",
    "next",
    "models",
    "latent",
]
ROW_KEYS = {"method", "assumption", "median", "low", "high", "refused"}
METHODS = ["chapman", "chao", "independence", "log-linear", "decomposable", "latent-class"]
QUICK = METHODS[:-1]  # without the sampler, which takes seconds a table


def quick_panel(table: Patterns) -> Panel:
    return estimate_panel(table, methods=QUICK)


def check_shape(panel: Panel) -> None:
    """Every row has a number or a refusal, every number is finite and not below n, the verdict names n."""
    plain = json.loads(json.dumps(panel.to_plain(), allow_nan=False))
    assert list(plain) == KEYS
    assert [row["method"] for row in plain["panel"]] in (METHODS, QUICK)
    for row in plain["panel"]:
        assert set(row) == ROW_KEYS
        assert (row["median"] is None) == (row["refused"] is not None)
        if row["median"] is not None:
            assert plain["n"] <= row["low"] <= row["median"] <= row["high"]
    assert plain["verdict"].startswith(f"{plain['n']:,} ")


def test_kosovo_panel(kosovo: Patterns) -> None:
    """Kosovo gets a headline that covers the published 10,356, with the 4,400 documented beside it."""
    panel = estimate_panel(kosovo)
    check_shape(panel)
    assert panel.headline is not None
    assert panel.headline.interval.low < 10356 < panel.headline.interval.high
    assert panel.verdict.startswith("4,400 people are documented on 4 lists; models that assume")
    assert "whom no list could reach" in panel.verdict
    rows = {row["method"]: row for row in panel.to_plain()["panel"]}
    assert rows["independence"]["median"] == 7395
    assert rows["chapman"]["refused"] == "takes exactly two lists; the table has 4"


def test_same_table_same_panel(kosovo: Patterns) -> None:
    """A panel repeats exactly, and the seed it was asked for is recorded."""
    first = estimate_panel(kosovo)
    assert estimate_panel(kosovo) == first
    assert first.to_plain()["seed"] == SEED
    assert estimate_panel(kosovo, seed=5, methods=QUICK).to_plain()["seed"] == 5


def test_methods_can_be_chosen(kosovo: Patterns) -> None:
    """Only the methods asked for stand in the panel, and a headline says which models it rests on."""
    panel = estimate_panel(kosovo, methods=["decomposable", "log-linear"])
    assert [row.method for row in panel.rows] == ["log-linear", "decomposable"]
    assert panel.headline is not None
    assert panel.headline.method == "log-linear and decomposable"
    assert any("latent-class was not run" in text for text in panel.warnings)
    alone = estimate_panel(kosovo, methods=["log-linear"])
    assert alone.headline is None
    assert "log-linear alone has nothing to be checked against" in alone.verdict


def test_weights_that_matter_are_told(independent: Patterns) -> None:
    """Where AIC and BIC weigh the models far apart, the panel warns and the range covers both."""
    row = replace(answer("log-linear", 3000), also=Interval(median=3900, low=2500, high=6000))
    headline, _, doubts = weigh_rows(independent, (row, answer("decomposable", 3100)), dependent=False)
    assert headline is not None
    assert headline.interval.high == 6000
    assert doubts[0].startswith(
        "Disagreement: log-linear (3,000), decomposable (3,100) and log-linear by AIC"
    )


def answer(method: str, median: float) -> Row:
    return Row(method=method, interval=Interval(median=median, low=median * 0.9, high=median * 1.1))


@pytest.mark.parametrize(
    ("medians", "apart", "headline"),
    [
        ((1000, 1050, 1090), False, True),
        ((1000, 1050, 1150), True, True),
        ((1000, 1100, 1350), True, True),
        ((1000, 1100, 2100), True, False),
        ((None, 1100, 1180), False, True),
        ((None, None, 1200), False, False),
    ],
)
def test_alarm_over_three_kinds_of_model(
    kosovo: Patterns, medians: tuple[int | None, ...], apart: bool, headline: bool
) -> None:
    """Models that agree carry a headline, those that exclude one another a warning; a factor 2 forbids it."""
    rows = tuple(
        answer(method, median) if median else refuse_row(method, Reason.NOT_IDENTIFIABLE)
        for method, median in zip(COMPARED, medians, strict=True)
    )
    found, verdict, doubts = weigh_rows(kosovo, rows, dependent=False)
    assert (found is not None) is headline
    assert any(text.startswith("Disagreement") for text in doubts) is apart
    refused = [row.method for row in rows if row.refused]
    assert all(method in " ".join((verdict, *doubts)) for method in refused)


def test_wide_intervals_may_differ(independent: Patterns) -> None:
    """Medians a factor 1.25 apart but inside a wide interval draw no warning; a factor 1.35 does."""
    for median, apart in ((1250, False), (1350, True)):
        wide = Row(method="log-linear", interval=Interval(median=median, low=800, high=2500))
        _, _, doubts = weigh_rows(independent, (wide, answer("decomposable", 1000)), dependent=False)
        assert any(text.startswith("Disagreement") for text in doubts) is apart


def test_two_lists_show_chapman_without_headline() -> None:
    """Two lists give Chapman with its caveat, and no headline; an empty third list changes nothing."""
    for names in ("AB", "ABC"):
        panel = estimate_panel(Patterns.from_cells(names, {1: 120, 2: 90, 3: 40}))
        check_shape(panel)
        chapman = panel.to_plain()["panel"][0]
        assert chapman["assumption"] == "assumes the two lists are independent; that cannot be checked"
        assert chapman["median"] == round(161 * 131 / 41 - 1)
        assert panel.headline is None
        assert "fewer than three usable lists" in panel.verdict


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({1: 30}, "fewer than three usable lists"),
        ({1: 30, 2: 20, 4: 25}, "no person stands on two lists"),
        ({1: 17, 2: 26, 3: 5, 4: 45}, "fewer than three usable lists"),
        ({1: 50, 3: 30, 5: 9, 7: 12, 4: 20}, "everyone on B is also on A"),
    ],
)
def test_undefendable_tables_get_words_not_numbers(cells: dict[int, int], why: str) -> None:
    """A table that allows no estimate gives a panel of refusals with the reason, never a number."""
    panel = estimate_panel(Patterns.from_cells("ABC", cells))
    check_shape(panel)
    assert panel.headline is None
    assert all(row.interval is None for row in panel.rows)
    assert why in panel.verdict


def test_forty_lists_are_refused_in_words() -> None:
    """Forty lists are refused at once, without a table of 2^40 cells."""
    names = [f"list {place}" for place in range(40)]
    panel = estimate_panel(Patterns.from_cells(names, {3 << place: 5 for place in range(39)}))
    check_shape(panel)
    assert "40 lists; at most 16" in panel.verdict


def test_far_apart_models_give_no_headline() -> None:
    """Where defensible models differ twofold, the panel shows them and gives no headline."""
    table = Patterns.from_cells("ABC", {1: 70, 2: 55, 3: 20, 4: 63, 5: 17, 6: 18, 7: 28})
    panel = quick_panel(table)
    check_shape(panel)
    assert panel.headline is None
    assert "differ by a factor of" in panel.verdict
    assert any(text.startswith("Disagreement") for text in panel.warnings)


def test_dependent_lists_are_told_in_the_verdict(real_table) -> None:
    """The real table of two lists that feed on each other carries the warning into the sentence."""
    panel = quick_panel(real_table("iran_1404_javidnam_silver_linkage"))
    assert any(text.startswith("Dependence") for text in panel.warnings)
    assert "share far more people than separate work would bring about" in panel.verdict


def test_sparse_real_table_gets_no_number(real_table) -> None:
    """The published non-identifiable table, where other software prints 1.4e13, is refused in words."""
    panel = quick_panel(real_table("slavery_Artificial_3"))
    check_shape(panel)
    assert panel.headline is None
    assert panel.rows[METHODS.index("log-linear")].interval is None


def test_every_real_table(real_data: Path) -> None:
    """Every real table but those of six lists, which take long, gives a whole panel, refusals included."""
    for path in sorted((real_data / "lists").glob("*.csv")):
        text = path.read_text("utf-8")
        head = text.splitlines()[0].split(",")
        if head[-1] == "count" and len(head) != 7:
            check_shape(quick_panel(read_patterns(text, path.name)))


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(st.integers(1, 15), st.integers(0, 400), min_size=1).filter(
        lambda cells: any(cells.values())
    )
)
def test_any_table_gives_a_whole_panel(cells: dict[int, int]) -> None:
    """Whatever the four lists hold, every row is a finite number or a refusal in words."""
    check_shape(quick_panel(Patterns.from_cells("ABCD", cells)))
