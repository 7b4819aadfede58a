"""Measure linking on the real development lists and on invented ones; run by hand, never collected.

PYTHONPATH=src .venv/bin/python tests/link/bench_link.py [gaza] [iran] [javidnam] [scale]
"""

from __future__ import annotations

import csv
import datetime
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from everyname.link import engine
from everyname.model import Report, StatedAge, StatedDate, StatedName, StatedPlace, StatedSex
from everyname.writing.fold import script_of

DATA = Path(
    os.environ.get("EVERYNAME_DATA") or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)
SEXES = {"m": "male", "f": "female", "مرد": "male", "زن": "female", "man": "male", "woman": "female"}


def _rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> tuple[StatedDate, ...]:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return ()
    return (StatedDate(text=text, earliest=day, latest=day, precision="day", calendar="gregorian"),)


def _age(text: str) -> tuple[StatedAge, ...]:
    try:
        years = int(float(text))
    except ValueError:
        return ()
    return (StatedAge(text=text, low=years, high=years),) if 0 <= years <= 120 else ()


def _report(source: str, names: Iterable[str], row: dict[str, str], **columns: str) -> Report:
    sex = row.get("sex") or row.get("gender") or ""
    term = SEXES.get(sex.lower(), sex.lower())
    city, province = row.get("city") or row.get("place") or "", row.get("province") or ""
    places = (
        (StatedPlace(text=f"{city} {province}", city=city, province=province),) if city or province else ()
    )
    return Report(
        source=source,
        names=tuple(StatedName(text=name, script=script_of(name)) for name in names if name),
        ages=_age(row.get("age") or ""),
        sexes=(StatedSex(text=sex, term=term),) if term in ("male", "female") else (),
        dates=_day(row.get(columns.get("date", "date")) or ""),
        births=_day(row.get(columns.get("birth", "dob")) or ""),
        places=places,
    )


def _f1(found: set[tuple[str, str]], truth: set[tuple[str, str]]) -> str:
    hits = len(found & truth)
    precision, recall = hits / max(len(found), 1), hits / max(len(truth), 1)
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f}"


def gaza() -> None:
    """Print strict F1 of the two releases, with and without date of birth."""
    skipped = {row["rec_id"] for row in _rows("gaza/unscorable.csv")}
    truth = {(row["rec_id_a"], row["rec_id_b"]) for row in _rows("gaza/truth.csv")}
    truth = {pair for pair in truth if not skipped & set(pair)}
    for with_birth in (True, False):
        reports = []
        for source, column in (("a", "name_ar"), ("b", "name_latin")):
            for row in _rows(f"gaza/{source}.csv"):
                kept = row if with_birth else row | {"dob": ""}
                reports.append((row["rec_id"], _report(source, [row[column]], kept)))
        start = time.perf_counter()
        found = engine.link(reports, duplicate_free=frozenset("ab"))
        took = time.perf_counter() - start
        scored = [pair for pair in found.pairs if not skipped & {pair.left, pair.right}]
        linked = {(pair.left, pair.right) for pair in scored if pair.linked}
        kept_truth = len(truth & {(pair.left, pair.right) for pair in scored}) / len(truth)
        label = "with dob" if with_birth else "names and sex"
        print(f"gaza {label}: {_f1(linked, truth)}; in pairs {kept_truth:.4f}", end="; ")
        print(f"candidates {found.candidates}; persons {found.low}..{found.high}; {took:.1f} s")
        _print_bands(scored, truth)


def _print_bands(pairs: list[engine.Pair], truth: set[tuple[str, str]]) -> None:
    for band in ("linked", "review", "apart"):
        rows = [pair for pair in pairs if pair.band == band]
        true = sum((pair.left, pair.right) in truth for pair in rows)
        print(f"   {band}: {len(rows)} pairs, {true} true")


