"""Gather what an edition may draw on; the edition's allow-list then decides what is shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from everyname.book import index, reading
from everyname.book.book import Book
from everyname.book.policy import Policy
from everyname.book.steps import claims as claims_step
from everyname.book.steps import estimate, numbers
from everyname.edition.coarsen import is_minor
from everyname.edition.public import PublicEdition
from everyname.edition.redact import AmendedField, ClaimCase, EstimateCase, Facts, PersonCase, Rules
from everyname.edition.threat import at_level, held_back
from everyname.errors import ValueRefused
from everyname.model import Person, Report, Source

__all__ = ["Portraits", "consents", "gather", "may_publish", "rules_of"]

Progress = Callable[[str, int, int], None]


class Portraits:
    """Cleared portraits, re-encoded once a picture; `cleared` maps evidence digest to PNG digest.

    With `keep` false (a preview) a picture made anew is held in `fresh` by its digest, not stored.
    """

    def __init__(self, book: Book, cleared: dict[str, str], *, keep: bool = True) -> None:
        self.book = book
        self.keep = keep
        self.cleared = dict(cleared)
        self.refused: list[tuple[str, str]] = []
        self.fresh: dict[str, bytes] = {}

    def of(self, digest: str) -> str:
        """Give the digest of the re-encoded portrait, "" when the picture is refused."""
        if digest not in self.cleared:
            from everyname.pictures.portrait import reencode

            try:
                portrait = reencode(self.book.vault.get(digest))
                self.cleared[digest] = self._name(portrait)
            except ValueRefused as error:
                self.refused.append((digest, error.happened))
                self.cleared[digest] = ""
        return self.cleared[digest]

    def _name(self, portrait: bytes) -> str:
        if self.keep:
            return self.book.vault.put(portrait)
        digest = hashlib.sha256(portrait).hexdigest()
        self.fresh[digest] = portrait
        return digest


def rules_of(policy: Policy) -> Rules:
    """Give the edition's rules from the policy in force, at its threat level."""
    publication = policy.publication
    rules = Rules(
        languages=policy.languages,
        minor_age=publication.minor_age,
        date_precision=publication.date_precision,
        place_precision=publication.place_precision,
        minor_place_precision=publication.minor_place_precision,
        small_cell=publication.small_cell,
        portraits=publication.portraits,
        linked=f"{policy.linking.linked:g}",
        review=f"{policy.linking.review:g}",
        consent_needed=tuple(sorted(publication.consent_needed)),
        contact=publication.contact,
    )
    return at_level(rules, publication.threat_level)


def gather(
    book: Book,
    portraits: Portraits,
    as_of: str,
    number: int,
    progress: Progress | None = None,
    *,
    before: PublicEdition | None = None,
) -> Facts:
    """Gather persons, claims and numbers; raises Refused when the linking is not current.

    `before` is the edition before this one, with which it is compared.
    """
    policy, known = book.policy, reading.sources(book)
    tally, people = numbers.tally_book(book)
    estimated = estimate.current_estimate(book, people)
    case = EstimateCase(
        plain=estimated.to_plain() | ({} if estimated.panel else {"verdict": estimated.why_public}),
        window=estimated.window,
        lists=estimated.used,
        refused=estimated.why_public,
    )
    cases = _cases(book, known, people, portraits, as_of, progress)
    shown = [case.person for case in cases if not case.withheld]
    return Facts(
        title=policy.title,
        scope=policy.scope,
        sources=tuple(known.values()),
        releases=tuple(reading.releases(book, latest_only=True)),
        cases=tuple(cases),
        claims=tuple(_claims(book, policy, known)),
        documented=numbers.documented(tally, as_of, len(cases) - len(shown)),
        named=sum(person.is_named for person in shown),
        unnamed=sum(not person.is_named for person in shown),
        breakdowns=numbers.parted(shown),
        left_out=tally.left_out,
        estimate=case,
        invented=policy.invented,
        as_of=as_of,
        number=number,
        before=before,
        moved=tuple(sorted(reading.redirects(book).items())),
        withdrawn=tuple(sorted(reading.withdrawn_persons(book))),
    )


# -- persons -----------------------------------------------------------------------------------------


def _cases(
    book: Book,
    known: dict[str, Source],
    people: Sequence[Person],
    portraits: Portraits,
    as_of: str,
    progress: Progress | None,
) -> list[PersonCase]:
    policy, rules = book.policy, rules_of(book.policy)
    kinds = {name: source.kind for name, source in known.items()}
    withheld = _withheld(book, people)
    standings = {reading.resolve_person(book, r.subject): r for r in book.rows(sa.select(index.standings))}
    corrections: dict[str, list[tuple[str, str]]] = {}
    order = sa.select(index.corrections).order_by(index.corrections.c.subject, index.corrections.c.position)
    for row in book.rows(order):
        corrections.setdefault(reading.resolve_person(book, row.subject), []).append((row.date, row.text))
    given, amended = _amended(book)
    consent = consents(book, people)
    held = {(r.source, r.file_name): r.digest for r in book.rows(sa.select(index.evidence))}
    cases = []
    for done, person in enumerate(people):
        if progress is not None and done % 100 == 0:
            progress("preparing persons", done, len(people))
        public, reason, asked = _publishable(person, policy, known, consent)
        if not reason and (asked := held_back(public, kinds, rules, as_of)):
            reason = "safety"
        if person.id in withheld:
            reason, asked = withheld[person.id], "withheld by the desk"
        portrait, why = ("", "") if reason else _portrait(public, rules, consent, held, portraits)
        standing = standings.get(person.id)
        cases.append(
            PersonCase(
                person=public,
                standing=standing.standing if standing is not None else _standing(person, public, known),
                contested=standing.reason
                if standing is not None and standing.standing == "contested"
                else "",
                corrections=tuple(corrections.get(person.id, ())),
                given=tuple((r, given[r]) for r, _ in public.reports if r in given),
                amended=tuple(one for r, _ in public.reports for one in amended.get(r, ())),
                withheld=reason,
                portrait=portrait,
                asked=asked,
                no_portrait=why,
                silent=len(person.reports) - len(public.reports),
            )
        )
    return cases


