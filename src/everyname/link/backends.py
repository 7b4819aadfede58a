"""Run queries and Splink's comparison on an engine: DuckDB here, or Spark for what outgrows a machine.

Both run the same SQL over the same columns; only this file knows which.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from everyname.link.settings import Settings

__all__ = ["Backend", "DuckDB", "open_backend"]


class Backend(Protocol):
    """What linking asks of an engine; tables are pyarrow's."""

    def put(self, name: str, table: Any) -> None:
        """Take a table, or a reader of record batches, under a name."""

    def keep(self, name: str, select: str) -> None:
        """Keep what a select gives under a name."""

    def fetch(self, select: str) -> Any:
        """Give what a select gives as a table."""

    def forget(self) -> None:
        """Let go of all that was put and kept."""

    def predict(self, records: Any, pairs: Any, model: Any, wanted: Sequence[str]) -> Any:
        """Compare `pairs` of `records` under a Splink model; give the `wanted` columns as a table."""

    def close(self) -> None:
        """Let go of what it holds."""


@contextmanager
def open_backend(settings: Settings, folder: Path | None = None) -> Iterator[Backend]:
    """Open the engine that `settings` name, which writes what does not fit into memory into `folder`.

    The caller removes that folder. Without one the system's temporary folder serves, and is cleared.
    """
    with _folder(folder) as place:
        engine = _engine(settings, place)
        try:
            yield engine
        finally:
            engine.close()


@contextmanager
def _folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="everyname-link-") as made:
        yield Path(made)


def _engine(settings: Settings, folder: Path) -> Backend:
    if settings.engine == "spark":
        from everyname.link.spark import Spark

        return Spark(settings, folder)
    return DuckDB(settings, folder)


class DuckDB:
    """DuckDB in a file of its own, which lets what does not fit into memory go to disk."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings, self._folder = settings, folder
        self._connection = self._connect()

    def _connect(self) -> Any:
        import duckdb

        connection = duckdb.connect(
            str(self._folder / "link.duckdb"),
            config={
                "threads": self._settings.threads,
                "memory_limit": f"{self._settings.memory}MB",
                "temp_directory": str(self._folder / "spilled"),
                "preserve_insertion_order": False,
            },
        )
        # Spark's word for it: a condition is written once for both.
        connection.execute("create temp macro arrays_overlap(a, b) as list_has_any(a, b)")
        return connection

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def put(self, name: str, table: Any) -> None:
        """Take a table into the database."""
        self._connection.register("arriving", table)
        self.keep(name, "select * from arriving")
        self._connection.unregister("arriving")

    def keep(self, name: str, select: str) -> None:
        """Keep a table, so that it is made once."""
        self._connection.execute(f"create or replace temp table {name} as {select}")

    def fetch(self, select: str) -> Any:
        """Give what a select gives."""
        return self._connection.sql(select).to_arrow_table()

    def forget(self) -> None:
        """Begin anew: the engine gives memory back only when it is closed."""
        self._connection.close()
        self._connection = self._connect()

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
            return self.fetch(f"select {', '.join(wanted)} from {found}")


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
