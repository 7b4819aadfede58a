"""Build the shipped packs and the name model from the open lists; the same input gives the same files.

    python tools/names/build.py [DATA]

The model is fitted on one half of the persons with packs of that half, so that the other half can
measure it; the shipped packs are then learned from all. Sources and licences: `NOTICE`.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order, so the same weights on every machine

from examples import NamePair, halves, training_sets
from fit import fit_model

from everyname.names.learn import learn_pack
from everyname.names.pack import to_plain

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "src" / "everyname" / "names" / "packs"


def levant_pairs(data: Path) -> list[NamePair]:
    """Give the (Arabic, Latin) names of persons on both releases of the Gaza list."""
    unscorable = {row["rec_id"] for row in _rows(data / "gaza/unscorable.csv")}
    arabic = {row["rec_id"]: row["name_ar"] for row in _rows(data / "gaza/a.csv")}
    latin = {row["rec_id"]: row["name_latin"] for row in _rows(data / "gaza/b.csv")}
    pairs = [(row["rec_id_a"], row["rec_id_b"]) for row in _rows(data / "gaza/truth.csv")]
    return [(arabic[a], latin[b]) for a, b in pairs if a not in unscorable and b not in unscorable]


def iran_pairs(data: Path) -> list[NamePair]:
    """Give the (Persian, Latin) names of persons."""
    return [(row["name_fa"], row["name_en"]) for row in _rows(data / "names/fa_latin_dev.csv")]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main(data: Path) -> None:
    """Write packs/*.json."""
    regions = {"iran": iran_pairs(data), "levant": levant_pairs(data)}
    training = {region: halves(pairs)[0] for region, pairs in regions.items()}
    packs = [learn_pack(pairs, region) for region, pairs in training.items()]
    model = fit_model(
        [
            (examples, seen)
            for region, pairs in training.items()
            for examples in training_sets(pairs)
            for seen in (packs, [pack for pack in packs if pack.region != region], [])
        ]
    )
    PACKS.mkdir(exist_ok=True)
    _write("model.json", model.to_plain())
    for region, pairs in regions.items():
        _write(f"{region}.json", to_plain(learn_pack(pairs, region)))


def _write(name: str, plain: dict[str, Any]) -> None:
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).replace("],[", "],\n[")
    (PACKS / name).write_text(text + "\n", encoding="utf-8")
    print(f"{name}: {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main(
        Path(sys.argv[1])
        if len(sys.argv) > 1
        else Path(os.environ.get("EVERYNAME_DATA") or ROOT.parent / "shared/data")
    )
