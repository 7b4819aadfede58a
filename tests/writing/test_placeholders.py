from __future__ import annotations

import pytest

from everyname.writing.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "—",
        "?",
        "؟",
        "...",
        "n/a",
        "N.A.",
        "#N/A",
        "NaN",
        "None",
        "null",
        "Unknown",
        "(unknown)",
        "UNKNOWN?",
        "not stated",
        "age unknown",
        "نامشخص",
        "نام نامشخص",
        "ناشناس",
        "مجهول",
        "مجهول الهوية",
        "غير معروف",
        "غیر معروف",
        "نا\u200cمعلوم",
        "نەناسراو",
    ],
)
def test_words_for_nothing_are_known(text: str) -> None:
    """A cell that only says that nothing is known is not taken for a value."""
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["0", "۰", "x", "Nil Aksoy", "name", "unknown man", "Not Ali", "سن", "24", "missing"]
)
def test_values_are_not_taken_for_nothing(text: str) -> None:
    """A zero, a name or an outcome is a value."""
    assert not is_placeholder(text)
