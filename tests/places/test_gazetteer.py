from __future__ import annotations

from everyname.places.gazetteer import cities_named, countries_named, province_of, provinces_named


def test_a_town_is_found_in_three_scripts() -> None:
    """Latin, Persian and Arabic spellings lead to one town and its province."""
    ids = {cities_named(name)[0].id for name in ("Kirkuk", "كركوك", "کرکوک")}
    assert len(ids) == 1
    town = cities_named("Kirkuk")[0]
    assert province_of(town.country, town.codes) == "Kirkuk"


def test_small_places_are_known_within_their_country() -> None:
    """A place of a few thousand people is found where the country is known, and by a loose spelling."""
    assert [town.name for town in cities_named("Dehgolaan", "IR")] == ["Dehgolān"]


def test_one_town_entered_twice_is_one() -> None:
    """A town that stands twice in GeoNames within one province is not two."""
    assert len(cities_named("Kashan", "IR")) == 1


def test_a_citys_own_name_beats_another_citys_by_name() -> None:
    """The name of a city is not taken for a by-name of its neighbour."""
    assert [town.name for town in cities_named("Karaj", "IR")] == ["Karaj"]
    assert [town.name for town in cities_named("کرج", "IR")] == ["Karaj"]


def test_countries_in_three_languages() -> None:
    """A country is found in English, Persian and Arabic, and only by its whole name."""
    assert {countries_named(name)[0].country for name in ("Iran", "ایران", "إيران")} == {"IR"}
    assert countries_named("Mexico City") == ()


def test_one_name_of_two_provinces_gives_both() -> None:
    """A name that two countries use gives both, and one where the country is known."""
    assert {place.country for place in provinces_named("Kurdistan")} == {"IR", "IQ"}
    assert [place.name for place in provinces_named("Kurdistan", "IR")] == ["Kurdistan"]
