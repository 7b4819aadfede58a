from __future__ import annotations

import json

import numpy as np
import pytest

from everyname.estimate import Patterns, estimate_panel
from everyname.estimate.frame import Frame
from everyname.estimate.plain_frame import frame_plain, verdata_plain
from everyname.estimate.relink import Reviewed, add_missed_links
from everyname.estimate.total import FrameEstimate, choose_by_version, choose_models, estimate_frame

FAST = ("chapman", "chao", "independence", "log-linear", "decomposable")


def simulate(rates: tuple[float, ...], people: int, seed: int) -> dict[int, int]:
    """Draw {bitmask: count} of people on independent lists."""
    seen = np.random.default_rng(seed).random((people, len(rates))) < np.array(rates)
    masks = (seen.astype(np.int64) << np.arange(len(rates))).sum(axis=1)
    return {mask: int(count) for mask, count in enumerate(np.bincount(masks)) if mask and count}


NORTH = simulate((0.4, 0.35, 0.3, 0.2), 2000, 1)
SOUTH = simulate((0.1, 0.08, 0.3, 0.2), 3000, 2)
TINY = {1: 3, 2: 2, 3: 1}


def frame_of(**tables: dict[int, int]) -> Frame:
    """Make a frame of one replicate from {stratum: table} over four lists."""
    lists = [f"list {place}" for place in range(1, 5)]
    return Frame.from_cells(lists, {("", name): table for name, table in tables.items()})


@pytest.fixture(scope="module")
def two() -> FrameEstimate:
    """Two strata of 2,000 and 3,000 people, and one too small to estimate."""
    return estimate_frame(frame_of(north=NORTH, south=SOUTH, tiny=TINY), methods=FAST)


def test_one_table_gives_its_own_panel(kosovo: Patterns) -> None:
    """A frame of one table is the panel of that table, row by row."""
    found = estimate_frame(Frame.of(kosovo), methods=FAST)
    assert found.total == estimate_panel(kosovo, methods=FAST)
    plain = frame_plain(found)
    assert plain["strata"] == []
    assert plain["pooled"] is None
    assert plain["width"]["linkage"] is None
    assert plain["width"]["sampling"] + plain["width"]["model"] == 100


def test_strata_add_up_and_the_interval_is_narrower_than_the_sum_of_ends(two: FrameEstimate) -> None:
    """The total covers the true 5,000; its ends lie inside the added ends of the strata."""
    assert two.total.headline is not None
    interval = two.total.headline.interval
    assert interval.low < 5000 < interval.high
    for place, row in enumerate(two.total.rows):
        north, south = (part.panel.rows[place].interval for part in two.strata[:2])
        if row.interval is not None and north is not None and south is not None:
            assert north.low + south.low < row.interval.low - 6
            assert row.interval.high - 6 < north.high + south.high
            assert row.interval.median == pytest.approx(north.median + south.median + 6, rel=0.02)


def test_a_stratum_that_cannot_be_estimated_is_listed_and_counted_as_documented(two: FrameEstimate) -> None:
    """The small stratum has its six documented people and its reason; the verdict says what is covered."""
    assert two.covered == (True, True, False)
    plain = json.loads(json.dumps(frame_plain(two), allow_nan=False))
    assert plain["n"] == sum(NORTH.values()) + sum(SOUTH.values()) + 6
    (outside,) = plain["not_estimated"]
    assert outside["stratum"] == "tiny"
    assert outside["documented"] == 6
    assert "fewer than three usable lists" in outside["reason"]
    assert "the 2 of 3 strata that can be estimated; the other (tiny) is in it with the" in plain["verdict"]
    assert "documented people alone (fewer than 10 people)" in plain["verdict"]
    assert "list 3 holds nobody in 1 of 3 strata (tiny)" in " ".join(plain["warnings"])
    assert plain["strata"][2]["estimated"] is False
    assert plain["strata"][2]["headline"] is None


def test_the_pooled_total_stands_beside_with_words_where_it_differs(two: FrameEstimate) -> None:
    """Where people's chances differ between strata, the pooled total is shown and why it differs."""
    plain = frame_plain(two)
    assert plain["pooled"]["headline"]["median"] != plain["headline"]["median"]
    assert "Taken as one table" in plain["pooled_says"]
    apart = estimate_frame(
        frame_of(
            north=simulate((0.5, 0.5, 0.2, 0.2), 2000, 3),
            south=simulate((0.1, 0.1, 0.1, 0.1), 4000, 4),
        ),
        methods=FAST,
    )
    assert "They differ because people's chance of being listed differs" in frame_plain(apart)["pooled_says"]


