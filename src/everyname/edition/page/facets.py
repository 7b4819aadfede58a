"""List the names by what is said of them: outcome, province, month and age band, a page for each value."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from everyname.edition.coarsen import age_band, hidden_cells
from everyname.edition.listing import PAGE_SIZE, Entry, Listing, Section
from everyname.edition.order import name_key
from everyname.edition.public import PublicName, PublicPerson
from everyname.edition.voice import Voice
from everyname.model import settle

__all__ = ["Facet", "FacetValue", "entries_of", "facet_listings", "facets", "pages_of", "short"]

_LAST = ("differs", "wide", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """One value with its persons, in the order of the edition; `path` "" where they are too few to list."""

    value: str
    path: str
    persons: tuple[PublicPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to part the names."""

    name: str
    values: tuple[FacetValue, ...]


def facets(persons: Sequence[PublicPerson], small: int) -> tuple[Facet, ...]:
    """Part the persons as published; a value with fewer than `small` of them gets no page.

    What nobody states of anybody is no way to find names.
    """
    found = (_facet(name, value, persons, small) for name, value in _VALUES.items())
    return tuple(facet for facet in found if any(value.value not in _LAST for value in facet.values))


def _facet(
    name: str, value: Callable[[PublicPerson], str], persons: Sequence[PublicPerson], small: int
) -> Facet:
    parted: dict[str, list[PublicPerson]] = {}
    for person in persons:
        parted.setdefault(value(person) or "unknown", []).append(person)
    hidden = hidden_cells(((key, len(found)) for key, found in parted.items()), small)
    order = sorted(parted, key=lambda key: (key in _LAST, *_rank(name, key, len(parted[key]))))
    return Facet(
        name=name,
        values=tuple(
            FacetValue(value=key, path="" if key in hidden else _path(name, key), persons=tuple(parted[key]))
            for key in order
        ),
    )


def _rank(name: str, key: str, count: int) -> tuple[int, str]:
    if name == "age_band":
        return int("".join(filter(str.isdigit, key.partition("-")[0])) or 0), key
    return (0 if name == "month" else -count), key


def _path(name: str, key: str) -> str:
    if name == "province" and key not in _LAST:
        key = hashlib.sha256(key.encode()).hexdigest()[:10]
    return f"names/{name.replace('_', '-')}-{key.replace('+', '-up').replace('_', '-')}.html"


def _month(person: PublicPerson) -> str:
    return person.first[:7] if person.first[:7] == person.last[:7] else "wide"


def _band(person: PublicPerson) -> str:
    said = person.corrected or person.sayings
    return settle(age_band(age) for one in said for age in one.ages)


_VALUES: Mapping[str, Callable[[PublicPerson], str]] = {
    "outcome": lambda person: person.outcome,
    "province": lambda person: person.province,
    "month": _month,
    "age_band": _band,
}


def facet_listings(found: Sequence[Facet], voice: Voice) -> Iterator[Listing]:
    """Give the pages of every value that is listed, in parts where it has many persons."""
    for facet in found:
        for value in facet.values:
            if value.path:
                title = f"{voice.text(f'by_{facet.name}')}: {voice.value_words(value.value, facet.name)}"
                yield from pages_of(value.persons, value.path, title, voice)


def pages_of(persons: Sequence[PublicPerson], path: str, title: str, voice: Voice) -> Iterator[Listing]:
    """List persons under one title, PAGE_SIZE a page, each page with a way to the others."""
    entries, unnamed = entries_of(persons, voice)
    chunks = [entries[i : i + PAGE_SIZE] for i in range(0, len(entries), PAGE_SIZE)] or [()]
    paths = [path, *(f"{path.removesuffix('.html')}-{n}.html" for n in range(2, len(chunks) + 1))]
    names = [one.rpartition("/")[2] for one in paths]
    parts = tuple((voice.digits(n), name) for n, name in enumerate(names, 1)) if len(names) > 1 else ()
    for number, (page, chunk) in enumerate(zip(paths, chunks, strict=True), 1):
        yield Listing(
            path=page,
            title=title if number == 1 else voice.text("part", letter=title, part=voice.digits(number)),
            sections=(Section(letter="", anchor="", tongue="", way="", entries=chunk),) if chunk else (),
            unnamed=unnamed if number == len(chunks) else (),
            parts=tuple((label, "" if name == names[number - 1] else name) for label, name in parts),
        )


def entries_of(
    persons: Sequence[PublicPerson], voice: Voice
) -> tuple[tuple[Entry, ...], tuple[PublicPerson, ...]]:
    """Give the named under the spelling the page prefers, in its order, and the unnamed."""
    named = [(voice.first_name(p), p) for p in persons if p.names]
    entries = [Entry(id=p.id, name=short(name), person=p) for name, p in named if name is not None]
    entries.sort(key=lambda e: (name_key(e.name.text), e.name.text, e.person.first, e.id))
    return tuple(entries), tuple(p for p in persons if not p.names)


def short(name: PublicName, most: int = 160) -> PublicName:
    """Give a name, or the beginning of one that would fill a page."""
    return name if len(name.text) <= most else PublicName(text=name.text[:most] + "…", script=name.script)
