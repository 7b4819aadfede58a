"""Measure what refusing each kind of hostile bundle takes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from courier.forge import Forge, keep
from courier.hostile_entries import ENTRIES
from courier.hostile_form import FORM
from courier.offices import home_at, meet_all, pair
from everyname.book import Book
from everyname.courier.unpack import unpack

__all__ = ["refusals"]


def refusals(root: Path) -> dict[str, float]:
    """Give the number of kinds, those not refused, and the most seconds and MiB that one took."""
    north, south = pair(root)
    meet_all([north, south], root / "stick")
    forge = Forge.of(north, south)
    slowest = largest = 0.0
    taken = 0
    kinds = {**FORM, **ENTRIES}
    for name, make in sorted(kinds.items()):
        file = root / "given.age"
        file.unlink(missing_ok=True)
        apart(lambda file=file, make=make: keep(file, make(forge)) is not None)

        def give(file: Path = file) -> bool:
            with home_at(south.home):
                return unpack(Book.open(south.folder), [file])[0].kind == "quarantined"

        start = time.perf_counter()
        was_refused, memory = apart(give)
        slowest, largest = max(slowest, time.perf_counter() - start), max(largest, memory)
        if not was_refused:
            taken += 1
            print(f"not refused: {name}", flush=True)
    return {"kinds": len(kinds), "taken": taken, "slowest": slowest, "largest": largest}


def apart(work: Callable[[], bool]) -> tuple[bool, float]:
    """Do something in a process of its own; give whether it came out true, and its most memory in MiB."""
    child = os.fork()
    if child == 0:
        done = False
        try:
            done = work()
        finally:
            os._exit(0 if done else 1)
    _, status, used = os.wait4(child, 0)
    return status == 0, used.ru_maxrss / 1024
