"""Hold the tables while entries are applied: rows are gathered, checked, and flushed in order."""

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
    table.name: {column.name: column.type.python_type for column in table.columns}
    for table in index.TABLES.values()
}
_AMENDMENTS = sa.select(index.amendments).where(index.amendments.c.report == sa.bindparam("wanted"))


class Fold:
    """The tables while entries are applied; the rows of each table are gathered and flushed in order."""

    def __init__(self, connection: sa.Connection, vault: Vault, authority: Authority) -> None:
        self.connection = connection
        self.authority = authority
        self.vault = vault
        self._waiting: dict[sa.Table, list[dict[str, Any]]] = {}
        self.acts = Acts(connection)
        self._amended = {row.report for row in connection.execute(sa.select(index.amendments.c.report))}

    def put(self, table: sa.Table, **row: Any) -> None:
        """Gather a row, with a value for each column; rows of one table go to the database together."""
        types = _TYPES[table.name]
        for name, value in row.items():
            if type(value) is not types[name]:
                raise ValueRefused(f"{name} is of another kind than it can be")
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= BATCH:
            self.flush(table)

    def flush(self, *tables: sa.Table) -> None:
        """Write what was gathered of some tables, or of all where none is named."""
        for table in tables or tuple(self._waiting):
            index.put(self.connection, table, self._waiting.pop(table, ()))

    def run(self, statement: sa.Executable, *tables: sa.Table, **values: Any) -> Any:
        """Flush the tables a statement touches, or all where none is named, then execute it."""
        self.flush(*tables)
        return self.connection.execute(statement, values)

    def content(self, digest: str) -> list[Any]:
        """Give a list that an entry keeps in the vault; an empty one where its bytes were erased."""
        found: list[Any] = [] if digest in self.vault.erased else json.loads(self.vault.get(digest))
        return found

    def effective(self, report: str, given: Body) -> Body:
        """Apply the amendments of a report to what was given, each while the source says as then."""
        if report not in self._amended:
            return given
        rows = self.run(_AMENDMENTS, index.amendments, wanted=report)
        return given | {
            row.field: json.loads(row.value)
            for row in rows
            if not row.was or row.was == packed(given.get(row.field))
        }

    def amend(self, report: str) -> None:
        """Note that a report has amendments."""
        self._amended.add(report)
