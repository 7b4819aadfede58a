"""Use pages of persons and events of an older edition again, where nothing they show has changed.

Such a page shows the statements of its persons and the few values of the edition listed here, nothing else:
no number and no date of the edition. `pages` gives the same bytes with and without what was kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from everyname.edition.page.events import events_of
from everyname.edition.public import PublicEdition, PublicPerson
from everyname.edition.staged import MANIFEST, listed_in

__all__ = ["Find", "Kept", "pages_version"]

Find = Callable[[str, str, str], bytes | None]  # None where the page has to be made anew

_ROOMS = ("edition", "model", "writing", "pictures", "ledger")
_KINDS = frozenset({".py", ".html", ".css", ".js", ".po"})


class Kept:
    """An older edition with the folder it stands in; `digests` are those of its statements by id.

    `manifest` is the hash that was signed, `made_by` what `pages_version` said then: nothing is used of a
    folder that is not as it was signed, or whose pages other words and templates made.
    """

    def __init__(
        self, folder: Path, edition: PublicEdition, digests: Mapping[str, str], *, manifest: str, made_by: str
    ) -> None:
        """Read the manifest of the folder; pages are read when they are asked for."""
        path = folder / MANIFEST
        data = path.read_bytes() if path.is_file() else b""
        sound = hashlib.sha256(data).hexdigest() == manifest and made_by == pages_version()
        self._folder = folder
        self._listed = listed_in(data) if sound else {}
        self._shown = _shown(edition, digests) if sound else {}

    def finder(self, edition: PublicEdition, digests: Mapping[str, str]) -> Find:
        """Give what finds the page of (language, id of a person or path of an event, path of the page)."""
        now = _shown(edition, digests) if self._shown else {}

        def find(language: str, one: str, path: str) -> bytes | None:
            if one not in now or now[one] != self._shown.get(one):
                return None
            return self._page(f"{language}/{path}")

        return find

    def _page(self, path: str) -> bytes | None:
        if path not in self._listed:
            return None
        try:
            data = (self._folder / path).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == self._listed[path] else None


def _shown(edition: PublicEdition, digests: Mapping[str, str]) -> dict[str, tuple[Any, ...]]:
    """Give, by person and by event, all that the page is made of."""
    rules, scope = edition.rules, edition.scope
    frame = (edition.title, edition.invented, edition.languages, scope.countries, rules.minor_age)
    events = events_of(edition.persons, rules.small_cell)
    event_of = {person.id: event.path for event in events for person in event.persons}
    titles = {source.name: source.title for source in edition.sources}
    places = dict(edition.place_names)
    persons: dict[str, tuple[Any, ...]] = {
        person.id: (
            frame,
            digests.get(f"person-{person.id}"),
            event_of.get(person.id),
            tuple(titles.get(said.source) for said in person.sayings),
            tuple(places.get(text) for text in _places(person)),
        )
        for person in edition.persons
    }
    return persons | {event.path: tuple(persons[p.id] for p in event.persons) for event in events}


def _places(person: PublicPerson) -> Iterator[str]:
    yield from (person.country, person.province, person.city)
    for said in (*person.sayings, *person.corrected):
        for place in said.places:
            yield from (place.country, place.province, place.city)


@lru_cache(maxsize=1)
def pages_version() -> str:
    """Give a hex SHA-256 of everything that decides how a page is written."""
    found = hashlib.sha256(f"{version('jinja2')} {version('markupsafe')} {version('babel')}".encode())
    home = Path(__file__).parent.parent
    for room in _ROOMS:
        for path in sorted(path for path in (home / room).rglob("*") if path.suffix in _KINDS):
            found.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
