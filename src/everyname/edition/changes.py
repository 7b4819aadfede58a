"""Compare two editions as published: nothing enters that either of them does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from everyname.edition.public import PublicEdition, PublicPerson
from everyname.edition.public_changes import PublicChange, PublicChanges, PublicGone
from everyname.model import Number

__all__ = ["RULES_SHOWN", "changes_between", "gone_persons"]

# Each part of a person's page, with the fields that make it.
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("name", ("names",)),
    ("outcome", ("outcome",)),
    ("date", ("first", "last")),
    ("place", ("country", "province", "city")),
    ("age", ("age", "minor")),
    ("sex", ("sex",)),
    ("standing", ("standing",)),
    ("contested", ("contested",)),
    ("portrait", ("portrait",)),
    ("corrections", ("corrections", "corrected")),
    ("sources", ("sayings",)),
)
RULES_SHOWN = (
    *("outcomes", "first", "last", "countries", "provinces"),
    *("date_precision", "place_precision", "minor_place_precision", "minor_age", "small_cell", "portraits"),
    *("links", "age_bands", "delay_days", "lone_voices"),
    *("linked", "review", "consent_needed"),
)


def gone_persons(
    before: PublicEdition | None,
    now: Mapping[str, Any],
    moved: Mapping[str, str],
    withheld: frozenset[str],
    withdrawn: frozenset[str],
) -> tuple[PublicGone, ...]:
    """Say of everybody who ever had a page and has none now what became of it, but for those withheld.

    `now` holds the ids that have a page, `moved` leads from an id to the one it is part of now. Of who is
    withheld nothing is said, not even that: why somebody is not shown can tell who presses whom.
    """
    if before is None:
        return ()
    once = {person.id for person in before.persons} | {gone.id for gone in before.gone}
    found = (_gone(one, now, moved, withheld, withdrawn) for one in sorted(once - set(now)))
    return tuple(one for one in found if one is not None)


def _gone(
    one: str,
    now: Mapping[str, Any],
    moved: Mapping[str, str],
    withheld: frozenset[str],
    withdrawn: frozenset[str],
) -> PublicGone | None:
    end, seen = one, {one}
    while (end := moved.get(end, end)) not in seen:
        seen.add(end)
    if end in now:
        return PublicGone(id=one, reason="merged", into=end)
    if end in withheld:
        return None
    return PublicGone(id=one, reason="withdrawn" if end in withdrawn else "scope")


def changes_between(before: PublicEdition, after: PublicEdition) -> PublicChanges:
    """Say what the later edition says otherwise than the earlier one.

    Nothing that may no longer be said comes back this way: numbers stand without the words around them, the
    stated one only while every claim it can rest on is still published; of persons only ids are told.
    """
    old = {person.id: person for person in before.persons}
    new = {person.id: person for person in after.persons}
    claims = {claim.id for claim in before.claims}, {claim.id for claim in after.claims}
    found = ((one, _parts(old[one], person)) for one, person in new.items() if one in old)
    return PublicChanges(
        number=before.number,
        as_of=before.as_of,
        documented=_bare(before.documented),
        stated=_bare(before.stated) if before.stated and not claims[0] - claims[1] else None,
        estimated=_bare(before.estimated) if before.estimated else None,
        added=tuple(one for one in new if one not in old),
        gone=tuple(one.id for one in after.gone if one.id in old),
        not_shown=len(old.keys() - new.keys() - {one.id for one in after.gone}),
        changed=tuple(PublicChange(id=one, fields=parts) for one, parts in found if parts),
        claims_added=tuple(claim.id for claim in after.claims if claim.id not in claims[0]),
        claims_gone=len(claims[0] - claims[1]),
        rules=_rules(before, after),
    )


def _bare(number: Number) -> Number:
    """Give value and range alone: the words of the earlier edition may name who has since withdrawn."""
    return replace(number, source="the edition before", note="")


def _parts(old: PublicPerson, new: PublicPerson) -> tuple[str, ...]:
    if old == new:
        return ()
    return tuple(
        part for part, names in _PARTS if any(getattr(old, name) != getattr(new, name) for name in names)
    )


def _rules(before: PublicEdition, after: PublicEdition) -> tuple[tuple[str, str, str], ...]:
    old, new = _plain_rules(before), _plain_rules(after)
    return tuple((name, old[name], new[name]) for name in RULES_SHOWN if old[name] != new[name])


def _plain_rules(edition: PublicEdition) -> dict[str, str]:
    """Write scope and rules as plain text; several values are parted by a blank."""
    given = {
        field.name: getattr(part, field.name)
        for part in (edition.scope, edition.rules)
        for field in fields(part)
        if field.name in RULES_SHOWN
    }
    return {
        name: " ".join(value)
        if isinstance(value, tuple)
        else str(int(value))
        if isinstance(value, bool)
        else str(value)
        for name, value in given.items()
    }
