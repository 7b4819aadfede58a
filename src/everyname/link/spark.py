"""Run linking's queries and Splink's comparison on Apache Spark, for what outgrows one machine.

Needs the extra `everyname[spark]` and Java 17. Imported only when this engine is asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from everyname.errors import UsedWrongly
from everyname.link.backends import predicted, quiet_splink
from everyname.link.settings import Settings

__all__ = ["Spark"]

_KEPT = "Nothing was linked or written."


class Spark:
    """A Spark session of this process, or the one that is running already (on a cluster, its own)."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        """Raise UsedWrongly where pyspark or Java is missing."""
        self._folder = folder
        self._session = _session(settings, folder)

    def put(self, name: str, table: Any) -> None:
        """Write a table to Parquet, where every worker can read it; make it a view."""
        self._arrive(name, table)

    def keep(self, name: str, select: str) -> None:
        """Keep a view, which is read more than once, in memory or on disk."""
        self._session.sql(select).persist().createOrReplaceTempView(name)

    def fetch(self, select: str) -> Any:
        """Give what a select gives."""
        return self._session.sql(select).toArrow()

    def forget(self) -> None:
        """Let go of what was kept; a view is read no more."""
        self._session.catalog.clearCache()

    def predict(self, records: Any, pairs: Any, model: Any, wanted: Sequence[str]) -> Any:
        """Compare pairs with Splink on this session."""
        from splink.internals.spark.database_api import SparkAPI

        class Unbroken(SparkAPI):
            """Leaves the plan whole, so that of the compared pairs' many columns only the wanted are made."""

            def _break_lineage_and_repartition(
                self, spark_df: Any, templated_name: str, physical_name: str
            ) -> Any:
                return spark_df

        with quiet_splink():
            # What Splink's own functions compare (texts) is compared beforehand here.
            database = Unbroken(  # type: ignore[no-untyped-call]
                spark_session=self._session, register_udfs_automatically=False
            )
            arrived = [self._arrive(name, table) for name, table in (("records", records), ("pairs", pairs))]
            found = predicted(database, arrived[0], arrived[1], model)
            return self.fetch(f"select {', '.join(wanted)} from {found}")

    def close(self) -> None:
        """Stop the session where this process began it."""
        self._session.stop()

    def _arrive(self, name: str, table: Any) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as parquet

        path = self._folder / f"{name}.parquet"
        batches = table.to_batches() if isinstance(table, pa.Table) else table
        with parquet.ParquetWriter(path, table.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        frame = self._session.read.parquet(str(path))
        frame.createOrReplaceTempView(name)
        return frame


def _session(settings: Settings, folder: Path) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsedWrongly(
            "The engine spark needs pyspark, which is not installed.",
            kept=_KEPT,
            remedy="Install everyname[spark], or link with --engine duckdb.",
        ) from error
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise UsedWrongly(
            "The engine spark needs Java 17, and no java was found.",
            kept=_KEPT,
            remedy="Install it (Debian: openjdk-17-jre-headless), or link with --engine duckdb.",
        )
    quiet = folder / "log4j2.properties"
    quiet.write_text("rootLogger.level = off\n", encoding="utf-8")
    session = (
        SparkSession.builder.master(f"local[{settings.threads}]")
        .appName("everyname link")
        .config("spark.driver.memory", f"{settings.memory}m")
        .config("spark.local.dir", str(folder / "spilled"))
        .config("spark.sql.shuffle.partitions", str(8 * settings.threads))
        .config("spark.sql.ansi.enabled", "false")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config(
            "spark.driver.extraJavaOptions",
            # A book's path may hold blanks; what Java itself writes in passing stays in the folder too.
            f'-Dlog4j2.configurationFile={quiet.as_uri()} "-Djava.io.tmpdir={folder}" -XX:-UsePerfData',
        )
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    return session
