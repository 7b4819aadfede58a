import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.link.place_keys import place_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vashtar", "وشتار"),
        ("Washtar", "شهر وشتار"),
        ("Darvigan", "درويكان"),
        ("Bandar Karun", "بندرکارون"),
        ("Zohran-Dasht", "زهران\u200cدشت"),
    ],
)
def test_spellings_of_a_place_share_a_key(one: str, other: str) -> None:
    """One place in two scripts or spellings is read alike, with or without the word for its kind."""
    assert set(place_keys(one)[0]) & set(place_keys(other)[0])


def test_parts_stand_apart_in_order() -> None:
    """A city and its province are two parts, the city first."""
    assert [part[0] for part in place_keys("Kelmon, Norzan")] == ["KLMN", "NRZN"]
    assert place_keys("کلمون، نورزان") == place_keys("Kelmon / Norzan")


@pytest.mark.parametrize("text", ["", "-", "17", "Oia", "city of"])
def test_what_names_no_place_has_no_key(text: str) -> None:
    """A number, a word for a kind of place, or a name of one consonant gives no key."""
    assert place_keys(text) == ()


@given(st.text(max_size=60))
def test_any_text_gives_few_keys(text: str) -> None:
    """No text breaks it, and a part has at most a handful of readings."""
    assert all(1 <= len(part) <= 4 for part in place_keys(text))
