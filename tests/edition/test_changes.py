"""Changes between two editions: who came and went and why, and nothing that was withdrawn comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from edition.invented import cases, claim, edition_files, facts, person, report
from everyname.edition.public import PublicEdition
from everyname.edition.redact import PersonCase, Rules, allow
from everyname.ledger import canonical
from everyname.model import StatedAge, from_plain, to_plain

RULES = Rules()


def _first(**more: object) -> PublicEdition:
    return allow(facts(**more), RULES)


def _next(
    before: PublicEdition, given: tuple[PersonCase, ...], rules: Rules = RULES, **more: object
) -> PublicEdition:
    return allow(facts(cases=given, number=2, as_of="2030-07-01", before=before, **more), rules)


def test_a_first_edition_has_nothing_to_compare() -> None:
    """The page of changes of a first edition says that it is the first."""
    edition = _first()
    assert edition.changes is None
    assert "This is the first edition" in edition_files(edition)["en/changes.html"].decode()


def test_new_and_changed_persons_are_told() -> None:
    """A person who came is named; of one whose page changed the parts that changed are."""
    older = person(6, report("River List", "مهرناز کوهبان‌پور", ages=(StatedAge(text="44", low=44, high=44),)))
    now = _next(
        _first(), (*cases()[:5], replace(older, standing="documented"), person(8, report(name="Velan Sarit")))
    )
    assert now.changes is not None
    (changed,) = now.changes.changed
    assert changed.id == older.person.id
    assert {"age", "standing", "sources"} <= set(changed.fields)
    page = edition_files(now)["en/changes.html"].decode()
    assert "Velan Sarit" in page
    assert "New persons: <data" in page


@pytest.mark.parametrize(
    ("more", "reason", "said"),
    [
        ({"moved": True}, "merged", "Go to the page that holds both"),
        ({"withdrawn": True}, "withdrawn", "was withdrawn"),
        ({}, "scope", "No longer counted"),
    ],
)
def test_who_went_keeps_a_page_that_says_why(more: dict[str, object], reason: str, said: str) -> None:
    """A person who had a page and has none leaves one that says why, or leads to where they are now."""
    gone, *others = cases()
    given = tuple(others)
    now = _next(
        _first(),
        given,
        moved=((gone.person.id, others[0].person.id),) if more.get("moved") else (),
        withdrawn=(gone.person.id,) if more.get("withdrawn") else (),
    )
    (one,) = now.gone
    assert (one.id, one.reason) == (gone.person.id, reason)
    files = edition_files(now)
    page = files[f"en/persons/{gone.person.id}.html"].decode()
    assert said in page
    assert "Mirvash" not in page
    if more.get("moved"):
        assert f'href="../persons/{others[0].person.id}.html"' in page
    later = _next(now, given, moved=((gone.person.id, others[0].person.id),) if more.get("moved") else ())
    assert [entry.id for entry in later.gone] == [gone.person.id], "its address is kept in later editions too"


def test_who_is_withheld_leaves_no_trace() -> None:
    """Of a person who is shown no longer the next edition tells neither id nor reason, only how many."""
    hidden, *others = cases()
    files = edition_files(_next(_first(), (replace(hidden, withheld="family"), *others)))
    assert not any(hidden.person.id.encode() in data for data in files.values())
    assert 'no longer shown: <data class="documented" value="1"' in files["en/changes.html"].decode()


def test_nobody_who_never_had_a_page_gets_one() -> None:
    """Who was withheld from the start has no page that says so, which would tell of them."""
    now = _next(_first(), cases())
    hidden = next(case for case in cases() if case.withheld)
    assert hidden.person.id not in {one.id for one in now.gone}


def test_a_number_withdrawn_with_its_claim_is_not_repeated() -> None:
    """When a source takes its claim back, the edition that follows does not say its number as that before."""
    before = _first(claims=(claim("1,743", 1743),))
    now = _next(before, cases(), claims=())
    assert b"1,743" not in b"".join(edition_files(now).values())
    assert b"1743" not in canonical.encode(to_plain(now))


def test_changes_of_method_are_told() -> None:
    """A rule that differs from the last edition's stands on the pages of changes and of method."""
    now = _next(_first(), cases(), Rules(minor_age=16, date_precision="month", portraits=False))
    assert now.changes is not None
    assert now.changes.rules == (
        ("date_precision", "day", "month"),
        ("minor_age", "18", "16"),
        ("portraits", "1", "0"),
    )
    files = edition_files(now)
    for page in ("en/changes.html", "en/method.html"):
        assert "Age below which somebody is a minor" in files[page].decode()


def test_an_edition_with_changes_survives_being_recorded() -> None:
    """The data set with its changes comes back as it was from the book."""
    now = _next(_first(), cases()[1:])
    assert from_plain(PublicEdition, canonical.decode(canonical.encode(to_plain(now)))) == now


def test_corrections_say_where_to_ask() -> None:
    """The page of corrections gives the team's own words on where to ask, or that there are none."""
    told = edition_files(allow(facts(), Rules(contact="Write to <desk@record.example>")))
    assert "Write to &lt;desk@record.example&gt;" in told["fa/corrections.html"].decode()
    silent = edition_files(_first())["en/corrections.html"].decode()
    assert "gives no address" in silent
    assert "The age was corrected from 41 to 31." in silent
