from __future__ import annotations

from collections import Counter

import pytest

from everyname.places.gazetteer import Place, country_of, provinces_named
from everyname.places.provinces import COUNTRY_NAMES, PROVINCES


@pytest.mark.parametrize(
    ("country", "count"), [("IR", 31), ("AF", 34), ("SY", 14), ("UA", 27), ("SD", 18), ("YE", 22)]
)
def test_every_province_stands_once(country: str, count: int) -> None:
    """Each country has all its first-level divisions, each with its own code."""
    codes = [line.split(" ")[0] for line in PROVINCES[country].strip().split("\n")]
    assert len(codes) == count
    assert max(Counter(codes).values()) == 1


def test_every_name_finds_its_province() -> None:
    """Each spelling in the table leads back to the province it stands with."""
    for country, table in PROVINCES.items():
        for line in table.strip().split("\n"):
            head, _, others = line.partition(" = ")
            name = head.partition(" ")[2]
            for spelling in (name, *others.split(", ")):
                found: tuple[Place, ...] = provinces_named(spelling, country)
                assert name in {place.name for place in found}, spelling


def test_country_codes_exist() -> None:
    """Every country with names of its own is a country."""
    assert all(country_of(code) for code in COUNTRY_NAMES)
