"""Tables that several tests of the estimate room share: published facts and simulated ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from everyname.estimate import Patterns, read_patterns
from kosovo import kosovo_table


def table(lists: str, cells: dict[str, int]) -> Patterns:
    """Build a table from one-letter list names and patterns written as 0s and 1s."""
    return Patterns.from_rows(tuple(lists), ((tuple(map(int, key)), count) for key, count in cells.items()))


@pytest.fixture(scope="session")
def kosovo() -> Patterns:
    """The four Kosovo lists, 4,400 people."""
    return kosovo_table()


@pytest.fixture(scope="session")
def lone_list() -> Patterns:
    """Three invented lists, the third of which shares nobody with the others."""
    return table("ABC", {"001": 17, "010": 26, "100": 45, "110": 5})


def simulate(rates: tuple[float, ...], people: int, seed: int) -> Patterns:
    """Draw a table of independent lists that reach a person with these rates."""
    seen = np.random.default_rng(seed).random((people, len(rates))) < np.array(rates)
    masks = (seen.astype(np.int64) << np.arange(len(rates))).sum(axis=1)
    cells = {mask: int(count) for mask, count in enumerate(np.bincount(masks).tolist()) if mask}
    return Patterns.from_cells([f"list {place + 1}" for place in range(len(rates))], cells)


@pytest.fixture(scope="session")
def independent() -> Patterns:
    """2,000 people met by four independent lists."""
    return simulate((0.25, 0.2, 0.15, 0.1), 2000, 4)


@pytest.fixture(scope="session")
def real_table(real_data: Path):
    """Read one of the real tables by name."""

    def read(name: str) -> Patterns:
        return read_patterns((real_data / "lists" / f"{name}.csv").read_text("utf-8"), name)

    return read
