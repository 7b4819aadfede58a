import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.writing.fold import fold, hidden_controls, script_of


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own key."""
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_key_does_not_depend_on_unicode_form(text: str) -> None:
    """The same text composed, decomposed or in compatibility forms has one key."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(unicodedata.normalize("NFKC", text)) == fold(text)


@given(st.text(alphabet="ابتحسعکلمنهویآأإؤئةىيك "))
def test_arabic_and_persian_keyboards_agree(text: str) -> None:
    """A name typed on an Arabic and on a Persian keyboard has one key."""
    persian = text.replace("ي", "ی").replace("ك", "ک").replace("ة", "ه")
    assert fold(persian) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Esma'ilzehi", "ESMAILZEHI"),
        ("Hōseyn-Zâde", "hoseyn zade"),
        ("Øster Łukasz Đorđe", "oster lukasz dorde"),
        ("نـــازنین", "نازنین"),
        ("مُحَمَّد", "محمد"),
        ("رضایی‌نژاد", "رضایی نژاد"),
        ("أحمد آل إبراهيم", "احمد ال ابراهیم"),
        ("هێمن محەمەد", "هیمن محهمهد"),
        ("سماء", "سما"),
        ("۱۴۰۱/۰۶/۲۵", "1401 06 25"),
        ("٢٠٢٢", "2022"),
        ("\u202eahmad\u202c", "ahmad"),
        ("ｓａｒａ", "sara"),
        ("\ufefb", "لا"),
        ("Nimа Rаstеgаr", "nima rastegar"),  # а, е of the Cyrillic alphabet
        ("Нassan", "hassan"),  # a Cyrillic capital
        ("SАLЕМ", "salem"),
        ("kοuroſh", "kourosh"),  # ο of the Greek alphabet
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    """Spellings that differ only in keyboard, marks, case, calendar digits or controls meet."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize("text", ["сара", "рая", "νικοσ", "samдan"])
def test_letters_of_another_script_stay_in_its_own_words(text: str) -> None:
    """A word wholly of another script is no Latin one, nor is one with a letter that looks like none."""
    assert fold(text) == text


def test_vowel_signs_that_are_letters_stay() -> None:
    """Devanagari names that differ in a vowel sign keep different keys."""
    assert fold("रीना") != fold("राना")


@pytest.mark.parametrize("text", ["", " \t", "---", "\u200f\u200e", "؟!"])
def test_text_without_letters_has_no_key(text: str) -> None:
    """A text of signs alone folds to nothing."""
    assert fold(text) == ""


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Sara Rostami", "latin"),
        ("سارا رستمی", "arabic"),
        ("سارا رستمی (Sara)", "arabic"),
        ("Дарья", "other"),
        ("1234", "other"),
        ("", "other"),
    ],
)
def test_script_is_that_of_most_letters(text: str, script: str) -> None:
    """The script named is the one most letters belong to."""
    assert script_of(text) == script


def test_direction_override_is_named() -> None:
    """A control that reverses a name on screen is named; the Persian non-joiner is not."""
    assert hidden_controls("a\u202eb\u2066c\u202e") == ("RIGHT-TO-LEFT OVERRIDE", "LEFT-TO-RIGHT ISOLATE")
    assert hidden_controls("رضایی\u200cنژاد") == ()
    assert hidden_controls("plain") == ()
