"""Make a text from outside safe to set on a page: no controls, no hidden direction marks, bounded length.

The joiner and non-joiner stay: Persian and Kurdish names need them. The original bytes stay in the book.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["MAX_TEXT", "clean_link", "clean_text"]

MAX_TEXT = 12_000
MAX_LINK = 2_000

# Everything in Cc, Cs and Cf but U+200C and U+200D: line ends, direction overrides, isolates, tags.
_KEPT_FORMAT = {"\u200c", "\u200d"}
_PLAIN = re.compile(r"[ -~\u00c0-\u02af\u0621-\u064a\u0660-\u0669\u067e-\u06d3\u06f0-\u06f9\u060c\u200c]*")
_LINK = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[A-Za-z0-9\-._~/?#\[\]@!$&()*+,;=%:]*)?")


def clean_text(text: str) -> str:
    """Give `text` in one line without controls, cut to MAX_TEXT code points."""
    if not _PLAIN.fullmatch(text):
        text = "".join(_kept(char) for char in text)
    return " ".join(text.split())[:MAX_TEXT]


def clean_link(text: str) -> str:
    """Give a plain web address, "" for anything else (scripts, files, addresses with a user name)."""
    text = text.strip()
    return text if len(text) <= MAX_LINK and _LINK.fullmatch(text) else ""


def _kept(char: str) -> str:
    kind = unicodedata.category(char)
    if kind == "Cc" or kind in ("Zl", "Zp"):
        return " "
    if kind in ("Cs", "Co", "Cn"):
        return "\ufffd"
    return char if kind != "Cf" or char in _KEPT_FORMAT else ""
