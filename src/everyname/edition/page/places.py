"""Lay out the places: a map of each country with its provinces, and the same and the towns as a table.

Only published places count; whoever's place is coarser, unknown or stated differently stands in a row of its
own, so that the rows of a country sum to its persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from everyname.edition.coarsen import hidden_cells
from everyname.edition.page.facets import Facet
from everyname.edition.public import PublicPerson
from everyname.edition.voice import Voice
from everyname.pictures import Area, areas_of, province_map

__all__ = ["Land", "Province", "lands_of", "places_page"]

_NOWHERE = ("", "differs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """One row: persons of a province by town; a count is None where the rules do not show it.

    `name` and a town's name are "" for whoever's place is not published so closely, or differs.
    """

    name: str
    count: int | None
    towns: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """A country (ISO alpha-2, "" where none is published) and its provinces, the largest first."""

    country: str
    provinces: tuple[Province, ...]


def lands_of(persons: Sequence[PublicPerson], small: int) -> tuple[Land, ...]:
    """Group persons by their published places; small cells are hidden as in every breakdown."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for person in persons:
        country, province, town = (
            "" if part in _NOWHERE else part for part in (person.country, person.province, person.city)
        )
        counts.setdefault(country, {}).setdefault(province, Counter())[town] += 1
    return tuple(
        Land(country=country, provinces=_provinces(counts[country], small))
        for country in sorted(counts, key=lambda c: (not c, -sum(map(Counter.total, counts[c].values())), c))
    )


def _provinces(counts: Mapping[str, Counter[str]], small: int) -> tuple[Province, ...]:
    shown = _shown({name: towns.total() for name, towns in counts.items()}, small)
    return tuple(
        Province(
            name=name,
            count=count,
            # Towns of a hidden province would give its number away; one town alone says nothing more.
            towns=_shown(counts[name], small)
            if count is not None and name and set(counts[name]) != {""}
            else (),
        )
        for name, count in shown
    )


def _shown(cells: Mapping[str, int], small: int) -> tuple[tuple[str, int | None], ...]:
    """Give the cells, the largest first and the nameless last; hidden ones without their number."""
    hidden = hidden_cells(cells.items(), small)
    order = sorted(cells, key=lambda name: (not name, -cells[name] if name not in hidden else 0, name))
    return tuple((name, None if name in hidden else cells[name]) for name in order)


def places_page(voice: Voice, facets: Sequence[Facet]) -> dict[str, Any]:
    """Give the values the template of the places needs; a province leads to the names in it."""
    found = (facet.values for facet in facets if facet.name == "province")
    listed = {value.value: value.path for values in found for value in values}
    lands = lands_of(voice.edition.persons, voice.edition.rules.small_cell)
    return {"lands": [_laid_out(voice, land) for land in lands], "listed": listed}


def _laid_out(voice: Voice, land: Land) -> dict[str, Any]:
    drawn = areas_of(land.country)
    return {
        "land": land,
        "map": Markup(_map(voice, land)) if any(p.name in drawn for p in land.provinces) else "",
        "not_drawn": [p.name for p in land.provinces if p.name and p.name not in drawn] if drawn else [],
    }


def _map(voice: Voice, land: Land) -> str:
    few = str(voice.text("too_few", small=voice.digits(voice.edition.rules.small_cell)))
    areas = {
        p.name: Area(
            label=voice.place_name(p.name),
            count=p.count,
            shown=few if p.count is None else voice.figure(p.count),
        )
        for p in land.provinces
        if p.name
    }
    return province_map(
        land.country,
        areas,
        title=str(voice.text("map_of", country=voice.place_name(land.country))),
        description=str(voice.text("map_say")),
        name=f"map-{land.country.lower()}",
        look=voice.look,
    )
