"""Group persons who came to harm on one published day in one published place: a page for each such event.

Derived from what is published alone: a person whose day or place is coarser belongs to no event, or to one
of the coarser place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyname.edition.public import PublicPerson, PublicPlace

__all__ = ["FEWEST", "ROWS", "Event", "EventTable", "event_tables", "events_of"]

FEWEST = 3  # persons of an event that gets a page; more where the policy's small cell is larger
ROWS = 500  # events a page of the table


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day (ISO) and place with the persons whose record gives both."""

    path: str
    day: str
    place: PublicPlace
    persons: tuple[PublicPerson, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTable:
    """One page of the table of events; `parts` are (number, address) of all its pages, "" for this one."""

    path: str
    number: int
    events: tuple[Event, ...]
    parts: tuple[tuple[int, str], ...] = ()


def events_of(persons: Sequence[PublicPerson], small: int) -> tuple[Event, ...]:
    """Give the events with enough persons, by day, then place."""
    groups: dict[tuple[str, str, str, str], list[PublicPerson]] = {}
    for person in persons:
        if person.first and person.first == person.last and _is_place(person):
            key = (person.first, person.country, person.province, person.city)
            groups.setdefault(key, []).append(person)
    return tuple(
        Event(
            path=f"events/{key[0]}-{hashlib.sha256('|'.join(key).encode()).hexdigest()[:8]}.html",
            day=key[0],
            place=PublicPlace(country=key[1], province=key[2], city=key[3]),
            persons=tuple(groups[key]),
        )
        for key in sorted(groups)
        if len(groups[key]) >= max(small, FEWEST)
    )


def _is_place(person: PublicPerson) -> bool:
    parts = (person.country, person.province, person.city)
    return "differs" not in parts and bool(person.province or person.city)


def event_tables(events: Sequence[Event]) -> Iterator[EventTable]:
    """Part the table of events into pages."""
    chunks = [tuple(events[i : i + ROWS]) for i in range(0, len(events), ROWS)] or [()]
    paths = ["events.html", *(f"events-{n}.html" for n in range(2, len(chunks) + 1))]
    for number, (path, chunk) in enumerate(zip(paths, chunks, strict=True), 1):
        parts = tuple((n, "" if n == number else one) for n, one in enumerate(paths, 1))
        yield EventTable(path=path, number=number, events=chunk, parts=parts if len(paths) > 1 else ())
