"""Files are taken whole or by row, and every row is accounted for."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from PIL import Image

from desk import FIRST_LIST, Desk
from everyname.book import Book, index, reading


def test_a_list_is_taken_and_its_mapping_written(desk: Desk) -> None:
    """Rows become reports, and how the columns were understood stands in a file to correct."""
    desk.init()
    account = desk.add("list.csv", FIRST_LIST, "north")
    assert (account["given"], account["taken"], account["refused"], account["added"]) == (4, 4, 0, 4)
    assert 'name = ["name"]' in (desk.book / "mappings" / "north.toml").read_text(encoding="utf-8")


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    """Adding the same bytes with the same mapping writes no entry."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    book = Book.open(desk.book)
    before = [log.size for log in book.logs()]
    book.close()
    account = desk.add("other-name.csv", FIRST_LIST, "north")
    assert account["unchanged"]
    book = Book.open(desk.book)
    assert [log.size for log in book.logs()] == before
    book.close()


def test_a_newer_release_shows_added_changed_and_withdrawn(desk: Desk) -> None:
    """With ids: one row new, one changed, one gone; the one gone stays in the ledger."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    newer = FIRST_LIST.replace("Kaveh Darvand,45", "Kaveh Darvand,46").replace(
        "4,Mina Rudkhani,17,female,2021-04-12,Tehran,Tehran,Bullet wound",
        "5,Omid Tabrizpur,20,male,2021-04-20,,,",
    )
    account = desk.add("newer.csv", newer, "north")
    assert (account["added"], account["changed"], account["same"]) == (1, 1, 2)
    assert account["withdrawn"] == ["north:4"]
    shown = desk.do("show", "north:4", "--json", "-").plain
    assert not shown["in_newest_release"]
    assert shown["given"]["names"][0]["text"] == "Mina Rudkhani"


def test_releases_without_ids_meet_by_content(desk: Desk) -> None:
    """Without an id column equal rows stay the same reports, and a slightly changed row keeps its id."""
    desk.init()
    text = "".join(line.split(",", 1)[1] for line in FIRST_LIST.splitlines(keepends=True))
    first = desk.add("list.csv", text, "north")
    assert first["added"] == 4
    lines = text.splitlines(keepends=True)
    newer = "".join([lines[0], *reversed(lines[1:])]).replace("Shiraz,Fars", "Shiraz,")
    account = desk.add("newer.csv", newer, "north")
    assert (account["same"], account["changed"], account["added"], account["withdrawn"]) == (3, 1, 0, [])


def test_a_row_that_returns_has_its_old_id(desk: Desk) -> None:
    """A row withdrawn by one release and back in the next is the same report again."""
    desk.init()
    desk.add("one.csv", FIRST_LIST, "north")
    desk.add("two.csv", "".join(FIRST_LIST.splitlines(keepends=True)[:-1]), "north")
    desk.add("three.csv", FIRST_LIST, "north")
    book = Book.open(desk.book)
    assert sorted(reading.all_reports(book)) == ["north:1", "north:2", "north:3", "north:4"]
    book.close()


def test_refused_rows_are_listed_and_the_mended_file_takes_them(desk: Desk) -> None:
    """An age of 4000 refuses that row alone; the mended list takes it and leaves the others as they were."""
    desk.init()
    account = desk.add("list.csv", FIRST_LIST.replace("45,male", "4000,male"), "north")
    assert (account["given"], account["taken"], account["refused"]) == (4, 3, 1)
    assert account["refusals"][0]["row"] == 4
    mended = desk.add("mended.csv", FIRST_LIST, "north")
    assert (mended["added"], mended["same"], mended["refused"]) == (1, 3, 0)


def test_a_corrected_mapping_reads_the_same_file_anew(desk: Desk) -> None:
    """Editing mappings/SOURCE.toml and adding the file again applies the correction."""
    desk.init()
    ambiguous = FIRST_LIST.replace("2021-03-02", "03/02/2021").replace("2021-03-05", "05/03/2021")
    ambiguous = ambiguous.replace("2021-04-11", "11/04/2021").replace("2021-04-12", "12/04/2021")
    first = desk.add("list.csv", ambiguous, "north")
    assert first["refused"] == 4
    assert "date_order" in first["refusals"][0]["reason"]
    path = desk.book / "mappings" / "north.toml"
    text = path.read_text(encoding="utf-8").replace('date_order = ""', 'date_order = "dmy"')
    path.write_text(text, encoding="utf-8")
    again = desk.add("list.csv", ambiguous, "north")
    assert (again["taken"], again["refused"]) == (4, 0)


def test_one_bad_file_does_not_stop_the_others(desk: Desk) -> None:
    """A file that is refused is named with its remedy; the rest is taken and the exit code is 1."""
    desk.init()
    good, bad = desk.write("good.csv", FIRST_LIST), desk.write("bad.xlsx", "this is no workbook")
    said = desk.run("add", bad, good, "--source", "north", "--book", desk.book, "--json", "-")
    assert said.code == 1
    assert [bool(one["error"]) for one in said.plain["files"]] == [True, False]
    assert said.plain["files"][1]["taken"] == 4


def test_articles_and_pictures_are_kept_with_their_bytes(desk: Desk) -> None:
    """An article becomes a document and a picture evidence, each held unchanged in the vault."""
    desk.init()
    article = desk.write(
        "report.txt", "2021-06-01\n\nAt least 12 people were killed in Tabriz, the office said.\n"
    )
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (90, 90, 90)).save(picture, "PNG")
    (desk.folder / "face.png").write_bytes(picture.getvalue())
    desk.do("add", article, desk.folder / "face.png", "--source", "paper")
    book = Book.open(desk.book)
    held = book.rows(sa.select(index.evidence))
    assert book.vault.get(held[0].digest) == picture.getvalue()
    assert len(book.rows(sa.select(index.documents))) == 1
    book.close()


@pytest.mark.parametrize("name", ["a:b", "a,b", " a", ""])
def test_a_name_that_cannot_name_a_source_is_refused(desk: Desk, name: str) -> None:
    """Signs that part ids cannot stand in a source's name."""
    desk.init()
    said = desk.run("add", desk.write("l.csv", FIRST_LIST), "--source", name, "--book", desk.book)
    assert said.code == 1
    assert "cannot name a source" in said.err
