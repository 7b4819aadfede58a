import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.names.columns import name_table
from everyname.names.key_families import (
    FAMILIES,
    MOST_KEYS,
    Keys,
    put_fact_keys,
    put_given_keys,
    put_name_keys,
)
from everyname.names.readings import lay_readings


def _keys(*names: str) -> list[set[tuple[str, int]]]:
    """Give the keys of each name as (family, key)."""
    return [{(FAMILIES[family], key) for family, key in found} for found in _filled(put_name_keys, names)]


def _filled(put_keys, names, *more):  # type: ignore[no-untyped-def]
    table = name_table(names)
    readings, found = lay_readings(table.vocabulary), []
    for row in range(len(names)):
        keys = Keys(np.zeros(MOST_KEYS, np.int64), np.zeros(MOST_KEYS, np.int8), np.zeros(1, np.int64))
        put_keys(keys, readings, table.tokens[row], table.lengths[row], *more)
        count = keys.filled[0]
        found.append(list(zip(keys.family[:count].tolist(), keys.key[:count].tolist(), strict=True)))
    return found


def _met(one: str, other: str) -> set[str]:
    a, b = _keys(one, other)
    return {family for family, _ in a & b}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("کیوان رستگار", "Keyvan Rastegar"),
        ("عثمان البغدادي", "Osman Baghdadi"),
        ("عثمان البغدادي", "Uthman al-Baghdadi"),
        ("ضیا ظریف", "Zia Zarif"),
        ("Rastegar Keyvan", "Keyvan Rastegar"),
        ("محمدرضا رستگار", "Mohammad Reza Rastegar"),
        ("Kian Rastegar", "Kian Rastegar Tabari"),
        ("سالم كامل خليل بركات", "Salem Kamel Khalil Barakat"),
        ("كريم حسن جكادفر", "Karim Chakadfar"),
        ("كريم حسن لاجوردفر", "Karim Lazhvardfar"),
        ("كريم نارنكاننيا", "کریم نارنگان\u200cنیا"),
        ("Karim SShangarfar", "کریم شنگرفر"),
        ("Rastegar Tabari Kian", "Kian Rastegar Tabari"),
    ],
)
def test_two_spellings_share_a_key(one: str, other: str) -> None:
    """Spellings of one name meet under at least one key, across scripts and orders."""
    assert _met(one, other)


def test_three_tokens_meet_whichever_fourth_is_lost_or_spoilt() -> None:
    """Three tokens in order are enough, wherever the fourth stands, and where it is missing."""
    for other in ("Salem Kamel Barakat", "Xunu Kamel Khalil Barakat", "Salem Kamel Khalil Zudu"):
        assert "three" in _met("سالم كامل خليل بركات", other)


def test_letters_meet_in_whatever_order() -> None:
    """A name whose letters a text extractor shuffled meets by its letters, and a vowel alone does not."""
    assert _met("نیما رستگار", "یمنا رگتسار") == {"letters"}
    assert "letters" not in _met("Aya", "Eyo")


def test_placeholder_has_no_key() -> None:
    """Unnamed persons never meet by name."""
    assert _keys("unknown", "", "123") == [set(), set(), set()]


@given(st.text(max_size=60))
def test_keys_are_few(text: str) -> None:
    """Any text gives a bounded number of keys, none twice."""
    (found,) = _filled(put_name_keys, [text])
    assert len(found) == len(set(found)) <= 90


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("زينب سنكينفر", "Zaynab Saninfar"),
        ("محمدرضا امير الطرفيسي", "Mohammad Reza Amir al-Tarfisi"),
        ("علی پوندفر", "علی پودنفر"),
    ],
)
def test_slip_in_the_family_name_leaves_a_given_key(one: str, other: str) -> None:
    """A letter lost or turned inside the family name still leaves a key of the given name and a fact."""
    a, b = _filled(put_given_keys, [one, other], 20, 7)
    assert set(a) & set(b)


def test_another_fact_is_another_key() -> None:
    """The same names with another fact do not meet."""
    for put_keys in (put_given_keys, put_fact_keys):
        (a,), (b,) = (_filled(put_keys, ["Karim Barakat"], 20, fact) for fact in (7, 8))
        assert a
        assert not set(a) & set(b)


def test_one_token_has_no_given_key() -> None:
    """A given name alone is no reason to compare two people."""
    assert _filled(put_given_keys, ["Karim"], 20, 7) == [[]]
