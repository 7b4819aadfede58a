"""Books that meet at random, with sticks lost, late and twice, end as one book once all have met."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from torture.books import play


@pytest.mark.parametrize("seed", range(2))
def test_random_meetings_end_in_one_book(tmp_path: Path, seed: int) -> None:
    """Whatever was lost, doubled or came late: after everybody met, every table of every book is equal."""
    assert play(tmp_path, random.Random(seed)) == ""
