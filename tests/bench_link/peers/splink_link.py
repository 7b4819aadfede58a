"""Link two lists with Splink 5 alone, set up as an honest expert would: the fair peer of linking.md.

Names are skeleton tokens; given, father, grandfather and family are compared apart; term frequencies,
EM, seven or more blocking rules. One-to-one and the cut are left to whoever asked.
"""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench_link.peers.answer import reply
from bench_link.peers.skeleton import fine, skeleton, tokens

PARTS = ("given", "father", "grand", "family")
_RULES = (
    ("given", "father", "family"),
    ("given", "grand", "family"),
    ("given", "father", "grand"),
    ("father", "grand", "family"),
    ("given_fine", "family_fine", "sex"),
    ("given_fine", "father_fine", "sex"),
    ("whole",),
)
_BIRTH_RULES = (("dob", "given"), ("dob", "family"), ("dob", "father"), ("dob", "sex"))


def prepared(rows: list[dict[str, str]]) -> pa.Table:
    """Give the columns Splink sees; a missing value is null."""
    return pa.Table.from_pylist([_columns(row) for row in rows])


def _columns(row: dict[str, str]) -> dict[str, str | None]:
    parts = tokens(row["name"])
    placed = dict.fromkeys(PARTS, "")
    if parts:
        placed |= {"given": parts[0], "family": parts[-1] if len(parts) > 1 else ""}
        placed |= {"father": parts[1] if len(parts) > 2 else "", "grand": parts[2] if len(parts) > 3 else ""}
    made: dict[str, str | None] = {"unique_id": row["id"]}
    for part, token in placed.items():
        made[part] = skeleton(token) if token else None
        made[f"{part}_fine"] = fine(token) if token else None
    made["whole"] = "".join(skeleton(part) for part in parts) or None
    made["sex"] = row["sex"] or None
    made["dob"] = row["dob"] or None
    return made


def name_part(part: str) -> Any:
    """Compare one part: fine form, skeleton, nearly so, or neither."""
    both, fine_like = f"{part}_l = {part}_r", f"jaro_winkler_similarity({part}_fine_l, {part}_fine_r)"
    return comparisons.CustomComparison(
        output_column_name=part,
        comparison_levels=[
            levels.NullLevel(part),
            levels.ExactMatchLevel(f"{part}_fine").configure(tf_adjustment_column=f"{part}_fine"),
            levels.CustomLevel(f"{both} and {fine_like} >= 0.88"),
            levels.ExactMatchLevel(part),
            levels.CustomLevel(f"{fine_like} >= 0.9"),
            levels.CustomLevel(f"jaro_winkler_similarity({part}_l, {part}_r) >= 0.8"),
            levels.ElseLevel(),
        ],
    )


def _birth() -> Any:
    swapped = "substr(dob_l, 1, 5) || substr(dob_l, 9, 2) || '-' || substr(dob_l, 6, 2) = dob_r"
    return comparisons.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            levels.NullLevel("dob"),
            levels.ExactMatchLevel("dob"),
            levels.CustomLevel(f"damerau_levenshtein(dob_l, dob_r) <= 1 or {swapped}"),
            levels.CustomLevel("substr(dob_l, 1, 4) = substr(dob_r, 1, 4)"),
            levels.CustomLevel("abs(substr(dob_l, 1, 4)::int - substr(dob_r, 1, 4)::int) <= 1"),
            levels.ElseLevel(),
        ],
    )


def linked(given: dict[str, Any]) -> dict[str, Any]:
    """Score the candidate pairs of two lists: left, right, match weight."""
    has_births = any(row["dob"] for row in given["a"])
    rules = [block_on(*rule) for rule in (*_RULES, *(_BIRTH_RULES if has_births else ()))]
    made = [name_part(part) for part in PARTS] + [comparisons.ExactMatch("sex")]
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=made + ([_birth()] if has_births else []),
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=min(len(given["a"]), len(given["b"]))
        / (len(given["a"]) * len(given["b"])),
    )
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    tables = [api.register(prepared(given[name]), dataset_display_name=name) for name in ("a", "b")]
    linker = Linker(tables, settings, log_level=None)
    train(linker, (_RULES[0], _RULES[2], _RULES[3]))
    pairs = linker.inference.predict(threshold_match_weight=-20).as_record_list()
    return {
        "pairs": [
            [
                *(pair["unique_id_l"], pair["unique_id_r"])[:: 1 if pair["source_dataset_l"] == "a" else -1],
                pair["match_weight"],
            ]
            for pair in pairs
        ]
    }


def train(linker: Any, blocks: tuple[tuple[str, ...], ...]) -> None:
    """Learn u by sampling and m by EM under several blocking rules."""
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for columns in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))


if __name__ == "__main__":
    reply(linked)
