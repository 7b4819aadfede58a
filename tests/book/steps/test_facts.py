"""What the book hands to an edition: nothing of those withheld, nothing of a source that refused."""

from __future__ import annotations

from collections import Counter

from desk import FIRST_LIST, SECOND_LIST, Desk, files_of
from everyname.book import Book
from everyname.book.steps.draft import preview
from everyname.edition.public import PublicEdition

ARTICLE = """<html><head><title>A week</title></head><body><article><h1>A week</h1>
<p>The committee said on Monday that 1,743 people were killed in the province since March.</p>
</article></body></html>
"""


def shown(desk: Desk) -> PublicEdition:
    book = Book.open(desk.book)
    try:
        return preview(book).edition
    finally:
        book.close()


def person(desk: Desk, report: str) -> str:
    found: str = desk.do("show", report, "--json", "-").plain["person"]
    return found


def two_lists(desk: Desk) -> None:
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "south")
    desk.do("link")


def test_breakdowns_minus_the_list_of_persons_is_nothing(desk: Desk) -> None:
    """Whoever subtracts the published persons from the cells of a breakdown finds nobody."""
    two_lists(desk)
    desk.do("withhold", person(desk, "south:c"), "--reason", "safety")
    edition = shown(desk)
    cells = {part.name: {c.value: c.count for c in part.cells} for part in edition.breakdowns}
    assert cells["sex"] == dict(Counter(one.sex or "unknown" for one in edition.persons))
    assert sum(n or 0 for n in cells["province"].values()) == len(edition.persons) == 4
    assert [part.withheld for part in edition.breakdowns] == [1] * len(edition.breakdowns)
    assert edition.documented.value == 5
    assert "1 of them are counted and not shown" in edition.documented.note


def test_a_source_that_refused_is_silent_though_a_person_agreed(desk: Desk) -> None:
    """A person's consent does not open the words of a source that refused publication."""
    two_lists(desk)
    both, only = person(desk, "south:a"), person(desk, "south:c")
    for one in (both, only):
        desk.do("consent", one, "--purpose", "publish", "--basis", "the family agrees")
    desk.do("consent", "south", "--purpose", "publish", "--refused", "--basis", "by letter")
    edition = shown(desk)
    assert {said.source for one in edition.persons for said in one.sayings} == {"north"}
    assert only not in {one.id for one in edition.persons}


def test_a_hidden_source_makes_nobody_documented(desk: Desk) -> None:
    """Only sources that are shown count towards a standing."""
    two_lists(desk)
    both = person(desk, "south:a")
    assert {p.id: p.standing for p in shown(desk).persons}[both] == "documented"
    desk.do("consent", "south", "--purpose", "publish", "--refused", "--basis", "by letter")
    assert {p.id: p.standing for p in shown(desk).persons}[both] == "reported"


def test_claims_of_a_source_without_consent_stay_in(desk: Desk) -> None:
    """A claim is published only while its source may be."""
    two_lists(desk)
    desk.do("add", desk.write("week.html", ARTICLE), "--source", "delta")
    proposals = desk.do("claims", "--json", "-").plain
    assert proposals
    desk.do("claims", "accept", "all", "--by", "me", "--reason", "read")
    assert b"1,743" in b"".join(_files(desk, "one"))
    desk.do("consent", "delta", "--purpose", "publish", "--refused", "--basis", "by letter")
    assert b"1,743" not in b"".join(_files(desk, "two"))


def _files(desk: Desk, name: str) -> list[bytes]:
    desk.do("publish", desk.folder / name)
    return list(files_of(desk.folder / name).values())


def test_the_public_reason_for_no_estimate_holds_no_command(desk: Desk) -> None:
    """Readers learn how many lists can be used; names of hidden lists and commands stay at the desk."""
    desk.init('title = "Killed"\nwindow = "2021-03-01..2021-06-01"\noutcomes = ["killed"]')
    desk.add("first.csv", FIRST_LIST, "north")
    desk.add("second.csv", SECOND_LIST, "zeta-witness", "--kind", "witness")
    desk.do("link")
    edition = shown(desk)
    assert edition.estimate is not None
    assert "0 of 1 lists can be used" in edition.estimate.refused
    assert "everyname" not in repr(edition.estimate)
    assert "zeta" not in repr(edition)


