"""Turn persons into what may be said of them in public."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from everyname.edition.cleaning import clean_link, clean_text
from everyname.edition.coarsen import Rules, is_minor, public_age, public_date, public_place
from everyname.edition.order import name_key
from everyname.edition.public import Correction, PublicName, PublicPerson, Saying
from everyname.model import Person, Report, settle
from everyname.model.vocabulary import STANDINGS

__all__ = ["PERSON_ID", "AmendedField", "PersonCase", "person_order", "public_persons"]

T = TypeVar("T")

PERSON_ID = re.compile(r"p[a-z2-7]{10}")
_ARABIC_LETTERS = frozenset("يكةى")


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedField:
    """A field of a report that the desk mended, on which ISO day, and on whose word."""

    report: str
    field: str
    date: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCase:
    """A person in scope and what the book decided about showing them.

    `withheld` is "" or the class of the reason; `corrections` are (ISO day, text); `portrait` is the
    SHA-256 of a portrait that is cleared for publication and already re-encoded, "" for none. `given`
    holds the reports with an `amended` field as their sources gave them. For the desk alone: `asked` is the
    rule or consent that asks for the withholding, `no_portrait` the one that keeps a picture back, `silent`
    how many reports their sources' consent leaves out.
    """

    person: Person
    standing: str = "reported"
    contested: str = ""
    corrections: tuple[tuple[str, str], ...] = ()
    withheld: str = ""
    portrait: str = ""
    given: tuple[tuple[str, Report], ...] = ()
    amended: tuple[AmendedField, ...] = ()
    asked: str = ""
    no_portrait: str = ""
    silent: int = 0


def public_persons(cases: Iterable[PersonCase], rules: Rules) -> tuple[PublicPerson, ...]:
    """Give every person that is not withheld, in the order of their names, then of what is said."""
    shown = [_person(case, rules) for case in cases if not case.withheld]
    return tuple(sorted(shown, key=person_order))


def person_order(person: PublicPerson) -> tuple[bool, tuple[int, str], str, str, str]:
    """Give the key by which an edition lists its persons: nothing of it tells when they came in."""
    key = name_key(person.names[0].text) if person.names else (9, "")
    return (not person.names, key, person.first, person.province, person.id)


def _person(case: PersonCase, rules: Rules) -> PublicPerson:
    reports = tuple(report for _, report in case.person.reports)
    minor = is_minor(reports, rules.minor_age)
    given = dict(case.given)
    as_given = [given.get(name, report) for name, report in case.person.reports]
    sayings = tuple(sorted((_saying(r, rules, minor) for r in as_given), key=_saying_order))
    settled = tuple(sorted((_saying(r, rules, minor) for r in reports), key=_saying_order))
    days = [d for said in settled for d in said.dates]
    places = [place for said in settled for place in said.places]
    return PublicPerson(
        id=case.person.id,
        names=_names(settled),
        standing=case.standing if case.standing in STANDINGS else "reported",
        contested=clean_text(case.contested),
        minor=minor,
        age=settle(age for said in settled for age in said.ages),
        sex=settle(sex for said in settled for sex in said.sexes),
        outcome=settle(term for said in settled for term in said.outcomes if term != "unknown"),
        first=min((d.first for d in days), default=""),
        last=max((d.last for d in days), default=""),
        country=settle(place.country for place in places),
        province=settle(place.province for place in places),
        city=settle(place.city for place in places),
        portrait=case.portrait if rules.portraits and not minor else "",
        sayings=sayings,
        corrected=settled if settled != sayings else (),
        corrections=_corrections(case, rules, minor),
    )


def _corrections(case: PersonCase, rules: Rules, minor: bool) -> tuple[Correction, ...]:
    """Give what was corrected beside the person, and each mended field that may be shown, as coarse as it."""
    beside = [Correction(date=day, text=clean_text(text)) for day, text in case.corrections]
    reports = dict(case.person.reports)
    for one in case.amended:
        if one.field in _SHOWN:
            said = getattr(_saying(reports[one.report], rules, minor), one.field)
            values = tuple(_SHOWN[one.field](value) for value in said)
            beside.append(
                Correction(date=one.date, text=clean_text(one.text), field=one.field, values=values)
            )
    return tuple(sorted(beside, key=lambda c: (c.date, c.field, c.text, c.values)))


_SHOWN: dict[str, Callable[[Any], str]] = {
    "names": lambda name: str(name.text),
    "ages": str,
    "sexes": str,
    "outcomes": str,
    "dates": lambda date: f"{date.first}..{date.last}",
    "places": lambda place: ", ".join(filter(None, (place.city, place.province, place.country))),
}


def _saying(report: Report, rules: Rules, minor: bool) -> Saying:
    step = _coarser(rules) if minor else rules.place_precision
    return Saying(
        source=report.source,
        names=_unique(PublicName(text=clean_text(n.text), script=n.script) for n in report.names),
        ages=_unique(public_age(age, banded=minor or rules.age_bands) for age in report.ages),
        sexes=_unique(sex.term for sex in report.sexes),
        dates=_unique(public_date(date, rules.date_precision) for date in report.dates),
        places=_unique(public_place(place, step) for place in report.places),
        outcomes=_unique(outcome.term for outcome in report.outcomes),
        links=() if minor or not rules.links else _unique(clean_link(link) for link in report.links),
    )


def _coarser(rules: Rules) -> str:
    """Give the coarser of the two place precisions: a minor is never shown more finely than others."""
    steps = ("exact", "city", "province", "country")
    return max(rules.place_precision, rules.minor_place_precision, key=steps.index)


def _saying_order(said: Saying) -> tuple[str, str]:
    return (said.source, repr(said))


def _unique(values: Iterable[T | None]) -> tuple[T, ...]:
    """Keep each value once, in the order given, and drop what is empty."""
    return tuple(dict.fromkeys(value for value in values if value))


def _names(sayings: Sequence[Saying]) -> tuple[PublicName, ...]:
    """Give every spelling once: most often stated first, then by alphabet, so no file order shows.

    Of two stated as often, letters only the Arabic keyboard has come second: a Persian name written with
    them has lost its own letters.
    """
    counts = Counter(name for said in sayings for name in said.names if name.text)

    def order(name: PublicName) -> tuple[int, bool, tuple[int, str], str]:
        return -counts[name], bool(_ARABIC_LETTERS & set(name.text)), name_key(name.text), name.text

    return tuple(sorted(counts, key=order))
