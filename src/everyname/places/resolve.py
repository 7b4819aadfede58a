"""Find the city, province and country that a stated place names; refuse to choose where it names two.

A place is read from its largest part to its smallest: "Kargar Avenue, near Amir Abad, Tehran" is in Tehran.
What the parts do not settle stays less precise, never guessed; the text as written is always kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from everyname.model.report import StatedPlace
from everyname.places.gazetteer import Place, cities_named, countries_named, province_of, provinces_named
from everyname.places.keys import PROVINCE_WORDS
from everyname.writing.fold import fold
from everyname.writing.placeholders import is_placeholder

__all__ = ["FAR_LARGER", "resolve_place"]

FAR_LARGER = 10
"""Of two cities of one name, the one this many times larger is meant when nothing else is said."""

_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_COMMAS = re.compile(r"[,،;؛\n]| - | – | — |\\")
_ALTERNATIVES = re.compile(r"\s*/\s*")
_INSIDE = re.compile(r"\s+(?:in|at|در|في)\s+", re.IGNORECASE)
# A part that names a building, a road or a place nearby does not name the city.
_DETAIL = frozenset(
    """
    hospital clinic pharmacy prison jail mosque church school university college hotel station checkpoint camp
    street st avenue ave road rd boulevard blvd square highway bridge intersection junction alley bazaar market
    mountain village neighborhood neighbourhood quarter airport cemetery police court office building
    near nearby around outside between opposite behind originally from front
    بیمارستان درمانگاه زندان بازداشتگاه مسجد مدرسه دانشگاه خیابان بلوار میدان جاده بزرگراه پل چهارراه کوچه بازار
    روستای روستا محله پاسگاه کلانتری دادگاه گورستان نزدیک اطراف حوالی
    مستشفی سجن جامع مدرسه جامعه شارع ساحه جسر حی قریه مخیم قرب
    лікарня вулиця село больница улица
    """.split()
)
_ALL_DETAIL = frozenset(fold(word) for word in _DETAIL)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of a stated place; `group` is shared by alternatives ("A / B")."""

    text: str
    group: int
    says_province: bool
    is_detail: bool


@dataclass(frozen=True, slots=True)
class _Where:
    """What is known of the place so far: `country` "" is unknown, `provinces` () unknown."""

    country: str
    provinces: tuple[Place, ...]
    part: _Part | None = None  # the part that named the province

    def holds(self, city: Place) -> bool:
        if not self.provinces:
            return not self.country or city.country == self.country
        return any(p.country == city.country and set(city.codes) <= set(p.codes) for p in self.provinces)


@lru_cache(maxsize=65536)
def resolve_place(text: str, *, province: str = "", country_hint: str = "") -> StatedPlace:
    """Find a place by its name in Latin, Persian, Arabic or Cyrillic letters.

    `province` is the text of a column of its own; it joins the text kept. `country_hint` (ISO 3166-1
    alpha-2) wins where a name stands in several countries. Of two cities only a far larger one is meant
    (FAR_LARGER); else the precision drops to the province, country or "unread".
    """
    shown = ", ".join(dict.fromkeys(part for part in (text, province) if part.strip()))
    outside = _BRACKETS.sub(" ", text)
    found = _resolve(outside, province, country_hint.upper())
    if found.precision == "unread" and (inside := _BRACKETS.findall(text)):
        found = _resolve(", ".join(inside), province, country_hint.upper())
    return StatedPlace(
        text=shown or text,
        country=found.country,
        province=found.province,
        city=found.city,
        precision=found.precision,
        gazetteer_id=found.gazetteer_id,
    )


def _resolve(text: str, province: str, hint: str) -> StatedPlace:
    parts = _parts(text)
    column = _parts(province)
    country = _country_of(parts + column)
    where = _province_of(column, country, hint, firm=True) or _province_of(parts, country, hint, firm=False)
    if where is None:
        where = _Where(country, ())
    cities = _cities_of(parts, where, hint)
    if not cities and not where.provinces:
        cities = _cities_of(column, where, hint)
    return _settle(cities, where, hint)


def _parts(text: str) -> list[_Part]:
    """Cut a stated place into parts, smallest first as written."""
    parts: list[_Part] = []
    for group, piece in enumerate(_COMMAS.split(text)):
        for option in _ALTERNATIVES.split(piece):
            for inner in _INSIDE.split(option):
                words = fold(inner).split()
                if words and not is_placeholder(inner):
                    parts.append(
                        _Part(
                            inner.strip(),
                            group,
                            bool(PROVINCE_WORDS & set(words)),
                            bool(_ALL_DETAIL & set(words)),
                        )
                    )
    return parts


