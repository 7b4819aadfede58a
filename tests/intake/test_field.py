"""Tests of everyname.intake.field."""

from __future__ import annotations

import pytest

from everyname.errors import UsedWrongly, ValueRefused
from everyname.intake.field import read_field
from everyname.model import StatedAge, StatedName


def test_a_field_is_read_as_a_cell_of_a_list_is() -> None:
    """A correction goes through the same readers as a list; "|" parts several values."""
    assert read_field("ages", "۳۱") == (StatedAge(text="۳۱", low=31, high=31),)
    names = read_field("names", "Nilo Varsanti | نیلو ورسانتی")
    assert names == (
        StatedName(text="Nilo Varsanti", script="latin"),
        StatedName(text="نیلو ورسانتی", script="arabic"),
    )
    assert read_field("names", "") == ()


@pytest.mark.parametrize(
    ("field", "value"), [("ages", "4000"), ("dates", "2022-13-45"), ("dates", "one day")]
)
def test_an_impossible_value_is_refused(field: str, value: str) -> None:
    """A correction cannot bring in what a list could not."""
    with pytest.raises(ValueRefused):
        read_field(field, value)


def test_an_unknown_field_is_used_wrongly() -> None:
    """A field that does not exist is named with those that do."""
    with pytest.raises(UsedWrongly, match="hobby"):
        read_field("hobby", "x")
