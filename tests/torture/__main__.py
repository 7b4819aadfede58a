"""Print the table of faults: what was broken on purpose, how often, and what went wrong.

    PYTHONPATH=src:tests python -m torture [F1] [F2] [F3] [F4] [F5] [F6] [F9]

TORTURE_SEED draws other cases (2 by default); TORTURE_PART=0.1 tries a tenth of each count.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from bench_table import print_rows
from torture import books, ed25519, faults, faults_book, flips, gossip, kills, mutations, planted, power
from torture.table import Found, Line, measure

__all__ = ["main"]

SEED = int(os.environ.get("TORTURE_SEED", "2"))
PART = float(os.environ.get("TORTURE_PART", "1"))


def _of(count: int) -> int:
    return max(1, round(count * PART))


def _kills() -> Iterator[Line]:
    count = _of(kills.TARGET)
    yield measure("F1 kill -9 while writing", "0 of 1,000", lambda: kills.run(count, SEED), count)


def _power() -> Iterator[Line]:
    count = _of(power.TARGET)
    yield measure("F2 power cuts", "0 of 100,000 states", lambda: power.run(count, SEED), count)
    yield measure("F2 planted bugs", "5 of 5 seen", _planted, len(planted.PLANTED))


def _planted() -> Found:
    found = Found()
    for name, (shown, tried) in planted.caught(SEED).items():
        found.add(f"{name} (seen in {shown} of {tried} states)", "" if shown else "not seen")
    return found


def _faults() -> Iterator[Line]:
    yield measure("F3 a refusing disk", "every call", lambda: faults.run(_of(2_000), SEED), _of(2_000))
    yield measure("F3 while unpacking", "every call", lambda: faults_book.run(0, SEED), 200)


def _flips() -> Iterator[Line]:
    count = _of(flips.TARGET)
    yield measure("F4 flipped bits", "0 of 10,000 missed", lambda: flips.run(count, SEED), count)


def _mutations() -> Iterator[Line]:
    yield measure("F5 must fail", "all of 60 kinds, place named", mutations.run_failing, 60)
    yield measure("F5 must pass", "all of 25 kinds", mutations.run_passing, 25)


def _signatures() -> Iterator[Line]:
    yield measure("F6 Ed25519 edge cases", "app and verify.py equal", lambda: ed25519.run(0, SEED), 500)


def _gossip() -> Iterator[Line]:
    count = _of(gossip.TARGET)
    yield measure("F9 gossip of logs", "0 of 10,000 schedules", lambda: gossip.run(count, SEED), count)
    count = _of(books.TARGET)
    yield measure("F9 gossip of whole books", "0 of 20 schedules", lambda: books.run(count, SEED), count)


_ROWS = {
    "F1": _kills,
    "F2": _power,
    "F3": _faults,
    "F4": _flips,
    "F5": _mutations,
    "F6": _signatures,
    "F9": _gossip,
}


def main() -> None:
    """Measure the rows asked for, or all."""
    print_rows(Line, _ROWS)


if __name__ == "__main__":
    main()
