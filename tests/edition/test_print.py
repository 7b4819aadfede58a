"""On paper: nothing cut, no blue links, and a book of names with everybody once."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from edition.invented import cases, edition_files, facts, person, report
from everyname.edition.page.book import book_style
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDE = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.checkVisibility() && !e.closest('thead') && (e.getBoundingClientRect().right > innerWidth + 1
    || e.getBoundingClientRect().left < -1)).map(e => e.outerHTML.slice(0, 80))"""
_BLUE = """() => [...document.querySelectorAll('a')].filter(a => a.checkVisibility())
  .filter(a => new Set(getComputedStyle(a).color.match(/[0-9]+/g)).size > 1
    || getComputedStyle(a).textDecorationLine !== 'none').map(a => a.outerHTML.slice(0, 80))"""


def edition() -> PublicEdition:
    more = [
        person(100 + n, report(name=f"{LETTERS[n % 26]}andel Mirvash{LETTERS[n // 26]}x")) for n in range(200)
    ]
    return allow(facts(cases=(*cases(), *more), title='The "Marou" record'), Rules())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of 200 persons more, in a folder."""
    folder = tmp_path_factory.mktemp("print")
    for path, data in edition_files(edition()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that shows pages as paper of A4 width would."""
    context = browser.new_context(viewport={"width": 688, "height": 1000})
    shown = context.new_page()
    shown.emulate_media(media="print")
    yield shown
    context.close()


def paths(site: Path, language: str) -> list[Path]:
    """Give every page of the menu, a person's and an event's."""
    home = site / language
    return [*sorted(home.glob("*.html")), *sorted((home / "persons").glob("*.html"))[:6]]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_nothing_is_cut_and_no_link_is_blue(site: Path, page: Page, language: str) -> None:
    """On paper no page is wider than the sheet, links look like text, and menus are left out."""
    wrong = []
    for path in paths(site, language):
        page.goto(path.as_uri())
        found = [*page.evaluate(_WIDE), *page.evaluate(_BLUE)]
        wrong += [(path.name, one) for one in found]
        assert not page.locator("header nav").is_visible()
    assert wrong == []


def test_folded_parts_are_printed(site: Path, page: Page) -> None:
    """What is folded on the screen stands open on paper."""
    page.goto((site / "en" / "names.html").as_uri())
    assert page.locator("details li").first.is_visible()


def test_the_book_of_names_holds_everybody_once(site: Path, page: Page) -> None:
    """As a PDF it has each name once, in columns, the title above and a number below each sheet."""
    page.goto((site / "en" / "book-of-names.html").as_uri())
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) > 1
    words = re.findall(r"[A-Z]andel Mirvash[A-Z]x", " ".join("\n".join(sheets).split()))
    assert sorted(words) == sorted(f"{LETTERS[n % 26]}andel Mirvash{LETTERS[n // 26]}x" for n in range(200))
    for number, sheet in enumerate(sheets, 1):
        lines = sheet.split("\n")
        assert 'The "Marou" record' in " ".join(lines)
        assert str(number) in (line.strip() for line in lines)


def test_a_title_cannot_leave_its_place_in_the_style_sheet() -> None:
    """A title with quotes, braces and tags stays text in the sheet that prints it."""
    text = book_style('a"} body { display: none } </style>', ["en"])
    assert "display" not in text
    assert "<" not in text
