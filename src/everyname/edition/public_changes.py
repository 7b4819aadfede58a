"""Say what an edition may tell of the one before it: who came, who went and why, which values differ now."""

from __future__ import annotations

from dataclasses import dataclass

from everyname.model import Number

__all__ = ["PublicChange", "PublicChanges", "PublicGone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicGone:
    """A person who had a page in an earlier edition and has none now.

    `reason` is "merged" (then `into` is the id of the person they are now part of), "withdrawn" or "scope".
    """

    id: str
    reason: str
    into: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """A person whose page says something else now; `fields` are keys of texts ("name", "standing")."""

    id: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChanges:
    """What changed since the edition `number` of day `as_of`; the numbers are those of that edition.

    `added` and `gone` are ids of persons, `claims_added` those of claims; `not_shown` counts who had a page
    and is counted without one now; `rules` holds (rule, before, now)
    as plain text.
    """

    number: int
    as_of: str
    documented: Number
    stated: Number | None = None
    estimated: Number | None = None
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    not_shown: int = 0
    changed: tuple[PublicChange, ...] = ()
    claims_added: tuple[str, ...] = ()
    claims_gone: int = 0
    rules: tuple[tuple[str, str, str], ...] = ()
