"""Measure what linking says of its own doubt, on the development lists and invented ones; run by hand.

PYTHONPATH=src:tests python -m bench_link.drawn [gaza] [invented]
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bench_link.lists import report_of, rows_of
from everyname.demo import invent
from everyname.intake.mapping import guess_mapping
from everyname.intake.reports import read_reports
from everyname.intake.sheet import read_sheet
from everyname.link.engine import Linking, link
from everyname.link.partitions import Doubt, draw_partitions, lists_of
from everyname.link.reliability import reliability
from everyname.link.sampling import draw_to_judge
from everyname.model import Judgement, Report, Verdict

LABELS, DRAWS = 300, 100
Truth = Mapping[str, object]  # report id -> who it speaks of


def simulate(found: Linking, truth: Truth, seed: int) -> list[Judgement]:
    """Judge the pairs that the draw chooses, by the truth."""
    pairs, ids = found.pairs, found.ids
    lists = lists_of(found.doubt.source, pairs.left, pairs.right)
    chosen, _ = draw_to_judge(pairs.settled, lists, LABELS, seed=seed)
    ends = [(ids[int(pairs.left[row])], ids[int(pairs.right[row])]) for row in chosen]
    return [
        Judgement(
            left=left,
            right=right,
            verdict=Verdict.SAME if truth[left] == truth[right] else Verdict.DIFFERENT,
            reason="simulated",
            reviewer="bench",
        )
        for left, right in ends
    ]


def calibration(found: Linking, truth: Truth, judged: Sequence[Judgement]) -> str:
    """Say how right the probabilities of the pairs nobody judged are, and the error of the person count."""
    pairs, ids = found.pairs, list(found.ids)
    who = np.unique([str(truth[i]) for i in ids], return_inverse=True)[1]
    seen = {(j.left, j.right) for j in judged}
    ends = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    rest = np.array([(ids[a], ids[b]) not in seen for a, b in ends], dtype=bool)
    right = reliability(pairs.settled[rest], (who[pairs.left] == who[pairs.right])[rest])
    persons = np.unique(who).size
    in_band = sum(count for count, _, _ in right.bins)
    return (
        f"ECE {right.error:.3f} [{right.low:.3f}, {right.high:.3f}] over {in_band} pairs (noise alone "
        f"{right.noise:.3f}); persons {found.high} of {persons}: {100 * (found.high / persons - 1):+.2f} %"
    )


def overlaps(doubt: Doubt, person: NDArray[np.int64]) -> dict[tuple[int, int], int]:
    """Count, for every two lists, the persons on both."""
    lists = [set(person[doubt.source == number].tolist()) for number in np.unique(doubt.source)]
    return {(a, b): len(lists[a] & lists[b]) for a, b in combinations(range(len(lists)), 2)}


def coverage(found: Linking, truth: Truth) -> tuple[int, int, str]:
    """Say for how many pairs of lists the drawn overlaps hold the true one in their 95 % interval."""
    _, who = np.unique([str(truth[i]) for i in found.ids], return_inverse=True)
    true = overlaps(found.doubt, who)
    drawn = [overlaps(found.doubt, row) for row in draw_partitions(found.doubt, DRAWS, seed=1)]
    ends = {pair: np.quantile([draw[pair] for draw in drawn], (0.025, 0.975)) for pair in true}
    inside = sum(low <= true[pair] <= high for pair, (low, high) in ends.items())
    text = ", ".join(f"{true[p]} in [{low:.0f}, {high:.0f}]" for p, (low, high) in ends.items())
    return inside, len(true), text


def gaza() -> None:
    """Print calibration, recall and overlap of the two releases, before and after simulated judgements."""
    skipped = frozenset(row["rec_id"] for row in rows_of("gaza/unscorable.csv"))
    same = {row["rec_id_b"]: row["rec_id_a"] for row in rows_of("gaza/truth.csv")}
    for with_birth in (True, False):
        reports = []
        for source, column in (("a", "name_ar"), ("b", "name_latin")):
            for row in rows_of(f"gaza/{source}.csv"):
                if row["rec_id"] not in skipped:
                    birth = row["dob"] if with_birth else ""
                    report = report_of(source, [row[column]], sex=row["sex"], age=row["age"], birth=birth)
                    reports.append((row["rec_id"], report))
        truth = {i: same.get(i, i) for i, _ in reports}
        label = "with dob" if with_birth else "names and sex"
        show(f"gaza {label}", reports, truth)


def show(label: str, reports: Sequence[tuple[str, Report]], truth: Truth) -> tuple[int, int, int]:
    """Print all of one set of lists; give how many pairs of lists are covered: before, after, of all."""
    free = frozenset(report.source for _, report in reports)
    before = link(reports, duplicate_free=free)
    print(f"{label}: {before.recall.in_words()}")
    print(f"   no judgement: {calibration(before, truth, ())}")
    without, every, text = coverage(before, truth)
    print(f"   overlap {text if every == 1 else f'covered {without} of {every}'}")
    judged = simulate(before, truth, seed=1)
    after = link(reports, duplicate_free=free, judgements=judged)
    print(f"   {len(judged)} judgements: {calibration(after, truth, judged)}")
    inside, _, text = coverage(after, truth)
    print(f"   overlap {text if every == 1 else f'covered {inside} of {every}'}")
    return without, inside, every


def invented() -> None:
    """Print the same of ten invented conflicts of 1,200 persons and three of 4,000, and all coverage."""
    sums = np.zeros(3, dtype=np.int64)
    for seed, people in [(seed, 1200) for seed in range(1, 11)] + [(seed, 4000) for seed in (101, 102, 103)]:
        made = invent(seed, people)
        reports, truth = [], {}
        for file in made.files:
            if file.kind != "list":
                continue
            sheet = read_sheet(file.data, file.name)
            for row, report in read_reports(sheet, guess_mapping(sheet), file.source).taken:
                keys = ((file.source, report.own_id), (file.source, str(row)))
                person = next(
                    (made.truth.person_of[key] for key in keys if key in made.truth.person_of), None
                )
                if person is not None:
                    reports.append((f"{file.source}:{row:06d}", report))
                    truth[reports[-1][0]] = person
        sums += show(f"invented {seed} ({people})", reports, truth)
    print(f"all: {sums[0]} of {sums[2]} pairs of lists covered, with judgements {sums[1]}")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ("gaza", "invented"):
        {"gaza": gaza, "invented": invented}[wanted]()
