"""Look at an edition's data set before any page is written, and name what contradicts its rules.

The allow-list and the rules of precision already hold; this looks once more, from the outside, at what came
out. What it names never repeats a secret: it says where, and which rule.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from everyname.edition.coarsen import (
    PLACE_STEPS,
    age_band,
    finer_breakdowns,
    told_by_sum,
)
from everyname.edition.public import (
    PublicDate,
    PublicEdition,
    PublicPerson,
    PublicPlace,
    PublicRules,
    Saying,
)
from everyname.edition.redact_persons import PERSON_ID, person_order
from everyname.edition.telling import child_details, hidden_characters, telling

__all__ = ["Finding", "KeptBack", "lint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that contradicts a rule: which rule, where ("person pab... corrections"), and why in words.

    `refused`: nothing is published before it is mended; else somebody must look and accept it in the policy.
    """

    rule: str
    where: str
    why: str
    refused: bool = True

    @property
    def key(self) -> str:
        """The line by which the policy accepts it."""
        return f"{self.rule}: {self.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBack:
    """What must not be in an edition: ids and names of persons withheld, silent sources, secret words.

    `portraits` are the persons for whose portrait there is consent; None leaves that rule out, where nobody
    can say.
    """

    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    portraits: frozenset[str] | None = None
    words: frozenset[str] = frozenset()


def lint(edition: PublicEdition, kept: KeptBack = KeptBack()) -> tuple[Finding, ...]:
    """Give every finding, the refused first, each once; none where the edition keeps its rules."""
    found = [
        *_hidden(edition),
        *_persons(edition, kept),
        *_texts(edition, kept),
        *_breakdowns(edition),
        *_sources(edition, kept),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (not one.refused, one.rule, one.where)))


# -- persons -----------------------------------------------------------------------------------------


def _persons(edition: PublicEdition, kept: KeptBack) -> Iterator[Finding]:
    held = {name.casefold() for names in kept.withheld.values() for name in names if name.strip()}
    for person in edition.persons:
        at = f"person {person.id}"
        if not PERSON_ID.fullmatch(person.id):
            yield Finding(rule="id", where=at, why="this id may tell a device or an order")
        if person.id in kept.withheld:
            yield Finding(rule="withheld", where=at, why="this person is withheld and would be shown")
        if held and any(name.text.casefold() in held for name in person.names):
            yield Finding(
                rule="same name",
                where=at,
                why="somebody who is withheld has this very name: make sure it is not the same person",
                refused=False,
            )
        yield from _precision(person, edition.rules, at)
        if person.minor:
            yield from _minor(person, edition.rules, at)
        if person.portrait and not edition.rules.portraits:
            yield Finding(rule="portrait", where=at, why="the rules show no portraits")
        if person.portrait and kept.portraits is not None and person.id not in kept.portraits:
            yield Finding(rule="consent", where=at, why="nobody consented to the portrait")
    shown = [person_order(person) for person in edition.persons]
    if shown != sorted(shown):
        yield Finding(rule="order", where="persons", why="they do not stand in the order of their names")


def _precision(person: PublicPerson, rules: PublicRules, at: str) -> Iterator[Finding]:
    said = (*person.sayings, *person.corrected)
    step = _place_step(person, rules)
    days = [*(d for one in said for d in one.dates), *_corrected_days(person)]
    days += [PublicDate(first=person.first, last=person.last)] if person.first or person.last else []
    if not all(_date_fits(date, rules.date_precision) for date in days):
        yield Finding(rule="date", where=at, why=f"a date is finer than the {rules.date_precision}")
    places = [place for one in said for place in one.places]
    places.append(PublicPlace(country=person.country, province=person.province, city=person.city))
    corrected = [value for c in person.corrections if c.field == "places" for value in c.values]
    if not all(_place_fits(place, step) for place in places) or any(
        value.count(", ") + 1 > len(PLACE_STEPS) - PLACE_STEPS.index(step) for value in corrected
    ):
        yield Finding(rule="place", where=at, why=f"a place is finer than the {step}")
    ages = [person.age, *(age for one in said for age in one.ages)]
    ages += [value for c in person.corrections if c.field == "ages" for value in c.values]
    if (person.minor or rules.age_bands) and not all(_is_banded(age) for age in ages):
        yield Finding(rule="age", where=at, why="an age is finer than its band")
    if not rules.links and any(one.links for one in said):
        yield Finding(rule="link", where=at, why="the rules show no web addresses of reports")


def _place_step(person: PublicPerson, rules: PublicRules) -> str:
    steps = (rules.place_precision, rules.minor_place_precision)
    return max(steps, key=PLACE_STEPS.index) if person.minor else rules.place_precision


def _corrected_days(person: PublicPerson) -> Iterator[PublicDate]:
    for one in person.corrections:
        for value in one.values if one.field == "dates" else ():
            first, _, last = value.partition("..")
            yield PublicDate(first=first, last=last)


def _date_fits(date: PublicDate, step: str) -> bool:
    if step == "day":
        return True
    if date.text or not date.first.endswith("-01" if step == "month" else "-01-01"):
        return False
    if step == "year":
        return date.last.endswith("-12-31")
    year, month, day = (int(part) for part in date.last.split("-"))
    return day == calendar.monthrange(year, month)[1]


def _place_fits(place: PublicPlace, step: str) -> bool:
    depth = PLACE_STEPS.index(step)
    finer = (place.text, place.city, place.province)[: min(depth, 3)]
    return not any(part and part != "differs" for part in finer)


def _is_banded(age: str) -> bool:
    """Say whether a published age is one of the bands, or several of them together."""
    if age in ("", "differs") or age == "60+":
        return True
    low, dash, high = age.rstrip("+").partition("-")
    first = age_band(low)
    if not low.isdigit() or not first.startswith((f"{low}-", f"{low}+")):
        return False
    return age.endswith("+") or bool(dash and age_band(high).endswith(f"-{high}"))


