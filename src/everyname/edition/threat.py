"""Say how much more an edition holds back where showing it could bring harm: the levels of the policy.

A level only ever takes away: what the policy sets by hand stays where it is coarser.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from everyname.edition.coarsen import DATE_STEPS, PLACE_STEPS, Rules
from everyname.model import Person
from everyname.model.vocabulary import THREAT_LEVELS

__all__ = ["at_level", "held_back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """The finest an edition may be at one level."""

    dates: str = "day"
    places: str = "exact"
    minors: str = "exact"
    small_cell: int = 0
    portraits: bool = True
    links: bool = True
    age_bands: bool = False
    delay_days: int = 0
    lone_voices: bool = True


_LEVELS = {
    "normal": _Level(),
    "raised": _Level(
        dates="month",
        places="province",
        minors="country",
        small_cell=5,
        portraits=False,
        links=False,
        delay_days=7,
    ),
    "high": _Level(
        dates="year",
        places="country",
        minors="country",
        small_cell=10,
        portraits=False,
        links=False,
        age_bands=True,
        delay_days=30,
        lone_voices=False,
    ),
}
assert tuple(_LEVELS) == THREAT_LEVELS

# Kinds of source that are somebody near: a person only they speak of points at who spoke.
_NEAR = frozenset({"witness", "family"})


def at_level(rules: Rules, level: str) -> Rules:
    """Give the rules with all that the level holds back; nothing becomes finer."""
    finest = _LEVELS[level]
    return replace(
        rules,
        date_precision=_coarser(DATE_STEPS, rules.date_precision, finest.dates),
        place_precision=_coarser(PLACE_STEPS, rules.place_precision, finest.places),
        minor_place_precision=_coarser(PLACE_STEPS, rules.minor_place_precision, finest.minors),
        small_cell=max(rules.small_cell, finest.small_cell),
        portraits=rules.portraits and finest.portraits,
        links=rules.links and finest.links,
        age_bands=rules.age_bands or finest.age_bands,
        delay_days=max(rules.delay_days, finest.delay_days),
        lone_voices=rules.lone_voices and finest.lone_voices,
    )


def _coarser(steps: tuple[str, ...], one: str, other: str) -> str:
    return max(one, other, key=steps.index)


def held_back(person: Person, kinds: Mapping[str, str], rules: Rules, as_of: str) -> str:
    """Say which rule holds the person back in an edition of the ISO day `as_of`, "" for none.

    `kinds` gives the kind of each source. "delay_days": the latest day any source gives is too near;
    "lone_voices": only witnesses and family speak of them.
    """
    days = [date.latest for _, report in person.reports for date in report.dates if date.latest is not None]
    if rules.delay_days and days:
        since = datetime.date.fromisoformat(as_of) - datetime.timedelta(days=rules.delay_days)
        if max(days) > since:
            return "delay_days"
    if not rules.lone_voices and all(kinds[source] in _NEAR for source in person.sources):
        return "lone_voices"
    return ""
