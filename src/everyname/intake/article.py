"""Turn an article's bytes into the one text that claims point into."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

from everyname.errors import FileRefused
from everyname.intake.decoding import decode, name_binary

__all__ = ["Article", "read_article"]

_MAX_PAGES = 2000
_PERSIAN = frozenset("پچژگکی")
_KURDISH = frozenset("ەێۆڕڵۊ")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UKRAINIAN = frozenset("іїєґ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text as read; `published` is an ISO day or "", `kind` txt, html or pdf, `language` a code or "".

    `title` is the one a page declares (og:title, else <title>), "" where none does: first lines, file names
    and the metadata of a PDF may name who handed the text on.
    `text` has NFC letters and plain line ends; spans are code points into it and nothing else.
    """

    title: str
    text: str
    published: str = ""
    kind: str = "txt"
    language: str = ""


def read_article(data: bytes, file_name: str) -> Article:
    """Read TXT, HTML or PDF, told by the bytes; raises FileRefused for empty, cut or locked ones."""
    if not data.strip():
        raise _refused(file_name, "is empty", "Check that the right file was given.")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _from_pdf(data, file_name)
    if kind := name_binary(data):
        raise _refused(file_name, f"is {kind}, not an article", "Give the article as TXT, HTML or PDF.")
    text = decode(_declared(data), file_name).text
    start = text[:3000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")) or ("<head" in start and start[:1] == "<"):
        return _from_html(text, file_name)
    return _from_text(text, file_name)


def _refused(file_name: str, what: str, remedy: str) -> FileRefused:
    return FileRefused(f"{file_name} {what}.", kept="Nothing was taken from it.", remedy=remedy)


def _declared(data: bytes) -> bytes:
    """Recode a page to UTF-8 where it declares another encoding and holds to it."""
    found = re.search(rb"""<meta[^>]+charset=["']?\s*([\w-]+)""", data[:2048], re.IGNORECASE)
    if found is None:
        return data
    try:
        return data.decode(found.group(1).decode("ascii")).encode("utf-8")
    except (LookupError, UnicodeError):
        return data


def _canonical(text: str) -> str:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines).strip("\n")


def _from_text(text: str, file_name: str) -> Article:
    plain = _canonical(text)
    if _CONTROLS.search(plain):
        raise _refused(file_name, "holds control characters", "Save it again as plain text in UTF-8.")
    return Article(title="", text=plain, language=_language(plain))


class _Titles(HTMLParser):
    """The titles a page declares in its head."""

    def __init__(self) -> None:
        super().__init__()
        self.shared = ""
        self.own = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read og:title, and see a <title> begin."""
        given = dict(attrs)
        self._inside = tag == "title" and not self.own
        if tag == "meta" and "og:title" in (given.get("property"), given.get("name")):
            self.shared = self.shared or given.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        """See a <title> end."""
        self._inside = False

    def handle_data(self, data: str) -> None:
        """Take the words of the <title>."""
        self.own += data if self._inside else ""


def _declared_title(page: str) -> str:
    titles = _Titles()
    head = re.split(r"<body\b", page, maxsplit=1, flags=re.IGNORECASE)[0]
    titles.feed(head[:200_000])
    title = " ".join(_canonical(titles.shared or titles.own).split())
    return title if len(title) <= 300 else ""


def _from_html(page: str, file_name: str) -> Article:
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True, include_comments=False, include_tables=True)
    text = _canonical(str(getattr(found, "text", "") or ""))
    if not text.strip():
        raise _refused(
            file_name, "holds no readable text", "Copy the article's text into a TXT file and give that."
        )
    declared = re.search(r"<html[^>]*\blang=[\"']?([A-Za-z]{2,3})", page[:5000], re.IGNORECASE)
    return Article(
        title=_declared_title(page),
        text=text,
        published=_iso_day(str(getattr(found, "date", "") or "")),
        kind="html",
        language=declared.group(1).lower() if declared else _language(text),
    )


def _iso_day(text: str) -> str:
    found = re.match(r"\d{4}-\d{2}-\d{2}", text)
    return found.group() if found else ""


def _from_pdf(data: bytes, file_name: str) -> Article:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%%EOF" not in data[-2048:]:
        raise _refused(file_name, "is a PDF cut short", "Ask for the file again.")
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _refused(file_name, "is locked with a password", "Remove the password and give it again.")
        if len(reader.pages) > _MAX_PAGES:
            raise _refused(file_name, f"has more than {_MAX_PAGES} pages", "Give the pages that matter.")
        text = _canonical("\n\n".join(page.extract_text() for page in reader.pages))
        created = reader.metadata.creation_date if reader.metadata else None
    except FileRefused:
        raise
    except Exception as error:  # a foreign parser on hostile bytes may raise anything
        raise _refused(file_name, f"is a damaged PDF ({error})", "Ask for the file again.") from error
    if not text.strip():
        raise _refused(
            file_name,
            "is a PDF of pictures without text",
            "Read it with a text recognition program, check the text and give it as TXT.",
        )
    text = _CONTROLS.sub("", text)
    published = created.date().isoformat() if created else ""
    return Article(
        title="",
        text=text,
        published=published,
        kind="pdf",
        language=_language(text),
    )


def _language(text: str) -> str:
    """Tell the language of running text by its letters: fa, ar, ckb, uk, ru, en or ""."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    if not letters:
        return ""
    arabic = [c for c in letters if "\u0600" <= c <= "\u06ff"]
    if len(arabic) > len(letters) / 2:
        if sum(c in _KURDISH for c in arabic) > 0.04 * len(arabic):
            return "ckb"
        return "fa" if sum(c in _PERSIAN for c in arabic) > 0.02 * len(arabic) else "ar"
    cyrillic = [c for c in letters if "\u0400" <= c <= "\u04ff"]
    if len(cyrillic) > len(letters) / 2:
        return "uk" if any(c.lower() in _UKRAINIAN for c in cyrillic) else "ru"
    return "en" if sum(c.isascii() for c in letters) > 0.97 * len(letters) else ""
