"""Print the table of targets for the ledger's speed: `make bench-ledger [ROWS="F13 F14"]`.

    PYTHONPATH=src:tests python -m bench_ledger [F7] [F13] [F14] [F15] [F16]

Every piece of work runs in a process of its own, so that its memory is its own. EVERYNAME_BENCH_ENTRIES
(1,000,000) and EVERYNAME_BENCH_BYTES (1 GiB) make the made book and the bundle smaller.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench_table import print_rows

ENTRIES = int(os.environ.get("EVERYNAME_BENCH_ENTRIES", "1000000"))
BYTES = int(os.environ.get("EVERYNAME_BENCH_BYTES", str(1 << 30)))
ROOT = Path(tempfile.gettempdir()) / f"everyname-bench-ledger-{os.getpid()}"


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as measured in this run, and the target."""

    figure: str
    measured: str
    memory: str = field(metadata={"heading": "most memory"})
    target: str


def done(piece: str, folder: str, count: int) -> dict[str, float]:
    """Do a piece of work in a process of its own and give its figures."""
    place = ROOT / folder
    place.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bench_ledger.work", piece, str(place), str(count)]
    environment = os.environ | {"EVERYNAME_HOME": str(ROOT / "home"), "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout
    figures: dict[str, float] = json.loads(said.splitlines()[-1])
    return figures


@cache
def book() -> str:
    """Make the large book once; give its folder."""
    done("make", "large", ENTRIES)
    return "large"


def memory(figures: dict[str, float]) -> str:
    """Give the most memory of a piece, and of a process it started."""
    child = f" (a helper {figures['child memory']:.0f})" if figures["child memory"] > 1 else ""
    return f"{figures['memory']:.0f} MiB{child}"


def rate(figures: dict[str, float]) -> str:
    """Give entries a second by the wall and the processors' seconds."""
    return f"{figures['entries'] / figures['seconds']:,.0f} entries/s ({figures['cpu']:.1f} s of processor)"


def whole(figures: dict[str, float]) -> str:
    """Give the seconds for all entries."""
    return (
        f"{figures['entries']:,.0f} entries: {figures['seconds']:.1f} s ({figures['cpu']:.1f} s of processor)"
    )


def saves() -> Iterator[Line]:
    """F13: what one save and many saves take."""
    one = done("single_saves", "single", 0)
    took = f"{one['p95'] * 1000:.1f} ms (median {one['median'] * 1000:.1f} ms)"
    yield Line("F13 one durable save into a book, p95", took, memory(one), "<= 20 ms")
    many = min(ENTRIES, 100_000)
    for name, piece, target in (
        ("F13 appended to a device's log, 1,000 at a time", "log_appends", ">= 15,000 entries/s"),
        ("F13 appended to a book and its tables, 1,000 at a time", "book_appends", "-"),
    ):
        found = done(piece, piece, many)
        yield Line(name, rate(found), memory(found), target)


def checking() -> Iterator[Line]:
    """F14: the cold check of a large log."""
    found = done("check", book(), ENTRIES)
    size = f", {found['bytes'] / found['entries']:.0f} bytes each"
    yield Line(
        "F14 everyname verify", whole(found) + size, memory(found), "<= 10 s, <= 100 MiB for 1,000,000"
    )


def rebuilding() -> Iterator[Line]:
    """F15: all tables written anew."""
    found = done("rebuild", book(), ENTRIES)
    yield Line("F15 everyname rebuild", whole(found), memory(found), "<= 180 s for 1,000,000 on 2 cores")


def carrying() -> Iterator[Line]:
    """F16: a large bundle made and taken."""
    done("begin_offices", "offices", BYTES)
    for name, piece, target in (
        ("everyname pack", "pack_large", "-"),
        ("everyname unpack", "unpack_large", ">= 60 MB/s"),
    ):
        found = done(piece, "offices", BYTES)
        speed = f"{found['bytes'] / 1e6:,.0f} MB: {found['bytes'] / 1e6 / found['seconds']:.0f} MB/s"
        yield Line(f"F16 {name}", f"{speed} ({found['cpu']:.1f} s of processor)", memory(found), target)


def hostile() -> Iterator[Line]:
    """F7: what the worst of the hostile bundles takes."""
    found = done("refuse", "hostile", 0)
    took = f"{found['kinds']:.0f} kinds, {found['taken']:.0f} taken; the slowest {found['slowest']:.1f} s"
    yield Line("F7 refusing a hostile bundle", took, f"{found['largest']:.0f} MiB", "< 10 s, < 256 MiB each")


def main() -> None:
    """Measure the rows asked for, or all."""
    rows = {"F7": hostile, "F13": saves, "F14": checking, "F15": rebuilding, "F16": carrying}
    try:
        print_rows(Line, rows)
    finally:
        shutil.rmtree(ROOT, ignore_errors=True)


if __name__ == "__main__":
    main()
