"""Tests of everyname.intake.article."""

from __future__ import annotations

import pytest

from everyname.errors import FileRefused
from everyname.intake.article import read_article
from vectors.make_vectors import _pdf

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Nine hurt in Varsan</title>
<meta property="article:published_time" content="2022-09-23T10:00:00Z"></head><body>
<nav>Home About</nav><article><h1>Nine hurt in Varsan</h1>
<p>At least nine people were hurt in Varsan on Monday, the invented office for persons said
in a statement that it gave to several papers in the town.</p>
<p>Two of them are children, it said. The number could not be checked by this invented paper, which asked
the town hall for its own number and was given none by the time it went
to print.</p></article></body></html>"""


def test_a_text_is_kept_letter_by_letter() -> None:
    """Spans point into the text as given, with plain line ends and composed letters."""
    article = read_article("Nine hurt\r\n\r\nAt least nine people…\r\n".encode(), "news.txt")
    assert article.text == "Nine hurt\n\nAt least nine people…"
    assert (article.title, article.kind, article.language) == ("", "txt", "en")


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        ("نُه نفر در شهر خیالی زخمی شدند و گزارش‌ها تأیید نشد", "utf-8", "fa"),
        ("أصيب تسعة أشخاص في المدينة الخيالية يوم الاثنين", "cp1256", "ar"),
        ("Дев'ять людей поранено у вигаданому місті", "cp1251", "uk"),
    ],
)
def test_a_text_tells_its_language(text: str, encoding: str, language: str) -> None:
    """Persian, Arabic and Ukrainian texts are told apart by their letters, in old encodings too."""
    assert read_article(text.encode(encoding), "news.txt").language == language


def test_a_page_gives_its_text_title_and_day() -> None:
    """Of a web page the article is read, not the menu; its day is the one it states."""
    article = read_article(PAGE.encode(), "page.html")
    assert "At least nine people were hurt" in article.text
    assert "Home About" not in article.text
    assert (article.kind, article.published) == ("html", "2022-09-23")
    assert article.title == "Nine hurt in Varsan"


def test_a_title_is_only_what_a_page_declares() -> None:
    """The title made for sharing comes first; a page without either has none, whatever its first line."""
    shared = PAGE.replace("<title>", '<meta content="Nine &amp; more" property="og:title"><title>', 1)
    assert read_article(shared.encode(), "page.html").title == "Nine & more"
    bare = PAGE.replace("<title>Nine hurt in Varsan</title>", "", 1)
    assert read_article(bare.encode(), "secret-name.html").title == ""


def test_a_pdf_gives_its_text() -> None:
    """The text layer of a PDF is read."""
    body = "BT /F1 12 Tf 20 100 Td (At least nine people were hurt.) Tj ET"
    article = read_article(_pdf(body), "news.pdf")
    assert "At least nine people were hurt." in article.text
    assert article.kind == "pdf"


def test_a_list_renamed_is_no_article() -> None:
    """A workbook given as an article is refused with what to give."""
    with pytest.raises(FileRefused, match="zip archive"):
        read_article(b"PK\x03\x04" + bytes(40), "news.txt")
