"""The doctor names what is wrong and what waits, with the remedy."""

from __future__ import annotations

from desk import FIRST_LIST, SECOND_LIST, Desk


def levels(desk: Desk) -> tuple[int, dict[str, list[str]]]:
    said = desk.run("doctor", "--book", desk.book, "--json", "-")
    found: dict[str, list[str]] = {"problem": [], "note": [], "ok": []}
    for one in said.plain["findings"]:
        found[one["level"]].append(one["what"])
    return said.code, found


def test_a_sound_book_has_no_problem_and_its_waiting_work_is_named(desk: Desk) -> None:
    """Unlinked reports, lists with no window and an edited policy are notes, not problems."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    path = desk.book / "book.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# a thought\n", encoding="utf-8")
    code, found = levels(desk)
    assert code == 0
    assert not found["problem"]
    assert any("not been linked" in what for what in found["note"])
    assert any("north states no window" in what for what in found["note"])
    assert any("book.toml differs" in what for what in found["note"])
    assert any("keys of this machine lie in plain" in what for what in found["note"])


def test_a_damaged_file_is_a_problem(desk: Desk) -> None:
    """A flipped bit in the vault is named and the exit code is 1."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    path = next(p for p in sorted((desk.book / "vault").rglob("*")) if p.is_file())
    data = bytearray(path.read_bytes())
    data[0] ^= 1
    path.write_bytes(bytes(data))
    code, found = levels(desk)
    assert code == 1
    assert any(path.relative_to(desk.book).as_posix() in what for what in found["problem"])


def test_pictures_named_and_not_given_are_listed(desk: Desk) -> None:
    """A list that names picture files the book does not hold says so."""
    desk.init()
    desk.add(
        "first.csv",
        FIRST_LIST.replace("cause", "photo").replace("Bullet wound", "face.png").replace("Beating", ""),
        "north",
    )
    _, found = levels(desk)
    assert any("1 pictures" in what and "face.png" in what for what in found["note"])


def test_show_finds_every_kind_of_thing(desk: Desk) -> None:
    """Persons, reports, sources and entries are found by id; an unknown id is used wrongly."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    report = desk.do("show", "north:1", "--json", "-").plain
    assert report["what"] == "report"
    assert report["pairs"][0]["with"] == "south:a"
    person = desk.do("show", report["person"], "--json", "-").plain
    assert [one["id"] for one in person["reports"]] == ["north:1", "south:a"]
    assert desk.do("show", "north", "--json", "-").plain["reports"] == 4
    device = next((desk.book / "ledger").iterdir()).name
    assert desk.do("show", f"{device}-0", "--json", "-").plain["what"] == "entry"
    said = desk.run("show", "nothing", "--book", desk.book)
    assert said.code == 2
