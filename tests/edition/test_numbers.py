"""The page of numbers: claims with their echoes, breakdowns, the panel."""

from __future__ import annotations

import re

import pytest

from edition.invented import claim, facts
from everyname.edition.numbers import numbers_page
from everyname.edition.proofs import fingerprint, statements
from everyname.edition.public import PublicEdition
from everyname.edition.redact import Rules, allow
from everyname.edition.voice import Voice
from everyname.model import ClaimValue


def _page(edition: PublicEdition, language: str = "en") -> dict:  # type: ignore[type-arg]
    return numbers_page(Voice(edition, language), {s.id: fingerprint(s.data) for s in statements(edition)})


def test_an_echo_points_at_what_it_repeats() -> None:
    """A repeat names the statement it repeats and is not a second one."""
    rows = _page(allow(facts(), Rules()))["claims"]
    echoes = [row for row in rows if row["repeats"]]
    assert len(echoes) == 1
    assert echoes[0]["repeats"].stated_by == "three officials"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (ClaimValue(kind="exact", low=5, high=5), "5"),
        (ClaimValue(kind="at_least", low=304), "at least 304"),
        (ClaimValue(kind="at_most", high=40), "at most 40"),
        (ClaimValue(kind="range", low=300, high=400), "Between 300 and 400"),
        (ClaimValue(kind="vague"), "no number given"),
    ],
)
def test_stated_numbers_keep_their_qualifier(value: ClaimValue, shown: str) -> None:
    """A number is shown as it was qualified; a vague word gets no number."""
    row = _page(allow(facts(claims=(claim(value=value),)), Rules()))["claims"][0]
    assert re.sub("<[^>]+>", "", row["shown"]) == shown


def test_hidden_cells_show_no_number_and_no_chart() -> None:
    """Where a small count is hidden, no chart gives it away by its length."""
    month = (("month", (("2030-02", 50), ("2030-03", 2), ("2030-04", 9))),)
    part = _page(allow(facts(breakdowns=month), Rules(small_cell=5)))["breakdowns"][0]
    *cells, (label, _) = part["rows"]
    assert [number is None for _, number in cells] == [False, True, True]
    assert label == "Persons counted but not shown"
    assert part["chart"] == ""


def test_every_method_of_the_panel_is_shown_with_its_assumption() -> None:
    """Methods that gave nothing are shown too, and the chart leaves them out."""
    page = _page(allow(facts(), Rules()))
    assert len(page["estimate_rows"]) == 4
    assert all(row["words"]["assumption"] for row in page["estimate_rows"])
    assert page["estimate_chart"].count('class="span"') == 3
