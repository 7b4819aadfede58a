"""Hold the tables while entries are applied: writes are gathered, checked, and flushed in order."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from everyname.book import index
from everyname.book.acts import Acts, packed
from everyname.book.authority import Authority
from everyname.errors import ValueRefused
from everyname.ledger.vault import Vault

__all__ = ["BATCH", "Body", "Fold"]

Body = dict[str, Any]
BATCH = 5_000
_TYPES = {
    (table.name, column.name): column.type.python_type
    for table in index.TABLES.values()
    for column in table.columns
}


class Fold:
    """The tables while entries are applied; writes are gathered and flushed in order."""

    def __init__(self, connection: sa.Connection, vault: Vault, authority: Authority) -> None:
        self.connection = connection
        self.authority = authority
        self.vault = vault
        self._table: sa.Table | None = None
        self._rows: list[dict[str, Any]] = []
        self.acts = Acts(connection)
        self._amended = {row.report for row in connection.execute(sa.select(index.amendments.c.report))}

    def put(self, table: sa.Table, **row: Any) -> None:
        """Gather a row; rows of one table in a run go to the database together."""
        for name, value in row.items():
            if type(value) is not _TYPES[table.name, name]:
                raise ValueRefused(f"{name} is of another kind than it can be")
        if self._table is not table or len(self._rows) >= BATCH:
            self.flush()
        self._table = table
        self._rows.append(row)

    def flush(self) -> None:
        """Write what was gathered."""
        if self._table is not None:
            index.put(self.connection, self._table, self._rows)
        self._table, self._rows = None, []

    def run(self, statement: sa.Executable) -> Any:
        """Flush, then execute."""
        self.flush()
        return self.connection.execute(statement)

    def effective(self, report: str, given: Body) -> Body:
        """Apply the amendments of a report to what was given, each while the source says as then."""
        if report not in self._amended:
            return given
        rows = self.run(sa.select(index.amendments).where(index.amendments.c.report == report))
        return given | {
            row.field: json.loads(row.value)
            for row in rows
            if not row.was or row.was == packed(given.get(row.field))
        }

    def amend(self, report: str) -> None:
        """Note that a report has amendments."""
        self._amended.add(report)
