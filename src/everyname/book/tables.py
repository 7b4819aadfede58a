"""The derived tables of a book where they lie: read, written whole into a new file, put in place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import index, working
from everyname.book.authority import Authority
from everyname.book.governing import write_authority
from everyname.book.replay import apply_entries
from everyname.ledger import durable
from everyname.ledger.entry import Entry
from everyname.ledger.vault import Vault

__all__ = ["Tables"]


class Tables:
    """The tables of the book in `folder`: a file there, or the database that `index_url` names."""

    def __init__(self, folder: Path, index_url: str = "") -> None:
        self.folder = folder
        self._url = index_url or os.environ.get("EVERYNAME_INDEX", "")

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection for reading the tables."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are kept together or not at all; for replay only."""
        with self._engine.begin() as connection:
            yield connection

    def rows(self, statement: sa.Select[Any]) -> list[sa.Row[Any]]:
        """Give the rows of a query."""
        with self.reading() as connection:
            return list(connection.execute(statement))

    def write_all(
        self,
        vault: Vault,
        entries: Iterable[Entry],
        authority: Authority,
        done: Callable[[int], None] | None = None,
    ) -> int:
        """Write every table again from the entries; returns how many. Readers see the old until then."""
        if self._url:
            self._forget_engine()
            index.METADATA.drop_all(self._engine)
            index.METADATA.create_all(self._engine)
            return _fill(self._engine, vault, entries, authority, done)
        with working.working_folder(self.folder) as place:
            count = self.write_index(place / "index", vault, entries, authority, done)
            self.use_index(place / "index")
        return count

    def write_index(
        self,
        path: Path,
        vault: Vault,
        entries: Iterable[Entry],
        authority: Authority,
        done: Callable[[int], None] | None = None,
    ) -> int:
        """Write the index of some entries into a new file; raises ValueRefused where one is impossible."""
        path.unlink(missing_ok=True)
        engine = index.begin_index(path)
        try:
            count = _fill(engine, vault, entries, authority, done)
        finally:
            engine.dispose()
        durable.sync_file(path)
        return count

    def use_index(self, fresh: Path) -> None:
        """Put a whole index in the place of the old one; readers keep the old file until then."""
        self._forget_engine()
        fresh.replace(self.folder / "index.sqlite3")
        durable.sync_folder(self.folder)

    def close(self) -> None:
        """Let go of the index."""
        self._forget_engine()

    @cached_property
    def _engine(self) -> sa.Engine:
        return index.open_index(self.folder, self._url)

    def _forget_engine(self) -> None:
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]


def _fill(
    engine: sa.Engine,
    vault: Vault,
    entries: Iterable[Entry],
    authority: Authority,
    done: Callable[[int], None] | None,
) -> int:
    with engine.begin() as connection:
        index.put(connection, index.about, [{"topic": "schema", "value": index.schema()}])
        write_authority(connection, authority)
        return apply_entries(connection, vault, entries, authority, done)
