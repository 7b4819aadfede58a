from everyname.names.keys import token_readings, token_skeletons


def test_damaged_lam_alef_shares_a_reading() -> None:
    """A token whose lam-alef a PDF extractor turned round is read as written and as it was."""
    damaged, sound = token_readings("العالونه"), token_readings("العلاونه")
    assert set(damaged) & set(sound)


def test_letter_with_two_sounds_has_two_skeletons() -> None:
    """A letter written in two ways in Latin gives a skeleton for each."""
    assert set(token_skeletons("ثامر")) == {"SMR", "TMR"}


def test_token_without_consonants_has_a_reading() -> None:
    """A token of vowels alone still has a reading."""
    assert token_skeletons("aya") == token_skeletons("ایه") == ("~",)
