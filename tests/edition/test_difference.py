"""What two editions tell together: each planted way of reading off what the later one holds back."""

from __future__ import annotations

from dataclasses import replace

from edition.invented import cases, day, facts, person, report
from everyname.edition.difference import Difference, differences
from everyname.edition.public import Breakdown, Cell, PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.model import StatedAge

PLAIN = Rules()


def _edition(before: PublicEdition | None = None, rules: Rules = PLAIN, **more: object) -> PublicEdition:
    number = 1 if before is None else 2
    return allow(facts(before=before, number=number, **more), rules)


def test_the_same_edition_tells_nothing_more() -> None:
    """Two editions of the same persons and rules tell nothing together."""
    first = _edition()
    assert differences(first, _edition(first)) == ()


def test_who_is_withheld_now_is_already_out() -> None:
    """A person withheld after having been shown is named: copies of the earlier edition stay."""
    first = _edition()
    given = tuple(replace(one, withheld="family") if at == 0 else one for at, one in enumerate(cases()))
    found = differences(first, _edition(first, cases=given))
    about = f"person {cases()[0].person.id}"
    assert Difference(kind="already out", about=about) in found
    assert Difference(kind="by the rest", about=about, part="family") in found


def test_what_is_coarser_now_was_finer_before() -> None:
    """Place, date, portrait and addresses made coarser are each said to stand in the edition before."""
    first = _edition()
    rules = Rules(date_precision="month", place_precision="province", portraits=False, links=False)
    found = {
        (one.about, one.part)
        for one in differences(first, _edition(first, rules))
        if one.kind == "finer before"
    }
    about = f"person {cases()[0].person.id}"
    assert {(about, part) for part in ("place", "date", "portrait", "links")} <= found


def test_an_age_that_became_a_band_was_exact_before() -> None:
    """An age in bands now and exact before is said, once a person."""
    first = _edition()
    found = [one.part for one in differences(first, _edition(first, Rules(age_bands=True)))]
    assert "age" in found


def test_a_cell_tells_what_no_page_shows() -> None:
    """A person who came coarsened, with a breakdown finer than the page, is read off from both editions."""
    first = _edition()
    after = _edition(first)
    grown = Breakdown(name="province", cells=(Cell(value="Marou", count=6), Cell(value="Sarvan", count=1)))
    after = replace(after, breakdowns=(grown,))
    assert differences(first, after) == (Difference(kind="cell", about="breakdown province", part="Sarvan"),)


def test_a_cell_that_moves_with_the_pages_tells_nothing() -> None:
    """A newly shown person raises its cells by one, as its page says itself."""
    first = _edition()
    parts = tuple(
        replace(
            part, cells=tuple(replace(c, count=(c.count or 0) + (c.value == "Marou")) for c in part.cells)
        )
        for part in first.breakdowns
        if part.name == "province"
    )
    after = replace(
        _edition(first, cases=(*cases(), person(9, report(name="Velan Torash")))), breakdowns=parts
    )
    assert [one for one in differences(first, after) if one.kind == "cell"] == []


def test_a_move_between_coarse_groups_narrows_both() -> None:
    """A month that became the next one, and a band that became the next one, tell the border between them."""
    rules = Rules(date_precision="month", age_bands=True)
    early = person(8, report(name="Velan Torash", dates=(day("2030-02-28"),)))
    late = person(
        8,
        report(
            name="Velan Torash", dates=(day("2030-03-01"),), ages=(StatedAge(text="35", low=35, high=35),)
        ),
    )
    first = _edition(None, rules, cases=(early,))
    found = {(one.kind, one.part) for one in differences(first, _edition(first, rules, cases=(late,)))}
    assert {("moved", "date"), ("moved", "age")} <= found


def test_one_more_withheld_tells_when_they_came() -> None:
    """A count of withheld persons that grows by one between two editions is pointed out."""
    first = _edition()
    more = replace(person(9, report(name="Velan Torash")), withheld="safety")
    found = differences(first, _edition(first, cases=(*cases(), more)))
    assert found == (Difference(kind="withheld came", about="withheld", part="safety"),)
