"""Pages: readable from a file with no script and no outside load, safe whatever a name holds."""

from __future__ import annotations

import gzip
import posixpath
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from edition.invented import cases, claim, edition_files, facts, person, report
from everyname.edition.manner import MANNERS
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.model import Number, StatedName

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% raw %}",
    "&lt;script&gt;",
    "javascript:alert(1)",
    "a" * 10_000,
    "é" + "\u0301" * 500,
    "م" * 300,
)


class _Page(HTMLParser):
    """Collect what a browser would load, follow or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: set[str] = set()
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, key, value or "") for key, value in attrs]
        self.ids |= {value or "" for key, value in attrs if key == "id"}

    def handle_data(self, data: str) -> None:
        self.said += data


def _hostile() -> PublicEdition:
    given = tuple(
        person(
            n,
            report(f"List {n}", names=(StatedName(text=text),)),
            contested=text,
            corrections=(("2030-01-01", text),),
        )
        for n, text in enumerate(HOSTILE)
    )
    return allow(facts(cases=given, claims=(claim(stated_by=HOSTILE[0], unit=HOSTILE[1]),)), Rules())


@pytest.fixture(scope="module", params=["ordinary", "hostile", "empty"])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """Give the files of three editions."""
    if request.param == "hostile":
        return edition_files(_hostile())
    empty = {"cases": (), "claims": (), "estimate": None, "breakdowns": (), "left_out": (), "invented": False}
    return edition_files(allow(facts(**(empty if request.param == "empty" else {})), Rules()))


def _pages(files: dict[str, bytes]) -> dict[str, _Page]:
    """Give the pages of the edition; the verifier beside them is no page of it."""
    shown = (path for path in files if path.endswith(".html") and path != "verify.html")
    return {path: _Page(files[path].decode()) for path in shown}


def test_no_page_runs_or_styles_anything_by_itself(files: dict[str, bytes]) -> None:
    """No page holds a frame, an event handler, a style, or a script but that of the name search."""
    for path, page in _pages(files).items():
        scripts = [value for tag, key, value in page.attributes if tag == "script" and key == "src"]
        assert scripts in ([], ["../" * path.count("/") + "search/search.js"]), path
        assert page.tags.count("script") == page.tags.count("form") == len(scripts), path
        assert ("script-src 'self'" in files[path].decode()) == bool(scripts), path
        assert not {"iframe", "object", "embed", "style", "base"} & set(page.tags), path
        assert not [key for _, key, _ in page.attributes if key.startswith("on") or key == "style"], path
        assert "default-src 'none'" in files[path].decode()


def test_nothing_is_loaded_from_outside_and_no_link_is_broken(files: dict[str, bytes]) -> None:
    """Every address leads to a file or place of the edition, but the sources' own that are marked."""
    pages = _pages(files)
    known = {*files, "checkpoint", "manifest-sha256.txt", "proofs/manifest.tlog-proof"}
    for path, page in pages.items():
        for tag, key, value in page.attributes:
            if key not in ("src", "href") or (tag == "a" and value.startswith("https://north.example/")):
                continue
            target, _, anchor = value.partition("#")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert full in known or full.endswith(".tlog-proof"), (path, value)
            assert not anchor or full == "verify.html" or anchor in pages[full].ids, (path, value)


def test_style_sheet_loads_nothing_and_knows_no_left_or_right(files: dict[str, bytes]) -> None:
    """The style sheet has logical properties only and no address."""
    sheet = files["style.css"].decode()
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert not re.search(
        r"(margin|padding|border|inset)-(left|right|top|bottom)|text-align: (left|right)", sheet
    )


def test_invented_editions_say_so_on_every_page() -> None:
    """Every page of an invented edition says that everybody in it is invented; a real one does not."""
    for invented in (True, False):
        shown = edition_files(allow(facts(invented=invented), Rules()))
        for path, page in _pages(shown).items():
            said = "invented" in page.said or "ساختگی" in page.said
            assert said is invented, path


def test_hostile_names_are_shown_as_text() -> None:
    """A name made of markup is read as its letters."""
    shown = edition_files(_hostile())
    said = "".join(page.said for path, page in _pages(shown).items() if path.startswith("en/persons/"))
    for text in HOSTILE:
        assert " ".join(text.split()) in said


def test_names_run_in_their_own_direction() -> None:
    """A Persian name on an English page is isolated and runs from right to left."""
    pages = edition_files(allow(facts(), Rules()))
    page = next(d.decode() for p, d in pages.items() if p.startswith("en/persons/") and "تالان" in d.decode())
    assert '<bdi lang="und-Arab" dir="rtl">تالان میروش</bdi>' in page


def test_the_front_page_shows_three_kinds_side_by_side() -> None:
    """Documented, stated and estimated stand together with range, speaker and interval, in both languages."""
    files = edition_files(allow(facts(), Rules()))
    front = _Page(files["en/index.html"].decode()).said
    for text in (
        "At least 5 persons",
        "6 as the reports are linked now",
        "1,500",
        "three officials",
        "Between 600 and 1,240",
        "not included",
    ):
        assert text in front
    persian = _Page(files["fa/index.html"].decode()).said
    for text in ("دست‌کم ۵ نفر", "۱٬۵۰۰", "بین ۶۰۰ و ۱٬۲۴۰", "۱۱ خرداد ۱۴۰۹"):
        assert text in persian


