"""Rows of long invented lists: time, memory, candidates and F1 as the number of rows grows."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench_link.invented import write_rows
from bench_link.measures import Agreement
from bench_link.peers.run import ask
from bench_link.table import Line, Lines, NotRun, measured

__all__ = ["lines", "million"]

_MILLION = 1_000_000
_SIZES = (10_000, 100_000, _MILLION, 3_000_000)
_MOST_PATIENCE = 1800  # seconds


def million() -> Lines:
    """Give 1,000,000 rows end to end, from a file to persons."""
    yield Line(
        "1,000,000 rows end to end, 2 cores",
        measured(lambda: _cell(_ours(_MILLION), _MILLION)),
        measured(lambda: f"Splink, simple keys: {_cell(_splink(_MILLION), _MILLION)}"),
        "<= 90 s, <= 2 GB; stretch 60 s, 1.5 GB",
    )


def lines() -> Lines:
    """Give each size of its own, and how time grows beside n log n."""
    smaller = 0
    for size in _SIZES:
        yield Line(
            f"growth, {size:,} rows",
            measured(lambda: _cell(_ours(size), size) + _growth(smaller, size)),  # noqa: B023 - called at once
            measured(lambda: f"Splink: {_cell(_splink(size), size)}") if size <= _MILLION else "",  # noqa: B023
            "at most n log n; candidates a record flat",
        )
        smaller = size


def _growth(smaller: int, size: int) -> str:
    if not smaller:
        return ""
    grown = _ours(size)["seconds"] / _ours(smaller)["seconds"]
    fair = size * math.log(size) / (smaller * math.log(smaller))
    return f"; time x {grown:.1f} (n log n: x {fair:.1f})"


def _cell(found: dict[str, Any], size: int) -> str:
    cell = f"{found['seconds']:.1f} s, {found['gigabytes']:.2f} GB"
    if "candidates" in found:
        cell += f", {found['candidates'] / size:.1f} candidates a record"
    return f"{cell}, pairwise {found['agreement']}"


@cache
def _ours(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        rows, out = _written(folder, size), Path(folder) / "found.parquet"
        done = subprocess.run(
            [sys.executable, "-m", "bench_link.rows_ours", rows, out],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
            capture_output=True,
            text=True,
            check=False,
            timeout=_MOST_PATIENCE,
        )
        if done.returncode:
            raise NotRun(f"ended with {done.returncode}: {done.stderr.strip()[-200:]}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer | {"agreement": _pairwise(rows, out)}


@cache
def _splink(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        rows, out = _written(folder, size), Path(folder) / "found.parquet"
        answer: dict[str, Any] = ask("splink_rows", {"path": str(rows), "out": str(out)})
        return answer | {"agreement": _pairwise(rows, out)}


def _written(folder: str, size: int) -> Path:
    path = Path(folder) / "rows.parquet"
    write_rows(path, size)
    return path


def _pairwise(rows: Path, found: Path) -> Agreement:
    """Compare the pairs inside found persons with those inside true ones, by counting."""
    import duckdb

    table = duckdb.execute(
        f"select r.person as truth, f.person::varchar as found from '{rows}' r join '{found}' f using (id)"
    ).fetchnumpy()
    truth, group = (np.unique(np.asarray(table[name]), return_inverse=True)[1] for name in ("truth", "found"))
    both = _pairs(truth * (group.max() + 1) + group)
    return Agreement(both / max(_pairs(group), 1), both / max(_pairs(truth), 1))


def _pairs(groups: NDArray[np.int64]) -> int:
    sizes = np.unique(groups, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())
