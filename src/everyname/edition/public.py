"""Say what an edition may hold: the allow-list, as values that are only text, whole numbers and yes/no.

Pages, data and proofs are written from a `PublicEdition` and from nothing else, so a value that has no
field here cannot be published. Every noun survives `model.to_plain` / `from_plain` unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass

from everyname.edition.public_changes import PublicChanges, PublicGone
from everyname.model import Number

__all__ = [
    "Breakdown",
    "Cell",
    "Correction",
    "PublicClaim",
    "PublicDate",
    "PublicEdition",
    "PublicEstimate",
    "PublicEstimateRow",
    "PublicName",
    "PublicPerson",
    "PublicPlace",
    "PublicRelease",
    "PublicRules",
    "PublicScope",
    "PublicSource",
    "PublicStratum",
    "Saying",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicName:
    """A name as a source wrote it; `script` is "latin", "arabic" or "other"."""

    text: str
    script: str = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDate:
    """The days a stated date can mean, ISO, at the precision the rules allow; `text` as written or ""."""

    first: str = ""
    last: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPlace:
    """A place by the gazetteer's names, "" where the rules or the source say less."""

    country: str = ""
    province: str = ""
    city: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What one source said of one person, in one report."""

    source: str
    names: tuple[PublicName, ...] = ()
    ages: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    dates: tuple[PublicDate, ...] = ()
    places: tuple[PublicPlace, ...] = ()
    outcomes: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction the desk recorded, with its ISO day.

    Where one field of one report was mended, `field` names it and `values` are how it counts now.
    """

    date: str
    text: str
    field: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPerson:
    """A person as published. `id` is public: it tells neither device nor order of intake.

    `age`, `sex`, `outcome` and the dates are what all sources agree on, "differs" where they do not.
    `sayings` are as the sources gave them; `corrected` are the same with the desk's corrections, by which the
    person's own values go, and empty where nothing was mended.
    """

    id: str
    names: tuple[PublicName, ...] = ()
    standing: str = "reported"
    contested: str = ""
    minor: bool = False
    age: str = ""
    sex: str = ""
    outcome: str = ""
    first: str = ""
    last: str = ""
    country: str = ""
    province: str = ""
    city: str = ""
    portrait: str = ""
    sayings: tuple[Saying, ...] = ()
    corrected: tuple[Saying, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicClaim:
    """A number somebody stated. `words` is the number as it stands in the text, with its qualifier.

    `repeats` is the public id of the claim this one repeats; `general` says that the number speaks of
    everybody in scope and not of a group or one place among them.
    """

    id: str
    measure: str
    kind: str
    source: str
    low: int | None = None
    high: int | None = None
    words: str = ""
    unit: str = ""
    document: str = ""
    as_of: str = ""
    stated_by: str = ""
    origin: str = ""
    origin_known: bool = False
    mentions: int = 1
    repeats: str = ""
    place: str = ""
    period: str = ""
    modality: str = "asserted"
    general: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRelease:
    """One dated version of a list: how many rows were given, taken and refused."""

    kind: str
    as_of: str = ""
    given: int = 0
    taken: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSource:
    """A source that a published value rests on, under the name readers see."""

    name: str
    title: str
    kind: str = "unknown"
    depends_on: tuple[str, ...] = ()
    covers: str = ""
    duplicate_free: bool = True
    releases: tuple[PublicRelease, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEstimateRow:
    """One method's answer, or why it gives none."""

    method: str
    assumption: str
    median: int | None = None
    low: int | None = None
    high: int | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicStratum:
    """One part of the people, with its documented count and the estimate for it, or why there is none.

    `documented` None: too few to show, and then nothing else is said of the part.
    """

    name: str
    documented: int | None = None
    median: int | None = None
    low: int | None = None
    high: int | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEstimate:
    """The whole panel of estimates; `headline` names the method whose row leads, "" for none.

    `strata` are the parts it was made from one by one, none where it was made from one table.
    """

    window: str = ""
    lists: tuple[str, ...] = ()
    n: int = 0
    rows: tuple[PublicEstimateRow, ...] = ()
    headline: str = ""
    verdict: str = ""
    refused: str = ""
    warnings: tuple[str, ...] = ()
    seed: int = 0
    version: str = ""
    strata: tuple[PublicStratum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a breakdown; `count` None where it is too small to show."""

    value: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The persons shown by one dimension; `withheld` are counted and in no cell."""

    name: str
    cells: tuple[Cell, ...] = ()
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicScope:
    """Who is counted, where, when; `first` and `last` are ISO days, "" where there is no window."""

    title: str = ""
    not_included: str = ""
    outcomes: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicRules:
    """The rules this edition was written under, for the page on method.

    `links`, `age_bands`, `delay_days` and `lone_voices` are as in `coarsen.Rules`.
    `linked` and `review` are probabilities as text ("0.9"); `contact` is where the team takes corrections,
    in its own words, "" where it gives none.
    """

    minor_age: int
    date_precision: str
    place_precision: str
    minor_place_precision: str
    small_cell: int
    portraits: bool
    links: bool = True
    age_bands: bool = False
    delay_days: int = 0
    lone_voices: bool = True
    linked: str = ""
    review: str = ""
    consent_needed: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEdition:
    """Everything an edition says. `withheld` holds (reason class, persons); `left_out` (reason, reports).

    `gone` are all who had a page in an earlier edition and have none now; `changes` is None for the first.
    """

    title: str
    as_of: str
    number: int
    invented: bool
    languages: tuple[str, ...]
    scope: PublicScope
    rules: PublicRules
    documented: Number
    named: int
    unnamed: int
    stated: Number | None = None
    estimated: Number | None = None
    persons: tuple[PublicPerson, ...] = ()
    claims: tuple[PublicClaim, ...] = ()
    sources: tuple[PublicSource, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    estimate: PublicEstimate | None = None
    withheld: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    place_names: tuple[tuple[str, str], ...] = ()
    gone: tuple[PublicGone, ...] = ()
    changes: PublicChanges | None = None
