"""Name search: in a real browser, from a disk, every spelling of a name finds its person."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from edition.invented import edition_files, facts
from edition.many import edition_of, many, named
from everyname.edition.name_search import PART_BYTES, search_files
from everyname.edition.pages import page_files
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow

# A person's spellings, and what a reader may type to find that person.
FAMILIES = {
    "an Arabic keyboard": (("علی کریمی",), ("علي كريمي", "على كريمى")),
    "a Persian keyboard": (("هدى مكي",), ("هدی مکی",)),
    "joiner, space or nothing": (("نادر کوهبان‌پور",), ("نادر کوهبان پور", "نادر کوهبانپور", "کوهبان‌پور")),
    "written in one": (("محمدرضا سپندان",), ("محمد رضا سپندان", "محمد‌رضا سپندان", "Mohammad Reza Sepandan")),
    "written apart": (("امیر حسین تالانی",), ("امیرحسین تالانی", "Amirhossein Talani")),
    "Mohammad": (
        ("محمد میروش",),
        ("Mohammad Mirvash", "Mohammed Mirvash", "Muhammad Mirwash", "Mohamad Mirwash"),
    ),
    "Hossein": (("Hossein Ardavin",), ("حسین اردوین", "Husayn Ardavin", "Hussein Ardawin", "حسين اردوین")),
    "-zadeh": (("رستم گلنار‌زاده",), ("Rostam Golnarzadeh", "Golnar-zade", "گلنارزاده", "گلنار زاده")),
    "Abd al-": (("عبدالکریم سفند",), ("Abdul Karim Sefand", "Abd al-Karim", "Abdolkarim", "عبد الكريم")),
    "an article": (("خالد النجّار",), ("Khaled Najjar", "Khalid al-Najjar", "خالد نجار", "Alnajar")),
    "sh, ch, š, č": (
        ("Šahin Čubak",),
        ("Shahin Chubak", "Sahin Cubak", "شاهین چوبک", "شاهين جوبك", "Şahin Çubak"),
    ),
    "v and w": (("جواد وطن‌نیا",), ("Javad Vatannia", "Jawad Watania")),
    "q and gh": (("قاسم بلوچ‌زهی",), ("Ghasem Baluchzehi", "Qasem Balouchzehi", "قاسم بلوچ زهی")),
    "Kurdish letters": (("شێرکۆ ڕۆژبەڵ",), ("شیرکو روژبل", "Sherko", "شيركو")),
    "apostrophes and marks": (("Esma'il Réza",), ("Esmail Reza", "Esma’il", "اسماعیل رضا")),
    "alef and hamza": (("أحمد إياد",), ("احمد ایاد", "Ahmad Iyad", "آحمد")),
    "vowel signs and tatweel": (("مُحَمَّـــد سَروان",), ("محمد سروان", "Sarvan Mohammad")),
    "ta marbuta": (("فاطمة رستان",), ("فاطمه رستان", "Fatima Rastan", "Fatemeh Rastan")),
    "another order": (("Nima Rusta Ardu",), ("Ardu Nima", "RUSTA ARDU NIMA")),
    "a beginning": (("Mehrangiz Kavani",), ("Mehrang", "Kavani Mehr", "مهرانگ")),
    "a slip": (("Bahram Tundarab",), ("Bahrm Tundarab", "Tundraab", "Bahram Tumdarab", "Bagram")),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write an edition of the families among 3,000 others, so that the others are in the way."""
    others = many(3000, seed=4).persons
    people = named(*(spellings for spellings, _ in FAMILIES.values())).persons
    edition = edition_of(people + tuple(replace(p, id=p.id + "x") for p in others))
    return _written(tmp_path_factory.mktemp("search"), edition)


def _written(folder: Path, edition: PublicEdition) -> Path:
    shown = replace(edition, persons=edition.persons[: len(FAMILIES)])
    for path, data in [*search_files(edition), *page_files(shown)]:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Page:
    """Open the names page from the disk."""
    page = browser.new_page()
    page.goto((site / "en" / "names.html").as_uri())
    page.wait_for_function("() => !!window.everynameFind")
    return page


def _found(page: Page, query: str) -> list[str]:
    found = page.evaluate("(query) => everynameFind(query, 'en')", query)
    return [person["address"] for person in found["shown"]] if found else []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_spelling_of_a_family_finds_its_person(page: Page, family: str) -> None:
    """Whatever script, keyboard or romanisation a reader types, the person is among the first fifty."""
    number = list(FAMILIES).index(family)
    address = f"persons/{named(*[()] * (number + 1)).persons[-1].id}.html"
    for query in (*FAMILIES[family][0], *FAMILIES[family][1]):
        assert address in _found(page, query), query