def test_a_refused_estimate_is_told_in_words() -> None:
    """Without an estimate the page says so and why, and shows no number in its place."""
    refused = Number(kind="documented", value=6, source="The record", as_of="2030-06-01")
    from everyname.edition.redact import EstimateCase

    case = EstimateCase(plain={}, refused="Only two lists cover the window.")
    files = edition_files(allow(facts(estimate=case, documented=refused), Rules()))
    front = _Page(files["en/index.html"].decode()).said
    assert "No estimate is given." in front
    assert "Only two lists cover the window." in front


def test_minors_page_says_why_it_is_coarse() -> None:
    """A minor's page has a band, no picture, and says why."""
    files = edition_files(allow(facts(), Rules()))
    page = next(d.decode() for p, d in files.items() if p.startswith("en/persons/") and b"Nima Rusta" in d)
    assert "12–17" in page
    assert "<img" not in page
    assert "under 18" in page


def test_one_language_is_enough() -> None:
    """An edition in Persian alone has no English page and no link to one."""
    files = edition_files(allow(facts(), Rules(languages=("fa",))))
    assert not [path for path in files if path.startswith("en/")]
    assert b'href="../en/' not in files["fa/index.html"]


_FRAME = """<!doctype html><body><script>
const pages = PAGES, found = [];
function next() {
  const path = pages.shift();
  if (!path) { document.body.textContent = "DONE " + found.join(" | "); return; }
  const frame = document.createElement("iframe");
  frame.width = 320; frame.height = 600; frame.src = path;
  frame.onload = () => {
    const page = frame.contentDocument.documentElement;
    if (page.scrollWidth > 320) found.push(path + " " + page.scrollWidth);
    frame.remove(); next();
  };
  document.body.append(frame);
}
next();
</script></body>"""


@pytest.mark.parametrize("kind", ["ordinary", "hostile"])
def test_pages_fit_a_narrow_phone(tmp_path: Path, kind: str) -> None:
    """In a real browser no page is wider than a phone of 320 pixels."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium was found on the path: pages were not laid out in a browser")
    edition = _hostile() if kind == "hostile" else allow(facts(cases=cases()), Rules())
    files = edition_files(edition)
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    pages = [path for path in files if path.endswith(".html")]
    (tmp_path / "frame.html").write_text(_FRAME.replace("PAGES", repr(pages)), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
               "--virtual-time-budget=60000", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",
               (tmp_path / "frame.html").as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "DONE" in done.stdout, done.stderr[-500:]
    assert done.stdout.partition("DONE")[2].partition("<")[0].strip() == ""


def test_a_person_with_very_much_said_of_them_reads_well() -> None:
    """Of 200 spellings and 10,000 reports the first stand open, more are folded, the rest is in the data."""
    names = tuple(StatedName(text=f"Talan Mirvash {n}", script="latin") for n in range(200))
    many = person(1, *(report(f"List {n}", names=names[n % 200 : n % 200 + 1]) for n in range(10_000)))
    edition = allow(facts(cases=(many,), sources=(), releases=()), Rules(languages=("en",)))
    page = next(d.decode() for p, d in edition_files(edition).items() if p.startswith("en/persons/"))
    said = _Page(page).said
    for text in ("188 more spellings", "480 more reports", "9,500 more reports are in the data files"):
        assert text in said
    assert page.count("<tr>") == 2 + 500
    assert all(f"Talan Mirvash {n}<" in page for n in range(200))
    assert len(page) < 600_000


def test_pages_are_light() -> None:
    """Gzipped, a person's page and the style sheet take at most 6 KB each, a first view at most 70 KB."""
    files = edition_files(allow(facts(), Rules(languages=tuple(MANNERS))))
    sizes = {path: len(gzip.compress(data)) for path, data in files.items()}
    assert sizes["style.css"] <= 6 * 1024
    assert max(size for path, size in sizes.items() if "/persons/" in path) <= 6 * 1024
    assert max(sizes[f"{code}/index.html"] for code in MANNERS) + sizes["style.css"] <= 70 * 1024


@pytest.mark.parametrize("count", [0, 1])
def test_a_book_with_nobody_or_one_person_has_every_page(count: int) -> None:
    """An edition of nobody, or of one person, still has all pages of the menu, and they say so."""
    given = {"cases": cases()[:count], "claims": (), "estimate": None, "breakdowns": (), "left_out": ()}
    files = edition_files(allow(facts(**given), Rules()))
    for name in ("index", "names", "events", "timeline", "numbers", "method", "changes", "corrections"):
        assert f"en/{name}.html" in files
    assert "No day and place has enough persons" in files["en/events.html"].decode()
    assert ("No date is shown" in files["en/timeline.html"].decode()) is (count == 0)
