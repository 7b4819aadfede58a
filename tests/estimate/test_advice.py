"""What to do next: every reason has its sentence, and none is said twice."""

from __future__ import annotations

from everyname.estimate import Patterns, Reason, estimate_panel
from everyname.estimate.advice import BY_REASON, SILENT, advise

QUICK = ("log-linear", "decomposable")


def test_every_reason_has_advice_or_needs_none() -> None:
    """A refusal never leaves a person without a next step, unless there is nothing to be done."""
    assert set(BY_REASON) | SILENT == set(Reason)
    assert not set(BY_REASON) & SILENT


def test_the_documented_count_comes_first() -> None:
    """Whatever was met, the first advice is to give the documented count first."""
    found = advise([Reason.TOO_FEW_LISTS] * 2, agreed=False, apart=False, dependent=False)
    assert found[0].startswith("Give the documented count first")
    assert len(found) == len(set(found)) == 2


def test_disagreement_forbids_picking_a_number() -> None:
    """Where the models lie too far apart the advice is to report that, not to choose."""
    said = " ".join(advise([], agreed=False, apart=True, dependent=False))
    assert "Do not pick the number you expected" in said
    assert "Do not pick" not in " ".join(advise([], agreed=True, apart=True, dependent=False))


def test_dependent_lists_are_asked_about(kosovo: Patterns) -> None:
    """Lists that look dependent draw the question whether one took names from the other."""
    cells = {mask: count for mask, count in kosovo.cells if mask.bit_count() == 1}
    cells |= {0b0011: 900, 0b0111: 120, 0b1011: 90, 0b0101: 3, 0b0110: 2, 0b1001: 4, 0b1010: 3, 0b1100: 60}
    asked = [
        any("took names from the other" in text for text in estimate_panel(table, methods=QUICK).advice)
        for table in (Patterns.from_cells(kosovo.lists, cells), kosovo)
    ]
    assert asked == [True, False]
