"""A preview tells the desk what an edition would show and why; what breaks the rules is not published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desk import FIRST_LIST, SECOND_LIST, Desk


def _begin(desk: Desk) -> None:
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")


def _set(desk: Desk, before: str, after: str) -> None:
    path = desk.book / "book.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    desk.do("policy", "apply")


def _preview(desk: Desk) -> Any:
    return desk.do("publish", "--preview", "--json", "-").plain


def _person(desk: Desk, report: str) -> str:
    found: str = desk.do("show", report, "--json", "-").plain["person"]
    return found


def test_a_preview_says_of_each_person_what_is_kept_back_and_why(desk: Desk) -> None:
    """Withheld, coarsened and silent parts stand by id with the rule or consent that asks, and no name."""
    _begin(desk)
    held, minor = _person(desk, "south:c"), _person(desk, "north:4")
    desk.do("withhold", held, "--reason", "family", "--note", "his mother asked")
    desk.do("consent", "south", "--purpose", "publish", "--refused", "--basis", "by letter")
    _set(desk, "small_cell = 0", "small_cell = 3")
    plain = _preview(desk)
    told = {one["id"]: one for one in plain["accounts"]}
    assert told[held]["withheld"] == "family"
    assert told[held]["asked_by"] == "withheld by the desk"
    assert {"what": "ages", "rule": "minor_age = 18"} in told[minor]["coarsened"]
    assert {"what": "places", "rule": "minor_place_precision = province"} in told[minor]["coarsened"]
    both = told[_person(desk, "north:1")]
    assert {"what": "reports", "rule": "consent to publish"} in both["coarsened"]
    assert plain["cells_hidden"]["province"]
    said = desk.do("publish", "--preview").out
    assert "withheld: 1 (family; withheld by the desk)" in said
    assert "less fine: ages of 1 persons (minor_age = 18)" in said
    for secret in ("Navid", "Mina", "mother", "by letter"):
        assert secret not in said
        assert secret not in str(plain)


def test_what_contradicts_the_rules_is_not_published(desk: Desk) -> None:
    """A telephone in a correction stops the edition by name; mended, it is published."""
    _begin(desk)
    one = _person(desk, "north:2")
    desk.do("correct", one, "--text", "Mended on the word of +98 912 000 0000")
    refused = desk.run("publish", "--book", desk.book)
    assert refused.code != 0
    assert f"person {one} corrections" in refused.err
    assert "Nothing was published" in refused.err
    assert not list((desk.book / "editions").glob("*"))
    assert not (desk.book / "publication" / "checkpoint").exists()
    assert [found["rule"] for found in _preview(desk)["findings"]] == ["telephone"]
    desk.do("withhold", one, "--reason", "safety")
    desk.do("publish")


def test_a_namesake_waits_until_somebody_accepts_it(desk: Desk) -> None:
    """A shown person with the name of one withheld stops the edition until the policy names the finding."""
    desk.init()
    rows = ("1,Arvand Sahelpur,24,2021-03-02,Tehran", "2,Arvand Sahelpur,61,2021-08-09,Shiraz")
    desk.add("first.csv", "\n".join(("id,name,age,date,city", *rows, "")), "north")
    desk.do("link")
    desk.do("withhold", _person(desk, "north:2"), "--reason", "doubt")
    assert "same name" in desk.run("publish", "--book", desk.book).err
    (found,) = _preview(desk)["findings"]
    assert not found["refused"]
    _set(desk, "accepted = []", f'accepted = ["{found["accept"]}"]')
    assert _preview(desk)["findings"] == []
    desk.do("publish")


def test_a_second_edition_is_compared_with_the_first(desk: Desk) -> None:
    """The preview says that whoever is withheld now stands in the edition that is out."""
    _begin(desk)
    desk.do("publish", "--date", "2022-01-01")
    held = _person(desk, "south:c")
    desk.do("withhold", held, "--reason", "family")
    told = [(one["class"], one["about"]) for one in _preview(desk)["differences"]]
    assert ("already out", f"person {held}") in told
    assert "copies of it stay: 1" in desk.do("publish", "--preview").out


def test_a_higher_threat_level_coarsens_and_lets_people_wait(desk: Desk, tmp_path: Path) -> None:
    """At the highest level recent harm waits, and is shown by itself once the days are over."""
    _begin(desk)
    _set(desk, 'threat_level = "normal"', 'threat_level = "high"')
    first = desk.do("publish", "--date", "2021-05-25", "--json", "-").plain
    assert (first["persons"], first["withheld"]) == (4, 1)
    text = (desk.book / "editions" / "2021-05-25-1" / "data" / "persons.csv").read_text(encoding="utf-8")
    assert "Tehran" not in text
    assert "2021-03-02" not in text
    method = (desk.book / "editions" / "2021-05-25-1" / "en" / "method.html").read_text(encoding="utf-8")
    assert "in the 30 days before this edition" in method
    assert "threat" not in method
    again = desk.do("publish", "--date", "2021-05-26", "--json", "-").plain
    assert again["unchanged"]
    later = desk.do("publish", "--date", "2021-07-01", "--json", "-").plain
    assert (later["number"], later["persons"], later["withheld"]) == (2, 5, 0)
