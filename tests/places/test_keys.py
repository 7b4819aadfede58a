from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.places.keys import consonants, exact_keys, loose_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sistan va Baluchestan", "Sistan-Baluchestan Province"),
        ("Sistan and Baluchestan", "Sistan-Baluchestan"),
        ("Rezvan Shahr", "Rezvanshahr"),
        ("استان تهران", "تهران"),
        ("Qae'mshahr", "Qaemshahr"),
        ("Shahr-e Kord", "Shahr Kord"),
    ],
)
def test_particles_and_gaps_do_not_matter(one: str, other: str) -> None:
    """Joining words, words of kind, hyphens and gaps do not make another name."""
    assert set(exact_keys(one)) & set(exact_keys(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hamedan", "Hamadan"),
        ("Saqez", "Saqqez"),
        ("Pakdascht", "Pakdasht"),
        ("Fooladshahr", "Fulad Shahr"),
        ("Bojnord", "Bojnurd"),
        ("Divandareh", "Divandarreh"),
        ("Ghazvin", "Qazvin"),
        ("البصرة", "بصرة"),
    ],
)
def test_spellings_meet_loosely(one: str, other: str) -> None:
    """Vowels, doubled letters, gh/q and the Arabic article do not part one name."""
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(("one", "other"), [("Sari", "Shari"), ("Khash", "Kash"), ("Karaj", "Karak")])
def test_other_consonants_are_another_name(one: str, other: str) -> None:
    """A different consonant keeps two names apart."""
    assert loose_key(one) != loose_key(other)


def test_consonants_meet_across_scripts() -> None:
    """A Persian name tells which Latin one it is written for."""
    assert consonants("کرج") == consonants("Karaj") != consonants("Qods")
    assert consonants("ساوه") == consonants("Sāveh") != consonants("Arāk")


@given(st.text(max_size=30))
def test_any_text_has_keys_or_none(text: str) -> None:
    """No text breaks the keys, and none of them is empty."""
    assert all(exact_keys(text))
    assert isinstance(loose_key(text) + consonants(text), str)
