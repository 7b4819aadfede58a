"""An estimate of a book is made from lists that can speak, over what the linking is unsure of, or refused."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from desk import FIRST_LIST, SECOND_LIST, Desk, copy_book

SCOPE = """\
title = "Everyone"
window = "2021-03-01..2021-05-31"
outcomes = ["killed"]
not_included = "Nobody else."
"""
COVERS = ("--covers", "2021-03-01..2021-05-31")
FAST = ("--without", "latent-class")


def test_no_estimate_without_a_stated_window(desk: Desk) -> None:
    """Lists that do not say which days they cover are named, with what to do."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south", *COVERS)
    desk.do("link")
    plain = desk.do("estimate", "--json", "-").plain
    assert plain["headline"] is None
    assert [one["source"] for one in plain["not_used"]] == ["north"]
    assert "--covers" in plain["not_used"][0]["reason"]
    assert "No estimate is made" in plain["verdict"]


def test_no_estimate_from_a_list_that_covers_part_of_the_window(desk: Desk) -> None:
    """A list that ends before the window does is not used."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north", "--covers", "2021-03-01..2021-04-30")
    desk.add("second.csv", SECOND_LIST, "south", *COVERS)
    desk.do("link")
    plain = desk.do("estimate", "--json", "-").plain
    assert plain["headline"] is None
    assert "2021-04-30" in plain["not_used"][0]["reason"]


def test_two_lists_give_chapman_and_no_headline(desk: Desk) -> None:
    """Two lists show Chapman with its assumption; the verdict says why no headline is given."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north", *COVERS)
    desk.add("second.csv", SECOND_LIST, "south", *COVERS)
    desk.do("link")
    plain = desk.do("estimate", "--json", "-").plain
    chapman = next(row for row in plain["panel"] if row["method"] == "chapman")
    assert chapman["median"] == round((4 + 1) * (3 + 1) / (2 + 1) - 1)
    assert "independent" in chapman["assumption"]
    assert plain["headline"] is None
    assert plain["verdict"]


def test_a_bare_table_needs_no_book(desk: Desk) -> None:
    """`estimate --patterns` gives the promised keys; a broken table is refused."""
    table = "A,B,C,count\n1,0,0,30\n0,1,0,40\n0,0,1,35\n1,1,0,12\n1,0,1,9\n0,1,1,11\n1,1,1,4\n"
    plain = desk.run("estimate", "--patterns", desk.write("t.csv", table), "--json", "-").plain
    assert {"n", "lists", "panel", "headline", "verdict", "seed", "version"} <= set(plain)
    assert plain["n"] == 141
    assert {"method", "assumption", "median", "low", "high", "refused"} == set(plain["panel"][0])
    said = desk.run("estimate", "--patterns", desk.write("bad.csv", table.replace("30", "-30")))
    assert said.code == 1
    assert said.err.count("\n") >= 2


def test_by_month_a_list_is_used_in_the_months_it_covers(desk: Desk) -> None:
    """By month, a list that ends early is used, and left out of the month it does not cover."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north", "--covers", "2021-03-01..2021-04-30")
    desk.add("second.csv", SECOND_LIST, "south", *COVERS)
    desk.do("link")
    plain = desk.do("estimate", "--by", "month", "--json", "-").plain
    assert plain["lists"] == ["north", "south"]
    assert [(one["stratum"], one["documented"]) for one in plain["strata"]] == [
        ("2021-03", 2),
        ("2021-04", 2),
        ("2021-05", 1),
    ]
    assert plain["strata"][2]["lists"] == ["south"]
    assert any("north does not cover all of it in 1 of 3 strata (2021-05)" in w for w in plain["warnings"])
    assert plain["headline"] is None


def test_a_source_that_repeats_anothers_number_is_no_second_witness(desk: Desk) -> None:
    """Where an accepted claim is known to repeat another source's, their lists are one list."""
    desk.init(SCOPE)
    desk.add("first.csv", FIRST_LIST, "north", *COVERS)
    desk.add("second.csv", SECOND_LIST, "south", *COVERS)
    first = "The Committee of Families said 4512 people were killed by 20 May 2021.\n"
    later = "At least 4512 people were killed by 20 May 2021, according to the Committee of Families.\n"
    for name, text, day in (("north", first, "2021-05-21"), ("south", later, "2021-05-25")):
        desk.do("add", desk.write(f"{name}.txt", text), "--source", name, "--as-of", day)
    desk.do("claims")
    desk.do("link")
    assert desk.do("estimate", "--json", "-").plain["lists"] == ["north", "south"]
    desk.do("claims", "accept", "all", "--reason", "read")
    plain = desk.do("estimate", "--json", "-").plain
    assert "share its information with north" in plain["not_used"][0]["reason"]


@pytest.fixture
def invented(demo: tuple[Path, dict[str, Any]], desk: Desk, at_demo_machine: None) -> Desk:
    """A copy of the invented book, to be changed."""
    del at_demo_machine
    copy_book(demo[0] / "book", desk.book)
    return desk


