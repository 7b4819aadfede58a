"""A book learns how its names are spelled from what reviewers judged to be the same."""

from __future__ import annotations

import itertools
import json
import shutil
from pathlib import Path

import pytest

from desk import Desk, Said, files_of
from everyname.book import Book
from everyname.book.steps.names import judged_spellings, learned_packs
from everyname.names.pack import shipped_packs

GIVEN = {"سالم": "Salem", "خليل": "Khalil", "زياد": "Ziyad", "جواد": "Tchawat", "نيما": "Nima"}
FAMILY = {"بركات": "Barakat", "رستگار": "Rastegar", "نجار": "Najjar", "درويش": "Darwish", "حداد": "Haddad"}
PEOPLE = [
    (f"{one} {other}", f"{GIVEN[one]} {FAMILY[other]}") for one, other in itertools.product(GIVEN, FAMILY)
]


def listed(names: list[str]) -> str:
    rows = [f"{at},{name},male,2021-03-{at + 1:02d}" for at, name in enumerate(names)]
    return "\n".join(["id,name,sex,date", *rows]) + "\n"


def spellings(people: list[tuple[str, str]]) -> str:
    return "".join(f"{one},{other}\n" for one, other in people)


def judged_book(desk: Desk, count: int) -> None:
    """A book of two lists, with so many pairs of reports judged to be the same."""
    desk.init()
    desk.add("first.csv", listed([one for one, _ in PEOPLE]), "north")
    desk.add("second.csv", listed([other for _, other in PEOPLE]), "south")
    rows = [f"north:{at},south:{at},same,same father\n" for at in range(count)]
    filled = desk.write("review.csv", "left,right,verdict,reason\n" + "".join(rows))
    desk.do("pairs", "--in", filled, "--reviewer", "desk 2")


def three_parts(said: Said) -> bool:
    return said.code == 1 and len(said.err.strip().splitlines()) == 3


def test_a_book_learns_from_its_judgements_and_the_next_link_uses_it(desk: Desk) -> None:
    """What was learned is recorded once, is named in the next link's settings, and asks for that link."""
    judged_book(desk, 25)
    desk.do("link")
    learned = desk.do("names", "learn", "--json", "-").plain
    assert (learned["pairs"], learned["unchanged"]) == (25, False)
    assert learned["tokens"] >= 10
    assert desk.run("tally", "--book", desk.book).code == 1  # the persons rest on the packs of before
    assert not desk.do("link", "--json", "-").plain["unchanged"]
    assert desk.do("link", "--json", "-").plain["unchanged"]
    assert desk.do("names", "learn", "--json", "-").plain["unchanged"]
    runs = [run for run in _runs(desk.book) if run["kind"] == "link"]
    assert f"learned:{learned['digest']}" not in runs[0]["settings"]["packs"]
    assert runs[1]["settings"]["packs"] == [
        *(f"{pack.region}:{pack.digest}" for pack in shipped_packs()),
        f"learned:{learned['digest']}",
    ]
    assert runs[0]["settings"]["digest"] != runs[1]["settings"]["digest"]


def _runs(folder: Path) -> list[dict[str, object]]:
    book = Book.open(folder)
    found = [entry.body for entry in book.entries() if entry.kind == "run" and entry.body is not None]
    book.close()
    return found


def test_a_rebuild_gives_the_learned_pack_and_persons_again(desk: Desk) -> None:
    """Deleting the index loses nothing that was learned: the same pack, the same persons, no new entry."""
    judged_book(desk, 25)
    digest = desk.do("names", "learn", "--json", "-").plain["digest"]
    found = desk.do("link", "--json", "-").plain
    before = files_of(desk.book / "ledger")
    (desk.book / "index.sqlite3").unlink()
    desk.do("rebuild")
    book = Book.open(desk.book)
    assert [pack.digest for pack in learned_packs(book)] == [digest]
    book.close()
    assert desk.do("link", "--json", "-").plain == found | {"unchanged": True}
    assert files_of(desk.book / "ledger") == before


def test_too_few_judgements_teach_nothing(desk: Desk) -> None:
    """Under twenty pairs the number is said and what to do; nothing is recorded."""
    judged_book(desk, 19)
    before = files_of(desk.book / "ledger")
    said = desk.run("names", "learn", "--book", desk.book)
    assert three_parts(said)
    assert "19 pairs" in said.err
    assert "everyname pairs" in said.err
    assert files_of(desk.book / "ledger") == before


