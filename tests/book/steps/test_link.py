"""Reports become persons; reviewers' judgements bind the machine."""

from __future__ import annotations

import csv

from desk import FIRST_LIST, SECOND_LIST, Desk
from everyname.book import Book, reading

NAMES_ONLY = "name,sex,date\nNilo Varsanti,male,2021-03-02\nMira Oltan,female,2021-03-05\n"


def two_lists(desk: Desk, scope: str = "") -> None:
    desk.init(scope)
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")


def person(desk: Desk, report: str) -> str:
    found: str = desk.do("show", report, "--json", "-").plain["person"]
    return found


def test_reports_of_two_lists_meet_in_one_person(desk: Desk) -> None:
    """Spellings of one name with the same day and age are one person; the others stay apart."""
    two_lists(desk)
    found = desk.do("link", "--json", "-").plain
    assert found["reports"] == 7
    assert found["persons"] == 5
    assert found["recall"] == "Every pair of reports was compared."
    assert person(desk, "north:1") == person(desk, "south:a")
    assert person(desk, "north:3") != person(desk, "south:c")


def test_a_second_run_with_nothing_new_is_not_recorded(desk: Desk) -> None:
    """Linking again with nothing new changes no byte of the ledger."""
    two_lists(desk)
    desk.do("link")
    before = sorted(path.read_bytes() for path in (desk.book / "ledger").rglob("entries.jsonl"))
    assert desk.do("link", "--json", "-").plain["unchanged"]
    assert sorted(path.read_bytes() for path in (desk.book / "ledger").rglob("entries.jsonl")) == before


def test_the_scope_is_applied_and_says_what_it_left_out(desk: Desk) -> None:
    """Reports outside the window are not linked, and the account says how many and why."""
    two_lists(desk, 'window = "2021-03-01..2021-04-30"\noutcomes = ["killed"]')
    found = desk.do("link", "--json", "-").plain
    assert found["left_out"] == {"window": 1}
    assert found["reports"] == 6


def test_numbers_wait_for_a_link_that_saw_everything(desk: Desk) -> None:
    """After a change, tally, estimate and publish refuse until `link` has run, and say so."""
    two_lists(desk)
    desk.do("link")
    desk.add("newer.csv", FIRST_LIST.replace("24,male", "25,male"), "north")
    for command in ("tally", "estimate", "publish"):
        said = desk.run(command, "--book", desk.book)
        assert said.code == 1
        assert "everyname link" in said.err


def doubtful_releases(desk: Desk) -> tuple[str, str]:
    """Add two releases that contradict each other on one person; gives the old and the new report."""
    desk.init()
    desk.add("one.csv", NAMES_ONLY, "north")
    account = desk.add("two.csv", NAMES_ONLY.replace("Varsanti,male", "Varsanti,female"), "north")
    (old, new) = account["doubtful"][0]
    assert account["withdrawn"] == [old]
    return old, new


def carried(desk: Desk) -> dict[str, tuple[str, ...]]:
    book = Book.open(desk.book)
    found = reading.continued(book)
    book.close()
    return found


def waiting(desk: Desk) -> list[dict[str, str]]:
    desk.do("link")
    found: list[dict[str, str]] = desk.do("pairs", "--json", "-").plain["waiting"]
    return found


def test_a_doubt_between_releases_waits_for_a_reviewer(desk: Desk) -> None:
    """The pair is in the review file with the withdrawn row beside the new one, and leaves it once judged."""
    old, new = doubtful_releases(desk)
    assert waiting(desk) == [{"left": min(old, new), "right": max(old, new)}]
    desk.do("pairs", "--out", desk.folder / "review.csv", "--scores")
    rows = list(csv.DictReader((desk.folder / "review.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert {rows[0]["left_sexes"], rows[0]["right_sexes"]} == {"male", "female"}
    assert rows[0]["probability"] == ""
    assert carried(desk) == {new: (old,)}
    desk.do("judge", old, new, "same", "--reason", "the sheet had a slip")
    assert waiting(desk) == []
    assert carried(desk) == {new: (old,)}
    desk.do("judge", old, new, "different", "--reason", "two sisters")
    assert carried(desk) == {}


def test_a_doubt_never_overwrites_a_judgement(desk: Desk) -> None:
    """A list read again finds the same doubt; what a reviewer said of the pair stands."""
    old, new = doubtful_releases(desk)
    desk.do("judge", old, new, "different", "--reason", "two sisters")
    desk.add("three.csv", NAMES_ONLY, "north")
    desk.add("four.csv", NAMES_ONLY.replace("Varsanti,male", "Varsanti,female"), "north")
    book = Book.open(desk.book)
    assert [(j.verdict.value, j.reason) for j in reading.judgements(book)] == [("different", "two sisters")]
    book.close()
    assert waiting(desk) == []


def test_a_doubt_is_followed_back_through_releases(desk: Desk) -> None:
    """What stood in the first of three releases is carried to the third."""
    old, new = doubtful_releases(desk)
    third = NAMES_ONLY.replace("Varsanti,male,2021-03-02", "Varsanti,female,2021-06-09")
    newest = desk.add("three.csv", third, "north")["doubtful"][0][1]
    assert carried(desk) == {new: (old,), newest: tuple(sorted((old, new)))}
