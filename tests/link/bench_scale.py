"""Measure how linking grows, on invented lists; run by hand, never collected.

PYTHONPATH=src .venv/bin/python tests/link/bench_scale.py [ROWS ...] [--spark] [--one-name]

Each size runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.compute as compute
from numpy.typing import NDArray

from everyname.link.engine import Linking, Settings, link_records
from everyname.link.tables import describe_table

SIZES = (10_000, 100_000, 1_000_000)
_WORDS = 20_000
_START = ("ba", "da", "fa", "ga", "ja", "ka", "la", "ma", "na", "ra", "sa", "ta", "za", "ri", "mi", "sho")
_END = ("b", "d", "f", "kh", "l", "m", "n", "r", "s", "sh", "t", "z")
_LISTS = 3


def invented(rows: int, seed: int = 5) -> tuple[pa.Table, NDArray[np.int64]]:
    """Invent reports and the person behind each: overlapping lists, misspelt names, missing fields."""
    rng = np.random.default_rng(seed)
    person = rng.integers(0, int(rows * 0.55), rows)
    count = int(rows * 0.55)
    words = _words(rng)
    # A few given names are borne by a third of the people, as in the lists of most countries.
    parts = [_drawn(rng, 2000, 4.0, count), _drawn(rng, 2000, 4.0, count), _drawn(rng, _WORDS, 30.0, count)]
    spelt = [_misspelt(words, part[person], rng) for part in parts]
    age = rng.integers(5, 80, count)[person] + rng.choice([0, 0, 0, 1], rows)
    day = np.datetime64("2022-09-01") + rng.integers(0, 300, count)[person]
    town = rng.integers(0, 400, count)[person]
    table = pa.table(
        {
            "id": compute.utf8_lpad(pa.array(np.arange(rows)).cast(pa.string()), 8, "0"),
            "source": pa.array(np.char.add("list ", (np.arange(rows) % _LISTS).astype(str))),
            "name": compute.binary_join_element_wise(*spelt, " "),
            "sex": _some(rng, np.array(["f", "m"])[rng.integers(0, 2, count)[person]]),
            "age": _some(rng, age.astype(str)),
            "date": _some(rng, day.astype(str)),
            "place": _some(rng, np.array(_towns(words))[town]),
        }
    )
    return table, person


def _drawn(rng: np.random.Generator, words: int, flat: float, count: int) -> NDArray[np.int64]:
    chance = 1 / (np.arange(words) + flat)
    return rng.choice(words, count, p=chance / chance.sum())


def _words(rng: np.random.Generator) -> list[str]:
    starts, ends = np.array(_START), np.array(_END)
    found: dict[str, None] = {}
    while len(found) < _WORDS:
        syllables = rng.integers(1, 4)
        found["".join(rng.choice(starts, syllables)) + str(rng.choice(starts)) + str(rng.choice(ends))] = None
    return list(found)


def _towns(words: list[str]) -> list[str]:
    return [f"{word}abad" for word in words[-400:]]


def _misspelt(words: list[str], chosen: NDArray[np.int64], rng: np.random.Generator) -> pa.Array:
    """Spell one in seven with a letter changed, in one of some ways."""
    ways = [*words]
    for letter in "aeiourn":
        ways += [
            word[: at % len(word)] + letter + word[at % len(word) + 1 :] for at, word in enumerate(words)
        ]
    way = np.where(rng.random(chosen.size) < 0.15, rng.integers(1, 8, chosen.size), 0)
    return pa.array(ways).take(pa.array(chosen + _WORDS * way))


def _some(rng: np.random.Generator, values: NDArray[np.str_]) -> pa.Array:
    return pa.array(values, mask=rng.random(values.size) < 0.2)


def measure(rows: int, engine: str, one_name: bool) -> None:
    """Print the time, memory and candidates of one size."""
    table, person = invented(rows)
    if one_name:
        named = pa.array(["Nima Karim Rastegar"]).take(pa.array(np.zeros(rows, dtype=np.int64)))
        table = table.set_column(2, "name", named)
    start, cpu = time.perf_counter(), time.process_time()
    laps = []

    def show(stage: str, done: int, total: int) -> None:
        del done, total
        laps.append(f"{stage} at {time.perf_counter() - start:.1f}")

    records = describe_table(table)
    behind = person[np.array(table["id"]).argsort()]
    del table
    found = link_records(records, duplicate_free=frozenset(), settings=Settings(engine=engine), progress=show)
    took, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{rows} rows: {took:.1f} s ({cpu:.0f} s of processor), {peak:.2f} GB,"
        f" {found.candidates / rows:.1f} candidates a record; {found.low}..{found.high} persons of"
        f" {np.unique(person).size}; {_recall(found, behind):.4f} of true pairs scored"
    )
    print(f"    {', '.join(laps)}; {dict(found.by_family)}")


def _recall(found: Linking, behind: NDArray[np.int64]) -> float:
    """Give the share of all pairs of one person that stand among the scored pairs."""
    sizes = np.unique(behind, return_counts=True)[1]
    true = behind[found.pairs.left] == behind[found.pairs.right]
    return float(true.sum() / (sizes * (sizes - 1) / 2).sum())


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:] if word.isdigit()]
    flags = [word for word in sys.argv[1:] if word.startswith("--")]
    if len(given) == 1:
        measure(given[0], "spark" if "--spark" in flags else "duckdb", "--one-name" in flags)
    else:
        for size in given or SIZES:
            subprocess.run([sys.executable, __file__, str(size), *flags], check=True)
