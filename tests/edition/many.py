"""Make public editions of many invented persons, for the tests and measurements of an edition's size."""

from __future__ import annotations

import datetime
import hashlib
import random

from everyname.demo.damage import slip
from everyname.demo.invention import WINDOW
from everyname.demo.land import CITIES
from everyname.demo.names import NameParts, draw_family, draw_given, in_arabic, in_latin, in_persian
from everyname.edition.public import (
    PublicEdition,
    PublicName,
    PublicPerson,
    PublicPlace,
    PublicRules,
    PublicScope,
    PublicSource,
    Saying,
)
from everyname.model import Number

__all__ = ["edition_of", "many", "named"]

_DAYS = (WINDOW.last - WINDOW.first).days


def many(persons: int, seed: int = 1) -> PublicEdition:
    """Give an edition of `persons` invented persons, each with one to three spellings."""
    rng = random.Random(seed)
    return edition_of(tuple(_person(rng, number) for number in range(persons)))


def named(*spellings: tuple[str, ...]) -> PublicEdition:
    """Give an edition with one person for each tuple of spellings."""
    people = (
        PublicPerson(id=_id(number), names=tuple(PublicName(text=text) for text in texts), outcome="killed")
        for number, texts in enumerate(spellings)
    )
    return edition_of(tuple(people))


def edition_of(persons: tuple[PublicPerson, ...]) -> PublicEdition:
    """Give an edition of these persons and nothing else."""
    documented = Number(kind="documented", value=len(persons), source="The record", as_of="2030-06-01")
    return PublicEdition(
        title="The Marou record",
        as_of="2030-06-01",
        number=1,
        invented=True,
        languages=("en", "fa"),
        scope=PublicScope(title="People killed in Marou.", outcomes=("killed",)),
        rules=PublicRules(
            minor_age=18,
            date_precision="day",
            place_precision="city",
            minor_place_precision="province",
            small_cell=3,
            portraits=False,
        ),
        documented=documented,
        named=len(persons),
        unnamed=0,
        persons=persons,
        sources=(PublicSource(name="North List", title="North List"),),
    )


def _id(number: int) -> str:
    digest = hashlib.sha256(str(number).encode()).digest()
    return "p" + "".join("abcdefghijklmnopqrstuvwxyz234567"[byte % 32] for byte in digest[:10])


def _person(rng: random.Random, number: int) -> PublicPerson:
    city = rng.choice(CITIES)
    parts = NameParts(
        given=draw_given(rng, rng.choice(("male", "female"))),
        father=draw_given(rng, "male"),
        grandfather=draw_given(rng, "male"),
        family=draw_family(rng, is_arabic=city.is_arabic),
        is_arabic=city.is_arabic,
    )
    fathers = rng.choice((0, 1))
    own = (in_arabic if city.is_arabic else in_persian)(parts, fathers=fathers)
    latin = [in_latin(parts, fathers=fathers, rng=rng) for _ in range(rng.choice((0, 1, 1, 2)))]
    texts = dict.fromkeys([own, *latin] if rng.random() < 0.8 or not latin else latin)
    if rng.random() < 0.25:  # so that words are as many as in lists of real length
        texts = dict.fromkeys(slip(rng, text) for text in texts)
    day = (WINDOW.first + datetime.timedelta(days=rng.randint(0, _DAYS))).isoformat()
    names = tuple(PublicName(text=text) for text in texts)
    place = PublicPlace(country="XA", province=city.province.latin[0], city=city.place.latin[0])
    said = Saying(source="North List", names=names, ages=("31",), places=(place,), outcomes=("killed",))
    return PublicPerson(
        id=_id(number),
        names=names,
        outcome="killed",
        first=day,
        last=day,
        country="XA",
        province=city.province.latin[0],
        city=city.place.latin[0],
        age="31",
        sayings=(said,),
    )
