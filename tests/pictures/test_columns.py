"""Columns: the highest says its number, labels never overlap, both directions mirror, empty is a picture."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from everyname.pictures import Bar, Look, columns


def _rows(count: int) -> list[Bar]:
    return [Bar(label=f"{n + 1} March 2030", value=n % 7, shown=str(n % 7)) for n in range(count)]


def _places(drawn: str, kind: str) -> list[float]:
    return [float(x) for x in re.findall(rf'<text class="{kind} large" x="([\d.]+)"', drawn)]


@pytest.mark.parametrize("count", [2, 7, 31, 62])
def test_labels_never_overlap(count: int) -> None:
    """However many columns there are, the labels beneath stand apart and the highest says its number."""
    drawn = columns(_rows(count), title="By day", description="d", name="m")
    labels = _places(drawn, "label")
    assert labels
    assert all(b - a > 140 for a, b in pairwise(labels))
    assert f">{max(n % 7 for n in range(count))}</text>" in drawn


def test_time_runs_from_the_reading_edge() -> None:
    """In Persian the first day stands at the right."""
    left = columns(_rows(5), title="t", description="d", name="m")
    right = columns(_rows(5), title="t", description="d", name="m", look=Look(rtl=True))
    assert _places(right, "label")[0] == pytest.approx(640 - _places(left, "label")[0])


def test_words_stay_inside_the_chart() -> None:
    """The label of the first and the last column is moved in rather than cut."""
    drawn = columns(_rows(3), title="t", description="d", name="m")
    assert all(60 <= x <= 580 for x in _places(drawn, "label"))


def test_nothing_is_still_a_picture() -> None:
    """Without any row the chart is empty, not broken."""
    assert columns([], title="t", description="d", name="m").startswith("<svg")
