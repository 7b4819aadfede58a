"""Consent, withholding and corrections follow a person through merges and splits."""

from __future__ import annotations

import json

import pytest

from desk import FIRST_LIST, SECOND_LIST, Desk, files_of
from everyname.ledger import keys

WITNESS_LIST = "name,age,sex,date,city\nLeila Kharazmnia,29,female,2021-03-09,Tehran\n"


def person(desk: Desk, report: str) -> str:
    found: str = desk.do("show", report, "--json", "-").plain["person"]
    return found


def published(desk: Desk, name: str) -> bytes:
    """Publish into a new folder; gives all its bytes."""
    desk.do("publish", desk.folder / name)
    return b"\n".join(files_of(desk.folder / name).values())


def test_a_withheld_person_stays_out_after_a_split(desk: Desk) -> None:
    """When a withheld person turns out to be two, neither part is published; lifting shows both again."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    assert person(desk, "north:1") == person(desk, "south:a")
    held = person(desk, "north:1")
    desk.do("withhold", held, "--reason", "family")
    desk.do("judge", "north:1", "south:a", "different", "--reason", "two cousins")
    desk.do("link")
    said = published(desk, "one")
    assert b"Sahel" not in said
    assert b"Golbanu" in said
    desk.do("withhold", held, "--lift")
    assert b"Sahelpur" in published(desk, "two")


def test_a_withheld_person_stays_out_after_a_merge(desk: Desk) -> None:
    """When a withheld person is joined with another, the whole stays out."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    desk.do("withhold", person(desk, "south:c"), "--reason", "safety")
    desk.do("judge", "north:3", "south:c", "same", "--reason", "a nickname")
    desk.do("link")
    said = published(desk, "one")
    assert b"Bahramkia" not in said
    assert b"Darvand" not in said


def test_a_witness_is_published_only_with_consent(desk: Desk) -> None:
    """What a witness said stays out until consent is recorded, and again when it is taken back."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("w.csv", WITNESS_LIST, "witness-1", "--kind", "witness")
    desk.do("link")
    preview = desk.do("publish", "--preview", "--json", "-").plain
    assert preview["withheld"] == {"consent": 1}
    assert b"Kharazm" not in published(desk, "one")
    desk.do("consent", "witness-1", "--purpose", "publish", "--basis", "by phone, 2 May")
    assert b"Kharazm" in published(desk, "two")
    desk.do("consent", "witness-1", "--purpose", "publish", "--refused", "--basis", "took it back, 3 May")
    assert b"Kharazm" not in published(desk, "three")


def test_a_family_can_refuse_publication_of_one_person(desk: Desk) -> None:
    """Consent refused for a person withholds that person alone."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    desk.do("consent", person(desk, "north:2"), "--purpose", "publish", "--refused", "--basis", "her brother")
    said = published(desk, "one")
    assert b"Golbanu" not in said
    assert b"Darvand" in said


def test_a_real_identity_is_sealed_and_stands_nowhere_in_the_book(desk: Desk, keys_home: object) -> None:
    """The identity is in no file of the book in the clear; the recovery key opens it."""
    import base64
    from pathlib import Path

    desk.init()
    desk.do(
        "source",
        "witness-1",
        "--kind",
        "witness",
        "--seal",
        desk.write("who.txt", "Farhad Nobody, 3 Elm Street"),
    )
    everything = b"".join(files_of(desk.book).values())
    assert b"Farhad Nobody" not in everything
    assert "sealed_identity" not in desk.do("show", "witness-1", "--json", "-").plain
    line = next(x for x in (desk.book / "ledger").rglob("bodies.jsonl"))
    sealed = [json.loads(entry)["body"].get("sealed_identity") for entry in line.read_text().splitlines()]
    key = keys.load_recovery(Path(str(keys_home)) / "keys")
    assert keys.unseal(base64.b64decode(next(filter(None, sealed))), key) == b"Farhad Nobody, 3 Elm Street"


