"""Have an edition's data set looked at before it is published, against what must not be in it."""

from __future__ import annotations

import sqlalchemy as sa

from everyname.book import index
from everyname.book.book import Book
from everyname.book.steps.facts import consents, may_publish
from everyname.edition.linter import Finding, KeptBack, lint
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Facts
from everyname.errors import PolicyRefused

__all__ = ["findings", "refuse_findings"]

SHORTEST_WORD = 6  # a shorter file name is an ordinary word too


def findings(book: Book, facts: Facts, edition: PublicEdition) -> tuple[Finding, ...]:
    """Give what contradicts the rules, but for what the policy accepts; the refused cannot be accepted."""
    accepted = set(book.policy.publication.accepted)
    found = lint(edition, _kept_back(book, facts))
    return tuple(one for one in found if one.refused or one.key not in accepted)


def refuse_findings(found: tuple[Finding, ...]) -> None:
    """Raise PolicyRefused, naming the first of the findings and where they are."""
    if not found:
        return
    first = "; ".join(f"{one.where}: {one.why} ({one.rule})" for one in found[:5])
    more = f"; and {len(found) - 5} more" if len(found) > 5 else ""
    looked = [one.key for one in found if not one.refused]
    accept = (
        f" What was looked at goes into book.toml, [publication] accepted, such as {looked[0]!r}."
        if looked
        else ""
    )
    raise PolicyRefused(
        f"This edition would say what its rules do not allow: {first}{more}.",
        kept="Nothing was published; the editions that stand are as they were.",
        remedy=f"`everyname publish --preview` lists all of it; mend it with `everyname correct`,"
        f" `everyname withhold` or the policy.{accept}",
    )


def _kept_back(book: Book, facts: Facts) -> KeptBack:
    """Gather, apart from how the edition was made, what must not be in it."""
    policy, consent = book.policy, consents(book, [case.person for case in facts.cases])
    return KeptBack(
        withheld={
            case.person.id: tuple(name.text for _, report in case.person.reports for name in report.names)
            for case in facts.cases
            if case.withheld
        },
        silent=frozenset(
            source.name
            for source in facts.sources
            if consent.get((source.name, "publish")) is False
            or (
                not may_publish(source, policy, consent)
                and not any(
                    consent.get((case.person.id, "publish"))
                    for case in facts.cases
                    if source.name in case.person.sources
                )
            )
        ),
        portraits=frozenset(
            case.person.id
            for case in facts.cases
            if consent.get((case.person.id, "portrait"))
            or (
                consent.get((case.person.id, "portrait")) is not False
                and any(consent.get((source, "portrait")) for source in case.person.sources)
            )
        ),
        words=frozenset(_secret_words(book, facts)),
    )


def _secret_words(book: Book, facts: Facts) -> set[str]:
    """Give the words that stand for a device, a file or a sealed identity."""
    words = {row.file_name for row in book.rows(sa.select(index.evidence.c.file_name))}
    words |= {release.file_name for release in facts.releases}
    words |= {source.sealed_identity for source in facts.sources}
    words |= {log.device for log in book.logs()}
    return {word for word in words if len(word) >= SHORTEST_WORD}
