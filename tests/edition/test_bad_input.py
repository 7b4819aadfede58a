"""Odd books: huge, empty and tiny ones all read well, on pages of bounded size, or are refused by name."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from edition.invented import edition_files, facts, person, report
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.edition.redact_persons import PersonCase
from everyname.model import Number, Source, StatedName

LARGEST_PAGE = 450_000  # bytes of any page, whatever a book holds


def _of(*cases: PersonCase, **more: object) -> PublicEdition:
    documented = Number(kind="documented", value=len(cases), source="The record", as_of="2030-06-01")
    return allow(facts(cases=cases, documented=documented, named=len(cases), unnamed=0, **more), Rules())


def _pages(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path.endswith(".html")}


def _spellings() -> PublicEdition:
    names = tuple(StatedName(text=f"Talan Mirvash {chr(97 + n % 26)}{n}", script="latin") for n in range(200))
    return _of(person(1, report(names=names)))


def _long() -> PublicEdition:
    return _of(person(1, report(name="Talan" + "x" * 9_989 + " Mirv")), person(2, report(name="م" * 10_000)))


def _sources() -> PublicEdition:
    sources = tuple(Source(name=f"List {n}", kind="list", title=f"List of Marou {n}") for n in range(10_000))
    return _of(person(1, *(report(one.name) for one in sources)), sources=sources, claims=())


def _empty() -> PublicEdition:
    return _of(claims=(), sources=(), estimate=None, breakdowns=(), left_out=())


BOOKS = {
    "200 spellings": _spellings,
    "a name of 10,000 letters": _long,
    "10,000 sources": _sources,
    "nobody": _empty,
    "one person": lambda: _of(person(1, report(pictures=()))),
    "one person, nothing known": lambda: _of(
        person(1, report(name="", ages=(), sexes=(), places=(), outcomes=(), links=(), pictures=()))
    ),
}


@cache
def _made(book: str) -> tuple[PublicEdition, dict[str, bytes]]:
    """Make the edition and the files of a book, once a run."""
    edition = BOOKS[book]()
    return edition, edition_files(edition)


@pytest.mark.parametrize("book", BOOKS)
def test_every_page_is_whole_and_bounded(book: str) -> None:
    """Whatever a book holds, each page ends, has one heading, and none is too large."""
    for path, data in _pages(_made(book)[1]).items():
        assert data.rstrip().endswith(b"</html>"), path
        assert data.count(b"<h1") == 1 or path in ("index.html", "verify.html"), path
        assert len(data) <= LARGEST_PAGE, (path, len(data))


def test_what_a_page_cannot_hold_is_said_and_stands_in_the_data() -> None:
    """Of 10,000 sources on one person the page shows the first and says where the rest is."""
    edition, files = _made("10,000 sources")
    page = files[f"en/persons/{edition.persons[0].id}.html"].decode()
    assert re.search(r"9,500", page)
    assert files["data/reports.csv"].count(b"\r\n") == 10_001


def test_a_name_that_would_fill_the_page_heads_it_shortened() -> None:
    """The heading holds the beginning of a name of 10,000 letters; the whole stands below."""
    edition, files = _made("a name of 10,000 letters")
    for one in edition.persons:
        page = files[f"en/persons/{one.id}.html"].decode()
        heading = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
        assert heading is not None
        assert len(heading[1]) < 300
        assert one.names[0].text in page


@pytest.mark.parametrize("book", BOOKS)
def test_odd_books_can_be_read_on_a_phone(browser: Browser, tmp_path: Path, book: str) -> None:
    """On a narrow screen nothing runs out of the page, however long a name is."""
    edition, files = _made(book)
    wanted = {path for path in _pages(files) if path.count("/") == 1 and path.startswith(("en/", "fa/"))}
    wanted |= {f"{lang}/persons/{one.id}.html" for lang in ("en", "fa") for one in edition.persons}
    for path in (*wanted, "style.css"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(files[path])
    wide = []
    with browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=True) as context:
        page = context.new_page()
        for path in sorted(wanted):
            page.goto((tmp_path / path).as_uri())
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(path)
    assert wide == []


def test_a_withheld_book_says_so() -> None:
    """Where everybody is withheld, the names page says that nobody is shown, and the count stands."""
    edition = _of(replace(person(1, report()), withheld="safety"), claims=())
    files = edition_files(edition)
    assert b"Talan" not in b"".join(data for path, data in files.items() if path.endswith(".html"))
    assert edition.withheld == (("safety", 1),)
