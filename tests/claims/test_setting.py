"""Where, when, and how firmly."""

import pytest

from everyname.claims.extract import propose


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Thirty people were killed.", "asserted"),
        ("Officials denied that 30 people were killed.", "denied"),
        ("Thirty people were not killed.", "denied"),
        ("Thirty people may have been killed.", "hypothetical"),
        ("Thirty people were reportedly killed.", "alleged"),
        ("They threatened to kill 30 people.", "threatened"),
    ],
)
def test_a_denied_or_possible_count_is_not_asserted(text: str, modality: str) -> None:
    """Denial, possibility, hearsay and threat are kept with the count."""
    assert [c.modality for c in propose(text)] == [modality]


def test_place_and_period_are_the_texts_own_words() -> None:
    """Place and period stand in the text; nothing is worked out."""
    (claim,) = propose("At least 30 people were killed in Old Karvand during the spring raids.")
    assert (claim.place, claim.period) == ("Old Karvand", "during the spring raids")


def test_a_day_without_a_year_is_left_out_when_the_document_has_no_date() -> None:
    """A speaker's day needs the document's date to have a year."""
    text = "Jana Orel said on 3 March that 30 people had died."
    assert propose(text)[0].as_of == ""
    assert propose(text, document_date="2021-01-05")[0].as_of == "2020-03-03"
