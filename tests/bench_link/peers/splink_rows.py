"""Link a long table with Splink 5 alone: skeletons of names, age, date and place, under simple keys."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from bench_link.peers.answer import reply
from bench_link.peers.skeleton import fine, skeleton
from bench_link.peers.splink_link import train

_RULES = (("given", "family"), ("family", "date"), ("given", "date", "town"))
_SQL = """
create table rows as
select id as unique_id, g.skeleton as given, g.fine as given_fine,
    f.skeleton as family, f.fine as family_fine, sex, age::int as age, date,
    coalesce(t.skeleton, place) as town
from (select *, split_part(name, ' ', 1) as first, split_part(name, ' ', -1) as last from '{path}')
join words g on g.word = first join words f on f.word = last left join words t on t.word = place
"""


def _words(connection: Any, path: str) -> pa.Table:
    """Read each distinct token once."""
    found = connection.execute(
        f"select distinct unnest(split(name, ' ')) from '{path}' union select distinct place from '{path}'"
    ).fetchall()
    rows = [
        {"word": word, "skeleton": skeleton(word), "fine": fine(word)}
        for (word,) in found
        if word is not None
    ]
    return pa.Table.from_pylist(rows)


def _name(part: str) -> Any:
    return comparisons.CustomComparison(
        output_column_name=part,
        comparison_levels=[
            levels.NullLevel(part),
            levels.ExactMatchLevel(f"{part}_fine").configure(tf_adjustment_column=f"{part}_fine"),
            levels.ExactMatchLevel(part),
            levels.CustomLevel(f"jaro_winkler_similarity({part}_fine_l, {part}_fine_r) >= 0.88"),
            levels.ElseLevel(),
        ],
    )


def linked(given: dict[str, Any]) -> dict[str, Any]:
    """Cluster the rows of a Parquet file; gives candidate pairs and (id, person) in two columns."""
    connection = duckdb.connect(config={"threads": 2})
    connection.register("words", _words(connection, given["path"]))
    connection.execute(_SQL.format(path=given["path"]))
    rows = connection.execute("select count(*) from rows").fetchone()[0]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            _name("given"),
            _name("family"),
            comparisons.ExactMatch("sex"),
            comparisons.CustomComparison(
                output_column_name="age",
                comparison_levels=[
                    levels.NullLevel("age"),
                    levels.ExactMatchLevel("age"),
                    levels.CustomLevel("abs(age_l - age_r) <= 1"),
                    levels.ElseLevel(),
                ],
            ),
            comparisons.LevenshteinAtThresholds("date", [1, 2]),
            comparisons.ExactMatch("town"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in _RULES],
        probability_two_random_records_match=0.6 / rows,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    table = DuckDBAPI(connection=connection).register("rows", dataset_display_name="rows")
    linker = Linker(table, settings, log_level=None)
    train(linker, (("given", "family"), ("family", "date")))
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=0.9
    )
    connection.execute(
        f"copy (select unique_id as id, cluster_id as person from {clusters.physical_name})"
        f" to '{given['out']}' (format parquet)"
    )
    return {"rows": rows}


if __name__ == "__main__":
    reply(linked)
