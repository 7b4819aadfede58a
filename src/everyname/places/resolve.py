"""Find the city, province and country that a stated place names; refuse to choose where it names two.

A place is read from its largest part to its smallest: "Kargar Avenue, near Amir Abad, Tehran" is in Tehran.
What the parts do not settle stays less precise, never guessed; the text as written is always kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from everyname.model.report import StatedPlace
from everyname.places.gazetteer import (
    Place,
    cities_named,
    countries_named,
    country_of,
    province_of,
    provinces_named,
)
from everyname.places.keys import PROVINCE_WORDS
from everyname.places.provinces import PROVINCES
from everyname.writing.fold import fold
from everyname.writing.placeholders import is_placeholder

__all__ = ["FAR_LARGER", "guess_country", "resolve_place"]

FAR_LARGER = 5
"""Of two cities of one name, the one this many times larger is meant when nothing else is said."""

_METROPOLIS = 500_000
"""From this size a city abroad is meant against the country hint, in a country of PROVINCES."""

_LARGE_TOWN = 50_000

_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_COMMAS = re.compile(r"[,،;؛\n]| - | – | — |\\")
_ALTERNATIVES = re.compile(r"\s*/\s*")
_INSIDE = re.compile(r"\s+(?:in|at|در|في)\s+", re.IGNORECASE)
# A part that names a building, a road or a place nearby does not name the city.
_DETAIL_TEXT = """
hospital clinic pharmacy prison jail mosque church school university college hotel station
checkpoint camp street st avenue ave road rd boulevard blvd square highway bridge intersection
junction alley bazaar market mountain village neighborhood neighbourhood quarter airport cemetery
police court office building near nearby around outside between opposite behind originally from
front بیمارستان درمانگاه زندان بازداشتگاه مسجد مدرسه دانشگاه خیابان بلوار میدان جاده بزرگراه پل
چهارراه کوچه بازار روستای روستا محله پاسگاه کلانتری دادگاه گورستان نزدیک اطراف حوالی مستشفی سجن جامع
مدرسه جامعه شارع ساحه جسر حی قریه مخیم قرب лікарня вулиця село больница улица
"""
_DETAIL = frozenset(_DETAIL_TEXT.split())
_ALL_DETAIL = frozenset(fold(word) for word in _DETAIL)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a stated place; `group` and `option` tell alternatives ("A / B") from a chain ("A, B")."""

    text: str
    group: int
    option: int
    says_province: bool
    is_detail: bool

    def is_alternative_to(self, other: _Part) -> bool:
        return self.group == other.group and self.option != other.option


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known of the place so far: "" and () are unknown.

    `part` named the province and may mean its city; `clash`: it may also mean a city of another country.
    """

    country: Place | None = None
    hint: str = ""
    provinces: tuple[Place, ...] = ()
    part: _Part | None = None
    clash: bool = False

    @property
    def land(self) -> str:
        """The one country to seek in, "" for all."""
        countries = {p.country for p in self.provinces}
        if self.country:
            return self.country.country
        return countries.pop() if len(countries) == 1 else self.hint

    def cities(self, name: str) -> tuple[Place, ...]:
        """Give the cities of that name that lie where they must."""
        found = tuple(city for city in cities_named(name, self.land) if self.holds(city))
        if found or self.country or self.provinces or not self.hint:
            return found
        abroad = cities_named(name)
        return tuple(c for c in abroad if c.population >= _METROPOLIS and c.country in PROVINCES)

    def holds(self, city: Place) -> bool:
        if not self.provinces:
            return True
        return any(p.country == city.country and set(city.codes) <= set(p.codes) for p in self.provinces)


@lru_cache(maxsize=65536)
def resolve_place(text: str, *, province: str = "", country_hint: str = "") -> StatedPlace:
    """Find a place by its name in Latin, Persian, Arabic or Cyrillic letters.

    `province` is the text of a column of its own; it joins the text kept. `country_hint` (ISO 3166-1
    alpha-2) wins where a name stands in several countries. Of two cities only a far larger one is meant
    (FAR_LARGER); else the precision drops to the province, country or "unread".
    """
    shown = ", ".join(dict.fromkeys(part for part in (text, province) if part.strip()))
    found = _resolve(_BRACKETS.sub(" ", text), province, country_hint.upper())
    if found is None and (inside := _BRACKETS.findall(text)):
        found = _resolve(", ".join(inside), province, country_hint.upper())
    if found is None:
        return StatedPlace(text=shown or text)
    named = province_of(found.country, found.codes) if found.kind == "city" else found.name
    return StatedPlace(
        text=shown,
        country=found.country,
        province=named if found.kind != "country" else "",
        city=found.name if found.kind == "city" else "",
        precision=found.kind,
        gazetteer_id=found.id,
    )


def guess_country(texts: Iterable[str]) -> str:
    """Give the country most places of a column lie in, a hint for the rest; "" without a clear majority.

    Clear is three quarters of the places found, and five places at least.
    """
    found = Counter(place.country for text in texts if (place := resolve_place(text)).country)
    if not found:
        return ""
    country, places = found.most_common(1)[0]
    return country if places >= 5 and 4 * places >= 3 * found.total() else ""


def _resolve(text: str, province: str, hint: str) -> Place | None:
    parts, column = _parts(text), _parts(province)
    country, parts = _take_country(parts)
    where = _Where(country=country, hint=hint)
    where = _with_province(column, where, firm=True) or _with_province(parts, where, firm=False) or where
    cities = _cities_of(parts, where)
    if not cities and not where.provinces:
        cities = _cities_of(column, where)
    return _settle(cities, where)


def _parts(text: str) -> list[_Part]:
    """Cut a stated place into parts, in the order written: mostly smallest first."""
    parts: list[_Part] = []
    for group, piece in enumerate(_COMMAS.split(text)):
        for option, words in enumerate(_ALTERNATIVES.split(piece)):
            for name in _INSIDE.split(words):
                known = set(fold(name).split())
                if known and not is_placeholder(name):
                    says_province, is_detail = bool(PROVINCE_WORDS & known), bool(_ALL_DETAIL & known)
                    parts.append(_Part(name.strip(), group, option, says_province, is_detail))
    return parts


def _take_country(parts: list[_Part]) -> tuple[Place | None, list[_Part]]:
    """Give the country the last part that names one names, and the other parts."""
    for part in reversed(parts):
        if not part.says_province and not part.is_detail and (found := countries_named(part.text)):
            return found[0], [other for other in parts if other is not part]
    return None, parts


def _with_province(parts: list[_Part], where: _Where, *, firm: bool) -> _Where | None:
    """Add the province that the rightmost part naming one names; `firm` when it cannot mean its city."""
    for part in reversed(parts):
        if part.is_detail:
            continue
        found = provinces_named(part.text, where.land)
        if not found and not where.country:
            found = provinces_named(part.text)
            if where.hint and not part.says_province and not firm and cities_named(part.text, where.hint):
                continue  # Babol in Iran, not the province of that spelling in Iraq
        if found:
            is_firm = firm or part.says_province
            return replace(
                where,
                provinces=found,
                part=None if is_firm else part,
                clash=not is_firm and not where.land and _is_city_elsewhere(part.text, found),
            )
    return None


def _is_city_elsewhere(name: str, provinces: tuple[Place, ...]) -> bool:
    cities = cities_named(name)
    return bool(cities) and cities[0].country not in {p.country for p in provinces}


def _cities_of(parts: list[_Part], where: _Where) -> tuple[Place, ...]:
    """Give the cities the parts can mean: of the rightmost part that names one lying where it must."""
    named = [p for p in parts if not p.says_province and not p.is_detail and p is not where.part]
    for part in reversed(named):
        if found := where.cities(part.text):
            others = [p for p in named if p.is_alternative_to(part)]
            return found if all(set(_known(p, where)) <= set(found) for p in others) else ()
    if where.part is not None:
        # A province's name is often its city's ("Tehran"), but not beside another city ("Garmsar / Tehran").
        others = [p for p in named if p.is_alternative_to(where.part) and _known(p, where)]
        return () if others or where.clash else where.cities(where.part.text)
    return next((found for part in reversed(named) if (found := _cities_of_word(part.text, where))), ())


def _known(part: _Part, where: _Where) -> tuple[Place, ...]:
    return cities_named(part.text, where.land)


def _cities_of_word(text: str, where: _Where) -> tuple[Place, ...]:
    """Seek the last and the first word of a part ("Marlik Karaj"): large towns of a known country only."""
    words = [word for word in re.split(r"[\s-]+", text) if len(fold(word)) > 3]
    if len(words) < 2 or not where.land:
        return ()
    found = dict.fromkeys(
        city
        for word in (words[-1], words[0])
        for city in cities_named(word, where.land)
        if where.holds(city) and city.population >= _LARGE_TOWN
    )
    return tuple(found)


def _settle(cities: tuple[Place, ...], where: _Where) -> Place | None:
    """Choose the one city, or fall back to what all that is left agrees on."""
    ranked = sorted(cities, key=lambda city: -city.population)
    if len(ranked) == 1 or (
        len(ranked) > 1 and ranked[0].population >= FAR_LARGER * max(1, ranked[1].population)
    ):
        return ranked[0]
    provinces = where.provinces or _common_province(cities)
    wanted = tuple(p for p in provinces if p.country == where.land) or provinces
    if len(wanted) == 1 and not where.clash:
        return wanted[0]
    if where.country:
        return where.country
    countries = {place.country for place in (*cities, *provinces)}
    return country_of(countries.pop()) if len(countries) == 1 and not where.clash else None


def _common_province(cities: tuple[Place, ...]) -> tuple[Place, ...]:
    if len({(city.country, city.codes) for city in cities}) != 1:
        return ()
    name = province_of(cities[0].country, cities[0].codes)
    return tuple(p for p in provinces_named(name, cities[0].country) if p.name == name) if name else ()
