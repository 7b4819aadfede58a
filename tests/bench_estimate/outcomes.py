"""Run the methods of the panel on simulated tables, and keep what they answered until the code changes.

A table is answered once: the answers stand in a file of lines, one a table, named by a digest of the code
that gave them, so that a run that was stopped goes on where it was and no older code's answer is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import everyname.estimate
from bench_estimate.simulate import Scenario, draw_table, generator
from everyname.estimate import Patterns
from everyname.estimate.latent_class import fit_latent_class
from everyname.estimate.methods import METHODS

__all__ = ["SAMPLER", "Answer", "answer_tables", "keep_answers", "run_method"]

STORE = Path(os.environ.get("EVERYNAME_BENCH", ".bench-estimate"))
SAMPLER = "latent-class"
IMPORTED = re.compile(r"from everyname\.estimate\.(\w+) import")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one method said of one table, in people; `refused` holds the words where it gave no number.

    `also` is (median, low, high) of the same models weighed otherwise, where the method tells it.
    """

    seed: int
    median: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")
    refused: str | None = None
    also: tuple[float, float, float] | None = None
    seconds: float


def answer_tables(scenario: Scenario, method: str, tables: int) -> list[Answer]:
    """Give a method's answers to the first `tables` tables of a scenario."""
    return keep_answers(
        scenario.name,
        method,
        tables,
        lambda table: run_method(method, draw_table(scenario, generator(scenario.name, table)), table),
    )


def keep_answers(name: str, method: str, count: int, make: Callable[[int], Answer]) -> list[Answer]:
    """Give answers 0 to `count` of a method: from the store where they stand, else made and stored."""
    STORE.mkdir(exist_ok=True)
    path = STORE / f"{code_digest(method)}-{name}-{method}.jsonl"
    found = list(stored(path))[:count]
    with path.open("a", encoding="utf-8") as file:
        for number in range(len(found), count):
            found.append(make(number))
            file.write(json.dumps(asdict(found[-1])) + "\n")
            file.flush()
    return found


def stored(path: Path) -> Iterator[Answer]:
    """Read the answers kept so far; a last line cut short by a stop is left out."""
    if not path.exists():
        return
    whole, _, cut = path.read_text("utf-8").rpartition("\n")
    if cut:
        path.write_text(whole + "\n" if whole else "", "utf-8")
    for line in whole.splitlines():
        yield Answer(**json.loads(line))


def run_method(method: str, patterns: Patterns, seed: int) -> Answer:
    """Run one method on one table, the seed for what it draws; a simulated table's number is its seed."""
    start = time.process_time()
    row = METHODS[method](patterns, seed)
    seconds = time.process_time() - start
    if row.interval is None:
        return Answer(seed=seed, refused=row.refused, seconds=seconds)
    found = row.interval
    also = (row.also.median, row.also.low, row.also.high) if row.also else None
    return Answer(seed=seed, median=found.median, low=found.low, high=found.high, also=also, seconds=seconds)


def code_digest(method: str) -> str:
    """Name the code that answers: the simulation, and every file that the method's own file brings in."""
    room = Path(everyname.estimate.__file__).parent
    start = fit_latent_class if method == SAMPLER else METHODS[method]
    reached, waiting = set(), [start.__module__.rpartition(".")[2]]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += IMPORTED.findall((room / f"{name}.py").read_text("utf-8"))
    files = [*(room / f"{name}.py" for name in sorted(reached)), Path(__file__).with_name("simulate.py")]
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()[:12]
