"""Files are taken whole or by row, and every row is accounted for."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from PIL import Image

from desk import FIRST_LIST, SECOND_LIST, Desk, files_of
from everyname.book import Book, index, reading


def png(shade: int) -> bytes:
    """Draw a small picture."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, shade, shade)).save(picture, "PNG")
    return picture.getvalue()


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
    given = desk.write("list.csv", ambiguous)
    first = desk.run("add", given, "--source", "north", "--book", desk.book, "--json", "-").plain["files"][0]
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
    good, bad = desk.write("good.csv", FIRST_LIST), desk.write("bad.pdf", "%PDF-1.4 cut short")
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
    (desk.folder / "face.png").write_bytes(png(90))
    desk.do("add", article, desk.folder / "face.png", "--source", "paper")
    book = Book.open(desk.book)
    held = book.rows(sa.select(index.evidence))
    assert book.vault.get(held[0].digest) == png(90)
    assert len(book.rows(sa.select(index.documents))) == 1
    book.close()


@pytest.mark.parametrize(
    "name", ["a:b", "a,b", " a", "", "../../outside", "a\\b", ".hidden", "a\u202eb", "a\x07b", "n" * 201]
)
def test_a_name_that_cannot_name_a_source_is_refused(desk: Desk, name: str) -> None:
    """Signs that part ids, lead out of the book or are not seen cannot stand in a source's name."""
    desk.init()
    before = files_of(desk.book)
    said = desk.run("add", desk.write("l.csv", FIRST_LIST), "--source", name, "--book", desk.book)
    assert said.code == 1
    assert "cannot name a source" in said.err
    assert files_of(desk.book) == before


def test_two_lists_at_once_are_refused(desk: Desk) -> None:
    """A second list would silently withdraw the first: neither is taken and nothing is recorded."""
    desk.init()
    before = files_of(desk.book)
    one, two = desk.write("one.csv", FIRST_LIST), desk.write("two.csv", SECOND_LIST)
    said = desk.run("add", one, two, "--source", "north", "--book", desk.book)
    assert said.code == 1
    assert "one.csv, two.csv" in said.err
    assert files_of(desk.book) == before


def test_a_refused_file_records_no_source(desk: Desk) -> None:
    """A source nobody has heard from yet does not stand in the book."""
    desk.init()
    bad = desk.write("bad.xlsx", "this is no workbook")
    assert desk.run("add", bad, "--source", "north", "--book", desk.book).code == 1
    assert desk.do("source", "--json", "-").plain["sources"] == []


def test_a_source_is_what_it_gives(desk: Desk) -> None:
    """Pictures tell nothing of a source; the list that comes later does, and a new title replaces the old."""
    desk.init()
    (desk.folder / "face.png").write_bytes(png(90))
    desk.do("add", desk.folder / "face.png", "--source", "north", "--title", "Northern list")
    known = desk.do("source", "north", "--json", "-").plain["sources"][0]
    assert (known.get("kind", "unknown"), known["title"]) == ("unknown", "Northern list")
    desk.add("list.csv", FIRST_LIST, "north", "--title", "Northern Archive")
    known = desk.do("source", "north", "--json", "-").plain["sources"][0]
    assert (known["kind"], known["title"]) == ("list", "Northern Archive")


def test_a_file_already_held_can_say_more_of_its_source(desk: Desk) -> None:
    """Adding the same list with a window records the window."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    assert desk.add("list.csv", FIRST_LIST, "north", "--covers", "2021-01-01..2021-12-31")["unchanged"]
    known = desk.do("source", "north", "--json", "-").plain["sources"][0]
    assert known["covers"]


def test_folders_in_folders_are_taken(desk: Desk) -> None:
    """Every file below a folder is taken in path order, hidden ones left out; one name is one picture."""
    desk.init()
    for path, shade in (("b/two.png", 1), ("a/deep/one.png", 2), (".c/three.png", 3), ("z/two.png", 4)):
        (desk.folder / "photos" / path).parent.mkdir(parents=True, exist_ok=True)
        (desk.folder / "photos" / path).write_bytes(png(shade))
    said = desk.run("add", desk.folder / "photos", "--source", "north", "--book", desk.book, "--json", "-")
    files = said.plain["files"]
    assert [one["file"] for one in files] == ["one.png", "two.png", "two.png"]
    assert [bool(one["error"]) for one in files] == [False, False, True]
    assert "the name of another picture" in files[2]["error"]


def test_a_list_of_refused_rows_is_recorded(desk: Desk) -> None:
    """However many rows are refused, the release is recorded and each refusal kept with its reason."""
    desk.init()
    text = "id,name,age\nx,Mina Rudkhani,17\n" + "".join(
        f"{n},Arvand Sahelpur,{'4' * 900}\n" for n in range(18_000)
    )
    account = desk.add("list.csv", text, "north")
    assert (account["given"], account["taken"], account["refused"]) == (18_001, 1, 18_000)
    book = Book.open(desk.book)
    assert book.rows(sa.select(sa.func.count()).select_from(index.refusals))[0][0] == 18_000
    book.close()


def test_only_a_title_the_page_declares_is_published(desk: Desk) -> None:
    """File names and first lines may name who handed a text on: they stay at the desk."""
    desk.init()
    desk.add("list.csv", FIRST_LIST, "north")
    body = "At least 120 people were killed in the valley, according to the Harbour Committee."
    named = desk.write("from-farhad-nobody.txt", f"Sent by Farhad Nobody\n\n{body}\n")
    page = f"<html><head><title>The valley</title></head><body><article><p>{body}</p></article></body></html>"
    desk.do("add", named, "--source", "post", "--as-of", "2021-06-01")
    desk.do("add", desk.write("private.html", page), "--source", "gazette", "--as-of", "2021-06-02")
    desk.do("link")
    claims = desk.do("claims", "--json", "-").plain["claims"]
    assert {one["document"] for one in claims} == {"from-farhad-nobody.txt", "The valley"}
    desk.do("claims", "accept", "all", "--reason", "read")
    desk.do("publish", desk.folder / "edition")
    everything = b"\n".join(files_of(desk.folder / "edition").values())
    assert b"arhad" not in everything
    assert b"private.html" not in everything
    assert b"The valley" in everything
