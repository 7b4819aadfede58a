"""Find duplicates in one list with Splink 5 alone: names by skeleton and letters, date, age, place."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench_link.peers.answer import reply
from bench_link.peers.skeleton import fine, plain, skeleton, tokens
from bench_link.peers.splink_link import name_part, train

_RULES = (
    ("given", "family"),
    ("given_fine", "city"),
    ("family_fine", "city"),
    ("given", "date"),
    ("family", "date"),
    ("letters",),
    ("latin",),
)


def _columns(row: dict[str, str]) -> dict[str, Any]:
    parts = tokens(row["name"])
    given, family = (parts[0], parts[-1]) if parts else ("", "")
    return {
        "unique_id": row["id"],
        "given": skeleton(given) if given else None,
        "given_fine": fine(given) or None,
        "family": skeleton(family) if family else None,
        "family_fine": fine(family) or None,
        "letters": "".join(sorted(plain(row["name"]).replace(" ", ""))) or None,
        "whole": plain(row["name"]) or None,
        "latin": " ".join(sorted(plain(row["latin"]).split())) or None,
        "sex": row["sex"] or None,
        "age": int(row["age"]) if row["age"].isdigit() else None,
        "date": row["date"] or None,
        "city": plain(row["city"]) or None,
        "province": plain(row["province"]) or None,
    }


def _text(column: str) -> Any:
    """Compare one text as it stands: equal, nearly so, or not."""
    alike = f"jaro_winkler_similarity({column}_l, {column}_r)"
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            levels.CustomLevel(f"{alike} >= 0.92"),
            levels.CustomLevel(f"{alike} >= 0.8"),
            levels.ElseLevel(),
        ],
    )


def _number(column: str, distance: str, steps: tuple[int, ...]) -> Any:
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column).configure(tf_adjustment_column=column),
            *(levels.CustomLevel(f"{distance} <= {step}") for step in steps),
            levels.ElseLevel(),
        ],
    )


def _settings(rows: int) -> SettingsCreator:
    days = "abs(date_diff('day', try_cast(date_l as date), try_cast(date_r as date)))"
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            name_part("given"),
            name_part("family"),
            _text("whole"),
            _text("latin"),
            comparisons.ExactMatch("sex"),
            _number("age", "abs(age_l - age_r)", (1, 3)),
            _number("date", days, (3, 31)),
            _text("city"),
            comparisons.ExactMatch("province"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES],
        probability_two_random_records_match=0.3 / rows,
    )


def paired(given: dict[str, Any]) -> dict[str, Any]:
    """Score the candidate pairs of one list: left, right, match weight."""
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    table = api.register(
        pa.Table.from_pylist([_columns(row) for row in given["rows"]]), dataset_display_name="rows"
    )
    linker = Linker(table, _settings(len(given["rows"])), log_level=None)
    train(linker, (("given", "family"), ("date",), ("family", "city")))
    pairs = linker.inference.predict(threshold_match_weight=-10).as_record_list()
    return {"pairs": [[pair["unique_id_l"], pair["unique_id_r"], pair["match_weight"]] for pair in pairs]}


if __name__ == "__main__":
    reply(paired)
