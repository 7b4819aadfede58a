"""Pairs go before people, and what they find binds the machine."""

from __future__ import annotations

import csv
from pathlib import Path

from desk import FIRST_LIST, SECOND_LIST, Desk
from everyname.book import Book, reading


def two_lists(desk: Desk) -> None:
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")


def person(desk: Desk, report: str) -> str:
    found: str = desk.do("show", report, "--json", "-").plain["person"]
    return found


def test_judgements_join_and_part_whatever_the_machine_computes(desk: Desk) -> None:
    """`different` parts a linked pair and `same` joins two strangers; the older person ids stay."""
    two_lists(desk)
    desk.do("link")
    before = person(desk, "north:1")
    desk.do("judge", "south:a", "north:1", "different", "--reason", "two cousins")
    desk.do("judge", "north:3", "south:c", "same", "--reason", "a nickname, says the family")
    desk.do("link")
    assert person(desk, "north:1") == before != person(desk, "south:a")
    assert person(desk, "north:3") == person(desk, "south:c")


def test_contradicting_judgements_are_refused_together(desk: Desk) -> None:
    """A pair cannot be different when other judgements say both are the same as a third."""
    two_lists(desk)
    desk.do("judge", "north:1", "south:a", "same", "--reason", "same father")
    desk.do("judge", "north:2", "south:a", "same", "--reason", "same scan")
    said = desk.run("judge", "north:1", "north:2", "different", "--reason", "no", "--book", desk.book)
    assert said.code == 1
    assert "judged different" in said.err


def test_a_report_that_does_not_exist_cannot_be_judged(desk: Desk) -> None:
    """A judgement on an unknown id is refused and nothing is recorded."""
    two_lists(desk)
    said = desk.run("judge", "north:1", "north:99", "same", "--reason", "x", "--book", desk.book)
    assert said.code == 2
    assert "north:99" in said.err


def test_the_review_file_goes_out_without_scores_and_comes_back_as_judgements(desk: Desk) -> None:
    """Verdicts written into the file bind; rows left empty keep waiting; the score shows only when asked."""
    desk.init()
    policy = desk.book / "book.toml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace("linked = 0.9 ", "linked = 0.99999 "), encoding="utf-8"
    )
    desk.do("policy", "apply")
    nothing_else = FIRST_LIST.replace("Sahelpur,24,male,2021-03-02,Tehran,Tehran", "Sahelpur,,,,,")
    desk.add("first.csv", nothing_else.replace("2021-03-05", "2021-03-06"), "north")
    desk.add("second.csv", SECOND_LIST.replace(",24,Man,2021-03-02,Tehran", ",,,,"), "south")
    desk.do("link")
    waiting_pairs = [("north:1", "south:a")]
    path = desk.folder / "review.csv"
    desk.do("pairs", "--out", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        waiting, columns = list(reader), list(reader.fieldnames or ())
    assert columns[:4] == ["left", "right", "verdict", "reason"]
    assert "probability" not in columns
    assert waiting_pairs[0] in [(row["left"], row["right"]) for row in waiting]
    waiting = [row for row in waiting if (row["left"], row["right"]) in waiting_pairs]
    waiting[0]["verdict"], waiting[0]["reason"] = "same", "one spelling of the other"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(waiting)
    desk.do("pairs", "--in", path, "--reviewer", "desk 2")
    desk.do("link")
    assert person(desk, "north:1") == person(desk, "south:a")
    left = [(pair["left"], pair["right"]) for pair in desk.do("pairs", "--json", "-").plain["waiting"]]
    assert waiting_pairs[0] not in left


def test_a_draw_holds_sure_pairs_too_and_never_what_was_judged(desk: Desk) -> None:
    """The sample takes linked pairs beside doubtful ones, and is the same for the same linking."""
    two_lists(desk)
    desk.do("link")
    first, second, third = (desk.folder / f"sample{number}.csv" for number in (1, 2, 3))
    desk.do("pairs", "--draw", "300", "--out", first)
    desk.do("pairs", "--draw", "300", "--out", second)
    assert first.read_bytes() == second.read_bytes()
    drawn = drawn_pairs(first)
    assert ("north:1", "south:a") in drawn  # linked, so not in the queue
    assert len(drawn) == len(set(drawn))
    desk.do("judge", "north:1", "south:a", "same", "--reason", "same father")
    desk.do("link")
    desk.do("pairs", "--draw", "300", "--out", third)
    assert ("north:1", "south:a") not in drawn_pairs(third)


def test_a_draw_needs_a_file(desk: Desk) -> None:
    """A draw that would be shown nowhere is refused, with the command that writes it."""
    two_lists(desk)
    said = desk.run("pairs", "--draw", "20", "--book", desk.book)
    assert said.code == 2
    assert "--out" in said.err


def drawn_pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [(row["left"], row["right"]) for row in csv.DictReader(file)]


def test_true_pairs_found_by_reviewers_keep_whether_the_linking_had_joined_them(desk: Desk) -> None:
    """A pair sought without the machine is marked joined or missed as the linking stood, and stays so."""
    two_lists(desk)
    words = ("same", "--reason", "their mother said so", "--sought")
    refused = desk.run("judge", "north:1", "south:a", *words, "--book", desk.book)
    assert refused.code == 1
    assert "Nothing has been linked yet" in refused.err
    desk.do("link")
    for left, right in (("north:1", "south:a"), ("north:3", "south:c")):
        desk.do("judge", left, right, *words)
    desk.do("link")
    desk.do("judge", "north:3", "south:c", *words)
    book = Book.open(desk.book)
    found = {one.left: one.sought for one in reading.judgements(book)}
    book.close()
    assert found == {"north:1": "joined", "north:3": "missed"}
    assert "Every table is what it was." in desk.do("rebuild").out
