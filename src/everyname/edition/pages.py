"""Write the pages of an edition in each of its languages, from the allow-list alone.

No page needs a script or loads anything from outside; templates are compiled once a language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from everyname.edition.engine import environment
from everyname.edition.form import WEB, Form
from everyname.edition.kept import Find, Kept
from everyname.edition.listing import PAGE_SIZE, listings
from everyname.edition.manner import MANNERS
from everyname.edition.numbers import numbers_page
from everyname.edition.page.book import book_page, book_style
from everyname.edition.page.changes import changes_page, corrections_page
from everyname.edition.page.estimate import estimate_words, verdict
from everyname.edition.page.events import FEWEST, Event, event_tables, events_of
from everyname.edition.page.facets import Facet, facet_listings, facets, pages_of, short
from everyname.edition.page.method import method_page
from everyname.edition.page.places import places_page
from everyname.edition.page.timeline import timeline_page
from everyname.edition.proofs import fingerprint, statements
from everyname.edition.public import PublicEdition, PublicPerson
from everyname.edition.redact_claims import is_headline_claim
from everyname.edition.texts import catalogue
from everyname.edition.verifier import hashes
from everyname.edition.voice import Voice
from everyname.pictures import SHEET

__all__ = ["page_files", "style_sheet"]

NAVIGATION = tuple(
    (key, f"{key}.html")
    for key in (
        *("names", "events", "places", "timeline", "numbers", "method"),
        *("changes", "corrections", "data", "check"),
    )
)
DATA_LIST = (
    ("persons.csv", "file_persons_csv"),
    ("reports.csv", "file_reports_csv"),
    ("tables.xlsx", "file_tables"),
    ("persons.json", "file_persons_json"),
    ("claims.csv", "file_claims"),
    ("claims.json", "file_claims"),
    ("numbers.json", "file_numbers"),
    ("dictionary.md", "file_dictionary"),
    ("dictionary.json", "file_dictionary"),
)
MAX_SAYINGS = 500
OPEN_SAYINGS, OPEN_SPELLINGS = 20, 12  # further ones stand folded
_HERE = Path(__file__).parent


def style_sheet() -> str:
    """Give the one style sheet of pages and the charts in them."""
    return (_HERE / "templates" / "style.css").read_text(encoding="utf-8") + SHEET


def page_files(
    edition: PublicEdition, kept: Kept | None = None, form: Form = WEB
) -> Iterator[tuple[str, bytes]]:
    """Give (path, bytes) of every page and of the style sheet; those of persons as `kept` where unchanged."""
    digests = {s.id: fingerprint(s.data) for s in statements(edition)}
    small = edition.rules.small_cell
    found = facets(edition.persons, small), events_of(edition.persons, small)
    find = kept.finder(edition, digests) if kept is not None else _none
    yield "style.css", style_sheet().encode()
    yield "book.css", book_style(edition.title, edition.languages).encode()
    for place, language in enumerate(edition.languages):
        site = _Site(edition, language, digests, *found, form)
        if place == 0:
            yield "index.html", site.choice()
        yield from site.pages(find)


def _none(language: str, one: str, path: str) -> bytes | None:
    return None


class _Site:
    """The pages of one language."""

    def __init__(
        self,
        edition: PublicEdition,
        language: str,
        digests: Mapping[str, str],
        found: tuple[Facet, ...],
        events: tuple[Event, ...],
        form: Form,
    ) -> None:
        self.edition = edition
        self.facets = found
        self.events = events
        self.event_of = {person.id: event for event in events for person in event.persons}
        self.voice = Voice(edition, language)
        self.digests = digests
        self.form = form
        self.env: Environment = environment(self.voice)
        self.env.globals.update(at=form.addresses(edition), proof_at=form.proof, signed_list=form.signed_list)
        self.menu = {"index.html", *(page for _, page in NAVIGATION)}
        self.chromes: dict[tuple[str, str], dict[str, Markup]] = {}
        self.shared = {
            "edition": edition,
            "searchable": any(person.names for person in edition.persons),
            "numerals": self.voice.digits("0123456789"),
            "number_text": self.voice.digits(edition.number),
            "navigation": (("front", "index.html"), *NAVIGATION),
            "other_languages": [
                (c, MANNERS[c].own_name, MANNERS[c].direction) for c in edition.languages if c != language
            ],
            "unreviewed": catalogue(language).review == "unreviewed",
            "in_english": catalogue("en").one("unreviewed"),
        }

    def pages(self, find: Find) -> Iterator[tuple[str, bytes]]:
        """Give every page of the language; `find` gives one of an older edition that is the same."""
        voice = self.voice
        yield self._page("front.html", "index.html", self._front())
        yield from self._names()
        yield self._page("book.html", "book-of-names.html", book_page(voice))
        yield from self._persons(find)
        for gone in self.edition.gone:
            yield self._page("gone.html", f"persons/{gone.id}.html", {"gone": gone})
        yield from self._events(find)
        yield self._page("places.html", "places.html", places_page(voice, self.facets))
        yield self._page("timeline.html", "timeline.html", timeline_page(voice))
        yield self._page("numbers.html", "numbers.html", numbers_page(voice, self.digests))
        yield self._page("method.html", "method.html", method_page(voice))
        yield self._page("changes.html", "changes.html", changes_page(voice))
        yield self._page("corrections.html", "corrections.html", corrections_page(voice))
        yield self._page("data.html", "data.html", {"data_list": DATA_LIST})
        yield self._page("check.html", "check.html", {"verifiers": self.form.verifiers(hashes())})

    def _names(self) -> Iterator[tuple[str, bytes]]:
        for listing in listings(self.edition.persons, self.voice):
            shown = self.facets if listing.path == "names.html" else ()
            yield self._page("names.html", listing.path, {"listing": listing, "facets": shown})
        for listing in facet_listings(self.facets, self.voice):
            yield self._page("names.html", listing.path, {"listing": listing, "facets": ()})

    def _persons(self, find: Find) -> Iterator[tuple[str, bytes]]:
        if self.form.persons_a_page:
            for path, group in self.form.groups(self.edition):
                yield self._page("persons.html", path, {"group": [self._person(one) for one in group]})
            return
        for person in self.edition.persons:
            path = f"persons/{person.id}.html"
            found = find(self.voice.language, person.id, path)
            if found is None:
                yield self._page("person.html", path, self._person(person))
            else:
                yield f"{self.voice.language}/{path}", found

    def _events(self, find: Find) -> Iterator[tuple[str, bytes]]:
        for table in event_tables(self.events):
            yield self._page("events.html", table.path, {"table": table, "fewest": self._fewest()})
        for event in self.events:
            found = find(self.voice.language, event.path, event.path)
            if found is not None and len(event.persons) <= PAGE_SIZE:
                yield f"{self.voice.language}/{event.path}", found
                continue
            for listing in pages_of(event.persons, event.path, "", self.voice):
                yield self._page("event.html", listing.path, {"listing": listing, "event": event})

    def choice(self) -> bytes:
        """Write the first page, which offers the languages."""
        languages = [
            {
                "code": code,
                "name": manner.own_name,
                "way": manner.direction,
                "invented": catalogue(code).one("invented"),
            }
            for code, manner in MANNERS.items()
            if code in self.edition.languages
        ]
        template = self.env.get_template("root.html")
        return template.render(edition=self.edition, languages=languages).encode()

    def _page(self, template: str, path: str, context: Mapping[str, Any]) -> tuple[str, bytes]:
        up = "../" * path.count("/")
        text = self.env.get_template(template).render(
            self.shared, path=path, home=up, root=up + "../", chrome=self._chrome(up, path), **context
        )
        return f"{self.voice.language}/{path}", text.encode()

    def _chrome(self, home: str, path: str) -> dict[str, Markup]:
        """Give what stands above and below every page, drawn once a folder and page of the menu."""
        key = home, path if path in self.menu else path.partition("/")[0]
        if key not in self.chromes:
            values = {
                **self.shared,
                "home": home,
                "root": home + "../",
                "current": path,
                "dated": key[1] not in ("persons", "events"),
            }
            self.chromes[key] = {
                part: Markup(self.env.get_template(f"{part}.html").render(values))
                for part in ("head", "foot")
            }
        return self.chromes[key]

    def _front(self) -> dict[str, Any]:
        edition, voice = self.edition, self.voice
        documented = edition.documented
        used = sum(is_headline_claim(claim, edition.scope.outcomes) for claim in edition.claims)
        return {
            "documented_range": voice.bounds(documented),
            "withheld_total": sum(count for _, count in edition.withheld),
            "withheld_words": Markup(voice.comma).join(
                voice.text(f"class_{reason}") for reason, _ in edition.withheld
            ),
            "stated_range": voice.ends(edition.stated, "from_to") if edition.stated else "",
            "other_claims": len(edition.claims) - used,
            "estimated_range": voice.ends(edition.estimated, "range_of") if edition.estimated else "",
            "verdict": verdict(voice, edition.estimate) if edition.estimate else "",
            "method_words": estimate_words(voice, edition.estimated, edition.estimate),
        }

    def _fewest(self) -> str:
        return self.voice.digits(max(self.edition.rules.small_cell, FEWEST))

    def _person(self, person: PublicPerson) -> dict[str, Any]:
        said = person.sayings[:MAX_SAYINGS]
        return {
            "person": person,
            "title_name": short(name) if (name := self.voice.first_name(person)) else None,
            "facts": self.voice.facts(person),
            "spellings": (person.names[:OPEN_SPELLINGS], person.names[OPEN_SPELLINGS:]),
            "sayings": (said[:OPEN_SAYINGS], said[OPEN_SAYINGS:]),
            "more_sayings": max(len(person.sayings) - MAX_SAYINGS, 0),
            "event": self.event_of.get(person.id),
            "digest": self.digests[f"person-{person.id}"],
        }
