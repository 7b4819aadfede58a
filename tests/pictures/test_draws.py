"""Draws: histograms beside the documented count, and rank plots of chains."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET

from everyname.pictures import Drawn, ForestWords, posterior, ranks
from everyname.pictures.draws import rank_counts

WORDS = ForestWords(axis="people", log="log", edge="documented: 500")


def test_the_spread_of_draws_is_drawn_beyond_the_count() -> None:
    """A histogram stands beyond the hard edge, with its interval as text."""
    rows = [
        Drawn(
            label="m", draws=[700 + place for place in range(200)], low=705, median=800, high=895, shown="800"
        )
    ]
    root = ET.fromstring(posterior(rows, documented=500, words=WORDS, title="t", description="d", name="p"))
    edge = next(float(node.attrib["x1"]) for node in root.iter("line") if node.get("class") == "edge")
    curve = next(node for node in root.iter("polygon") if node.get("class") == "curve")
    assert min(float(pair.split(",")[0]) for pair in curve.attrib["points"].split()) > edge
    assert {"m", "800", "documented: 500"} <= {node.text for node in root.iter("text")}


def test_one_wild_draw_does_not_stretch_the_axis() -> None:
    """A single draw of a billion leaves the picture of the others as it is."""
    row = Drawn(label="m", draws=[*range(700, 900), 10**9], low=705, median=800, high=895, shown="800")
    assert ">log<" not in posterior([row], documented=500, words=WORDS, title="t", description="d", name="p")


def test_chains_that_agree_have_even_ranks() -> None:
    """Chains from one distribution spread evenly over the ranks; one that sits apart does not."""
    draw = random.Random(5).gauss
    same = rank_counts([[draw(0, 1) for _ in range(2000)] for _ in range(4)])
    apart = rank_counts([[draw(0, 1) for _ in range(2000)], [draw(3, 1) for _ in range(2000)]])
    assert max(map(max, same)) < 150
    assert apart[0][0] > 180
    assert apart[0][-1] < 20
    assert sum(map(sum, same)) == 8000


def test_every_chain_is_named() -> None:
    """Each chain has its row and its name, and the line of agreement says what it is."""
    drawn = ranks(
        [[1.0, 2.0], [1.5, 3.0]],
        labels=["chain 1", "chain 2"],
        level="even",
        axis="rank",
        title="t",
        description="d",
        name="r",
    )
    assert {"chain 1", "chain 2", "even", "rank"} <= {node.text for node in ET.fromstring(drawn).iter("text")}
