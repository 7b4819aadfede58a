"""What one source said of one person, as given: every value many-valued, original strings kept."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.errors import ValueRefused
from everyname.model.dates import StatedDate
from everyname.model.vocabulary import OUTCOMES, SEXES

__all__ = [
    "MAX_AGE",
    "PLACE_PRECISIONS",
    "Picture",
    "Report",
    "StatedAge",
    "StatedName",
    "StatedOutcome",
    "StatedPlace",
    "StatedSex",
]

MAX_AGE = 125
PLACE_PRECISIONS = ("exact", "locality", "city", "province", "country", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedName:
    """A personal name as written; `script` is "latin", "arabic" or "other"."""

    text: str
    script: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAge:
    """An age in years at the time of harm, `low`..`high` (equal for an exact age)."""

    text: str
    low: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= MAX_AGE:
            raise ValueRefused(f"{self.text!r} is not an age between 0 and {MAX_AGE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSex:
    """A sex as written and its term."""

    text: str
    term: str

    def __post_init__(self) -> None:
        if self.term not in SEXES:
            raise ValueRefused(f"{self.term!r} is not a term for sex")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedPlace:
    """A place as written and what the gazetteer found for it.

    `country` is ISO 3166-1 alpha-2; `province` and `city` are the gazetteer's English names or "".
    `gazetteer_id` names the entry ("geonames:112931"), "" where none was found.
    """

    text: str
    country: str = ""
    province: str = ""
    city: str = ""
    precision: str = "unread"
    gazetteer_id: str = ""

    def __post_init__(self) -> None:
        if self.precision not in PLACE_PRECISIONS:
            raise ValueRefused(f"{self.precision!r} is not a place precision")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedOutcome:
    """What happened to the person, as written, and its term; dated by the report's dates."""

    text: str
    term: str

    def __post_init__(self) -> None:
        if self.term not in OUTCOMES:
            raise ValueRefused(f"{self.term!r} is not an outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture a row names; `digest` is the vault's SHA-256 once the bytes were given."""

    file_name: str
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one source said of one person.

    `own_id` is the source's own id of the row, "" where it has none. `others` keeps the columns no
    rule read, as (header, text), so that nothing given is lost.
    """

    source: str
    own_id: str = ""
    names: tuple[StatedName, ...] = ()
    ages: tuple[StatedAge, ...] = ()
    sexes: tuple[StatedSex, ...] = ()
    dates: tuple[StatedDate, ...] = ()
    births: tuple[StatedDate, ...] = ()
    places: tuple[StatedPlace, ...] = ()
    outcomes: tuple[StatedOutcome, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    others: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.names and not self.places and not self.dates:
            raise ValueRefused("it has no name, no place and no date, so it speaks of nobody in particular")

    @property
    def is_named(self) -> bool:
        """Whether a name is stated; an unnamed person is counted apart."""
        return bool(self.names)
