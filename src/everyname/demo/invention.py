"""Say what an invention is: files as outsiders would give them, and the truth nobody else holds."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from everyname.demo.land import City
from everyname.demo.names import NameParts
from everyname.model import DateRange

__all__ = ["COVERS", "WINDOW", "ExpectedClaim", "InventedFile", "Invention", "TruePerson", "Truth"]

WINDOW = DateRange.parse("2021-03-01..2021-06-30")  # the scope of the book
COVERS = DateRange.parse("2021-02-01..2021-07-31")  # what every list says it covers


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedFile:
    """A file as a team would receive it; `kind` is "list", "article" or "picture".

    `covers` is the window `FROM..TO` its source states, "" for none; `consents` are the purposes the
    source consents to.
    """

    name: str
    data: bytes
    source: str
    kind: str
    title: str
    covers: str = ""
    depends_on: tuple[str, ...] = ()
    source_kind: str = "unknown"
    consents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePerson:
    """An invented person as they were; `visibility` (standard normal) moves every list's chance together."""

    id: int
    name: NameParts
    sex: str
    age: int
    died: datetime.date
    city: City
    outcome: str
    visibility: float

    @property
    def in_scope(self) -> bool:
        """Whether the book's scope counts this person."""
        inside = WINDOW.first <= self.died <= WINDOW.last
        return inside and self.outcome in ("killed", "died_in_custody")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedClaim:
    """A count that stands in an invented article: its value, words, speaker and origin ("" for none).

    `number` and `sentence` are literal stretches of the article's text.
    """

    file: str
    measure: str
    kind: str
    low: int | None
    high: int | None
    number: str
    qualifier: str
    sentence: str
    stated_by: str = ""
    origin: str = ""
    modality: str = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What really happened in the invented country, and what is wrong in the files on purpose.

    `population` counts everyone in scope, listed or not; `killed` are their ids; `listed` counts those
    in scope who stand in at least one acceptable row of the first releases. `person_of` gives the person
    behind (source, own id), or (source, row number as text) where a list has no ids; rows of the later
    release are in it too. `refused` holds (file, row number, what is wrong) of the first releases.
    `added`, `changed` and `withdrawn` are own ids of the second release of the first list.
    """

    population: int
    listed: int
    killed: tuple[int, ...]
    people: tuple[TruePerson, ...]
    person_of: Mapping[tuple[str, str], int]
    refused: tuple[tuple[str, int, str], ...]
    claims: tuple[ExpectedClaim, ...]
    originators: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invention:
    """Everything invented from one seed; `later` are newer releases of sources already in `files`."""

    seed: int
    files: tuple[InventedFile, ...]
    later: tuple[InventedFile, ...]
    truth: Truth
    scope_toml: str