def test_strata_and_draws_of_the_linking_make_one_recorded_estimate(invented: Desk) -> None:
    """By sex over ten draws: strata add up, linking has its share of the width, rebuild changes nothing."""
    plain = invented.do("estimate", "--by", "sex", "--draws", "10", *FAST, "--json", "-").plain
    assert plain["replicates"] == 10
    assert {one["stratum"] for one in plain["strata"]} >= {"female", "male"}
    assert sum(one["documented"] for one in plain["strata"]) == pytest.approx(plain["n"], abs=1.5)
    low, high = plain["documented_range"]
    assert low < plain["n"] < high
    assert plain["headline"]["low"] >= low
    assert plain["width"]["linkage"] > 0
    assert plain["pooled"]["headline"]
    assert plain["settings"]["by"] == ["sex"]
    assert "were drawn of who is one person" in plain["said"][0]
    assert "Every table is what it was." in invented.do("rebuild").out


def entries_of(desk: Desk) -> list[bytes]:
    """Give the entries of every device: a copied book goes on as another device than it was made by."""
    return [path.read_bytes() for path in sorted(desk.book.glob("ledger/*/entries.jsonl"))]


def test_the_same_settings_give_the_same_record_and_an_edition_repeats_them(invented: Desk) -> None:
    """An estimate is recorded once; publishing keeps the settings it was last made with."""
    first = invented.do("estimate", "--draws", "5", "--seed", "3", *FAST, "--json", "-").plain
    entries = entries_of(invented)
    again = invented.do("estimate", "--draws", "5", "--seed", "3", *FAST, "--json", "-").plain
    assert again == first
    assert entries_of(invented) == entries
    assert invented.do("estimate", "--draws", "0", *FAST, "--json", "-").plain["replicates"] == 1
    assert entries_of(invented) != entries


def test_pictures_of_a_book_say_what_is_not_drawn(invented: Desk, tmp_path: Path) -> None:
    """A book's estimate by sex is drawn with its strata; what is not drawn is said on the page too."""
    out = tmp_path / "pictures"
    done = invented.do("estimate", "--by", "sex", "--draws", "5", *FAST, "--pictures", str(out))
    drawn = {path.stem for path in out.glob("*.svg")}
    assert {"panel", "strata", "overlap", "models", "leave-one-out"} <= drawn
    assert "posterior" not in drawn
    said = "is not drawn for a book"
    assert said in " ".join(done.out.split())
    page = (out / "estimate.html").read_text("utf-8")
    assert said in page
    assert "were drawn of who is one person" in page
    assert "The mean of 5 versions, " in page


def test_reviewed_pairs_give_missed_links_back(invented: Desk) -> None:
    """With a tenth of the reviewed pairs missed, fewer people are documented and fewer estimated."""
    linked = invented.do("estimate", "--draws", "0", *FAST, "--json", "-").plain
    plain = invented.do("estimate", "--missed-links", "10/100", *FAST, "--json", "-").plain
    assert plain["replicates"] == 50
    assert plain["n"] < linked["n"]
    assert plain["headline"]["median"] < linked["headline"]["median"]


@pytest.mark.parametrize(
    "words",
    [
        ("--derived", "north,south"),
        ("--combine", "verdata"),
        ("--without", "guessing"),
        ("--missed-links", "many"),
        ("--by", "mood"),
    ],
)
def test_options_that_do_not_go_with_a_book_are_refused(desk: Desk, words: tuple[str, ...]) -> None:
    """What a bare table takes and a book does not is refused with what to do instead."""
    desk.init(SCOPE)
    said = desk.run("estimate", *words, "--book", desk.book)
    assert said.code == 2
    assert "Nothing was changed." in said.err


def test_pairs_that_reviewers_sought_tell_how_many_links_are_missed(invented: Desk) -> None:
    """From twenty true pairs found without the machine on, an estimate gives missed links back by itself."""
    persons = invented.folder / "persons.csv"
    invented.do("tally", "--persons", persons)
    with persons.open(encoding="utf-8-sig", newline="") as file:
        rows = [row["reports"].split(" | ") for row in csv.DictReader(file)]
    pairs = [(row[0], row[-1]) for row in rows if row[0].partition(":")[0] != row[-1].partition(":")[0]][:25]
    lines = [f"{left},{right},same,both families said so" for left, right in pairs]
    known = invented.write("known.csv", "\n".join(["left,right,verdict,reason", *lines]) + "\n")
    invented.do("pairs", "--in", known, "--sought")
    invented.do("link")
    plain = invented.do("estimate", *FAST, "--json", "-").plain
    assert plain["said"][0].startswith("Reviewers found 0 of 25 true pairs of reports not joined; 50")
    assert plain["replicates"] == 50
    assert invented.do("estimate", "--draws", "0", *FAST, "--json", "-").plain["replicates"] == 1
