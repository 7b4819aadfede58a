"""Invent a conflict whose truth is known: five lists, articles, portraits, a later release, a scope.

Everything follows from the seed: the same seed gives the same bytes. No country, place, organisation or
person in it exists.
"""

from __future__ import annotations

import random

from everyname.demo.invention import (
    COVERS,
    WINDOW,
    ExpectedClaim,
    InventedFile,
    Invention,
    TruePerson,
    Truth,
)
from everyname.demo.land import COUNTRY
from everyname.demo.lists import PHOTOS, InventedList, Later, later_release, make_lists, photo_name, to_bytes
from everyname.demo.people import draw_people
from everyname.demo.portraits import draw_portrait
from everyname.demo.scale import many_persons, many_rows
from everyname.demo.texts import ORIGINATORS, expected_claims, make_articles
from everyname.errors import UsedWrongly

__all__ = [
    "ExpectedClaim",
    "InventedFile",
    "Invention",
    "TruePerson",
    "Truth",
    "invent",
    "many_persons",
    "many_rows",
]

_LEAST = 40

# Source: file name, title, sources it copies.
_LISTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "lantern": ("lantern.csv", "Lantern Register (invented)", ()),
    "payam": ("payam.csv", "Payam Archive (invented)", ()),
    "nahrin": ("nahrin.xlsx", "Nahrin Committee (invented)", ()),
    "tower-street": ("tower_street.tsv", "Families of Tower Street (invented)", ()),
    "mirror": ("mirror.csv", "Mirror Collection (invented)", ("lantern",)),
}


def invent(seed: int = 1, people: int = 1200) -> Invention:
    """Invent a conflict in which `people` persons in scope were killed; raises UsedWrongly below 40."""
    if people < _LEAST:
        raise UsedWrongly(f"{people} people are too few for five lists", remedy=f"Give {_LEAST} or more.")
    population = draw_people(random.Random(f"{seed}:people"), people)
    lists = make_lists(seed, population)
    later = later_release(seed, lists[0], population)
    return Invention(
        seed=seed,
        files=(*(_list_file(one) for one in lists), *make_articles(people), *_portraits(seed, lists)),
        later=(_list_file(later.release, "lantern_second_release.csv"),),
        truth=_truth(people, population, lists, later),
        scope_toml=_SCOPE,
    )


def _truth(
    people: int, population: tuple[TruePerson, ...], lists: tuple[InventedList, ...], later: Later
) -> Truth:
    """Write down what only the inventor knows."""
    person_of = {(one.source, k): r.person for one in lists for k, _, r in one.numbered() if not r.wrong}
    killed = tuple(person.id for person in population if person.in_scope)
    return Truth(
        population=len(killed),
        listed=len(set(killed) & set(person_of.values())),
        killed=killed,
        people=population,
        person_of=person_of | {("lantern", row.own_id): row.person for row in later.release.rows},
        refused=_refused(lists),
        claims=expected_claims(people),
        originators=ORIGINATORS,
        added=later.added,
        changed=later.changed,
        withdrawn=later.withdrawn,
    )


def _refused(lists: tuple[InventedList, ...]) -> tuple[tuple[str, int, str], ...]:
    return tuple(
        (_LISTS[one.source][0], number, row.wrong)
        for one in lists
        for _, number, row in one.numbered()
        if row.wrong
    )


def _list_file(invented: InventedList, name: str = "") -> InventedFile:
    usual, title, copies = _LISTS[invented.source]
    families = invented.source == "tower-street"
    return InventedFile(
        name=name or usual,
        data=to_bytes(invented),
        source=invented.source,
        kind="list",
        title=title,
        covers=str(COVERS),
        depends_on=copies,
        source_kind="list",
        consents=("store", "publish", "portrait") if families else ("store", "publish"),
    )


def _portraits(seed: int, lists: tuple[InventedList, ...]) -> tuple[InventedFile, ...]:
    """Draw a portrait for each photo the list of families names, but for the last two."""
    named = {str(row.cells[-1]) for one in lists if one.source == "tower-street" for row in one.rows}
    return tuple(
        InventedFile(
            name=photo_name(number),
            data=draw_portrait(
                seed,
                number,
                file_format="png" if photo_name(number).endswith("png") else "jpeg",
                tell_place=number == 3,  # the first JPEG
            ),
            source="tower-street",
            kind="picture",
            title=f"INVENTED portrait {number}",
            source_kind="list",
            consents=("store", "publish", "portrait"),
        )
        for number in range(1, PHOTOS + 1)
        if photo_name(number) in named
    )


_SCOPE = f"""# An invented conflict in an invented country: nobody in it ever lived.

[book]
title = "Spring in {COUNTRY} (invented)"
languages = ["en", "fa"]
invented = true

[scope]
title = "People killed in {COUNTRY} from 1 March to 30 June 2021 (an invented conflict)"
not_included = "People injured, detained or executed, and deaths on other days, are not counted. \
Everything here is invented."
outcomes = ["killed", "died_in_custody"]
window = "{WINDOW}"
countries = []
provinces = []

[publication]
minor_age = 18
date_precision = "day"
place_precision = "city"
minor_place_precision = "province"
portraits = true
consent_needed = ["witness", "family"]
"""