def iran() -> None:
    """Print how many of the four lists' reports meet."""
    reports = []
    for name in ("hrana", "wikipedia", "boroumand", "javidnam"):
        for number, row in enumerate(_rows(f"iran/list2022_{name}.csv")):
            names = [row.get("name", ""), row.get("name_fa", ""), row.get("name_en", "")]
            report = _report(name, names, row, date="date_gregorian" if name == "javidnam" else "date")
            reports.append((f"{name}_{number:04d}", report))
    sources = frozenset(report.source for _, report in reports)
    found = engine.link(reports, duplicate_free=sources)
    counts: dict[str, int] = defaultdict(int)
    for pair in found.pairs:
        if pair.band != "apart":
            counts[f"{pair.left.split('_')[0]} x {pair.right.split('_')[0]} {pair.band}"] += 1
    print(f"iran: {len(reports)} reports, persons {found.low}..{found.high}", dict(sorted(counts.items())))


def javidnam() -> None:
    """Print pairwise F1 of de-duplication against the authors' own merges (silver truth, half of them)."""
    cluster = {row["id"]: row["cluster"] for row in _rows("iran/javidnam_clusters_dev.csv")}
    reports = [
        (row["id"], _report("javidnam", [row["name"], row["name_en"]], row, date="date_gregorian"))
        for row in _rows("iran/javidnam_records.csv")
        if row["id"] in cluster
    ]
    start = time.perf_counter()
    found = engine.link(reports, duplicate_free=frozenset())
    took = time.perf_counter() - start
    together: dict[str, list[str]] = defaultdict(list)
    for report, _ in reports:
        together[cluster[report]].append(report)
    truth = {tuple(sorted(pair)) for group in together.values() for pair in combinations(group, 2)}
    joined = {pair for group in found.persons for pair in combinations(sorted(group), 2)}
    print(f"javidnam: {_f1(joined, truth)}; true persons {len(together)}", end="")  # type: ignore[arg-type]
    print(f", found {found.low}..{found.high}; {took:.1f} s")
    _print_bands(list(found.pairs), truth)  # type: ignore[arg-type]


_SYLLABLES = "ba da fa ga ha ja ka la ma na ra sa ta va za ri mi li shi no mo ro su".split()  # noqa: SIM905


def _invented(count: int, seed: int = 5) -> list[tuple[str, Report]]:
    """Invent reports: three lists of overlapping persons with misspelt names and missing fields."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3)))) for _ in range(2500)]
    weights = [1 / (place + 4) for place in range(len(words))]
    persons = []
    for _ in range(int(count * 0.55)):
        names = rng.choices(words, weights, k=3)
        day = datetime.date(2022, 9, 1) + datetime.timedelta(days=rng.randrange(300))
        persons.append(
            (names, rng.randrange(5, 80), rng.choice(("m", "f")), day, f"town {rng.randrange(60)}")
        )
    reports = []
    for number in range(count):
        names, age, sex, day, town = persons[rng.randrange(len(persons))]
        spelt = " ".join(_misspell(name, rng) for name in names)
        row = {"age": str(age + rng.choice((0, 0, 0, 1))), "sex": sex, "date": day.isoformat(), "city": town}
        kept = {key: value for key, value in row.items() if rng.random() > 0.2}
        reports.append((f"r{number:07d}", _report(f"list {number % 3}", [spelt], kept)))
    return reports


def _misspell(name: str, rng: random.Random) -> str:
    if rng.random() > 0.15:
        return name.title()
    place = rng.randrange(len(name))
    return (name[:place] + rng.choice("aeiourn") + name[place + 1 :]).title()


def scale(count: int = 100_000) -> None:
    """Print the time and memory of linking invented reports."""
    reports = _invented(count)
    start = time.perf_counter()
    found = engine.link(reports, duplicate_free=frozenset())
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"scale: {count} reports in {took:.1f} s ({time.process_time():.0f} s of processor), {peak:.2f} GB; "
        f"{found.candidates / count:.1f} candidates a report; persons {found.low}..{found.high}"
    )


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("gaza", "iran", "javidnam", "scale"):
        {"gaza": gaza, "iran": iran, "javidnam": javidnam, "scale": scale}[wanted]()
