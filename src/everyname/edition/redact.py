"""Turn what the book knows into what an edition may say: the one door between the two.

Nothing passes that a field of `public` does not name. A source's own ids, unread columns, sealed
identities, birth dates and file names have no field there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from everyname.edition.changes import changes_between, gone_persons
from everyname.edition.cleaning import clean_text
from everyname.edition.coarsen import Rules, finer_breakdowns, hidden_cells
from everyname.edition.public import (
    Breakdown,
    Cell,
    PublicEdition,
    PublicPerson,
    PublicRelease,
    PublicRules,
    PublicScope,
    PublicSource,
)
from everyname.edition.public_changes import PublicGone
from everyname.edition.redact_claims import ClaimCase, public_claims, stated_range
from everyname.edition.redact_estimate import EstimateCase, headline_of, hushed, public_estimate
from everyname.edition.redact_persons import PERSON_ID, AmendedField, PersonCase, public_persons
from everyname.errors import UsedWrongly
from everyname.model import Number, Release, Scope, Source
from everyname.model.vocabulary import WITHHELD_CLASSES

__all__ = [
    "AmendedField",
    "ClaimCase",
    "EstimateCase",
    "Facts",
    "PersonCase",
    "Rules",
    "allow",
]

_CLAIM = re.compile(r"c[0-9a-f]{8}-[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All the book hands over for one edition; `place_names` gives (English name, Persian name).

    `before` is the edition before this one as published, None for the first; `moved` leads from the id of a
    person to the one it is part of now, `withdrawn` are persons whose standing was taken back.
    """

    title: str
    scope: Scope
    sources: tuple[Source, ...]
    releases: tuple[Release, ...]
    cases: tuple[PersonCase, ...]
    claims: tuple[ClaimCase, ...]
    documented: Number
    named: int
    unnamed: int
    breakdowns: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    left_out: tuple[tuple[str, int], ...]
    estimate: EstimateCase | None
    invented: bool
    as_of: str
    number: int
    place_names: tuple[tuple[str, str], ...] = ()
    before: PublicEdition | None = None
    moved: tuple[tuple[str, str], ...] = ()
    withdrawn: tuple[str, ...] = ()


def allow(facts: Facts, rules: Rules) -> PublicEdition:
    """Build the allow-list data set of an edition; the same facts and rules give the same values."""
    _refuse_telling_ids(facts)
    persons = public_persons(facts.cases, rules)
    claims = public_claims(facts.claims, facts.scope)
    speaking = {said.source for person in persons for said in person.sayings} | {c.source for c in claims}
    titles = {case.source.name: clean_text(case.source.shown) for case in facts.claims}
    hidden = {s.name for s in facts.sources} - speaking
    finer = finer_breakdowns(rules, minors=any(person.minor for person in persons))
    case = hushed(facts.estimate, hidden) if facts.estimate is not None else None
    edition = PublicEdition(
        title=clean_text(facts.title),
        as_of=facts.as_of,
        number=facts.number,
        invented=facts.invented,
        languages=rules.languages,
        scope=_scope(facts.scope),
        rules=_rules(rules),
        documented=facts.documented,
        named=facts.named,
        unnamed=facts.unnamed,
        stated=stated_range(claims, facts.scope, titles, facts.as_of),
        estimated=headline_of(case, facts.as_of),
        persons=persons,
        claims=claims,
        sources=_sources(facts, speaking),
        breakdowns=tuple(
            _breakdown(name, cells, rules.small_cell, len(facts.cases) - len(persons))
            for name, cells in facts.breakdowns
            if name not in finer
        ),
        estimate=public_estimate(case, rules.small_cell),
        withheld=_withheld(facts.cases),
        left_out=tuple(sorted(facts.left_out)),
        place_names=tuple(sorted((clean_text(a), clean_text(b)) for a, b in facts.place_names)),
        gone=_gone(facts, persons),
    )
    if facts.before is None:
        return edition
    return replace(edition, changes=changes_between(facts.before, edition))


def _gone(facts: Facts, persons: tuple[PublicPerson, ...]) -> tuple[PublicGone, ...]:
    withheld = frozenset(case.person.id for case in facts.cases if case.withheld)
    now = {person.id: person for person in persons}
    return gone_persons(facts.before, now, dict(facts.moved), withheld, frozenset(facts.withdrawn))


def _refuse_telling_ids(facts: Facts) -> None:
    """Refuse an id that linking or the claims step did not draw: it could tell a source or an order."""
    for pattern, ids in (
        (PERSON_ID, (c.person.id for c in facts.cases)),
        (_CLAIM, (c.id for c in facts.claims)),
    ):
        for one in ids:
            if not pattern.fullmatch(one):
                raise UsedWrongly(f"{one!r} is not an id that may be published")


def _scope(scope: Scope) -> PublicScope:
    return PublicScope(
        title=clean_text(scope.title),
        not_included=clean_text(scope.not_included),
        outcomes=scope.outcomes,
        first=scope.window.first.isoformat() if scope.window else "",
        last=scope.window.last.isoformat() if scope.window else "",
        countries=scope.countries,
        provinces=scope.provinces,
    )


def _rules(rules: Rules) -> PublicRules:
    return PublicRules(
        minor_age=rules.minor_age,
        date_precision=rules.date_precision,
        place_precision=rules.place_precision,
        minor_place_precision=rules.minor_place_precision,
        small_cell=rules.small_cell,
        portraits=rules.portraits,
        links=rules.links,
        age_bands=rules.age_bands,
        delay_days=rules.delay_days,
        lone_voices=rules.lone_voices,
        linked=rules.linked,
        review=rules.review,
        consent_needed=rules.consent_needed,
        contact=clean_text(rules.contact),
    )


def _sources(facts: Facts, speaking: set[str]) -> tuple[PublicSource, ...]:
    """Name a source only where something published rests on it."""
    shown = {s.name: s for s in facts.sources if s.name in speaking}
    return tuple(
        PublicSource(
            name=name,
            title=clean_text(source.shown),
            kind=source.kind,
            depends_on=tuple(d for d in source.depends_on if d in shown),
            covers=str(source.covers) if source.covers else "",
            duplicate_free=source.duplicate_free,
            releases=_releases(r for r in facts.releases if r.source == name),
        )
        for name, source in sorted(shown.items())
    )


def _releases(releases: Iterable[Release]) -> tuple[PublicRelease, ...]:
    found = [
        PublicRelease(
            kind=r.kind,
            as_of=r.as_of.isoformat() if r.as_of else "",
            given=r.given,
            taken=r.taken,
            refused=r.refused,
        )
        for r in releases
    ]
    return tuple(sorted(found, key=lambda r: (r.as_of, r.kind, r.given, r.taken, r.refused)))


def _withheld(cases: Iterable[PersonCase]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for case in cases:
        if case.withheld:
            reason = _class_of(case.withheld)
            counts[reason] = counts.get(reason, 0) + 1
    return tuple(sorted(counts.items()))


def _class_of(reason: str) -> str:
    return reason if reason in WITHHELD_CLASSES else "other"


def _breakdown(name: str, cells: tuple[tuple[str, int], ...], small: int, withheld: int) -> Breakdown:
    """Hide cells below `small`; never one alone, since the sum would give it away.

    The withheld are one number, in no cell: parted, the difference to the list of persons would tell them.
    """
    hidden = hidden_cells(cells, small)
    return Breakdown(
        name=name,
        cells=tuple(Cell(value=clean_text(v), count=None if v in hidden else n) for v, n in cells),
        withheld=withheld,
    )
