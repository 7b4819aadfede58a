"""An erasure lists what it will drop, drops what was made of it, and leaves everything else as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desk import FIRST_LIST, SECOND_LIST
from everyname.book import Book, index, reading
from everyname.book.steps.add import Given, add_files
from everyname.book.steps.erase import erase, find
from everyname.book.steps.keep import rebuild
from everyname.book.steps.link import link_book
from everyname.book.steps.numbers import tally_book
from everyname.book.steps.publish import publish
from everyname.book.steps.review import judge
from everyname.book.steps.show import show
from everyname.book.steps.sources import amend_report, correct_person
from everyname.book.steps.verify import index_matches, verify_book
from everyname.errors import PolicyRefused, UsedWrongly
from everyname.model import Judgement, Verdict


def filled(folder: Path, index_url: str = "") -> Book:
    """Make a book of two lists, linked."""
    book = Book.create(folder / "book", index_url=index_url)
    for name, text in (("one", FIRST_LIST), ("two", SECOND_LIST)):
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        add_files(book, [path], Given(source=name))
    link_book(book)
    return book


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """A book of two lists, linked."""
    book = filled(tmp_path)
    yield book
    book.close()


def test_an_erased_person_leaves_persons_and_tally(book: Book) -> None:
    """All reports of a person go; the next linking and tally know one person less and nothing fails."""
    before = len(tally_book(book)[1])
    person = reading.person_of(book)["one:1"]
    plan = find(book, [person])
    assert len(plan.entries) == 2
    erase(book, plan, "the family asked for it")
    link_book(book)
    assert len(tally_book(book)[1]) == before - 1
    assert not {"one:1", "two:a"} & set(reading.all_reports(book, current=False))
    assert index_matches(book) == []


def test_entries_that_speak_of_it_are_offered_and_erased_when_wanted(book: Book) -> None:
    """A judgement's reason and a correction that repeat a name stay unless --with-related is given."""
    judge(
        book,
        [Judgement(left="one:3", right="two:c", verdict=Verdict.DIFFERENT, reason="other", reviewer="r")],
    )
    correct_person(book, reading.person_of(book)["one:4"], "not to be taken for Kaveh Darvand")
    amend_report(book, "one:3", "ages", "44", "typing slip")
    judge(
        book,
        [Judgement(left="one:2", right="two:c", verdict=Verdict.DIFFERENT, reason="other", reviewer="r")],
    )
    plan = find(book, ["one:3"])
    kinds = [entry.kind for one in plan.related for entry in book.entries() if entry.id == one.id]
    assert sorted(kinds) == ["correction", "correction", "judgement"]
    erase(book, plan, "asked for")
    assert len(reading.judgements(book)) == 2
    erase(book, plan, "asked for", with_related=True)
    assert [(j.left, j.right) for j in reading.judgements(book)] == [("one:2", "two:c")]
    link_book(book)


def test_the_edition_that_shows_it_is_withdrawn_and_the_next_does_not(book: Book) -> None:
    """The edition leaves the book, rebuild does not miss it, and the next one shows everybody else."""
    first = publish(book)
    statements = (first.folder / "proofs" / "statements.jsonl").read_text()
    assert "Kaveh Darvand" in statements
    done = erase(book, find(book, ["one:3"]), "asked for")
    assert done["receipts"][0]["editions"] == [first.folder.name]
    assert not first.folder.exists()
    assert rebuild(book)["editions"] == []
    link_book(book)
    second = publish(book)
    assert second.number == first.number + 1
    assert second.persons == first.persons - 1
    assert "Kaveh Darvand" not in (second.folder / "proofs" / "statements.jsonl").read_text()
    assert rebuild(book)["editions"] == [second.folder.name]
    assert verify_book(book.folder).problems == ()


def test_an_edition_that_never_showed_it_stays(book: Book, tmp_path: Path) -> None:
    """Erasing a report that came after an edition leaves that edition where it is."""
    first = publish(book)
    path = tmp_path / "three.csv"
    path.write_text("id,name,date\nx1,Siavash Almasvar,2021-07-01\n", encoding="utf-8")
    add_files(book, [path], Given(source="three"))
    erase(book, find(book, ["three:x1"]), "asked for")
    assert first.folder.exists()
    assert rebuild(book)["editions"] == [first.folder.name]


def test_show_says_by_whom_why_and_when(book: Book) -> None:
    """The entry is still found: erased, with the reason and the device that asked for it."""
    (one,) = find(book, ["one:3"]).entries
    done = erase(book, find(book, [one.id]), "danger to a witness")
    _, shown = show(book, one.id)
    assert shown["body"] is None
    assert shown["erased"]["reason"] == "danger to a witness"
    assert shown["erased"]["by"] == book.own_device()
    assert shown["erased"]["entry"] == done["erased"][0]
    assert shown["erased"]["carried_out_here"]


@pytest.mark.parametrize(
    ("wanted", "reason", "refusal"),
    [
        (["nobody:7"], "asked for", UsedWrongly),
        (["one:3"], "", UsedWrongly),
        (["one:3"], "Kaveh Darvand asked for it", UsedWrongly),
    ],
)
def test_an_unknown_id_and_a_telling_reason_are_refused(
    book: Book, wanted: list[str], reason: str, refusal: type[Exception]
) -> None:
    """Nothing is recorded for an id that names nothing, without a reason, or with a name in the reason."""
    size = sum(log.size for log in book.logs())
    with pytest.raises(refusal):
        erase(book, find(book, wanted), reason)
    assert sum(log.size for log in book.logs()) == size


def test_the_policy_and_who_speaks_cannot_be_asked_for(book: Book) -> None:
    """An entry on which the rest of the record rests is refused before anything is recorded."""
    kept = [entry.id for entry in book.entries() if entry.kind in ("policy", "member")]
    for one in kept:
        with pytest.raises(PolicyRefused):
            find(book, [one])


def test_an_article_takes_its_quotations_along(book: Book, tmp_path: Path) -> None:
    """Erasing an article drops what the reading of it found, and claims are found anew in the others."""
    from everyname.book.steps.claims import decide, find_claims

    for name, number in (("a", 1500), ("b", 210)):
        text = f"The governor said on Monday that {number} people were killed in Shiraz in March 2021."
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        add_files(book, [tmp_path / f"{name}.txt"], Given(source=f"paper-{name}"))
    proposed = find_claims(book)
    assert {one.source for one in proposed} == {"paper-a", "paper-b"}
    decide(book, ["all"], "accepted", by="desk")
    (release,) = [e.id for e in book.entries() if e.kind == "release" and "paper-a" in str(e.body)]
    plan = find(book, [release])
    assert len(plan.related) == 2 * sum(one.source == "paper-a" for one in proposed)
    erase(book, plan, "asked for", with_related=True)
    assert {one.source for one in find_claims(book)} == {"paper-b"}
    assert b"1500" not in b"".join(
        path.read_bytes() for path in book.vault.folder.rglob("*") if path.is_file()
    )


def test_a_team_database_forgets_it_too(tmp_path: Path, postgres: str) -> None:
    """With the index in PostgreSQL no table holds a word of it afterwards."""
    book = filled(tmp_path, postgres)
    try:
        erase(book, find(book, ["one:3"]), "asked for")
        with book.reading() as connection:
            rows = [
                str(tuple(row))
                for table in index.TABLES.values()
                for row in connection.execute(sa.select(table))
            ]
        assert rows
        assert not any("Darvand" in row for row in rows)
    finally:
        index.METADATA.drop_all(book._engine)
        book.close()
