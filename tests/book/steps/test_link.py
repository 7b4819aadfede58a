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