def test_a_mended_field_is_not_put_into_the_source_s_mouth(desk: Desk) -> None:
    """The source's row shows what it gave; the correction stands beside it, and the summary follows it."""
    two_lists(desk)
    desk.do("correct", "north:3", "--field", "ages", "--value", "54", "--text", "typing slip")
    desk.do("link")
    one = next(p for p in shown(desk).persons if p.id == person(desk, "north:3"))
    assert [said.ages for said in one.sayings] == [("45",)]
    assert one.age == "54"
    assert [(c.field, c.values, c.text) for c in one.corrections] == [("ages", ("54",), "typing slip")]
    desk.do("publish", desk.folder / "out")
    page = next((desk.folder / "out" / "en").rglob(f"{one.id}.html")).read_text(encoding="utf-8")
    assert "typing slip" in page
    assert "54" in page
    assert "45" in page


def test_a_correction_ends_where_the_source_states_another_value(desk: Desk) -> None:
    """When a newer release changes the field, the desk's correction no longer applies, and doctor says so."""
    two_lists(desk)
    desk.do("correct", "north:3", "--field", "ages", "--value", "54", "--text", "typing slip")
    desk.add("first.csv", FIRST_LIST.replace("Darvand,45", "Darvand,55"), "north")
    desk.do("link")
    one = next(p for p in shown(desk).persons if p.id == person(desk, "north:3"))
    assert one.age == "55"
    assert one.corrections == ()
    assert not desk.do("show", "north:3", "--json", "-").plain["corrections"][0]["in_force"]
    assert "no longer applies" in desk.run("doctor", "--book", desk.book).out


def test_a_correction_can_be_taken_back(desk: Desk) -> None:
    """Taken back, the field counts as the source gave it; a rebuild gives the same tables."""
    two_lists(desk)
    desk.do("correct", "north:3", "--field", "ages", "--value", "54", "--text", "typing slip")
    desk.do("correct", "north:3", "--field", "ages", "--withdraw", "--text", "the scan was another page")
    desk.do("link")
    one = next(p for p in shown(desk).persons if p.id == person(desk, "north:3"))
    assert one.age == "45"
    assert one.corrections == ()
    assert "what it was" in desk.do("rebuild").out
    again = desk.run(
        "correct", "north:3", "--field", "ages", "--withdraw", "--text", "x", "--book", desk.book
    )
    assert again.code == 2


def test_who_is_withdrawn_later_leaves_a_page_and_who_is_withheld_no_trace(desk: Desk) -> None:
    """A published person taken back has, in the next edition, a page that says so; one withheld nothing."""
    two_lists(desk)
    taken, hidden = person(desk, "south:c"), person(desk, "south:a")
    desk.do("publish", desk.folder / "one")
    desk.do("correct", taken, "--text", "The list took this back", "--standing", "withdrawn")
    desk.do("withhold", hidden, "--reason", "family")
    out = desk.folder / "two"
    desk.do("publish", out)
    assert "was withdrawn" in (out / "en" / "persons" / f"{taken}.html").read_text(encoding="utf-8")
    assert not any(hidden.encode() in data for data in files_of(out).values())
    page = (out / "en" / "changes.html").read_text(encoding="utf-8")
    assert taken in page
    assert "Since edition 1" in page
    assert desk.do("publish", desk.folder / "three", "--json", "-").plain["unchanged"] is True
    assert desk.run("verify", str(out)).code == 0


def test_method_and_corrections_follow_the_policy(desk: Desk) -> None:
    """The bands of linking and the team's address for corrections reach the edition from book.toml."""
    two_lists(desk)
    policy = desk.book / "book.toml"
    policy.write_text(
        policy.read_text(encoding="utf-8")
        .replace('contact = ""', 'contact = "Write to desk@record.example"')
        .replace("linked = 0.9 ", "linked = 0.95 "),
        encoding="utf-8",
    )
    desk.do("policy", "apply")
    desk.do("link")
    rules = shown(desk).rules
    assert (rules.contact, rules.linked, rules.review) == ("Write to desk@record.example", "0.95", "0.2")
    assert rules.consent_needed == ("family", "witness")
