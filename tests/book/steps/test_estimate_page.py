"""The page of an estimate: stands alone, says the count first, and gives each picture in words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desk import Desk
from everyname.book.steps.estimate_page import estimate_page

ROOT = Path(__file__).resolve().parents[3]
KOSOVO = ROOT / "docs" / "tutorial" / "kosovo.csv"
QUICK = ("--without", "latent-class")


class Reader(HTMLParser):
    """Collect what a page says, what it loads, and its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [value or "" for key, value in attrs if key in ("src", "href", "srcset")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def said(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> Reader:
    done = desk.run("estimate", "--patterns", str(KOSOVO), *QUICK, "--pictures", str(tmp_path / "out"))
    assert done.code == 0, done
    return Reader((tmp_path / "out" / "estimate.html").read_text("utf-8"))


def test_the_page_stands_alone(page: Reader) -> None:
    """The page loads no file and no address, and runs nothing."""
    assert page.loads == []
    assert "script" not in page.tags
    assert "url(http" not in page.said


def test_the_count_stands_before_any_estimate(page: Reader) -> None:
    """The documented count is the first number of the page, and every method has its assumption beside it."""
    body = page.said.rpartition("}")[2]
    assert re.search(r"\d[\d,]*", body).group() == "4,400"  # type: ignore[union-attr]
    assert "lists are independent and that a list reaches everyone" in body
    assert "What to do next" in body
    assert "People whom no list could reach" in body


def test_each_picture_is_there_in_words(page: Reader) -> None:
    """Every drawing has its table beside it."""
    assert page.tags.count("figure") == page.tags.count("details") >= 3
    assert "only EXH" in page.said


def test_pictures_are_files_of_their_own(desk: Desk, tmp_path: Path) -> None:
    """Each picture is an SVG file that names its style and its table; other files in the folder stay."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    done = desk.run("estimate", "--patterns", str(KOSOVO), *QUICK, "--pictures", str(out))
    assert str(out / "estimate.html") in done.out
    assert {"panel.svg", "overlap.svg", "posterior.svg", "mine.txt"} <= {path.name for path in out.iterdir()}
    assert "only EXH; people: 1,131." in (out / "overlap.svg").read_text("utf-8")


def test_list_names_are_text() -> None:
    """A list named like markup is shown as its letters."""
    plain = {"n": 5, "lists": ["<script>x</script>"], "panel": [], "headline": None, "verdict": "<b>"}
    text = estimate_page(plain, {})
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_a_refusal_is_a_page_too(desk: Desk, tmp_path: Path) -> None:
    """Two lists give a page that says why there is no estimate and what to do."""
    table = tmp_path / "two.csv"
    table.write_text("a,b,count\n1,0,60\n0,1,40\n1,1,20\n")
    assert desk.run("estimate", "--patterns", str(table), "--pictures", str(tmp_path / "out")).code == 0
    said = Reader((tmp_path / "out" / "estimate.html").read_text("utf-8")).said
    assert "no single range" in said
    assert "Look for a third list" in said


def test_a_folder_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    """Where the folder is a file, the command says so and that the estimate stands."""
    (tmp_path / "file").write_text("")
    done = desk.run("estimate", "--patterns", str(KOSOVO), *QUICK, "--pictures", str(tmp_path / "file"))
    assert done.code == 1
    assert "The estimate itself stands." in done.err