def test_the_closest_name_comes_first(page: Page) -> None:
    """A name typed as it is written heads the list, before names that only begin like it or sound like it."""
    assert _found(page, "Nima Rusta Ardu")[0] == _found(page, "نیما روستا آردو")[0]
    shown = page.evaluate("() => everynameFind('Bahram Tundarab', 'en')")["shown"]
    assert shown[0]["name"] == "Bahram Tundarab"


def test_a_reader_searches_by_keyboard_alone(page: Page, site: Path) -> None:
    """Typing lists links that Tab reaches and Enter opens; the count is announced in the page's language."""
    page.goto((site / "fa" / "names.html").as_uri())
    page.focus("#name-query")
    page.keyboard.type("Esmail Reza")
    page.wait_for_selector("form.search ol.found li")
    assert re.search("یافت شد: [۰-۹]", page.inner_text("form.search [role=status]"))
    assert page.get_attribute("form.search [role=status]", "aria-live") == "polite"
    assert page.evaluate("getComputedStyle(document.querySelector('form.search')).direction") == "rtl"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Esma'il Réza"
    page.keyboard.press("Enter")
    page.wait_for_url("**/persons/*.html")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_search_is_accessible(page: Page, site: Path, language: str) -> None:
    """With results shown, axe finds nothing amiss in the form and its results, in either direction."""
    page.goto((site / language / "names.html").as_uri())
    page.fill("#name-query", "Esmail Reza")
    page.wait_for_selector("form.search ol.found li")
    found = Axe().run(page, context="form.search")
    assert found.violations_count == 0, found.generate_report()


def test_nobody_is_said_in_words(page: Page, site: Path) -> None:
    """A name that is nobody's, too few letters and a missing part are each told, and nothing is invented."""
    page.goto((site / "en" / "index.html").as_uri())
    page.fill("#name-query", "ßĸŋĦ۝۞")
    page.wait_for_function("() => document.querySelector('form.search [role=status]').textContent !== ''")
    assert "Nobody of that name" in page.inner_text("form.search [role=status]")
    page.fill("#name-query", "a")
    page.wait_for_function(
        "() => document.querySelector('form.search [role=status]').textContent.startsWith('Write')"
    )
    assert page.locator("form.search ol.found li").count() == 0


def test_markup_in_a_name_stays_text(browser: Browser, tmp_path: Path) -> None:
    """A name made of markup is listed as its letters and runs nothing."""
    hostile = named(
        ("<img src=x onerror=alert(1)> Zarvand",), ("</script><script>alert(2)</script> Zarvand",)
    )
    page = browser.new_page()
    seen: list[str] = []
    page.on("dialog", lambda dialog: seen.append(dialog.message) or dialog.dismiss())
    page.goto((_written(tmp_path, hostile) / "en" / "names.html").as_uri())
    page.fill("#name-query", "Zarvand")
    page.wait_for_selector("form.search ol.found li")
    assert "<img src=x" in page.inner_text("form.search ol.found")
    assert page.locator("form.search img").count() == 0
    assert seen == []


def test_without_a_script_the_form_stays_hidden(browser: Browser, site: Path) -> None:
    """A reader without scripts sees the list alone, not a form that does nothing."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((site / "en" / "names.html").as_uri())
    assert not page.locator("form.search").is_visible()
    assert page.locator("section.names a").count() >= len(FAMILIES)


def test_parts_are_small_and_few_and_always_the_same() -> None:
    """No part is above its bound, few parts hold thousands, and the same edition gives the same bytes."""
    files = dict(search_files(many(3000)))
    assert files == dict(search_files(many(3000)))
    assert len(files) < 15
    for path, data in files.items():
        assert len(data) < PART_BYTES * 1.1, path
        assert len(zlib.compress(data)) < 30_000, path


def test_the_index_holds_what_is_shown_and_nothing_else() -> None:
    """The index speaks of published persons alone: no withheld name, no canary, nobody without a name."""
    files = {path: data for path, data in edition_files(allow(facts(), Rules())).items() if "search/" in path}
    assert files
    assert b"CANARY" not in b"".join(files.values())
    lines = json.loads(files["search/persons-0.js"].decode().partition(",")[2].rstrip(");\n")).split("\n")
    assert len(lines) == 4
    nobody = allow(facts(cases=()), Rules())
    assert not [path for path in edition_files(nobody) if path.startswith("search/")]
    assert b"<form" not in edition_files(nobody)["en/names.html"]
