import numpy as np
import pytest

from everyname.names.letters import (
    SYMBOLS,
    deletion_costs,
    encode_token,
    sound_bits,
    substitution_costs,
)


def test_costs_are_symmetric_prices_between_free_and_a_whole_letter() -> None:
    """Writing one letter for another costs the same both ways, nothing for itself, at most 1."""
    cost = substitution_costs()
    assert np.array_equal(cost, cost.T)
    assert not cost.diagonal().any()
    assert cost.min() >= 0
    assert cost.max() <= 1
    assert deletion_costs().min() > 0


@pytest.mark.parametrize(("arabic", "latin"), [("ش", "sh"), ("ق", "q"), ("خ", "kh"), ("ع", "a"), ("و", "v")])
def test_usual_romanisation_is_nearly_free(arabic: str, latin: str) -> None:
    """The usual Latin spelling of a letter costs next to nothing."""
    assert substitution_costs()[SYMBOLS[arabic], SYMBOLS[latin]] <= 0.05


def test_digraph_is_read_both_ways() -> None:
    """The d and h of a name are one sound or two."""
    assert len(encode_token("adham")) == len(encode_token("adham", split=True)) - 1


def test_every_must_is_a_can() -> None:
    """The one sound a letter must be is one it can be."""
    can, must = sound_bits()
    assert np.array_equal(can & must, must)


def test_letters_of_other_scripts_match_themselves_only() -> None:
    """A script we have no table for is compared letter by letter."""
    one, other = encode_token("дарья"), encode_token("марья")
    assert one != other
    assert one == encode_token("дарья")


@pytest.mark.parametrize(
    ("persian", "arabic"), [("چ", "ج"), ("ژ", "ج"), ("ژ", "ز"), ("پ", "ب"), ("گ", "ک"), ("گ", "غ")]
)
def test_persian_letter_in_arabic_spelling_is_cheap(persian: str, arabic: str) -> None:
    """A list without the Persian letters writes a neighbour's; that is no difference of names."""
    assert substitution_costs()[SYMBOLS[persian], SYMBOLS[arabic]] <= 0.15


def test_doubled_letter_of_a_digraph_is_a_slip() -> None:
    """A slip "ssh" is read as "sh"."""
    assert encode_token("sshams") == encode_token("shams")
