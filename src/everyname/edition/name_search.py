"""Write the index of names that a reader's browser searches by itself, also from a stick.

Every file is a script that hands over one string, since pages opened from a disk may load scripts and
nothing else. All lie in `search/`:

    table.js      how names are folded and compared, how many parts there are, where each part begins
    words-N.js    a line a key, `KEY word word =12`: words in order, `=12` (base 36) a word of another line
    lists-N.js    a line a word, in order: the persons who bear it, as steps (base 36) from one to the next
    persons-N.js  a line a person: address, name, name in another script, outcome, days, place (tab between)
    says-LANG.js  the outcomes, days and places in one language: the numbers above are lines of these

A pure function of the public edition; parts are cut at `PART_BYTES`, at most about 30 KB packed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from everyname.edition.order import name_key, script_of
from everyname.edition.public import PublicEdition, PublicPerson, PublicPlace
from everyname.edition.search_keys import name_words, search_table, word_keys
from everyname.edition.voice import Voice

__all__ = ["PART_BYTES", "search_files"]

PART_BYTES = 68_000
_MAX_SHOWN = 160
_T = TypeVar("_T", str, tuple[str, str], tuple[str, str, str])
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_SCRIPTS = ("search_keys.js", "search.js")
_TEMPLATES = Path(__file__).parent / "templates"


def search_files(
    edition: PublicEdition, address: Callable[[PublicPerson], str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of the script and of every part; nothing where nobody has a name.

    `address` gives where a person is found below the language's folder, `persons/<id>.html` unless given.
    """
    persons = sorted((p for p in edition.persons if p.names), key=_place_in_order)
    if not persons:
        return
    yield "search/search.js", b"".join((_TEMPLATES / name).read_bytes() for name in _SCRIPTS)
    words, bearers = _vocabulary(persons)
    told = _Told(persons)
    where = address or _own_page
    lines = {
        "words": _word_lines(words),
        "lists": [_steps(bearers[word]) for word in words],
        "persons": [_line(person, told, where(person)) for person in persons],
    }
    parts = {name: _parts(found) for name, found in lines.items()}
    for name, cut in parts.items():
        for number, part in enumerate(cut):
            yield _file(f"{name}-{number}", "\n".join(part))
    for language in edition.languages:
        yield _file(f"says-{language}", told.in_language(Voice(edition, language)))
    yield _file(
        "table",
        json.dumps({**search_table(), "parts": _starts(parts)}, ensure_ascii=False, separators=(",", ":")),
    )


def _place_in_order(person: PublicPerson) -> tuple[int, tuple[int, str], str]:
    """Short names first, so that of equally close ones the whole name comes before a part of one."""
    first = person.names[0].text
    return min(len(first.split()), 8), name_key(first), person.id


def _own_page(person: PublicPerson) -> str:
    return f"persons/{person.id}.html"


def _vocabulary(persons: Sequence[PublicPerson]) -> tuple[list[str], dict[str, list[int]]]:
    """Give the words in order of their first key, and the numbers of the persons who bear each."""
    bearers: dict[str, list[int]] = {}
    for number, person in enumerate(persons):
        for word in dict.fromkeys(word for name in person.names for word in name_words(name.text)):
            bearers.setdefault(word, []).append(number)
    return sorted(bearers, key=lambda word: (word_keys(word)[0], word)), bearers


def _word_lines(words: Sequence[str]) -> list[str]:
    """Give a line a key; a word stands under its first key and is pointed to from the others."""
    lines: dict[str, list[str]] = {}
    for word in words:
        lines.setdefault(word_keys(word)[0], []).append(word)
    for number, word in enumerate(words):
        for key in word_keys(word)[1:]:
            lines.setdefault(key, []).append(f"={_base36(number)}")
    return [" ".join((key, *lines[key])) for key in sorted(lines)]


def _steps(numbers: Sequence[int]) -> str:
    return " ".join(_base36(b - a) for a, b in zip([0, *numbers], numbers, strict=False))


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return _DIGITS[number] + digits


class _Told:
    """What is told of persons beside their names, each thing once and numbered: outcomes, days, places."""

    def __init__(self, persons: Sequence[PublicPerson]) -> None:
        self.outcomes = _numbered(person.outcome for person in persons)
        self.days = _numbered((person.first, person.last) for person in persons)
        self.places = _numbered(_place(person) for person in persons)

    def numbers(self, person: PublicPerson) -> tuple[int, int, int]:
        """Give the numbers of a person's outcome, days and place."""
        days = self.days[person.first, person.last]
        return self.outcomes[person.outcome], days, self.places[_place(person)]

    def in_language(self, voice: Voice) -> str:
        """Give the three lists in the words of a language, as JSON."""
        days = [str(voice.days(*both).striptags()) if both[0] else "" for both in self.days]
        outcomes = [str(voice.term(code)) for code in self.outcomes]
        places = [
            voice.comma.join(voice.place_words(PublicPlace(city=c, province=p, country=n))[:2])
            for c, p, n in self.places
        ]
        told = {"outcomes": outcomes, "days": days, "places": places}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _numbered(values: Iterable[_T]) -> dict[_T, int]:
    return {value: number for number, value in enumerate(sorted(set(values)))}


def _place(person: PublicPerson) -> tuple[str, str, str]:
    return person.city, person.province, person.country


def _line(person: PublicPerson, told: _Told, address: str) -> str:
    return "\t".join((address, *_shown(person), *map(_base36, told.numbers(person))))


def _shown(person: PublicPerson) -> tuple[str, str]:
    """Give the first spelling, and the first in another script or ""."""
    first = person.names[0].text
    script = script_of(first)
    other = next((name.text for name in person.names if script_of(name.text) != script), "")
    return _brief(first), _brief(other)


def _brief(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _MAX_SHOWN else plain[:_MAX_SHOWN] + "…"


def _parts(lines: Sequence[str]) -> list[list[str]]:
    """Cut lines into parts of at most PART_BYTES; a longer line is a part of its own."""
    cut: list[list[str]] = [[]]
    size = 0
    for line in lines:
        length = len(line.encode()) + 2
        if size + length > PART_BYTES and cut[-1]:
            cut.append([])
            size = 0
        cut[-1].append(line)
        size += length
    return cut


def _starts(parts: dict[str, list[list[str]]]) -> dict[str, list[int]]:
    """Give for each kind of file the line each part begins with, and at last how many there are."""
    found = {}
    for name, cut in parts.items():
        starts = [0]
        for part in cut:
            starts.append(starts[-1] + len(part))
        found[name] = starts
    return found


def _file(name: str, text: str) -> tuple[str, bytes]:
    told = json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"search/{name}.js", f'everynameTake("{name}",{told});\n'.encode()
