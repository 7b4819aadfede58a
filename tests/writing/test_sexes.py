from __future__ import annotations

import pytest

from everyname.errors import ValueRefused
from everyname.writing.sexes import read_sex


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("f", "female"),
        ("Woman", "female"),
        ("Girl", "female"),
        ("زن", "female"),
        ("دختر", "female"),
        ("أنثى", "female"),
        ("انثى", "female"),
        ("ژن", "female"),
        ("M", "male"),
        ("Boy", "male"),
        ("مرد", "male"),
        ("پسر", "male"),
        ("ذكر", "male"),
        ("پیاو", "male"),
        ("Adult male", "male"),
        ("Female (child)", "female"),
        ("طفل ذكر", "male"),
        ("Other", "other"),
        ("non-binary", "other"),
        ("", ""),
        ("نامشخص", ""),
        ("-", ""),
    ],
)
def test_words_for_sex(text: str, term: str) -> None:
    """The words of lists in several languages give one term; nothing stated gives none."""
    assert read_sex(text) == term


@pytest.mark.parametrize("text", ["1", "male/female", "Tehran", "child", "زن و مرد"])
def test_other_words_are_refused(text: str) -> None:
    """A code, two sexes or another word is refused with a remedy, not guessed."""
    with pytest.raises(ValueRefused) as refusal:
        read_sex(text)
    assert refusal.value.remedy