def test_only_differing_spellings_of_reports_judged_the_same_are_pairs(desk: Desk) -> None:
    """A report of two names gives a pair of its own; nobody, equal names and strangers give none."""
    desk.init()
    desk.add(
        "first.csv",
        "id,name,نام,date\n1,Salem Barakat,سالم بركات,\n2,,,2021-03-02\n3,Nima Haddad,,\n",
        "north",
    )
    desk.add(
        "second.csv", "id,name\n1,Salim Barakat\n2,Ziyad Najjar\n3,Nima Haddad\n4,Khalil Haddad\n", "south"
    )
    for one, other, verdict in [(1, 1, "same"), (2, 2, "same"), (3, 3, "same"), (3, 4, "different")]:
        desk.do("judge", f"north:{one}", f"south:{other}", verdict, "--reason", "x")
    book = Book.open(desk.book)
    found = judged_spellings(book)
    book.close()
    three = ("Salem Barakat", "Salim Barakat", "سالم بركات")
    assert found == list(itertools.combinations(three, 2))


@pytest.mark.parametrize("header", ["", "name_ar,name_en\n", "left,right\n"])
def test_a_file_of_pairs_gives_a_pack_that_plain_lists_are_linked_by(desk: Desk, header: str) -> None:
    """A CSV with a header or none gives a pack; linking names it, and what it taught is known by it."""
    taught = desk.write("pairs.csv", header + spellings(PEOPLE))
    pack = desk.folder / "pack.json"
    said = desk.run("names", "learn", "--pairs", taught, "--out", pack, "--json", "-")
    assert said.code == 0, said
    assert json.loads(pack.read_text(encoding="utf-8"))["tokens"]["tchawat"] == 5
    one = desk.write("a.csv", "id,name\n1,جواد حداد\n2,سالم نجار\n")
    other = desk.write("b.csv", "id,name\nx,Tchawat Haddad\ny,Salem Najjar\n")
    words = ("link", "--lists", one, other, "--out", desk.folder / "p.csv", "--json", "-")
    without, with_pack = desk.run(*words), desk.run(*words, "--pack", pack)
    assert without.code == with_pack.code == 0, (without, with_pack)
    assert without.plain["settings"] != with_pack.plain["settings"]
    before, after = (
        desk.run("names", "score", "جواد حداد", "Tchawat Haddad", *more, "--json", "-").plain["aligned"][0]
        for more in ((), ("--pack", pack))
    )
    assert (before["known"], after["known"]) == ("", "as one name")
    assert after["odds"] > before["odds"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("Salem Barakat\nSalim Barakat\n", "fewer than two columns"),
        (spellings(PEOPLE[:19]), "holds 19 pairs"),
        (spellings([(one, one) for one, _ in PEOPLE]), "holds 0 pairs"),
        (spellings([PEOPLE[0]] * 30), "holds 1 pairs"),
    ],
    ids=["empty", "one column", "too few", "no difference", "one pair again and again"],
)
def test_a_file_that_teaches_nothing_is_refused(desk: Desk, text: str, told: str) -> None:
    """A file without enough pairs is refused in three parts and no pack is written."""
    said = desk.run(
        "names", "learn", "--pairs", desk.write("p.csv", text), "--out", desk.folder / "pack.json"
    )
    assert three_parts(said), said
    assert told in said.err
    assert not (desk.folder / "pack.json").exists()


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", '{"format": "everyname/pack/1"}', "[" * 100_000], ids=len
)
def test_a_file_that_is_no_pack_is_refused(desk: Desk, text: str) -> None:
    """`link --pack` with anything but a pack is refused in three parts, before a list is read."""
    lists = desk.write("a.csv", listed([one for one, _ in PEOPLE]))
    pack = desk.write("pack.json", text)
    said = desk.run("link", "--lists", lists, "--out", desk.folder / "p.csv", "--pack", pack)
    assert three_parts(said), said
    assert "not a pack" in said.err
    assert not (desk.folder / "p.csv").exists()


def test_a_copied_book_holds_what_it_learned(desk: Desk) -> None:
    """A book on another path compares names as the first one does."""
    judged_book(desk, 25)
    desk.do("names", "learn")
    desk.do("link")
    copy = Path(shutil.copytree(desk.book, desk.folder / "copy"))
    assert desk.run("link", "--book", copy, "--json", "-").plain["unchanged"]