def test_no_stratum_to_estimate_gives_no_total(kosovo: Patterns) -> None:
    """Where no stratum can be estimated there is no number, and the pooled table still stands beside."""
    halves = {("", "a"): {1: 40, 2: 30, 3: 9}, ("", "b"): {4: 40, 8: 30, 12: 9}}
    found = estimate_frame(Frame.from_cells(kosovo.lists, halves), methods=FAST)
    assert found.total.headline is None
    assert all(row.interval is None for row in found.total.rows)
    assert "in none of 2 strata" in found.total.verdict
    assert frame_plain(found)["width"] is None


def test_nobody_is_estimated_below_the_documented() -> None:
    """People known from a list that was left out of a stratum still count as documented there."""
    tables = {("", "a"): NORTH | {0b10000: 9000}, ("", "b"): SOUTH}
    lists = [f"list {place}" for place in range(1, 6)]
    found = estimate_frame(Frame.from_cells(lists, tables, [("a", "list 5")]), methods=FAST)
    documented = sum(NORTH.values()) + 9000
    assert found.strata[0].panel.n == documented
    for row in found.strata[0].panel.rows:
        assert row.interval is None or row.interval.low >= documented


def test_replicates_are_stacked_and_linkage_gets_its_share(kosovo: Patterns) -> None:
    """Draws of the linking widen the interval, and the width says how much of it they are."""
    frame = add_missed_links(Frame.of(kosovo), Reviewed(missed=8, pairs=40), draws=8, seed=3)
    found = estimate_frame(frame, methods=FAST)
    assert found.replicates == 8
    assert found.width is not None
    assert found.width.linkage is not None
    assert found.width.linkage > 20
    assert "Averaged over 8 plausible versions of the table." in found.total.verdict
    plain = frame_plain(found)
    assert plain["documented_range"][0] < plain["n"] < plain["documented_range"][1] < 4400
    rule = {row["method"]: row for row in verdata_plain(found)}
    assert rule["decomposable"]["low"] < rule["decomposable"]["point"] < rule["decomposable"]["high"]
    assert verdata_plain(estimate_frame(Frame.of(kosovo), methods=FAST))[0]["refused"]


def test_a_method_that_refuses_in_many_replicates_gives_no_number() -> None:
    """A method answers for the replicates only where it answers in at least four of five."""
    lists = ("A", "B", "C")
    fine, broken = simulate((0.4, 0.4, 0.4), 500, 1), {1: 30, 2: 40, 4: 20}
    often = {(str(number), ""): broken if number < 3 else fine for number in range(10)}
    rarely = {(str(number), ""): broken if number < 1 else fine for number in range(10)}
    refused = estimate_frame(Frame.from_cells(lists, often), methods=FAST)
    assert refused.total.headline is None
    assert "no number in 3 of 10 replicates" in str(refused.total.rows[-1].refused)
    stands = estimate_frame(Frame.from_cells(lists, rarely), methods=FAST)
    assert stands.total.headline is not None
    assert any("no number in 1 of 10 replicates" in text for text in stands.total.warnings)


def test_strata_draw_apart_and_the_seed_repeats_them() -> None:
    """Two strata with the same table have different draws, and the same seed gives the same total."""
    frame = frame_of(a=NORTH, b=NORTH)
    found = estimate_frame(frame, methods=FAST, seed=5)
    one, other = (part.draws["decomposable"][0] for part in found.strata)
    assert sorted(one) == sorted(other)
    assert abs(float(np.corrcoef(one, other)[0, 1])) < 0.2
    assert frame_plain(found) == frame_plain(estimate_frame(frame, methods=FAST, seed=5))


def test_models_that_answer_for_most_people_carry_the_total(two: FrameEstimate) -> None:
    """Methods are compared over the same strata: those that most people allow."""
    assert choose_models(two.strata) == ("log-linear", "decomposable")
    assert choose_models(two.strata[2:]) == ()


@pytest.mark.parametrize(
    ("strata", "replicates", "asked", "run_in"),
    [(1, 1, None, 1), (1, 20, None, 3), (4, 1, None, 1), (4, 20, None, 1), (9, 2, None, 0), (9, 2, 2, 2)],
)
def test_the_slow_sampler_runs_in_as_many_versions_as_it_may_take(
    strata: int, replicates: int, asked: int | None, run_in: int
) -> None:
    """Few tables get the sampler, many only in the first versions or none, unless asked; it is said."""
    tables = {(str(r), str(s)): {1: 1} for r in range(replicates) for s in range(strata)}
    methods, said = choose_by_version(Frame.from_cells("AB", tables), None, asked)
    assert sum("latent-class" in names for names in methods) == run_in
    assert bool(said) is (run_in < replicates)