def _amended(book: Book) -> tuple[dict[str, Report], dict[str, list[AmendedField]]]:
    """Give the reports with a correction in force, as their sources gave them, and what was corrected."""
    amended: dict[str, list[AmendedField]] = {}
    for one in reading.amendments(book):
        if one.in_force:
            noted = AmendedField(report=one.report, field=one.field, date=one.date, text=one.text)
            amended.setdefault(one.report, []).append(noted)
    given = reading.all_reports(book, given=True) if amended else {}
    return {name: given[name] for name in amended if name in given}, amended


def _withheld(book: Book, people: Sequence[Person]) -> dict[str, str]:
    """Give the reason of each person withheld by name, through a merge, or as holder of a withheld report.

    A report that may continue a withdrawn one holds that one too.
    """
    rows = book.rows(sa.select(index.withholds).order_by(index.withholds.c.subject))
    by_person = {reading.resolve_person(book, row.subject): row.reason for row in rows}
    by_report = {report: row.reason for row in rows for report in json.loads(row.reports)}
    earlier = reading.continued(book)
    for person in people:
        for report_id, _ in person.reports:
            for held in (report_id, *earlier.get(report_id, ())):
                if held in by_report:
                    by_person.setdefault(person.id, by_report[held])
    return by_person


def consents(book: Book, people: Sequence[Person] = ()) -> dict[tuple[str, str], bool]:
    """Give what was consented to; a refusal holds too for a person who may continue a withdrawn report."""
    given = {(row.subject, row.purpose): bool(row.given) for row in book.rows(sa.select(index.consents))}
    refused: dict[str, list[str]] = {}
    moved = reading.redirects(book)
    for (subject, purpose), yes in given.items():
        if not yes:
            refused.setdefault(reading.follow(moved, subject), []).append(purpose)
    earlier, first = reading.continued(book), reading.first_person_of(book)
    for person in people:
        for report_id, _ in person.reports:
            for old in earlier.get(report_id, ()):
                for purpose in refused.get(reading.follow(moved, first.get(old, "")), ()):
                    given[person.id, purpose] = False
    return given


def _publishable(
    person: Person, policy: Policy, known: dict[str, Source], consent: dict[tuple[str, str], bool]
) -> tuple[Person, str, str]:
    """Keep the reports whose source may be published; say why when none may, or the person may not.

    Gives the person as far as they may be shown, the class of the reason, and what asks for it.
    """
    own = consent.get((person.id, "publish"))
    if own is False:
        return person, "consent", "consent to publish refused for the person"
    kept = tuple(
        (report_id, report)
        for report_id, report in person.reports
        if may_publish(known[report.source], policy, consent, own=bool(own))
    )
    if not kept:
        return person, "consent", "no source has consent to publish"
    return Person(id=person.id, reports=kept), "", ""


def may_publish(
    source: Source, policy: Policy, consent: dict[tuple[str, str], bool], *, own: bool = False
) -> bool:
    """Say whether a source's words may be shown: its refusal always holds, else `own` consent is enough."""
    given = consent.get((source.name, "publish"))
    return given if given is not None else own or source.kind not in policy.publication.consent_needed


def _standing(person: Person, public: Person, known: dict[str, Source]) -> str:
    """Call a person documented when two sources that are shown, and copy no other, speak of them."""
    copies = {name for name in person.sources if set(known[name].depends_on) & set(person.sources)}
    return "documented" if len(set(public.sources) - copies) >= 2 else "reported"


def _portrait(
    person: Person,
    rules: Rules,
    consent: dict[tuple[str, str], bool],
    held: dict[tuple[str, str], str],
    portraits: Portraits,
) -> tuple[str, str]:
    """Give the first picture whose source, or the person, has consent for the purpose "portrait".

    Where there are pictures and none is shown, also says why.
    """
    if not any(report.pictures for _, report in person.reports):
        return "", ""
    if not rules.portraits:
        return "", "portraits = false"
    if consent.get((person.id, "portrait")) is False:
        return "", "consent for the portrait refused for the person"
    if is_minor(tuple(report for _, report in person.reports), rules.minor_age):
        return "", "minor_age"
    why = "no consent for the portrait"
    for _, report in person.reports:
        cleared = consent.get((person.id, "portrait")) or consent.get((report.source, "portrait"))
        for picture in report.pictures if cleared else ():
            digest = held.get((report.source, picture.file_name))
            if digest and portraits.of(digest):
                return portraits.of(digest), ""
            why = "the picture is not in the book" if not digest else "the picture was refused"
    return "", why


# -- claims ------------------------------------------------------------------------------------------


def _claims(book: Book, policy: Policy, known: dict[str, Source]) -> list[ClaimCase]:
    consent = consents(book)
    accepted = [
        one for one in claims_step.accepted_claims(book) if may_publish(known[one.source], policy, consent)
    ]
    ids = {claim.id for claim in accepted}
    return [
        ClaimCase(
            claim=one.claim,
            id=one.id,
            source=known[one.source],
            document_title=one.title,
            as_of=one.as_of,
            origin=one.origin,
            origin_known=one.origin_known,
            mentions=one.mentions,
            repeats_of=one.repeats if one.repeats in ids else "",
        )
        for one in accepted
    ]
