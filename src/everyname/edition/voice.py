"""Say numbers, days, terms and places in one language of an edition.

A number is set only through `number`, which takes a `model.Number` and refuses anything else, or as text
that is no count (an age, a day).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from everyname.edition.days import calendars_of, say_days
from everyname.edition.manner import MANNERS
from everyname.edition.order import script_of
from everyname.edition.public import Correction, PublicEdition, PublicName, PublicPerson, PublicPlace, Saying
from everyname.edition.texts import catalogue
from everyname.errors import UsedWrongly
from everyname.model import Number
from everyname.model.scope import REASONS
from everyname.pictures import Look

__all__ = ["Voice"]

_LONG_WORD = 24
_FIELD_WORDS = {
    **{"names": "name", "ages": "age", "sexes": "sex"},
    **{"dates": "date", "places": "place", "outcomes": "outcome"},
}
_TONGUES = {"latin": "und-Latn", "arabic": "und-Arab", "other": "und"}


class Voice:
    """One language of one edition; holds no state but the texts and the edition's own names."""

    def __init__(self, edition: PublicEdition, language: str) -> None:
        self.edition = edition
        self.language = language
        self.manner = MANNERS[language]
        self.direction = self.manner.direction
        self.comma = self.manner.comma
        self.calendars = calendars_of(edition, language)
        self._said = catalogue(language)
        self._plain = {key: escape(self._said.one(key)) for key in self._said.ids}
        self._forms = {
            key: tuple(map(escape, forms))
            for key in self._said.ids
            if len(forms := self._said.forms(key)) > 1
        }
        self._briefs: dict[str, Markup] = {}
        self._titles = {source.name: source.title for source in edition.sources}
        self._places = dict(edition.place_names) if language == "fa" else {}

    def text(self, key: str, **values: Any) -> Markup:
        """Give a sentence that goes by no count, with its values put in, escaped."""
        if key in self._forms:
            raise UsedWrongly(f"the sentence {key!r} needs a count")
        plain = self._plain[key]
        return plain.format(**values) if values else plain

    def plural(self, key: str, number: Number, **values: Any) -> Markup:
        """Give a sentence in the form that the value of a number takes; `{count}` is that value."""
        shown = self.value(number)
        return self._forms[key][self._said.form(key, number.value or 0)].format(count=shown, **values)

    @property
    def sentences(self) -> SimpleNamespace:
        """Give the sentences that take no value, by key."""
        return SimpleNamespace(**{key: text for key, text in self._plain.items() if key not in self._forms})

    def name(self, said: PublicName) -> Markup:
        """Set a name, isolated in its own script and direction."""
        script = script_of(said.text)
        way = "rtl" if script == "arabic" else "auto"
        return Markup(
            f'<bdi lang="{_TONGUES[script]}" dir="{way}"{_breaking(said.text)}>{escape(said.text)}</bdi>'
        )

    def words(self, text: str) -> Markup:
        """Set a text from outside, isolated in whatever direction it has."""
        return Markup(f'<bdi dir="auto"{_breaking(text)}>{escape(text)}</bdi>')

    def english(self, text: str) -> Markup:
        """Set a text the program gives in English only."""
        return (
            Markup('<span lang="en" dir="ltr">{}</span>').format(text)
            if self.language != "en"
            else escape(text)
        )

    def part_words(self, text: str) -> str:
        """Write the name of a part of the people: a term, a band of ages, or a place."""
        if f"term_{text}" in self._plain:
            return self.term(text)
        return self.age(text) if text[:1].isdigit() else self.place_name(text)

    def place(self, place: PublicPlace | PublicPerson) -> Markup:
        """Set a place, from small to large, "not stated" where nothing is said."""
        return Markup(self.comma).join(map(self.words, self.place_words(place))) or self.text("not_stated")

    def counted(self, count: int) -> Number:
        """Make a count of this record's own a number with its kind, source and day."""
        source = self.edition.title or "this edition"
        return Number(kind="documented", value=count, source=source, as_of=self.edition.as_of)

    def number(self, number: Number) -> Markup:
        """Set a number, with its range where it has one; refuse anything that does not say its kind."""
        if not isinstance(number, Number):
            raise UsedWrongly(f"a page was given {number!r} where only a model.Number may stand")
        ends = [n for n in (number.low, number.high) if n is not None and n != number.value]
        if number.value is None:
            return Markup("–").join(self._figure(n, number.kind) for n in dict.fromkeys(ends))
        shown = self._figure(number.value, number.kind)
        if not ends:
            return shown
        both = [n for n in (number.low, number.high) if n is not None]
        return shown + " (" + Markup("–").join(self._figure(n, number.kind) for n in both) + ")"

    def value(self, number: Number) -> Markup:
        """Set the value of a number alone, where its range stands beside it."""
        if not isinstance(number, Number) or number.value is None:
            raise UsedWrongly(f"a page was given {number!r} where a number with a value must stand")
        return self._figure(number.value, number.kind)

    def ends(self, number: Number, key: str) -> Markup:
        """Set the range of a number in the sentence `key`, or its one value; "" where it has neither."""
        low = number.low if number.low is not None else number.value
        high = number.high if number.high is not None else number.value
        if low is None or high is None:
            return self._figure(low, number.kind) if low is not None else Markup("")
        if low == high:
            return self._figure(low, number.kind)
        return self.text(key, low=self._figure(low, number.kind), high=self._figure(high, number.kind))

    def bounds(self, number: Number) -> dict[str, Markup]:
        """Set both ends of a range by name; nothing where the two are one."""
        if number.low is None or number.high is None or number.low == number.high:
            return {}
        return {key: self._figure(getattr(number, key), number.kind) for key in ("low", "high")}

    def _figure(self, count: int, kind: str) -> Markup:
        return Markup('<data class="{}" value="{}">{}</data>').format(kind, str(count), self.figure(count))

    def figure(self, count: int) -> str:
        """Write a whole number with its thousands parted, in the digits of the language."""
        return self.manner.figure(count)

    def digits(self, value: str | int) -> str:
        """Write the digits of a text that is no count (an age, an edition's number)."""
        return self.manner.numerals(value)

    def number_text(self, value: int | None, low: int, high: int) -> str:
        """Write a value with its range as plain text, for a chart."""
        ends = f"{self.figure(low)}–{self.figure(high)}"
        return ends if value is None else f"{self.figure(value)} ({ends})"

    def month(self, text: str) -> str:
        """Write a month given as YYYY-MM."""
        return self.manner.month(int(text[:4]), int(text[5:7]))

    def day(self, iso: str) -> Markup:
        """Set one day."""
        return say_days(iso, iso, self.language, self.calendars)

    def days(self, first: str, last: str) -> Markup:
        """Set the days `first`..`last` (ISO), "not stated" where there are none."""
        if not first:
            return self.text("not_stated")
        return say_days(first, last or first, self.language, self.calendars)

    def day_in(self, iso: str, calendar: str) -> Markup:
        """Set one day in one calendar."""
        return say_days(iso, iso, self.language, (calendar,))

    def both_days(self, iso: str) -> Markup:
        """Set one day in the Jalali calendar and the Gregorian."""
        return say_days(iso, iso, self.language, ("jalali", "gregorian"))

    def window(self, text: str) -> Markup:
        """Set a window written FROM..TO."""
        first, _, last = text.partition("..")
        try:
            return self.days(first, last)
        except ValueError:
            return escape(text)

    def term(self, code: str) -> str:
        """Give the label of a term."""
        own = self._plain.get(f"term_{code or 'unknown'}")
        return own if own is not None else code.replace("_", " ")

    def value_words(self, value: str, dimension: str) -> str:
        """Write one value of a breakdown."""
        if value in ("differs", "unknown", "wide"):
            return self.term(value)
        if dimension == "month" and len(value) == 7 and value[:4].isdigit():
            return self.month(value)
        if dimension in ("country", "province", "city"):
            return self.place_name(value)
        return self.age(value) if dimension == "age_band" else self.term(value)

    @property
    def look(self) -> Look:
        """Give direction and numbers of a chart in this language."""
        return Look(rtl=self.direction == "rtl", number=lambda value: self.figure(round(value)))

    def age(self, text: str) -> str:
        """Write an age or a band."""
        if not text[:1].isdigit():
            return self.term(text)
        return self.digits(text.replace("-", self.manner.span))

    def years(self, text: str) -> str | Markup:
        """Write an age with its unit; of a band, the form goes by the higher end."""
        if not text[:1].isdigit():
            return self.term(text)
        count = int("".join(filter(str.isdigit, text.rpartition("-")[2])))
        return self._forms["years"][self._said.form("years", count)].format(age=self.age(text))

    def reason(self, code: str) -> str:
        """Give the words for a reason of leaving a report out."""
        return self._plain.get(f"reason_{code}") or REASONS.get(code, code)

    def place_words(self, place: PublicPlace | PublicPerson) -> list[str]:
        """Give the parts of a place from small to large, each once; the country where it says more."""
        country = place.country if list(self.edition.scope.countries) != [place.country] else ""
        parts = [p for p in (place.city, place.province, country) if p]
        if not parts:
            parts = [p for p in (place.country or getattr(place, "text", ""),) if p]
        return list(dict.fromkeys(self.place_name(part) for part in parts))

    def place_name(self, name: str) -> str:
        """Give a place's name where the language has one: the edition's own, a country's by its code."""
        if name == "differs":
            return self.term(name)
        return self._places.get(name) or countries(self.language).get(name, name)

    def source_title(self, name: str) -> str:
        """Give the title readers see for a source."""
        return self._titles.get(name, name)

    def brief(self, person: PublicPerson) -> Markup:
        """Tell one person from another of the same name in a few words, found once for all lists."""
        if person.id not in self._briefs:
            self._briefs[person.id] = self._brief(person)
        return self._briefs[person.id]

    def _brief(self, person: PublicPerson) -> Markup:
        parts: list[str] = (
            [say_days(person.first, person.last, self.language, self.calendars[:1])] if person.first else []
        )
        parts += [self.words(place) for place in self.place_words(person)[:1]]
        parts += [escape(self.years(person.age))] if person.age[:1].isdigit() else []
        return Markup(self.comma).join(parts)

    def facts(self, person: PublicPerson) -> list[tuple[str, list[str]]]:
        """Give outcome, date, place, age, sex and standing, with every value where sources differ."""
        said = person.corrected or person.sayings
        places = person if person.city != "differs" and person.province != "differs" else None
        return [
            ("outcome", self._stated(t for s in said for t in s.outcomes if t != "unknown")),
            ("date", [self.days(person.first, person.last)] if person.first else []),
            ("place", (self.place_words(places) if places else []) or self._places_said(said)),
            ("age", list(dict.fromkeys(self.years(age) for s in said for age in s.ages))),
            ("sex", self._stated(t for s in said for t in s.sexes)),
            ("standing", [self.term(person.standing)]),
        ]

    def mended(self, correction: Correction) -> Markup:
        """Set which field was mended and how it counts now, "" for a correction beside the person."""
        if not correction.field:
            return Markup("")
        say = {"ages": self.years, "sexes": self.term, "outcomes": self.term, "dates": self.window}
        words = [escape(say.get(correction.field, self.words)(value)) for value in correction.values]
        shown = Markup(self.comma).join(words) or self.text("not_stated")
        return Markup("{} {}. ").format(self.text(_FIELD_WORDS[correction.field]), shown)

    def _stated(self, terms: Iterable[str]) -> list[str]:
        return [self.term(term) for term in dict.fromkeys(terms)]

    def _places_said(self, sayings: Iterable[Saying]) -> list[str]:
        words = (" – ".join(self.place_words(place)) for said in sayings for place in said.places)
        return list(dict.fromkeys(filter(None, words)))

    def title(self, person: PublicPerson) -> Markup:
        """Set the name a person is listed under, or say that there is none."""
        name = self.first_name(person)
        return self.text("unnamed_person") if name is None else self.name(name)

    def first_name(self, person: PublicPerson) -> PublicName | None:
        """Give the spelling a page is headed with: the language's own script first."""
        wanted = "arabic" if self.direction == "rtl" else "latin"
        own = (name for name in person.names if script_of(name.text) == wanted)
        return next(own, person.names[0] if person.names else None)


@cache
def countries(language: str) -> Mapping[str, str]:
    """Give the names of countries by ISO alpha-2 code as CLDR has them, but for its two made-up ones."""
    from babel import Locale

    named = {str(code): name for code, name in Locale.parse(language).territories.items()}
    return {code: name for code, name in named.items() if len(code) == 2 and code not in ("XA", "XB")}


def _breaking(text: str) -> str:
    """Mark a text with a word too long for a narrow column, so that it may break inside."""
    too_long = len(text) > _LONG_WORD and max(map(len, text.split()), default=0) > _LONG_WORD
    return ' class="long"' if too_long else ""
