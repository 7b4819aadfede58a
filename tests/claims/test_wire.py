"""The plain form the command line writes."""

from everyname.claims import document_json, propose


def test_the_number_span_excludes_its_qualifier() -> None:
    """Spans are code points of the number alone; the qualifier and the speaker stand beside it."""
    text = "😀 Over 1,200 dead, Lantern Watch said."
    (claim,) = document_json("a.txt", propose(text))["claims"]
    start, end = claim["span"]
    assert text[start:end] == "1,200"
    assert claim["value"] == {"kind": "more_than", "low": 1200, "high": None}
    assert (claim["qualifier"], claim["unit"], claim["stated_by"]) == ("Over", "dead", "Lantern Watch")


def test_what_is_not_stated_is_null() -> None:
    """Empty fields are null; the document's own voice is called so."""
    (claim,) = document_json("a.txt", propose("Five men were killed."))["claims"]
    assert claim["stated_by"] == "document"
    assert {claim[key] for key in ("qualifier", "origin", "place", "repeats")} == {None}
