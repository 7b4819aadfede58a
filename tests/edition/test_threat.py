"""Threat levels: each holds back at least what the one below does, and never less than is set by hand."""

from __future__ import annotations

import datetime
import itertools

import pytest

from edition.invented import facts, person, report
from everyname.edition.coarsen import DATE_STEPS, PLACE_STEPS
from everyname.edition.redact import Rules, allow
from everyname.edition.threat import at_level, held_back
from everyname.model import StatedDate
from everyname.model.vocabulary import THREAT_LEVELS

STRICT = Rules(
    date_precision="year",
    place_precision="country",
    minor_place_precision="country",
    small_cell=50,
    portraits=False,
    links=False,
    age_bands=True,
    delay_days=400,
    lone_voices=False,
)


def _fineness(rules: Rules) -> tuple[int | bool, ...]:
    return (
        -DATE_STEPS.index(rules.date_precision),
        -PLACE_STEPS.index(rules.place_precision),
        -PLACE_STEPS.index(rules.minor_place_precision),
        -rules.small_cell,
        rules.portraits,
        rules.links,
        not rules.age_bands,
        -rules.delay_days,
        rules.lone_voices,
    )


@pytest.mark.parametrize("given", [Rules(), STRICT, Rules(place_precision="country", small_cell=7)])
def test_a_level_only_takes_away(given: Rules) -> None:
    """No level shows anything more finely than the one below it, or than the rules set by hand."""
    steps = [_fineness(given), *(_fineness(at_level(given, level)) for level in THREAT_LEVELS)]
    assert at_level(given, "normal") == given
    for looser, stricter in itertools.pairwise(steps):
        assert all(a >= b for a, b in zip(looser, stricter, strict=True))


def test_what_high_leaves_to_see() -> None:
    """At the highest level a page tells year, country and age band, and no picture or address."""
    edition = allow(facts(), at_level(Rules(), "high"))
    for one in edition.persons:
        assert (one.province, one.city, one.portrait) == ("", "", "")
        assert one.first[4:] in ("", "-01-01")
        assert not any(said.links for said in one.sayings)
    assert {part.name for part in edition.breakdowns}.isdisjoint({"month", "province"})
    assert {age for one in edition.persons for said in one.sayings for age in said.ages} <= {
        *("12-17", "18-24", "25-34", "35-44", "45-59", "60+")
    }


def test_recent_harm_and_lone_voices_wait() -> None:
    """Whoever came to harm of late, or is spoken of by somebody near alone, is held back; others are not."""
    high, kinds = at_level(Rules(), "high"), {"North List": "list", "River List": "witness"}
    listed, told = person(1, report()).person, person(2, report("River List")).person
    assert held_back(listed, kinds, high, "2030-03-01") == "delay_days"
    assert held_back(listed, kinds, high, "2030-06-01") == ""
    assert held_back(told, kinds, high, "2030-06-01") == "lone_voices"
    assert held_back(told, kinds, Rules(), "2030-02-12") == ""
    unread = person(3, report(dates=(StatedDate(text="?"),))).person
    assert held_back(unread, kinds, high, datetime.date(2030, 2, 12).isoformat()) == ""