def _country_of(parts: list[_Part]) -> str:
    """Give the country the last part names, "" where it names none or could be a province or city too."""
    for part in reversed(parts):
        if not part.says_province and not part.is_detail and (found := countries_named(part.text)):
            return found[0].country
    return ""


def _province_of(parts: list[_Part], country: str, hint: str, *, firm: bool) -> _Where | None:
    """Give the province the rightmost part names that names one; `firm` when it cannot mean its city."""
    for part in reversed(parts):
        found = () if part.is_detail else provinces_named(part.text)
        for wanted in (country, hint if not country else ""):
            found = tuple(p for p in found if p.country == wanted) or (() if country else found)
        if found:
            countries = {p.country for p in found}
            settled = countries.pop() if len(countries) == 1 else ""
            return _Where(settled, found, None if firm or part.says_province else part)
    return None


def _cities_of(parts: list[_Part], where: _Where, hint: str) -> tuple[Place, ...]:
    """Give the cities the parts can mean: the rightmost part that names one lying where it must."""
    named = [part for part in parts if not part.says_province and not part.is_detail and part != where.part]
    for part in reversed(named):
        if found := _held(part.text, where, hint):
            return found if _is_only_option(part, named, found, hint) else ()
    if where.part is not None:
        # The name is a province's and perhaps its city's: "Tehran". Another city beside it speaks against.
        others = [p for p in named if p.group == where.part.group and _lookup(p.text, where.country or hint)]
        return () if others else _held(where.part.text, where, hint)
    for part in reversed(named):
        if found := _held_word(part.text, where, hint):
            return found
    return ()


def _is_only_option(part: _Part, named: list[_Part], found: tuple[Place, ...], hint: str) -> bool:
    """Say whether no alternative of the same group ("A / B") names another city."""
    country = found[0].country or hint
    others = [p for p in named if p.group == part.group and p is not part]
    return all(set(_lookup(p.text, country)) <= set(found) or not _splits(p, part) for p in others)


def _splits(one: _Part, other: _Part) -> bool:
    return one.text != other.text and "/" not in one.text


def _held(name: str, where: _Where, hint: str) -> tuple[Place, ...]:
    for country in dict.fromkeys((where.country, hint if not where.country else where.country, "")):
        if country == "" and where.country:
            continue
        if found := tuple(city for city in _lookup(name, country) if where.holds(city)):
            return found
    return ()


def _held_word(text: str, where: _Where, hint: str) -> tuple[Place, ...]:
    """Seek the last or first word of a part ("Marlik Karaj"), only where the country is known."""
    words = text.split()
    if len(words) < 2 or not (where.country or hint):
        return ()
    for word in (words[-1], words[0]):
        found = _held(word, where, hint)
        if len(fold(word)) > 3 and found and found[0].population >= 50_000:
            return found
    return ()


def _lookup(name: str, country: str) -> tuple[Place, ...]:
    return cities_named(name, country)


def _settle(cities: tuple[Place, ...], where: _Where, hint: str) -> StatedPlace:
    """Choose the one city, or fall back to what all that is left agrees on."""
    if len(cities) > 1:
        ranked = sorted(cities, key=lambda c: -c.population)
        if ranked[0].population >= FAR_LARGER * max(1, ranked[1].population):
            cities = (ranked[0],)
    if len(cities) == 1:
        city = cities[0]
        return StatedPlace(
            text="",
            country=city.country,
            province=province_of(city.country, city.codes),
            city=city.name,
            precision="city",
            gazetteer_id=city.id,
        )
    provinces = where.provinces or _common_province(cities)
    if len(provinces) > 1:
        provinces = tuple(p for p in provinces if p.country == hint)
    if len(provinces) == 1:
        found = provinces[0]
        return StatedPlace(
            text="", country=found.country, province=found.name, precision="province", gazetteer_id=found.id
        )
    countries = {c.country for c in cities} if cities else {where.country} - {""}
    if len(countries) == 1:
        return StatedPlace(text="", country=countries.pop(), precision="country")
    return StatedPlace(text="")


def _common_province(cities: tuple[Place, ...]) -> tuple[Place, ...]:
    names = {(c.country, province_of(c.country, c.codes)) for c in cities}
    if len(names) != 1:
        return ()
    country, name = names.pop()
    return tuple(p for p in provinces_named(name) if p.country == country and p.name == name) if name else ()
