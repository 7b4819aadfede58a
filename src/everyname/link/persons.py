"""Name persons so that their ids outlive merges, splits, and reports that come and go."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Known", "Naming", "name_persons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What earlier runs named: by report the first id it ever had, and the id it had last.

    `redirects` are the ids that led to another, as (old, new).
    """

    first: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    redirects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Persons as (id, report ids) in id order, and every id that leads to another now, as (old, new)."""

    persons: tuple[tuple[str, tuple[str, ...]], ...]
    redirects: tuple[tuple[str, str], ...] = ()


def name_persons(groups: Sequence[Sequence[str]], known: Known, key: bytes) -> Naming:
    """Give every group of report ids its person id.

    An id goes to the group that holds most of the reports that had it first, or last; so a merge that is
    taken back gives both ids back. A new id is "p" and ten base32 letters of HMAC-SHA256 of the group's
    smallest report id: nobody without `key` can test a guess. Ids nobody bears now lead to the group
    that holds most of their reports.
    """
    ordered = sorted(tuple(sorted(group)) for group in groups)
    claims = _claims(ordered, known)
    person_of = _assign(claims, ordered)
    taken = {*person_of.values(), *known.first.values(), *known.last.values(), *known.redirects}
    for at, group in enumerate(ordered):
        if at not in person_of:
            person_of[at] = _new_id(group[0], key, taken)
            taken.add(person_of[at])
    persons = sorted((person_of[at], group) for at, group in enumerate(ordered))
    return Naming(persons=tuple(persons), redirects=_redirects(claims, person_of, known))


def _claims(groups: Sequence[Sequence[str]], known: Known) -> dict[tuple[str, int], int]:
    """Weigh the claim of each group (by index) to each id: two a report that had it first, one last."""
    claims: Counter[tuple[str, int]] = Counter()
    for at, group in enumerate(groups):
        for report in group:
            if report in known.first:
                claims[known.first[report], at] += 2
            if report in known.last:
                claims[known.last[report], at] += 1
    return claims


def _assign(claims: Mapping[tuple[str, int], int], groups: Sequence[Sequence[str]]) -> dict[int, str]:
    """Give each id to the group with the strongest claim, one id a group; ties by smallest report."""
    person_of: dict[int, str] = {}
    given: set[str] = set()
    for (person, at), _ in sorted(claims.items(), key=lambda c: (-c[1], groups[c[0][1]][0], c[0][0])):
        if person not in given and at not in person_of:
            person_of[at] = person
            given.add(person)
    return person_of


def _redirects(
    claims: Mapping[tuple[str, int], int], person_of: Mapping[int, str], known: Known
) -> tuple[tuple[str, str], ...]:
    """Lead every id that was borne once and is not now to where its reports are, or where it led before."""
    living = set(person_of.values())
    where: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (person, at), weight in claims.items():
        where[person].append((-weight, person_of[at]))
    found = dict(known.redirects) | {old: min(places)[1] for old, places in where.items()}
    return tuple(sorted((old, new) for old, new in found.items() if old not in living and old != new))


def _new_id(report: str, key: bytes, taken: Iterable[str]) -> str:
    for attempt in range(1 << 16):
        text = report if attempt == 0 else f"{report}#{attempt}"
        digest = hmac.new(key, text.encode(), hashlib.sha256).digest()
        person = "p" + base64.b32encode(digest).decode().lower()[:10]
        if person not in taken:
            return person
    raise AssertionError("no free id in 65,536 attempts")
