"""Part the list of names into letters and, where there are many, into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from everyname.edition.order import letter_of, name_key, script_of
from everyname.edition.public import PublicName, PublicPerson
from everyname.edition.voice import Voice

__all__ = ["PAGE_SIZE", "Entry", "LetterIndex", "Listing", "Section", "listings"]

PAGE_SIZE = 1_000
_ONE_PAGE = 600
_KEYS = {"latin": "latin_names", "arabic": "arabic_names", "other": "other_names"}
_MAX_SHOWN = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the list: a person under one spelling."""

    id: str
    name: PublicName
    person: PublicPerson


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The names under one letter."""

    letter: str
    anchor: str
    tongue: str
    way: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterIndex:
    """The letters of one script with their addresses; `key` is the text that heads them."""

    key: str
    tongue: str
    way: str
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of names; `path` is below the language's folder, `title` "" for the first page.

    `parts` are (number, address) of the pages a long list has, the address "" for this one.
    """

    path: str
    title: str = ""
    index: tuple[LetterIndex, ...] = ()
    sections: tuple[Section, ...] = ()
    unnamed: tuple[PublicPerson, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def lettered(self) -> bool:
        """Say whether this is the page of one letter."""
        return bool(self.title and self.sections and self.sections[0].letter)


def listings(persons: Sequence[PublicPerson], voice: Voice) -> Iterator[Listing]:
    """Give the pages of the list: one for few names, one a letter (in parts of PAGE_SIZE) for many."""
    scripts = ("latin", "arabic", "other") if voice.direction == "ltr" else ("arabic", "latin", "other")
    unnamed = tuple(person for person in persons if not person.names)
    sections = {script: _sections(persons, script) for script in scripts}
    few = sum(len(s.entries) for found in sections.values() for s in found) <= _ONE_PAGE
    parts = {s.anchor: [s] if few else _parts(s, voice) for found in sections.values() for s in found}
    index = tuple(_index(script, found, parts, few) for script, found in sections.items() if found)
    everything = [s for found in sections.values() for s in found]
    unnamed_parts = [unnamed[i : i + PAGE_SIZE] for i in range(0, len(unnamed), PAGE_SIZE)] or [()]
    yield Listing(
        path="names.html", index=index, sections=tuple(everything) if few else (), unnamed=unnamed_parts[0]
    )
    for number, part in enumerate(unnamed_parts[1:], 2):
        title = voice.text("part", letter=voice.text("unnamed_persons"), part=voice.digits(number))
        yield Listing(path=f"names/unnamed-{number}.html", title=title, unnamed=part)
    if not few:
        for section in (part for found in parts.values() for part in found):
            yield Listing(path=f"names/{section.anchor}.html", title=section.letter, sections=(section,))


def _sections(persons: Sequence[PublicPerson], script: str) -> list[Section]:
    """Put every person under the first spelling in `script`, by letter."""
    entries = [Entry(id=p.id, name=name, person=p) for p in persons if (name := _spelling(p, script))]
    entries.sort(key=lambda e: (name_key(e.name.text), e.name.text, e.person.first, e.id))
    letters: dict[str, list[Entry]] = {}
    for entry in entries:
        letters.setdefault(letter_of(entry.name.text), []).append(entry)
    tongue, way = {"latin": ("und-Latn", "ltr"), "arabic": ("fa", "rtl"), "other": ("und", "auto")}[script]
    return [
        Section(letter=letter, anchor=f"{script}-{_code(letter)}", tongue=tongue, way=way, entries=tuple(e))
        for letter, e in letters.items()
    ]


def _spelling(person: PublicPerson, script: str) -> PublicName | None:
    found = next((name for name in person.names if script_of(name.text) == script), None)
    if found is None or len(found.text) <= _MAX_SHOWN:
        return found
    return PublicName(text=found.text[:_MAX_SHOWN] + "…", script=found.script)


def _code(letter: str) -> str:
    return letter.lower() if letter.isascii() and letter.isalpha() else f"{ord(letter):04x}"


def _parts(section: Section, voice: Voice) -> list[Section]:
    """Part a long letter into pages."""
    starts = range(0, len(section.entries), PAGE_SIZE)
    if len(starts) == 1:
        return [section]
    return [
        Section(
            letter=voice.text("part", letter=section.letter, part=voice.digits(number)),
            anchor=f"{section.anchor}-{number}",
            tongue=section.tongue,
            way=section.way,
            entries=section.entries[start : start + PAGE_SIZE],
        )
        for number, start in enumerate(starts, 1)
    ]


def _index(script: str, found: list[Section], parts: dict[str, list[Section]], few: bool) -> LetterIndex:
    shown = [part for section in found for part in parts[section.anchor]]
    return LetterIndex(
        key=_KEYS[script],
        tongue=found[0].tongue,
        way=found[0].way,
        letters=tuple((p.letter, f"#{p.anchor}" if few else f"names/{p.anchor}.html") for p in shown),
    )
