"""Stated numbers are proposed with their words; a person decides what is published."""

from __future__ import annotations

import json

from desk import FIRST_LIST, Desk

ARTICLE = """\
2021-06-01

At least 120 people were killed in the valley, according to the Harbour Committee.

The Morning Post repeated on Monday that at least 120 people were killed, citing the Harbour Committee.
"""


def test_proposals_point_at_their_words(desk: Desk) -> None:
    """A proposal's span is the number in the text, and the echo goes back to one originator."""
    desk.init()
    desk.do("add", desk.write("article.txt", ARTICLE), "--source", "post", "--kind", "outlet")
    found = desk.do("claims", "--json", "-").plain["claims"]
    assert [one["claim"]["value"] for one in found] == [{"kind": "at_least", "low": 120}] * 2
    for one in found:
        span = one["claim"]["span"]
        assert ARTICLE[span["start"] : span["end"]] == span["text"] == "120"
    assert {one["origin"] for one in found} == {"Harbour Committee"}
    assert {one["status"] for one in found} == {"proposed"}
    assert found[1]["repeats"] == found[0]["id"]


def test_only_accepted_claims_are_published(desk: Desk) -> None:
    """A proposal stays a proposal until accepted; one rejected later leaves the next edition."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("add", desk.write("article.txt", ARTICLE), "--source", "post", "--kind", "outlet")
    desk.do("link")
    first, second = (one["id"] for one in desk.do("claims", "--json", "-").plain["claims"])

    def published(name: str) -> list[str]:
        desk.do("publish", desk.folder / name)
        data = json.loads((desk.folder / name / "data" / "claims.json").read_text(encoding="utf-8"))
        return sorted(one["id"] for one in data["claims"])

    assert published("none") == []
    desk.do("claims", "accept", first, "--reason", "read")
    assert published("one") == [first]
    desk.do("claims", "accept", "all", "--reason", "read")
    assert published("both") == sorted([first, second])
    desk.do("claims", "reject", first, "--reason", "misread")
    assert published("other") == [second]


def test_one_text_of_two_outlets_is_two_mentions_of_one_origin(desk: Desk) -> None:
    """A reprint keeps its own source and id, and counts as an echo, however short the text."""
    desk.init()
    text = desk.write("short.txt", "At least 120 people were killed.\n")
    for outlet in ("post", "gazette"):
        desk.do("add", text, "--source", outlet, "--as-of", "2021-06-01")
    first, second = desk.do("claims", "--json", "-").plain["claims"]
    assert {first["source"], second["source"]} == {"post", "gazette"}
    assert first["id"] != second["id"]
    assert second["repeats"] == first["id"]
    assert (first["mentions"], second["mentions"]) == (2, 2)
    desk.do("claims", "accept", first["id"], "--reason", "read")
    after = desk.do("claims", "--json", "-").plain["claims"]
    assert [one["status"] for one in after] == ["accepted", "proposed"]


def test_an_unknown_proposal_is_named(desk: Desk) -> None:
    """Accepting what was never proposed is used wrongly."""
    desk.init()
    said = desk.run("claims", "accept", "c00000000-1", "--book", desk.book)
    assert said.code == 2
    assert "c00000000-1" in said.err


def test_plain_texts_need_no_book(desk: Desk) -> None:
    """`claims --text` gives the promised form for each file."""
    one, two = desk.write("a.txt", ARTICLE), desk.write("b.txt", "Nothing is counted here.\n")
    plain = desk.run("claims", "--text", one, two, "--json", "-").plain
    assert [len(document["claims"]) for document in plain["documents"]] == [2, 0]
    claim = plain["documents"][0]["claims"][0]
    promised = {"measure", "value", "span", "qualifier", "unit", "stated_by", "origin", "modality"}
    assert promised <= set(claim)
    assert claim["value"] == {"kind": "at_least", "low": 120, "high": None}
    assert claim["qualifier"] == "At least"
    start, end = claim["span"]
    assert ARTICLE[start:end] == "120"


def test_an_accepted_claim_stays_as_it_was_read(desk: Desk) -> None:
    """What a newer extractor would propose does not change what a person accepted."""
    from everyname.book import Book
    from everyname.book.steps.claims import accepted_claims
    from everyname.ledger import canonical

    desk.init()
    desk.do("add", desk.write("article.txt", ARTICLE), "--source", "post", "--kind", "outlet")
    first = desk.do("claims", "--json", "-").plain["claims"][0]["id"]
    desk.do("claims", "accept", first)
    book = Book.open(desk.book)
    output = book.run_output("claims")
    assert output is not None
    output["proposals"][0]["claim"] |= {"measure": "injured", "value": {"kind": "exact", "low": 9, "high": 9}}
    book.record_run("claims", "a newer extractor", canonical.encode(output), {}, book.cut())
    assert [(c.claim.measure, c.claim.value.low) for c in accepted_claims(book)] == [("killed", 120)]
    book.close()
    said = desk.run("claims", "accept", first, "c00000000-9", "--book", desk.book)
    assert said.code == 2
