"""Publishing holds the book, contradicts no head it signed, and repeats no leaf."""

from __future__ import annotations

import pytest

from desk import FIRST_LIST, Desk, copy_book, files_of
from everyname.book import Book, keyring
from everyname.book.steps import publish as step
from everyname.book.steps import setting_down
from everyname.ledger.log import StatementLog


class Stopped(Exception):
    """What stands for a process that ended."""


def linked(desk: Desk) -> None:
    """A book with one linked list."""
    desk.init()
    desk.add("first.csv", FIRST_LIST, "north")
    desk.do("link")


def leaves(desk: Desk) -> list[bytes]:
    return list(StatementLog(desk.book / "publication", None).leaves())


def hold_one(desk: Desk) -> None:
    person = desk.do("show", "north:1", "--json", "-").plain["person"]
    desk.do("withhold", person, "--reason", "family")


def test_an_older_copy_cannot_publish(desk: Desk) -> None:
    """A copy from before the last edition is refused and left as it was, also with changes of its own."""
    linked(desk)
    desk.do("publish")
    older = copy_book(desk.book, desk.folder / "older")
    hold_one(desk)
    desk.do("publish")
    log = files_of(older / "publication")
    person = desk.do("show", "north:2", "--json", "-").plain["person"]
    assert desk.run("withhold", person, "--reason", "safety", "--book", older).code == 0
    said = desk.run("publish", "--book", older)
    assert said.code == 1
    assert "newer copy" in said.err
    assert files_of(older / "publication") == log


def test_a_log_beside_the_noted_one_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two copies that both published as much, the one whose leaves were not noted is refused."""
    linked(desk)
    desk.do("publish")
    other = copy_book(desk.book, desk.folder / "other")
    for report, folder in (("north:1", other), ("north:2", desk.book)):
        with monkeypatch.context() as blind:  # what an older version of everyname let happen
            blind.setattr(keyring, "known_head", lambda device: (0, ""))
            person = desk.do("show", report, "--json", "-").plain["person"]
            assert desk.run("withhold", person, "--reason", "family", "--book", folder).code == 0
            assert desk.run("publish", "--book", folder).code == 0
    assert desk.run("withhold", person, "--reason", "safety", "--book", other).code == 0
    said = desk.run("publish", "--book", other)
    assert said.code == 1
    assert "differs from" in said.err
    assert "newer copy" in said.err


def cut_publish_short(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish, and stop after the log has the leaves and before the ledger has the edition."""

    def stop(*_: object) -> None:
        raise Stopped

    book = Book.open(desk.book)
    with monkeypatch.context() as cut:
        cut.setattr(Book, "append", lambda self, drafts: stop() if drafts[0].kind == "edition" else [])
        with pytest.raises(Stopped):
            step.publish(book)
    book.close()


def test_a_publish_cut_short_repeats_no_leaf(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off between the log and the ledger, the next publish uses the leaves that stand there."""
    linked(desk)
    cut_publish_short(desk, monkeypatch)
    before = leaves(desk)
    assert before
    desk.do("publish")
    assert leaves(desk) == before
    assert not (desk.book / "publication" / "unfinished").exists()
    assert desk.run("verify", desk.book).code == 0


def test_nobody_withheld_comes_back_from_a_publish_cut_short(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person withheld after the cut is not in the edition that is made from the rest."""
    linked(desk)
    cut_publish_short(desk, monkeypatch)
    hold_one(desk)
    desk.do("publish", desk.folder / "one")
    assert len(set(leaves(desk))) == len(leaves(desk))
    assert not any(b"Sahelpur" in data for data in files_of(desk.folder / "one").values())


def test_a_damaged_edition_in_the_book_is_not_handed_out(desk: Desk) -> None:
    """Publishing with nothing new mends the edition in the book and gives out whole pages."""
    linked(desk)
    desk.do("publish")
    (edition,) = (desk.book / "editions").iterdir()
    whole = files_of(edition)
    (edition / "index.html").write_bytes(b"spoilt")
    desk.do("publish", desk.folder / "out")
    assert files_of(desk.folder / "out") == whole
    assert files_of(edition) == whole


def test_publish_takes_the_lock_for_the_whole_step(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """While statements are placed the book is held, and several appends in it are one step."""
    from everyname.book import lock

    linked(desk)
    held = []
    before = step.publication.place_statements

    def look(*given: object) -> object:
        held.append(lock.holder(desk.book))
        return before(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(step.publication, "place_statements", look)
    desk.do("publish")
    assert held[0]


def test_rebuild_keeps_an_edition_it_would_write_otherwise(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edition of another version stays byte for byte, is named, and the command ends with 1."""
    linked(desk)
    desk.do("publish")
    (edition,) = (desk.book / "editions").iterdir()
    whole = files_of(edition)
    (desk.book / "editions" / "notes.txt").write_text("a stray file")
    assert desk.run("rebuild", "--book", desk.book).code == 0
    assert files_of(edition) == whole
    render = setting_down.render
    monkeypatch.setattr(
        setting_down, "render", lambda *given: ({**dict(render(*given)), "index.html": b"newer"}).items()
    )
    said = desk.run("rebuild", "--book", desk.book)
    assert said.code == 1
    assert edition.name in said.out
    assert files_of(edition) == whole
    assert (desk.book / "editions" / "notes.txt").exists()