def _minor(person: PublicPerson, rules: PublicRules, at: str) -> Iterator[Finding]:
    if person.portrait:
        yield Finding(rule="minor", where=at, why="a portrait of a minor")
    if any(one.links for one in (*person.sayings, *person.corrected)):
        yield Finding(rule="minor", where=at, why="a web address in a report on a minor")
    for text in (person.contested, *(one.text for one in person.corrections)):
        for kind in child_details(text, rules.minor_age):
            yield Finding(rule="minor", where=at, why=f"the words beside a minor tell {_CHILD_WORDS[kind]}")


_CHILD_WORDS = {"school": "of a school", "age": "an age in years"}


# -- texts -------------------------------------------------------------------------------------------


def _hidden(edition: PublicEdition) -> Iterator[Finding]:
    for at, text in _every_text(edition, ""):
        if hidden_characters(text):
            yield Finding(rule="characters", where=at, why="control or direction characters are left")


def _every_text(value: Any, at: str) -> Iterator[tuple[str, str]]:
    """Give every text of a value with where it stands; persons are named by their ids."""
    if isinstance(value, str):
        yield at, value
    elif is_dataclass(value) and not isinstance(value, type):
        here = f"person {value.id}" if isinstance(value, PublicPerson) else at
        for one in fields(value):
            yield from _every_text(getattr(value, one.name), f"{here} {one.name}".strip())
    elif isinstance(value, tuple):
        for item in value:
            yield from _every_text(item, at)


def _texts(edition: PublicEdition, kept: KeptBack) -> Iterator[Finding]:
    """Look for what tells too much: refused but in a source's title or a claim's words."""
    names = [name for names in kept.withheld.values() for name in names if len(name.split()) > 1]
    secrets = [word for word in kept.words if " " in word]
    for at, text, ours in _free(edition):
        for kind in telling(text):
            yield Finding(rule=kind, where=at, why=f"the text looks as if it held a {kind}", refused=ours)
        if not kept.words.isdisjoint(_tokens(text)) or any(secret in text for secret in secrets):
            yield Finding(
                rule="secret", where=at, why="a word that stands for a device, a file or a sealed identity"
            )
        if text and not at.endswith(" names") and any(name in text for name in names):
            yield Finding(rule="withheld", where=at, why="the text names somebody who is withheld")
    for person in edition.persons:
        for link in {link for one in (*person.sayings, *person.corrected) for link in one.links}:
            for kind in telling(link, link=True):
                why = f"a web address holds a {kind}"
                yield Finding(rule=kind, where=f"person {person.id} links", why=why)


def _tokens(text: str) -> set[str]:
    return {token.strip(".,;:!?()[]{}\"'«»،؛") for token in text.split()}


def _free(edition: PublicEdition) -> Iterator[tuple[str, str, bool]]:
    """Give every text that people wrote, where it stands, and whether it is ours to mend."""
    for name, text in (
        ("title", edition.title),
        ("scope title", edition.scope.title),
        ("scope not_included", edition.scope.not_included),
    ):
        yield name, text, True
    for person in edition.persons:
        at = f"person {person.id}"
        said = (*person.sayings, *person.corrected)
        for text in {name.text for one in said for name in one.names} | {n.text for n in person.names}:
            yield f"{at} names", text, True
        for text in {date.text for one in said for date in one.dates}:
            yield f"{at} dates", text, True
        for text in {place.text for one in said for place in one.places}:
            yield f"{at} places", text, True
        yield f"{at} contested", person.contested, True
        for correction in person.corrections:
            yield f"{at} corrections", correction.text, True
    for source in edition.sources:
        yield f"source {source.name}", source.title, False
    for claim in edition.claims:
        for name in ("words", "unit", "document", "stated_by", "origin", "place", "period"):
            yield f"claim {claim.id} {name}", getattr(claim, name), False


# -- numbers and sources -----------------------------------------------------------------------------


def _breakdowns(edition: PublicEdition) -> Iterator[Finding]:
    small, everybody = edition.rules.small_cell, len(edition.persons)
    finer = finer_breakdowns(edition.rules, minors=any(person.minor for person in edition.persons))
    for part in edition.breakdowns:
        at = f"breakdown {part.name}"
        if part.name in finer:
            yield Finding(rule="breakdown", where=at, why="it is finer than the persons' pages")
        shown = [cell.count for cell in part.cells if cell.count is not None]
        hidden = sum(cell.count is None for cell in part.cells)
        if any(0 < count < small for count in shown):
            yield Finding(rule="small cell", where=at, why=f"a cell under {small} is shown")
        if hidden and shown and told_by_sum(hidden, everybody - sum(shown)):
            yield Finding(rule="small cell", where=at, why="a hidden cell follows from those shown")
    strata = edition.estimate.strata if edition.estimate is not None else ()
    if any(one.documented is not None and 0 < one.documented < small for one in strata):
        yield Finding(rule="small cell", where="estimate", why=f"a part of under {small} persons is shown")


def _sources(edition: PublicEdition, kept: KeptBack) -> Iterator[Finding]:
    speaking = Counter(said.source for said in _said(edition.persons))
    speaking.update(claim.source for claim in edition.claims)
    for name in sorted({*speaking, *(source.name for source in edition.sources)}):
        if name in kept.silent:
            yield Finding(rule="consent", where=f"source {name}", why="it has not consented to be published")


def _said(persons: Iterable[PublicPerson]) -> Iterator[Saying]:
    return (said for person in persons for said in (*person.sayings, *person.corrected))
