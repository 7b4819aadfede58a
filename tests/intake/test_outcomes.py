"""Tests of everyname.intake.outcomes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from everyname.intake.outcomes import read_outcome
from everyname.model.vocabulary import OUTCOMES


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Bullet wound", "killed"),
        ("Killed", "killed"),
        ("Arbitrary Execution » Arbitrary shooting", "killed"),
        ("Extrajudicial Execution » Extrajudicial shooting", "killed"),
        ("اصابت گلولهٔ جنگی", "killed"),
        ("جان‌باختن در بیمارستان بر اثر جراحت", "killed"),
        ("مجروح شد و پس از هشت ماه درگذشت", "killed"),
        ("قصف جوي", "killed"),
        ("استشهد برصاص", "killed"),
        ("Execution » Hanging", "executed"),
        ("Judicial execution by hanging", "executed"),
        ("اعدام", "executed"),
        ("الإعدام شنقا", "executed"),
        ("Execution » Death in custody", "died_in_custody"),
        ("Bullet wound and died in custody", "died_in_custody"),
        ("Head injuries sustained in police custody", "died_in_custody"),
        ("Fire in the prison", "died_in_custody"),
        ("شکنجه در زندان", "died_in_custody"),
        ("جان‌باختن در بازداشت", "died_in_custody"),
        ("محکوم به اعدام که در زندان درگذشت", "died_in_custody"),
        ("وفاة في السجن", "died_in_custody"),
        ("Death sentence", "unknown"),
        ("sentenced to death, held in prison", "detained"),
        ("اغتيال", "killed"),
        ("Heart attack", "died_otherwise"),
        ("خودکشی", "died_otherwise"),
        ("injured", "injured"),
        ("wounded by pellets", "injured"),
        ("زخمی", "injured"),
        ("مصاب", "injured"),
        ("Arrested", "detained"),
        ("بازداشت شد", "detained"),
        ("معتقل", "detained"),
        ("Missing", "missing"),
        ("مفقودالاثر", "missing"),
        ("بازداشت و مفقودالاثر تا امروز", "missing"),
        ("arrested and later released", "released"),
        ("آزاد شد", "released"),
        ("alive", "reported_alive"),
        ("Unknown", "unknown"),
        ("سایر", "unknown"),
        ("motorcycle", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_words_of_lists_are_understood(text: str, term: str) -> None:
    """What a list writes in English, Persian or Arabic is read as the term it means."""
    assert read_outcome(text) == term


def test_a_means_of_harm_alone_takes_the_outcome_of_its_list() -> None:
    """The words "bullet wound" in a list of injured persons say injured; a stated outcome still stands."""
    assert read_outcome("Bullet wound", assumed="injured") == "injured"
    assert read_outcome("Executed", assumed="injured") == "executed"
    assert read_outcome("no idea", assumed="killed") == "killed"


@given(st.text(max_size=60))
def test_any_text_gives_a_term(text: str) -> None:
    """No text breaks the reader or leaves the vocabulary."""
    assert read_outcome(text) in OUTCOMES
