"""A bare table is estimated with what is known of its lists and links."""

from __future__ import annotations

import pytest

from desk import Desk

FAST = ("--without", "latent-class")
CELLS = {"100": 300, "010": 250, "001": 200, "110": 90, "101": 80, "011": 70, "111": 30}


def table(values: str = "", cells: dict[str, int] = CELLS) -> str:
    """Write a table of three lists, with further columns before them."""
    return "".join(f"{values}{','.join(key)},{count}\n" for key, count in cells.items())


def test_strata_replicates_and_verdatas_rule_in_one_table(desk: Desk) -> None:
    """A long table gives strata, the pooled total, the width in words and verdata's rule when asked."""
    more = {key: count + 9 for key, count in CELLS.items()}
    text = "replicate,stratum,A,B,C,count\n" + "".join(
        table(values=f"{replicate},{stratum},", cells=cells)
        for replicate, cells in (("1", CELLS), ("2", more))
        for stratum in ("north", "south")
    )
    path = desk.write("long.csv", text + "1,,1,0,0,3\n")
    words = ("estimate", "--patterns", path, "--combine", "verdata", *FAST)
    plain = desk.run(*words, "--json", "-").plain
    assert plain["replicates"] == 2
    assert [one["stratum"] for one in plain["strata"]] == ["north", "south", "unknown"]
    assert [one["stratum"] for one in plain["not_estimated"]] == ["unknown"]
    rows = {row["method"]: row for row in plain["combination"]["rows"]}
    assert rows["decomposable"]["low"] < rows["decomposable"]["point"] < rows["decomposable"]["high"]
    said = desk.run(*words)
    assert said.code == 0
    for part in ("by verdata's rule", "not estimated", "Taken as one table", "Of the uncertainty", "2 of 3"):
        assert part in said.out


def test_derived_lists_are_joined_and_missed_links_given_back(desk: Desk) -> None:
    """What is known of lists and links is applied and said; the same seed repeats it."""
    cells = {f"{key}{key[0]}": count for key, count in CELLS.items()}
    path = desk.write("t.csv", "A,B,C,copy,count\n" + table(cells=cells))
    known = ("--derived", "A,copy", "--missed-links", "5/60", "--draws", "8")
    words = ("estimate", "--patterns", path, *known, *FAST)
    plain = desk.run(*words, "--seed", "4", "--json", "-").plain
    assert plain["lists"] == ["A+copy", "B", "C"]
    assert plain["replicates"] == 8
    assert plain["said"][0].startswith("A and copy derive from one another")
    assert "5 of 60 true pairs" in plain["said"][1]
    assert plain["n"] < sum(CELLS.values())
    assert desk.run(*words, "--seed", "4", "--json", "-").plain == plain


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--derived", "A,X"), 2),
        (("--missed-links", "12"), 2),
        (("--missed-links", "60/100"), 1),
        (("--draws", "5"), 2),
        (("--by", "month"), 2),
    ],
)
def test_what_a_table_cannot_say_is_refused(desk: Desk, words: tuple[str, ...], code: int) -> None:
    """An unknown list, no share of pairs, draws of nothing, parts of a bare table: refused in words."""
    said = desk.run("estimate", "--patterns", desk.write("t.csv", "A,B,C,count\n" + table()), *words)
    assert said.code == code
    assert len(said.err.strip().splitlines()) >= 3
