"""The tables of words."""

from everyname.claims import words
from everyname.model.vocabulary import MEASURES

TABLES = [getattr(words, name) for name in words.__all__ if name.isupper()]


def test_every_word_can_be_met() -> None:
    """Words are compared in lower case and one at a time, so the tables hold them so."""
    every = {word for table in TABLES for word in table}
    assert {word for word in every if word != word.lower() or " " in word} == set()


def test_every_measure_is_one_we_count() -> None:
    """A table never names a measure that the model does not have."""
    named = {measure for table in TABLES if isinstance(table, dict) for measure in table.values()}
    assert named <= set(MEASURES)


def test_no_word_names_both_people_and_things() -> None:
    """A noun is either of people or of things."""
    assert frozenset() == words.HUMAN & words.NOT_HUMAN
