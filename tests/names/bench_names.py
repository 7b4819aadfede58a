"""Measure the name score on the real development lists; run by hand, never collected.

PYTHONPATH=src .venv/bin/python tests/names/bench_names.py
"""

from __future__ import annotations

import csv
import os
import random
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

from everyname.names.parse import parse_name
from everyname.names.score import score_pairs

DATA = Path(
    os.environ.get("EVERYNAME_DATA") or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)


def _rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def gaza_pairs() -> list[tuple[str, str]]:
    """Give the true (Arabic, Latin) pairs of the two releases."""
    unscorable = {row["rec_id"] for row in _rows("gaza/unscorable.csv")}
    a = {row["rec_id"]: row["name_ar"] for row in _rows("gaza/a.csv")}
    b = {row["rec_id"]: row["name_latin"] for row in _rows("gaza/b.csv")}
    truth = [(row["rec_id_a"], row["rec_id_b"]) for row in _rows("gaza/truth.csv")]
    return [(a[x], b[y]) for x, y in truth if x not in unscorable and y not in unscorable]


def iran_pairs() -> list[tuple[str, str]]:
    """Give the Persian-Latin spellings of names."""
    return [(row["name_fa"], row["name_en"]) for row in _rows("names/fa_latin_dev.csv")]


def _solid(name: str) -> str:
    return "".join(parse_name(name).tokens)


def with_negatives(
    pairs: list[tuple[str, str]], count: int = 5000
) -> tuple[list[str], list[str], np.ndarray]:
    """Draw persons, five random others each, and five whose name differs in one token (linking.md 3)."""
    rng = random.Random(7)
    near: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    tokens = [parse_name(right).tokens for _, right in pairs]
    for place, parts in enumerate(tokens):
        for gap in range(len(parts)):
            near[(len(parts), gap, " ".join(parts[:gap] + parts[gap + 1 :]))].append(place)
    left, right, truth = [], [], []
    for place in rng.sample(range(len(pairs)), min(count, len(pairs))):
        others = {rng.randrange(len(pairs)) for _ in range(5)}
        parts = tokens[place]
        hard = sorted(
            {
                other
                for gap in range(len(parts))
                if len(parts) > 1
                for other in near[(len(parts), gap, " ".join(parts[:gap] + parts[gap + 1 :]))]
                if tokens[other] != parts
            }
        )
        others |= set(rng.sample(hard, min(5, len(hard))))
        left.append(pairs[place][0]), right.append(pairs[place][1]), truth.append(1)
        for other in sorted(others):
            if "".join(tokens[other]) != "".join(parts) and _solid(pairs[other][0]) != _solid(
                pairs[place][0]
            ):
                left.append(pairs[place][0]), right.append(pairs[other][1]), truth.append(0)
    return left, right, np.array(truth)


def recall_at(scores: np.ndarray, truth: np.ndarray, precision: float) -> float:
    """Give the highest recall at the precision, ties counted as one step."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(truth[order])
    good = hits / np.arange(1, truth.size + 1) >= precision
    step = np.append(np.diff(scores[order]) != 0, True)
    return float(np.max(hits[good & step], initial=0) / truth.sum())


def main() -> None:
    """Print recall at precision, and pairs a second."""
    for name, pairs in (("gaza_x", gaza_pairs()), ("iran", iran_pairs())):
        left, right, truth = with_negatives(pairs)
        start = time.perf_counter()
        scores = score_pairs(left, right)
        took = time.perf_counter() - start
        row = " ".join(f"R@P{p}={recall_at(scores, truth, p / 100):.3f}" for p in (95, 99, 99.9))
        print(f"{name}: {truth.sum()} true of {truth.size}; {row}; {truth.size / took:,.0f} pairs/s")


if __name__ == "__main__":
    main()
