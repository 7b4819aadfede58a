"""Link the rows of one Parquet file in a process of its own; prints time, memory and what was found as JSON.

python -m bench_link.rows_ours ROWS.parquet FOUND.parquet
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

from bench_link.invented import LISTS
from bench_link.lists import report_of
from everyname.link import engine

_COLUMNS = ["id", "source", "name", "sex", "age", "date", "place"]


def main() -> None:
    """Link from the file to persons; each list is one of its own people, each once."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    start = time.perf_counter()
    table = parquet.read_table(sys.argv[1], columns=_COLUMNS)
    found = _linked(table)
    persons = [(one, number) for number, group in enumerate(found.persons) for one in group]
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    columns = [list(column) for column in zip(*persons, strict=True)]
    parquet.write_table(pa.table(columns, names=["id", "person"]), sys.argv[2])
    print(json.dumps({"seconds": took, "gigabytes": peak, "candidates": found.candidates}))


def _linked(table: Any) -> Any:
    try:
        from everyname.link.tables import describe_table
    except ImportError:
        return engine.link([_report(row) for row in table.to_pylist()], duplicate_free=frozenset(LISTS))
    return engine.link_records(describe_table(table), duplicate_free=frozenset(LISTS))


def _report(row: dict[str, str | None]) -> Any:
    sex, age, date, place = (row[name] or "" for name in ("sex", "age", "date", "place"))
    return str(row["id"]), report_of(
        str(row["source"]), [row["name"] or ""], sex=sex, age=age, date=date, city=place
    )


if __name__ == "__main__":
    main()