def test_a_corrected_field_keeps_what_was_given(desk: Desk) -> None:
    """A correction of a report's field is used from then on; what was given stays to be seen."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("correct", "north:1", "--field", "ages", "--value", "42", "--text", "slip of the pen")
    shown = desk.do("show", "north:1", "--json", "-").plain
    assert shown["given"]["ages"][0]["text"] == "24"
    assert shown["as_corrected"]["ages"][0]["low"] == 42
    same = desk.add("again.csv", FIRST_LIST + "5,Omid Tabrizpur,20,male,2021-04-20,,,\n", "north")
    assert (same["same"], same["added"]) == (4, 1)
    assert desk.do("show", "north:1", "--json", "-").plain["as_corrected"]["ages"][0]["low"] == 42


def test_an_impossible_correction_is_refused(desk: Desk) -> None:
    """A correction goes through the same readers as a list's cells."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    said = desk.run(
        "correct", "north:1", "--field", "ages", "--value", "4000", "--text", "x", "--book", desk.book
    )
    assert said.code == 1
    assert desk.do("show", "north:1", "--json", "-").plain["as_corrected"] is None


def test_a_contested_person_is_shown_as_contested(desk: Desk) -> None:
    """A contested standing reaches the page with its reason."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    text = "An office states that the person is alive"
    desk.do("correct", person(desk, "north:3"), "--text", text, "--standing", "contested")
    assert text.encode() in published(desk, "one")


def test_a_withheld_person_stays_out_when_the_first_report_leaves(desk: Desk) -> None:
    """A report that joined a withheld person later is withheld too, even when the first one is withdrawn."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    desk.do("withhold", person(desk, "north:1"), "--reason", "safety")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    assert person(desk, "south:a") == person(desk, "north:1")
    desk.add(
        "newer.csv",
        FIRST_LIST.replace("1,Arvand Sahelpur,24,male,2021-03-02,Tehran,Tehran,Bullet wound\n", ""),
        "north",
    )
    desk.do("link")
    assert b"Sahel" not in published(desk, "one")


def test_lifting_is_for_the_person_named_whatever_the_id_was_then(desk: Desk) -> None:
    """After a merge taken back, each person bears the old id, and lifting one lifts that one."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")
    kaveh, navid = person(desk, "north:3"), person(desk, "south:c")
    desk.do("judge", "north:3", "south:c", "same", "--reason", "a nickname")
    desk.do("link")
    desk.do("judge", "north:3", "south:c", "different", "--reason", "no, two men")
    desk.do("link")
    assert (person(desk, "north:3"), person(desk, "south:c")) == (kaveh, navid)
    desk.do("withhold", navid, "--reason", "family")
    said = published(desk, "one")
    assert b"Darvand" in said
    assert b"Bahramkia" not in said
    desk.do("withhold", navid, "--lift")
    assert b"Bahramkia" in published(desk, "two")


def test_consent_for_a_person_does_not_lift_what_was_withheld_for_safety(desk: Desk) -> None:
    """Consent lifts a withholding for lack of consent, and no other."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")
    held = person(desk, "north:2")
    desk.do("withhold", held, "--reason", "safety")
    desk.do("consent", held, "--purpose", "publish", "--basis", "her brother, 2 May")
    assert b"Golbanu" not in published(desk, "one")


@pytest.mark.parametrize("city", ["Tehran", "Shiraz"])
@pytest.mark.parametrize("how", ["withhold", "consent"])
def test_a_row_that_may_continue_a_withheld_one_stays_out(desk: Desk, city: str, how: str) -> None:
    """Two rows of one name became one other row: until judged different, what was held back stays back."""
    rows = {
        "Tehran": "Nilo Varsanti,male,2021-03-02,Tehran\n",
        "Shiraz": "Nilo Varsanti,male,2021-03-09,Shiraz\n",
    }
    head, other = "name,sex,date,city\n", "Mira Oltan,female,2021-03-05,Tabriz\n"
    desk.init()
    desk.add("one.csv", head + "".join(rows.values()) + other, "north")
    desk.do("link")
    doubts = desk.add("two.csv", f"{head}Nilo Varsanti,female,2021-07-02,Isfahan\n{other}", "north")[
        "doubtful"
    ]
    places = {
        old: desk.do("show", old, "--json", "-").plain["given"]["places"][0]["text"] for old, _ in doubts
    }
    report = next(old for old, place in places.items() if city in place)
    held = desk.do("show", report, "--json", "-").plain["person"]
    if how == "withhold":
        desk.do("withhold", held, "--reason", "family")
    else:
        desk.do("consent", held, "--purpose", "publish", "--refused", "--basis", "a brother")
    desk.do("link")
    assert b"Varsanti" not in published(desk, "one")
    for old, new in doubts:
        desk.do("judge", old, new, "different", "--reason", "asked the family")
    desk.do("link")
    said = published(desk, "two")
    assert b"Oltan" in said
