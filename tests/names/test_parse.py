import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.names.parse import MAX_TOKENS, is_placeholder_name, parse_name
from everyname.names.words import strip_article


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الكريم الراوي", "عبدالکریم راوی"),
        ("أبو وردة سالم", "ابوورده سالم"),
        ("صلاح الدین ناصر", "صلاح‌الدین ناصر"),
        ("عبد هللا ناصر", "عبدالله ناصر"),
        ("Abdul Karim Rawi", "Abdel-Karim Rawi"),
        ("Salah al-Din Naser", "Salahuddin Naser"),
        ("Abd Allah Naser", "Abdullah Naser"),
        ("Ruh Allah Karimpour", "Ruhollah Karimpour"),
        ("Karim as-Sabbagh", "Karim al-Sabbagh"),
        ("Dr. Seyed Ali Rastegar", "Ali Rastegar"),
        ("سیدکریم رستگار", "کریم رستگار"),
        ("Nima (Sam) Rastegar", "Nima Rastegar"),
        ("کریم راستگان\u200cنیا", "کریم راستگاننیا"),
        ("Karim Rastegan Nia", "Karim Rastegannia"),
    ],
)
def test_spellings_of_compounds_part_alike(one: str, other: str) -> None:
    """Compounds, articles, honorifics and remarks in brackets leave the same tokens."""
    strip = [strip_article(token) for token in parse_name(one).tokens]
    assert strip == [strip_article(token) for token in parse_name(other).tokens]


def test_honorific_stands_aside_and_is_kept() -> None:
    """An honorific is no token, and is not lost."""
    parsed = parse_name("Haj Karim Rastegar")
    assert (parsed.honorifics, parsed.given, parsed.family) == (("haj",), "karim", "rastegar")


def test_honorific_alone_with_one_name_is_part_of_it() -> None:
    """A word that may be an honorific stays when it is half the name."""
    assert parse_name("Sayed Rastegar").tokens == ("sayed", "rastegar")


def test_chain_has_given_middle_and_family() -> None:
    """A patronymic chain gives its first, last and middle tokens."""
    parsed = parse_name("Lina Samir Hadi Barakat")
    assert (parsed.given, parsed.middle, parsed.family) == ("lina", ("samir", "hadi"), "barakat")


@pytest.mark.parametrize(
    "text", ["", "-", "N/A", "unknown", "Unknown 12", "ناشناس", "مجهول الهوية", "12345", "؟", "\u202e"]
)
def test_placeholder_is_never_a_name(text: str) -> None:
    """Words and signs for "nobody wrote it down" have no tokens."""
    assert is_placeholder_name(text)
    assert parse_name(text).tokens == ()


@given(st.text(max_size=40))
def test_any_text_is_parted_or_has_no_tokens(text: str) -> None:
    """No text breaks the parser, and what it gives is bounded."""
    parsed = parse_name(text)
    assert parsed.text == text
    assert len(parsed.tokens) <= MAX_TOKENS
    assert all(parsed.tokens)


def test_very_long_name_is_bounded() -> None:
    """A name of ten thousand characters is compared by its beginning."""
    assert len("".join(parse_name("Karim " * 2000).tokens)) < 300
    assert parse_name("x" * 10_000).tokens


def test_ending_alone_stays_a_family_name() -> None:
    """A word that often ends a family name is the family name where nothing else is."""
    assert parse_name("Karim Rad").tokens == ("karim", "rad")
