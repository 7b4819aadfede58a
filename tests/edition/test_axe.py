"""Every kind of page in every language, in a real browser: accessible, narrow, by keyboard, offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from edition.invented import cases, day, edition_files, facts, panel, person, report
from everyname.edition.manner import MANNERS
from everyname.edition.public import PublicEdition
from everyname.edition.redact import EstimateCase, Rules, allow
from everyname.model import StatedName

STRATA = (
    {"stratum": "male / 25-34", "documented": 300, "estimated": True, "reason": None,
     "headline": {"method": "log-linear", "median": 500, "low": 400, "high": 900}},
    {"stratum": "female / 25-34", "documented": 90, "estimated": False, "headline": None,
     "reason": "too few people on two lists"},
)  # fmt: skip


def _edition() -> PublicEdition:
    """Make an edition in which every kind of page, note and folded part occurs, in all languages."""
    rules = Rules(
        languages=tuple(MANNERS), contact="Write to desk@record.example", linked="0.9", review="0.2"
    )
    spellings = tuple(StatedName(text=f"Talan Mirvash {n}", script="latin") for n in range(20))
    many = person(7, *(report(names=spellings, dates=(day("2030-03-01"),)) for _ in range(30)))
    event = [person(n, report(name=f"Velan {chr(65 + n)}")) for n in range(10, 14)]
    case = panel()
    case = EstimateCase(plain={**case.plain, "strata": STRATA}, window=case.window, lists=case.lists)
    before = allow(facts(cases=(*cases(), person(30), person(31), person(32))), Rules(minor_age=16))
    given = (*cases(), many, *event)
    moved = ((person(30).person.id, many.person.id),)
    later = facts(cases=given, estimate=case, before=before, number=2, as_of="2030-07-01", moved=moved)
    later = replace(later, withdrawn=(person(31).person.id,))
    return allow(later, rules)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of a written edition, and a page of every kind below a language's folder."""
    shown = _edition()
    folder = tmp_path_factory.mktemp("edition")
    files = edition_files(shown)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    persons = {person.id: person for person in shown.persons}
    plain = next(one for one in persons.values() if one.portrait)
    kinds = {path.removesuffix(".html"): path for path in _menu(files)}
    kinds |= {
        "person": f"persons/{plain.id}.html",
        "minor": f"persons/{next(p.id for p in persons.values() if p.minor)}.html",
        "many": f"persons/{max(persons.values(), key=lambda p: len(p.sayings)).id}.html",
        "contested": f"persons/{next(p.id for p in persons.values() if p.contested)}.html",
        "facet": "names/month-2030-02.html",
        "event": next(path[3:] for path in files if path.startswith("en/events/")),
    }
    kinds |= {f"gone-{gone.reason}": f"persons/{gone.id}.html" for gone in shown.gone}
    return folder, kinds


def _menu(files: dict[str, bytes]) -> list[str]:
    return [
        path[3:]
        for path in files
        if path.startswith("en/") and path.count("/") == 1 and path.endswith(".html")
    ]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own; whatever it asks for is kept in `asked`."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_every_kind_of_page_is_there(edition: tuple[Path, dict[str, str]]) -> None:
    """All pages the menu names, and those of persons, facets, events and who is gone, are looked at below."""
    assert set(edition[1]) >= {
        *(
            "index",
            "names",
            "events",
            "places",
            "timeline",
            "numbers",
            "method",
            "changes",
            "corrections",
            "data",
            "check",
        ),
        *("person", "minor", "many", "contested", "facet", "event"),
        *("gone-merged", "gone-withdrawn", "gone-scope"),
    }


