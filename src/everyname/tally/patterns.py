"""Turn persons and the lists that name them into a capture-pattern table, and say which lists may be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from everyname.model import DateRange, Person, Source

__all__ = ["joined_lists", "lists_by_person", "usable_lists"]

Patterns = tuple[tuple[str, ...], list[tuple[tuple[int, ...], int]]]


def lists_by_person(
    persons: Sequence[Person], sources: Sequence[str], same_as: Mapping[str, str] | None = None
) -> Patterns:
    """Give the columns and the pattern rows (0/1 a list, then the number of persons), sorted.

    `same_as` maps a source onto the one whose column it joins: a list that copies another is no second
    witness. Persons on none of the lists give no row; other sources are not looked at.
    """
    column_of = {source: (same_as or {}).get(source, source) for source in sources}
    columns = tuple(sorted(set(column_of.values())))
    patterns: Counter[tuple[int, ...]] = Counter()
    for person in persons:
        on = {column_of[source] for source in person.sources if source in column_of}
        if on:
            patterns[tuple(int(column in on) for column in columns)] += 1
    return columns, sorted(patterns.items())


def joined_lists(
    sources: Sequence[Source],
    window: DateRange | None,
    persons: Sequence[Person],
    parts: Sequence[DateRange] = (),
) -> dict[str, str]:
    """Map each usable list that shares its information with another usable one onto that list's column.

    Lists hang together through `depends_on`, also by way of sources that are not usable themselves: two
    copies of one lost list are one witness. The column bears the name of a list that copies nobody, the
    first by name. The table is `lists_by_person(persons, [*used, *joined], joined)`. `parts` as in
    `usable_lists`.
    """
    usable = _usable(sources, window, persons, parts)
    copies = {source.name for source in sources if source.depends_on}
    joined: dict[str, str] = {}
    for members in _families(sources):
        lists = sorted(usable & members, key=lambda name: (name in copies, name))
        if lists:
            joined |= dict.fromkeys(lists[1:], lists[0])
    return joined


def usable_lists(
    sources: Sequence[Source],
    window: DateRange | None,
    persons: Sequence[Person],
    parts: Sequence[DateRange] = (),
) -> tuple[list[str], list[tuple[str, str]]]:
    """Part the sources into those an estimate may use and (source, reason in words) for the others.

    Used is a list that covers the whole window of the scope, names someone in scope, and shares its
    information with no other list in use (such a one joins a column: see `joined_lists`). Where the estimate
    is made by parts of the window, a list that covers one of the `parts` is used there.
    """
    usable = _usable(sources, window, persons, parts)
    joined = joined_lists(sources, window, persons, parts)
    speaking = _speaking(persons)
    refused = [(s.name, _reason_against(s, window, speaking, parts)) for s in sources if s.name not in usable]
    refused += [(name, _shares(column)) for name, column in joined.items()]
    return sorted(usable - joined.keys()), sorted(refused)


def _usable(
    sources: Sequence[Source],
    window: DateRange | None,
    persons: Sequence[Person],
    parts: Sequence[DateRange],
) -> set[str]:
    speaking = _speaking(persons)
    return {source.name for source in sources if not _reason_against(source, window, speaking, parts)}


def _speaking(persons: Sequence[Person]) -> set[str]:
    return {name for person in persons for name in person.sources}


def _families(sources: Sequence[Source]) -> list[set[str]]:
    """Give the sets of sources that hang together through `depends_on`, in either direction."""
    families: list[set[str]] = []
    for source in sources:
        family = {source.name, *source.depends_on}
        apart = [other for other in families if not other & family]
        families = [*apart, family.union(*(other for other in families if other & family))]
    return families


def _reason_against(
    source: Source, window: DateRange | None, speaking: set[str], parts: Sequence[DateRange]
) -> str:
    """Say why a source is no list for an estimate, "" where nothing speaks against it."""
    mend = f"`everyname source {source.name}"
    if source.kind != "list":
        return f"it is recorded as {source.kind}, not as a list; if it is one: {mend} --kind list`"
    if source.name not in speaking:
        return "it names no person in scope"
    if window is None:
        return "the scope states no window of days; state one in book.toml, then `everyname policy apply`"
    if source.covers is None:
        return f"it does not state which days it covers; if it does: {mend} --covers {window}`"
    if not any(source.covers.covers(part) for part in parts or (window,)):
        return (
            f"it covers {source.covers}, not all of the scope's window {window}; narrow the window, "
            f"or correct what it covers: {mend} --covers FROM..TO`"
        )
    return ""


def _shares(column: str) -> str:
    return f"it is known to share its information with {column} and joins its column, as no second witness"
