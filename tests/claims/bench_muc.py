"""Print precision, recall and F1 of the count rules on the MUC-4 development texts.

Run from the checkout: PYTHONPATH=src python tests/claims/bench_muc.py [--errors N]
The data folder is ../shared/data, or EVERYNAME_DATA. The metric: (measure, number) pairs of a
document, killed / injured / abducted, numbers of 2 and more; any keyed alternative counts as found,
optional items are not required and not false.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from everyname.claims.extract import propose

MEASURES = ("killed", "injured", "abducted")
SAME = {"executed": "killed"}
DATA = Path(
    os.environ.get("EVERYNAME_DATA") or Path(__file__).resolve().parents[2].parent / "shared" / "data"
)


def proposed(text: str) -> set[tuple[str, int]]:
    """Give the (measure, number) pairs the rules find in a text."""
    pairs = set()
    for claim in propose(text):
        number = claim.value.low if claim.value.low is not None else claim.value.high
        measure = SAME.get(claim.measure, claim.measure)
        if number is not None and number >= 2 and measure in MEASURES:
            pairs.add((measure, number))
    return pairs


def keyed(gold: list[dict]) -> list[tuple[set[tuple[str, int]], bool]]:
    """Give the acceptable pairs of each keyed item, and whether it is optional."""
    items: dict[frozenset[tuple[str, int]], bool] = {}
    for item in gold:
        numbers = {n for _, low, high in item["nums"] for n in (low, high) if n is not None and n >= 2}
        pairs = frozenset((item["measure"], n) for n in numbers)
        if pairs:
            items[pairs] = items.get(pairs, True) and item["opt"]
    return [(set(pairs), optional) for pairs, optional in items.items()]


def main() -> None:
    """Score every text and print the figures."""
    texts = json.loads((DATA / "claims" / "muc4_dev.json").read_text(encoding="utf-8"))
    shown = int(sys.argv[sys.argv.index("--errors") + 1]) if "--errors" in sys.argv else 0
    counts: Counter[str] = Counter()
    begun = time.perf_counter()
    for name, entry in texts.items():
        found, key = proposed(entry["text"]), keyed(entry["gold"])
        required = [pairs for pairs, optional in key if not optional]
        every = set().union(*(pairs for pairs, _ in key)) if key else set()
        hits = sum(1 for pairs in required if pairs & found)
        wrong = found - every
        relevant = "rel" if key else "other"
        counts[f"found {relevant}"] += len(found)
        counts[f"wrong {relevant}"] += len(wrong)
        counts["hit"] += hits
        counts["required"] += len(required)
        if shown and key and (wrong or hits < len(required)):
            shown -= 1
            missed = [sorted(pairs) for pairs in required if not pairs & found]
            print(name, "extra", sorted(wrong), "missed", missed)
    seconds = time.perf_counter() - begun
    _print(counts, len(texts), seconds)


def _print(counts: Counter[str], texts: int, seconds: float) -> None:
    recall = counts["hit"] / counts["required"]
    for label, groups in (("rel. docs", ("rel",)), ("all docs", ("rel", "other"))):
        found = sum(counts[f"found {group}"] for group in groups)
        wrong = sum(counts[f"wrong {group}"] for group in groups)
        precision = (found - wrong) / found
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{label}: P {precision:.3f} ({found - wrong}/{found})  R {recall:.3f}", end=" ")
        print(f"({counts['hit']}/{counts['required']})  F1 {f1:.3f}")
    print(f"{texts} texts in {seconds:.2f} s, {texts / seconds:.0f} a second")


if __name__ == "__main__":
    main()
