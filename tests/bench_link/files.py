"""Link rows as `everyname link --lists` does: write them to files, link those, read the answer."""

from __future__ import annotations

import csv
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from everyname.book.steps.link_files import link_files

__all__ = ["link_rows", "linked_pairs"]

Rows = Sequence[Mapping[str, str | None]]


def link_rows(lists: Sequence[Rows]) -> list[list[str]]:
    """Give the ids of each person; ids stand first in the rows and differ from list to list."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "clusters.csv"
        link_files(_written(lists, Path(folder)), "", None, out)
        persons = defaultdict(list)
        for row in _read(out):
            persons[row["person"]].append(row["id"])
        return list(persons.values())


def linked_pairs(lists: Sequence[Rows]) -> set[tuple[str, str]]:
    """Give the linked pairs, each with the id of the earlier list first."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pairs.csv"
        link_files(_written(lists, Path(folder)), "", out, None)
        return {(row["left"], row["right"]) for row in _read(out) if row["linked"] == "1"}


def _written(lists: Sequence[Rows], folder: Path) -> list[Path]:
    paths = []
    for number, rows in enumerate(lists):
        paths.append(folder / f"list {number}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return paths


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
