"""The linter of an edition: what is planted against a rule is named, a sound edition is not touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from edition.invented import cases, facts
from everyname.edition.linter import KeptBack, lint
from everyname.edition.public import (
    Breakdown,
    Cell,
    Correction,
    PublicDate,
    PublicEdition,
    PublicName,
    PublicPerson,
    PublicPlace,
)
from everyname.edition.redact import Rules, allow
from everyname.edition.telling import telling
from everyname.edition.threat import at_level
from everyname.model.vocabulary import THREAT_LEVELS

COARSE = Rules(
    date_precision="month", place_precision="province", minor_place_precision="country", small_cell=3
)


@pytest.mark.parametrize("level", THREAT_LEVELS)
def test_a_sound_edition_is_not_touched(level: str) -> None:
    """What the allow-list makes keeps every rule, at every threat level."""
    assert lint(allow(facts(), at_level(Rules(), level)), KeptBack(portraits=_all(facts()))) == ()


def _all(given: object) -> frozenset[str]:
    return frozenset(case.person.id for case in cases())


def _adult(edition: PublicEdition) -> PublicPerson:
    return next(one for one in edition.persons if not one.minor and one.names)


def _minor(edition: PublicEdition) -> PublicPerson:
    return next(one for one in edition.persons if one.minor)


def _with(edition: PublicEdition, old: PublicPerson, **changed: object) -> PublicEdition:
    new = replace(old, **changed)  # type: ignore[arg-type]
    return replace(edition, persons=tuple(new if one is old else one for one in edition.persons))


def _said(edition: PublicEdition, old: PublicPerson, **changed: object) -> PublicEdition:
    said = replace(old.sayings[0], **changed)  # type: ignore[arg-type]
    return _with(edition, old, sayings=(said, *old.sayings[1:]))


def _cells(*counts: int | None) -> tuple[Breakdown, ...]:
    return (Breakdown(name="sex", cells=tuple(Cell(value=f"v{n}", count=c) for n, c in enumerate(counts))),)


def _noted(text: str, **more: object) -> Callable[[PublicEdition], PublicEdition]:
    note = Correction(date="2030-05-02", text=text, **more)  # type: ignore[arg-type]
    return lambda e: _with(e, _adult(e), corrections=(note,))


PLANTED: dict[str, tuple[str, Callable[[PublicEdition], PublicEdition]]] = {
    "a day": ("date", lambda e: _with(e, _adult(e), first="2030-02-11", last="2030-02-11")),
    "a source's day": (
        "date",
        lambda e: _said(e, _adult(e), dates=(PublicDate(first="2030-02-01", last="2030-02-27"),)),
    ),
    "words of a date": (
        "date",
        lambda e: _said(e, _adult(e), dates=(PublicDate(first="2030-02-01", last="2030-02-28", text="x"),)),
    ),
    "a corrected day": ("date", _noted("mended", field="dates", values=("2030-02-11..2030-02-11",))),
    "a city": ("place", lambda e: _with(e, _adult(e), city="Sarvan")),
    "a source's street": (
        "place",
        lambda e: _said(e, _adult(e), places=(PublicPlace(country="XA", text="Lime Street"),)),
    ),
    "a minor's province": ("place", lambda e: _with(e, _minor(e), province="Marou")),
    "a corrected place": ("place", _noted("x", field="places", values=("Sarvan, Marou, XA",))),
    "a minor's age": ("age", lambda e: _with(e, _minor(e), age="16")),
    "a minor's age by a source": ("age", lambda e: _said(e, _minor(e), ages=("15-17",))),
    "a minor's portrait": ("minor", lambda e: _with(e, _minor(e), portrait="a" * 64)),
    "a minor's link": ("minor", lambda e: _said(e, _minor(e), links=("https://x.example/a",))),
    "a school": ("minor", lambda e: _with(e, _minor(e), contested="A pupil of the Sarvan school.")),
    "a school in Persian": ("minor", lambda e: _with(e, _minor(e), contested="دانش‌آموز دبیرستان سروان")),
    "an age in words": ("minor", lambda e: _with(e, _minor(e), contested="He was ۱۶ ساله.")),
    "a telephone": ("telephone", _noted("Call +98 912 000 0000.")),
    "a telephone in Persian digits": ("telephone", _noted("۰۹۱۲ ۰۰۰ ۰۰۰۰")),
    "an e-mail": ("e-mail", _noted("write to family@home.example")),
    "a point": ("coordinates", _noted("at 35.6892, 51.3890")),
    "a point in a link": (
        "coordinates",
        lambda e: _said(e, _adult(e), links=("https://map.example/@35.68921,51.38901",)),
    ),
    "a telephone in a link": ("telephone", lambda e: _said(e, _adult(e), links=("https://wa.me/98912",))),
    "a telephone in a name": (
        "telephone",
        lambda e: _with(e, _adult(e), names=(PublicName(text="Talan 0912 000 0000"),)),
    ),
    "a path": ("path", _noted("see /home/arash/list")),
    "a drive": ("path", _noted(r"see C:\Users\arash")),
    "a file": ("file name", _noted("as in list-of-may.xlsx")),
    "an entry": ("entry id", _noted("see k3x7q2ab-120")),
    "a digest": ("entry id", _noted("f" * 64)),
    "a device": ("secret", _noted("typed on k3x7q2ab.")),
    "a sealed name": ("secret", _noted("told by Vesta Amrun, a nurse")),
    "an override": ("characters", _noted("\u202eabc")),
    "a control": ("characters", lambda e: replace(e, title="a\x07b")),
    "a small cell": ("small cell", lambda e: replace(e, breakdowns=_cells(2, 3))),
    "one cell hidden": ("small cell", lambda e: replace(e, breakdowns=_cells(None, 3))),
    "two cells of one": ("small cell", lambda e: replace(e, breakdowns=_cells(None, None, 3))),
    "a fine breakdown": ("breakdown", lambda e: replace(e, breakdowns=(Breakdown(name="province"),))),
    "an id in order": ("id", lambda e: _with(e, _adult(e), id="person-17")),
    "order of intake": ("order", lambda e: replace(e, persons=e.persons[::-1])),
    "a withheld person": ("withheld", lambda e: _with(e, _adult(e), id="pwwwwwwwwww")),
    "a withheld name": ("withheld", _noted("brother of Koha Selvan")),
    "a silent source": ("consent", lambda e: _said(e, _adult(e), source="River Office")),
    "a portrait nobody cleared": ("consent", lambda e: _with(e, _adult(e), portrait="b" * 64)),
    "a portrait at all": (
        "portrait",
        lambda e: replace(_with(e, _adult(e), portrait="b" * 64), rules=replace(e.rules, portraits=False)),
    ),
    "a link at all": (
        "link",
        lambda e: replace(
            _said(e, _adult(e), links=("https://x.example/",)), rules=replace(e.rules, links=False)
        ),
    ),
}
KEPT = KeptBack(
    withheld={"pwwwwwwwwww": ("Koha Selvan",)},
    silent=frozenset({"River Office"}),
    portraits=frozenset(),
    words=frozenset({"k3x7q2ab", "Vesta Amrun"}),
)


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_named_and_refused(planted: str) -> None:
    """Each value against a rule is found by the rule it breaks, and no edition with it can be published."""
    rule, plant = PLANTED[planted]
    given = tuple(replace(case, portrait="") for case in cases())
    edition = allow(facts(cases=given), COARSE)
    assert lint(edition, KEPT) == ()
    found = lint(plant(edition), KEPT)
    assert rule in {one.rule for one in found if one.refused}, found


def test_what_may_be_meant_is_only_to_be_looked_at() -> None:
    """A namesake of somebody withheld, and an address in a source's title, wait for a person's eyes."""
    edition = allow(facts(), Rules())
    shown = _adult(edition).names[0].text
    title = replace(edition.sources[0], title="desk@record.example")
    edition = replace(edition, sources=(title, *edition.sources[1:]))
    found = lint(edition, KeptBack(withheld={"pxxxxxxxxxx": (shown,)}))
    assert {one.rule for one in found} == {"same name", "e-mail"}
    assert not any(one.refused for one in found)
    assert found[0].key.startswith(f"{found[0].rule}: ")


def test_a_finding_repeats_no_secret() -> None:
    """Neither the telephone nor the sealed name stands in what the linter says of it."""
    edition = _noted("told by Vesta Amrun, +98 912 000 0000")(allow(facts(), Rules()))
    said = "".join(f"{one.where}{one.why}{one.rule}" for one in lint(edition, KEPT))
    assert said
    assert "Vesta" not in said
    assert "912" not in said


@pytest.mark.parametrize(
    "text",
    [
        "more than 1,500 people",
        "2030-02-11..2030-03-01",
        "from 15 to 19 November 2030",
        "A/75/213",
        "22.5 per cent, 17.25 in all",
        "https://news.example/2030/02/11/report-12345678",
        "7,000 arrested in 28/31 provinces",
        "The age was corrected from 41 to 31.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """Numbers, dates and addresses of reports as sources write them are no telephone, point or file."""
    assert telling(text) == ()
