"""Run queries and Splink's comparison on an engine: DuckDB here, or Spark for what outgrows a machine.

Both run the same SQL over the same columns; only this file knows which.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from everyname.link.settings import Settings

__all__ = ["Backend", "DuckDB", "open_backend"]


class Backend(Protocol):
    """What linking asks of an engine; tables are pyarrow's, or readers of record batches."""

    def query(self, tables: Mapping[str, Any], steps: Sequence[tuple[str, str]]) -> Any:
        """Run named selects, each over the tables and the steps before it; give the last one's table."""

    def predict(self, records: Any, pairs: Any, model: Any, wanted: Sequence[str]) -> Any:
        """Compare `pairs` of `records` under a Splink model; give the `wanted` columns as a table."""

    def close(self) -> None:
        """Let go of what it holds."""


@contextmanager
def open_backend(settings: Settings) -> Iterator[Backend]:
    """Open the engine that `settings` name; what it spilled is gone when it closes."""
    with tempfile.TemporaryDirectory(prefix="everyname-link-") as folder:
        engine = _engine(settings, Path(folder))
        try:
            yield engine
        finally:
            engine.close()


def _engine(settings: Settings, folder: Path) -> Backend:
    if settings.engine == "spark":
        from everyname.link.spark import Spark

        return Spark(settings, folder)
    return DuckDB(settings, folder)


class DuckDB:
    """DuckDB in a file of its own, which lets what does not fit into memory go to disk."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        import duckdb

        self._connection: Any = duckdb.connect(
            str(folder / "link.duckdb"),
            config={
                "threads": settings.threads,
                "memory_limit": f"{settings.memory}MB",
                "temp_directory": str(folder / "spilled"),
                "preserve_insertion_order": False,
            },
        )
        # Spark's word for it: a condition is written once for both.
        self._connection.execute("create temp macro arrays_overlap(a, b) as list_has_any(a, b)")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def query(self, tables: Mapping[str, Any], steps: Sequence[tuple[str, str]]) -> Any:
        """Run the steps as tables, so that each is made once."""
        for name, table in tables.items():
            self._connection.register("arriving", table)
            self._connection.execute(f"create or replace temp table {name} as select * from arriving")
            self._connection.unregister("arriving")
        for name, select in steps[:-1]:
            self._connection.execute(f"create or replace temp table {name} as {select}")
        found = self._connection.sql(steps[-1][1]).to_arrow_table()
        for name in [*tables, *(name for name, _ in steps[:-1])]:
            self._connection.execute(f"drop table {name}")
        return found

    def predict(self, records: Any, pairs: Any, model: Any, wanted: Sequence[str]) -> Any:
        """Compare pairs with Splink on this connection."""
        from splink import DuckDBAPI

        class AsViews(DuckDBAPI):
            """Leaves a view of the compared pairs, so that of their many columns only the wanted are made."""

            def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
                kind = "view" if physical_name.startswith("__splink__df_predict") else "table"
                return f"create or replace temp {kind} {physical_name} as {sql}"

            def delete_table_from_database(self, name: str) -> None:
                """Drop nothing: the view reads it, and all goes when the engine closes."""

        with quiet_splink():
            found = predicted(AsViews(connection=self._connection), records, pairs, model)
            return self._connection.sql(f"select {', '.join(wanted)} from {found}").to_arrow_table()


def predicted(database: Any, records: Any, pairs: Any, model: Any) -> str:
    """Let Splink compare `pairs`, blocked beforehand; give the name of the table it leaves."""
    from splink import Linker

    linker = Linker(database.register(records), model, validate_settings=False, log_level=None)
    linker.table_management.register_blocked_pairs_for_predict(database.register(pairs))
    return str(linker.inference.predict(warning_mode="never").physical_name)


@contextmanager
def quiet_splink() -> Iterator[None]:
    """Keep Splink from speaking to standard error, as it does otherwise."""
    names = ["splink", *(name for name in logging.root.manager.loggerDict if name.startswith("splink"))]
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, state in zip(loggers, before, strict=True):
            logger.disabled = state
