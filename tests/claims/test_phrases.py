"""What a number counts."""

import pytest

from everyname.claims.grammar import tokenize
from everyname.claims.phrases import counted


@pytest.mark.parametrize(
    ("text", "unit", "sort"),
    [
        ("10 labor union members", "labor union members", "people"),
        ("12 police officers", "police officers", "people"),
        ("12 police stations", "", "things"),
        ("hundreds of villagers", "villagers", "people"),
        ("two of the attackers", "attackers", "people"),
        ("nine of them", "", "bare"),
        ("4,000 injured", "injured", "bare"),
        ("300 wounded people", "wounded people", "people"),
    ],
)
def test_the_unit_is_the_noun_as_written(text: str, unit: str, sort: str) -> None:
    """The unit is the counted noun in the text's own words; things are told from people."""
    tokens = tokenize(text)
    (item,) = counted(text, tokens)
    assert item.sort == sort
    assert " ".join(t.raw for t in tokens[item.unit_first : item.unit_last]) == unit
