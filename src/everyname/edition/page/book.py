"""Make the book of names: every published person once, by letter, for paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from everyname.edition.listing import Entry
from everyname.edition.order import letter_of, script_of
from everyname.edition.page.facets import entries_of
from everyname.edition.voice import Voice

__all__ = ["BookLetter", "book_page", "book_style"]

_COUNTERS = {"fa": "persian", "ar": "arabic-indic", "ckb": "arabic-indic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLetter:
    """The persons under one letter, each with a spelling in another script or None."""

    letter: str
    entries: tuple[tuple[Entry, Any], ...]


def book_page(voice: Voice) -> dict[str, Any]:
    """Give what the page shows: everybody who has a name, under the spelling the language prefers."""
    entries, unnamed = entries_of(voice.edition.persons, voice)
    letters: dict[tuple[str, str], list[tuple[Entry, Any]]] = {}
    for entry in entries:
        script = script_of(entry.name.text)
        other = next((name for name in entry.person.names if script_of(name.text) != script), None)
        letters.setdefault((script, letter_of(entry.name.text)), []).append((entry, other))
    own = "arabic" if voice.direction == "rtl" else "latin"
    order = sorted(letters, key=lambda key: key[0] != own)
    return {
        "letters": [BookLetter(letter=key[1], entries=tuple(letters[key])) for key in order],
        "unnamed": len(unnamed),
    }


def book_style(title: str, languages: Iterable[str]) -> str:
    """Give the style sheet of the printed book: the title runs above each page, its number stands below."""
    words = "".join(f"\\{ord(char):x} " for char in " ".join(title.split()))
    rules = []
    for language in languages:
        number = f"counter(page, {_COUNTERS.get(language, 'decimal')})"
        boxes = f'@top-center {{ content: "{words}"; }} @bottom-center {{ content: {number}; }}'
        rules.append(f"@page book-{language} {{ margin: 18mm 14mm 20mm; {boxes} }}\n")
        rules.append(f"@media print {{ body:has(.book):lang({language}) {{ page: book-{language}; }} }}\n")
    return "".join(rules)
