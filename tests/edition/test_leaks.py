"""What must not be published reaches no byte of an edition, in any encoding; nor does the order of intake."""

from __future__ import annotations

import math
from pathlib import Path

from edition.leaks import correlation, run


def test_no_canary_point_device_or_order_of_intake_is_published(tmp_path: Path) -> None:
    """Planted in fifteen kinds of place, found in the book, none is in the edition; order tells nothing."""
    done = run(240, 7, tmp_path)
    assert done.held == done.planted == 240
    assert done.stays, "the scan finds a name that is published"
    assert (done.leaked, done.points, done.devices) == ([], [], [])
    assert done.persons > 100
    chance = 4.5 / math.sqrt(done.persons)
    assert {what: value for what, value in done.correlations.items() if abs(value) > chance} == {}


def test_the_correlation_tells_an_order_that_is_kept() -> None:
    """An edition in the order of intake, or against it, would be noticed."""
    assert correlation(range(50), range(100, 150)) > 0.99
    assert correlation(range(50), range(50, 0, -1)) < -0.99