@pytest.mark.parametrize("language", MANNERS)
def test_axe_finds_no_violation(page: Page, edition: tuple[Path, dict[str, str]], language: str) -> None:
    """axe-core finds nothing on any kind of page of the language, folded parts open.

    Colours are the same in every language, so their contrast is looked at in one.
    """
    folder, kinds = edition
    axe, found = Axe(), []
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": language == "en"}}}
    for kind, path in kinds.items():
        page.goto((folder / language / path).as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        result = axe.run(page, options=options)
        found += [(kind, one["id"], one["nodes"][0]["html"][:120]) for one in result.response["violations"]]
    assert found == []


def test_colours_hold_in_the_dark(browser: Browser, edition: tuple[Path, dict[str, str]]) -> None:
    """Where the reader's system is dark, contrast is kept too."""
    folder, kinds = edition
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    for kind in ("index", "person", "numbers", "timeline"):
        page.goto((folder / "en" / kinds[kind]).as_uri())
        result = Axe().run(page, options={"runOnly": ["color-contrast"]})
        assert result.response["violations"] == [], kind
    context.close()


@pytest.mark.parametrize("language", MANNERS)
def test_nothing_scrolls_sideways(page: Page, edition: tuple[Path, dict[str, str]], language: str) -> None:
    """On a phone of 320 pixels, zoomed to 200 %, and with letters twice as large, no page is too wide."""
    folder, kinds = edition
    wide = []
    for kind, path in kinds.items():
        page.goto((folder / language / path).as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        for width, letters in ((320, "100%"), (640, "100%"), (1280, "200%")):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("size => document.documentElement.style.fontSize = size", letters)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append((kind, width, letters))
    assert wide == []


_FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  return [at.tagName, at.getAttribute('href') || at.textContent.trim(), style.outlineStyle !== 'none'];
}"""
_LINKS = """() => [...document.querySelectorAll('a[href], summary, input, button')]
  .filter(one => one.getClientRects().length)
  .filter(one => !one.closest('details:not([open])') || one.tagName === 'SUMMARY')
  .map(one => [one.tagName, one.getAttribute('href') || one.textContent.trim()])"""


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_link_is_reached_by_keyboard(
    page: Page, edition: tuple[Path, dict[str, str]], language: str
) -> None:
    """Tab alone walks through every link and folded part in the order of the page, each visibly marked."""
    folder, kinds = edition
    for kind, path in kinds.items():
        page.goto((folder / language / path).as_uri())
        wanted = page.evaluate(_LINKS)
        walked = []
        for _ in wanted:
            page.keyboard.press("Tab")
            walked.append(page.evaluate(_FOCUSED))
        assert [one[:2] for one in walked] == wanted, kind
        assert all(marked for *_, marked in walked), kind


def test_the_first_key_skips_the_menu(page: Page, edition: tuple[Path, dict[str, str]]) -> None:
    """The first Tab shows a link that leads past the menu to the text."""
    page.goto((edition[0] / "en" / "names.html").as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#text")


@pytest.mark.parametrize("language", MANNERS)
def test_nothing_is_loaded_from_outside(
    page: Page, edition: tuple[Path, dict[str, str]], language: str
) -> None:
    """Opened from the disk, pages ask for nothing but files of the edition, and none of these is missing."""
    folder, kinds = edition
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("console", lambda message: failed.append(message.text))
    for path in kinds.values():
        page.goto((folder / language / path).as_uri())
    home = folder.as_uri()
    assert len(asked) >= 2 * len(kinds), "the pages and their style sheet are asked for"
    assert [url for url in asked if not url.startswith(f"{home}/")] == []
    assert failed == []


def test_no_meaning_by_colour_alone(page: Page, edition: tuple[Path, dict[str, str]]) -> None:
    """The page one is on is told by weight and a line, a link in the text by its underline."""
    folder, kinds = edition
    page.goto((folder / "en" / kinds["names"]).as_uri())
    weight = "one => getComputedStyle(document.querySelector(one)).fontWeight"
    assert int(page.evaluate(weight, "nav [aria-current]")) > int(
        page.evaluate(weight, "nav a:not([aria-current])")
    )
    lines = page.evaluate(
        "[...document.querySelectorAll('main .names a')].map(a => getComputedStyle(a).textDecorationLine)"
    )
    assert set(lines) == {"underline"}
