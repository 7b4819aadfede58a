"""The derived tables, in SQLite by default and PostgreSQL for a team.

The tables are a pure function of ledger and vault. Write entries; never write tables, except from
`replay`. Only portable SQL stands here, so that both databases hold the same rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

__all__ = ["DEVICE_TABLES", "TABLES", "begin_index", "digests", "open_index", "put", "schema"]

METADATA = sa.MetaData()


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, METADATA, *columns)


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def _row_key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


about = _table("about", _key("topic"), _text("value"))
applied = _table("applied", _key("device"), _whole("size"), _whole("lam"))
members = _table("members", _key("device"), _key("by"), _text("body"))  # what `by` says of a device
revocations = _table("revocations", _key("device"), _whole("size"), _text("why"))
# entries that bear on who may speak, also those behind a limit, and what became of each
governing = _table(
    "governing",
    _key("entry"),
    _text("kind"),
    _whole("lam"),
    _text("supersedes"),
    _text("body"),
    _text("status"),
    _text("reason"),
    _text("settled_by"),
)
uncounted = _table("uncounted", _key("entry"), _text("kind"), _text("device"), _text("reason"))
# acts in force on one topic; more than one: devices acted without having seen each other
acts = _table("acts", _key("topic"), _key("entry"), _whole("lam"), _text("value"), _text("body"))
policies = _table("policies", _key("topic"), _text("body"))
sources = _table("sources", _key("name"), _text("body"))
releases = _table(
    "releases", _key("id"), _text("source"), _text("digest"), _text("kind"), _whole("latest"), _text("body")
)
release_rows = _table("release_rows", _key("release"), _row_key("row"), _text("report"))
refusals = _table("refusals", _key("release"), _row_key("row"), _text("reason"))
doubts = _table("doubts", _key("old"), _key("new"))  # reports of two releases that may be one row
reports = _table(
    "reports", _key("id"), _text("source"), _text("release"), _whole("current"), _text("given"), _text("body")
)
evidence = _table("evidence", _key("source"), _key("file_name"), _text("digest"), _text("kind"))
documents = _table(
    "documents",
    _key("source"),
    _key("digest"),
    _text("title"),
    _text("as_of"),
    _text("text"),
    _text("file_name"),
)
proposals = _table(
    "proposals",
    _key("id"),
    _text("document"),
    _whole("position"),
    _text("status"),
    _text("reason"),
    _text("body"),
)
claims = _table("claims", _key("id"), _text("document"), _text("body"))
judgements = _table(
    "judgements",
    _key("left"),
    _key("right"),
    _text("verdict"),
    _text("reason"),
    _text("reviewer"),
    _text("sought"),
)
consents = _table("consents", _key("subject"), _key("purpose"), _whole("given"), _text("basis"))
withholds = _table("withholds", _key("subject"), _text("reason"), _text("note"), _text("reports"))
standings = _table("standings", _key("subject"), _text("standing"), _text("reason"))
corrections = _table("corrections", _key("subject"), _row_key("position"), _text("date"), _text("text"))
amendments = _table(
    "amendments", _key("report"), _key("field"), _text("value"), _text("was"), _text("date"), _text("text")
)
runs = _table("runs", _key("kind"), _text("input"), _text("output"), _text("body"))
persons = _table("persons", _key("report"), _text("person"))
first_persons = _table("first_persons", _key("report"), _text("person"))
erasures = _table("erasures", _key("entry"), _text("target"), _text("reason"), _text("date"))  # as recorded
erased = _table("erased", _key("target"), _text("entry"))  # those in force: an entry or a vault digest
redirects = _table("redirects", _key("old"), _text("new"))
pairs = _table(
    "pairs",
    _key("left"),
    _key("right"),
    _whole("millionths"),
    _whole("linked"),
    _text("band"),
    _text("features"),
)
editions = _table(
    "editions", _row_key("number"), _text("date"), _text("dataset"), _text("plan"), _text("checkpoint")
)

sa.Index("person_of", persons.c.person)
sa.Index("reports_of", reports.c.source)

TABLES: Mapping[str, sa.Table] = METADATA.tables
# where each device's log stands: not what was found
DEVICE_TABLES = frozenset({"about", "applied", "members", "governing"})


def schema() -> str:
    """Give the digest of the tables this version writes; another digest asks for a rebuild."""
    columns = [
        [name, column.name, str(column.type), column.primary_key]
        for name, table in sorted(TABLES.items())
        for column in table.columns
    ]
    return hashlib.sha256(json.dumps(columns).encode()).hexdigest()


def open_index(book: Path, url: str = "") -> sa.Engine:
    """Open the index of a book, made empty where missing; `url` names another database."""
    engine = sa.create_engine(url or f"sqlite:///{book / 'index.sqlite3'}")
    if not url:
        _keep_in_memory(engine)
    METADATA.create_all(engine)
    return engine


def begin_index(path: Path) -> sa.Engine:
    """Begin an index in a new file that nobody reads yet; the caller syncs it once, when it is whole."""
    engine = sa.create_engine(f"sqlite:///{path}")
    _keep_in_memory(engine)

    @sa.event.listens_for(engine, "connect")
    def hastily(connection: Any, _: Any) -> None:
        # A file cut short is thrown away: nothing need outlive this process before the last sync.
        for setting in (
            "synchronous=OFF",
            "journal_mode=MEMORY",
            "locking_mode=EXCLUSIVE",
            "cache_size=-65536",
        ):
            connection.execute(f"PRAGMA {setting}")

    METADATA.create_all(engine)
    return engine


def _keep_in_memory(engine: sa.Engine) -> None:
    """Keep SQLite from writing what it sorts into the system's temporary folder."""

    @sa.event.listens_for(engine, "connect")
    def set_store(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA temp_store=MEMORY")


def put(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, or replace those with the same key; every row names every column."""
    batch = list(rows)
    if not batch:
        return
    # Spelled once and handed over as it is: what else SQLAlchemy does for a row costs more than the row.
    statement, names = _insertion(connection.dialect, table)
    values: Any = [tuple(r[n] for n in names) for r in batch] if names else [dict(r) for r in batch]
    connection.exec_driver_sql(statement, values)


@lru_cache(maxsize=256)
def _insertion(dialect: sa.Dialect, table: sa.Table) -> tuple[str, tuple[str, ...]]:
    """Spell the insertion for a database, with the order of its values where they have one."""
    keys = [column.name for column in table.primary_key.columns]
    others = [column.name for column in table.columns if column.name not in keys]
    insertion = (postgresql.insert if dialect.name == "postgresql" else sqlite.insert)(table)
    if others:
        changed = {name: insertion.excluded[name] for name in others}
        statement = insertion.on_conflict_do_update(index_elements=keys, set_=changed)
    else:
        statement = insertion.on_conflict_do_nothing()
    compiled = statement.compile(dialect=dialect)
    return str(compiled), tuple(compiled.positiontup or ())


def digests(connection: sa.Connection) -> dict[str, str]:
    """Give the SHA-256 of each table's rows in key order: equal content, equal digest, on any database."""
    result = {}
    for name, table in sorted(TABLES.items()):
        if name in DEVICE_TABLES:
            continue
        running = hashlib.sha256()
        rows = [tuple(row) for row in connection.execute(sa.select(table))]
        for row in sorted(rows):
            running.update(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        result[name] = running.hexdigest()
    return result
