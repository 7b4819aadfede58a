"""Text from outside: one line, no controls, bounded."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.edition.cleaning import MAX_TEXT, clean_link, clean_text


@given(st.text(st.characters(exclude_categories=[])))
def test_no_control_survives(text: str) -> None:
    """Whatever is given, what comes out has no control, surrogate or direction mark and is stable."""
    shown = clean_text(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in shown)
    assert all(unicodedata.category(c) != "Cf" or c in "\u200c\u200d" for c in shown)
    assert clean_text(shown) == shown
    shown.encode()


def test_long_text_is_bounded() -> None:
    """A name of a million letters does not fill a page."""
    assert len(clean_text("a" * 1_000_000)) == MAX_TEXT


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "https://user:pw@host.example/",
        'https://a.example/"onclick="x',
        "https://a.example/<b>",
        "https://a.example/a b",
        "http://",
        "https://a.example/" + "a" * 3_000,
        "https://a.example/\u202e",
    ],
)
def test_only_plain_web_addresses_pass(link: str) -> None:
    """Anything but a plain web address is not published."""
    assert clean_link(link) == ""


def test_web_addresses_pass() -> None:
    """An ordinary address is kept as it is."""
    assert clean_link(" https://a.example:80/x?y=1&z=%D8%A7#t ") == "https://a.example:80/x?y=1&z=%D8%A7#t"
