"""The allow-list: what may be said passes, everything else has no way through."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.invented import cases, claim, edition_files, facts, panel, person, report
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.errors import UsedWrongly, ValueRefused
from everyname.model import from_plain, to_plain


def test_nothing_private_reaches_any_file() -> None:
    """Own ids, unread columns, file names, identities, streets and withheld persons stay in."""
    for path, data in edition_files(allow(facts(), Rules())).items():
        assert b"CANARY" not in data, path
        assert b"devabc12" not in data, path
        assert b"Hidden Witness" not in data, path


def test_an_edition_survives_plain_values() -> None:
    """An edition is nothing but text, whole numbers and yes/no, and comes back from JSON unchanged."""
    edition = allow(facts(), Rules())
    plain = json.loads(json.dumps(to_plain(edition)))
    assert from_plain(PublicEdition, plain) == edition
    assert not _floats(plain)


def _floats(value: object) -> bool:
    if isinstance(value, dict):
        return any(_floats(item) for item in value.values())
    if isinstance(value, list):
        return any(_floats(item) for item in value)
    return isinstance(value, float)


def test_withheld_persons_are_counted_by_reason_class() -> None:
    """A withheld person has no page, and the class of the reason is counted; free words are not shown."""
    given_cases = (*cases(), person(7, report(name="X Y"), withheld="told us by CANARY"))
    edition = allow(facts(cases=given_cases), Rules())
    assert dict(edition.withheld) == {"safety": 1, "other": 1}
    assert len(edition.persons) == len(given_cases) - 2


@pytest.mark.parametrize("internal", ["devabc12-10", "north:17", "p1", "../index"])
def test_an_id_that_tells_where_it_came_from_is_never_published(internal: str) -> None:
    """Only ids that linking drew reach a page; an entry or report id stops the edition."""
    case = replace(person(9), person=replace(person(9).person, id=internal))
    with pytest.raises(UsedWrongly, match="may be published"):
        allow(facts(cases=(case,)), Rules())


def test_sources_that_are_not_shown_are_not_named_in_the_estimate() -> None:
    """A list on which nothing published rests is named nowhere in the estimate."""
    case = replace(panel(), lists=("North List", "Hidden Witness"), refused="Hidden Witness is short.")
    case.plain["warnings"] = ["Hidden Witness and North List overlap.", "North List is long."]
    case.plain["panel"][0]["refused"] = "Hidden Witness is empty"
    edition = allow(facts(estimate=case), Rules())
    assert "Hidden" not in repr(edition.estimate)
    assert "Hidden" not in repr(edition.estimated)
    assert edition.estimate is not None
    assert edition.estimate.lists == ("North List",)
    assert edition.estimate.warnings[1] == "North List is long."


def test_withheld_persons_stand_in_no_cell() -> None:
    """Every breakdown says how many it leaves out, and parts them no further."""
    edition = allow(facts(), Rules())
    assert {part.withheld for part in edition.breakdowns} == {1}
    assert not any(cell.value == "withheld" for part in edition.breakdowns for cell in part.cells)


def test_order_of_intake_does_not_show() -> None:
    """The same persons in another order give the same edition."""
    assert allow(facts(cases=tuple(reversed(cases()))), Rules()) == allow(facts(), Rules())


def test_sources_without_published_words_are_not_named() -> None:
    """A source on which nothing published rests is not named."""
    assert {s.name for s in allow(facts(), Rules()).sources} == {"North List", "River List", "Delta Post"}


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8), st.integers(2, 10))
def test_small_cells_cannot_be_subtracted(counts: list[int], small: int) -> None:
    """No small count shows, and never is a single one hidden where another could be hidden beside it."""
    cells = tuple((str(i), n) for i, n in enumerate(counts))
    edition = allow(facts(breakdowns=(("sex", cells),)), Rules(small_cell=small))
    shown = [c.count for c in edition.breakdowns[0].cells]
    assert all(n is None or n == 0 or n >= small for n in shown)
    others = [n for n in counts if n >= small]
    assert shown.count(None) != 1 or not others


def test_estimate_without_headline_is_a_refusal_in_words() -> None:
    """With no headline the estimated number has no value and says why."""
    case = panel()
    case.plain["headline"] = None
    number = allow(facts(estimate=case), Rules()).estimated
    assert number is not None
    assert number.value is None
    assert number.note == case.plain["verdict"]
    assert allow(facts(estimate=None), Rules()).estimated is None


def test_stated_range_counts_no_group_and_no_echo() -> None:
    """Teenagers among the dead and repeats do not widen the stated range."""
    stated = allow(facts(), Rules()).stated
    assert stated is not None
    assert (stated.value, stated.low, stated.high) == (1500, 1500, 1500)


def test_denials_are_no_number() -> None:
    """A denied number does not enter the range; it stands in the table."""
    edition = allow(facts(claims=(claim(modality="denied"),)), Rules())
    assert edition.stated is None
    assert len(edition.claims) == 1


def test_claim_keeps_its_literal_words_only() -> None:
    """A claim shows qualifier and number as they stand, not the sentence around them."""
    shown = allow(facts(claims=(claim(),)), Rules()).claims[0]
    assert shown.words == "about 1,500"


@pytest.mark.parametrize(
    "bad",
    [{"languages": ("xx",)}, {"languages": ()}, {"date_precision": "hour"}, {"place_precision": "house"}],
)
def test_unknown_rules_are_refused(bad: dict[str, object]) -> None:
    """A rule that does not exist is refused, not taken as no rule."""
    with pytest.raises(ValueRefused):
        Rules(**bad)  # type: ignore[arg-type]


def test_parts_of_an_estimate_pass_and_small_ones_stay_unsaid() -> None:
    """A part of an estimate has its range or why there is none; of a small one only the name is said."""
    ends = {"method": "log-linear", "median": 500, "low": 400, "high": 900}
    parts = [
        {"stratum": "a", "documented": 300, "estimated": True, "reason": None, "headline": ends},
        {
            "stratum": "b",
            "documented": 90,
            "estimated": False,
            "reason": "Hidden Witness is too short",
            "headline": None,
        },
        {"stratum": "c", "documented": 2, "estimated": True, "reason": None, "headline": ends},
        {"stratum": "d", "documented": 8, "estimated": True, "reason": None, "headline": ends},
    ]
    case = replace(panel(), plain={**panel().plain, "strata": parts})
    edition = allow(facts(estimate=case), Rules(small_cell=5))
    assert edition.estimate is not None
    a, b, c, d = edition.estimate.strata
    assert (a.documented, a.median, a.low, a.high) == (300, 500, 400, 900)
    assert (b.low, b.refused) == (None, "a list that is not named here is too short")
    assert [(one.documented, one.low) for one in (c, d)] == [(None, None), (None, None)]
    page = edition_files(edition)["en/numbers.html"].decode()
    assert "Part by part" in page
    assert "chart-strata" in page
