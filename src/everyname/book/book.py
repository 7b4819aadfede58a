"""A book: one folder on disk, opened for reading or for writing.

The ledger and the vault are the truth; the index is their pure function. Everything that changes a
book goes through `append`, which is durable before the index learns of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import index, keyring, lock
from everyname.book.acts import topic_of
from everyname.book.limits import fork_limits, log_folders, revoked_limits
from everyname.book.policy import Policy, parse_policy, starting_policy
from everyname.book.replay import apply_entries
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger import durable
from everyname.ledger import log as ledger_log
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.keys import SigningKey
from everyname.ledger.vault import Vault

__all__ = ["Book"]

Progress = Callable[[str, int, int], None]


class Book:
    """A book on disk. Make one with `Book.create`, open one with `Book.open`."""

    def __init__(self, folder: Path, index_url: str = "") -> None:
        self.folder = folder
        self._url = index_url or os.environ.get("EVERYNAME_INDEX", "")
        self.vault = Vault(folder / "vault")
        self._writer: ledger_log.DeviceLog | None = None
        self._limits: dict[str, int] | None = None
        self._id = ""

    # -- opening ---------------------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        folder: Path,
        title: str = "",
        index_url: str = "",
        *,
        book_id: str = "",
        first: Sequence[Draft] = (),
    ) -> Book:
        """Make a new book in an empty or missing folder, with a device key outside it.

        With `book_id` it joins the book of that id: no policy is begun, and `first` says who is known.
        """
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileRefused(
                f"{folder} is not empty.",
                remedy="Give the name of a new folder: everyname init BOOK.",
            )
        title = title or folder.resolve().name
        for part in ("ledger", "vault", "publication", "editions", "mappings"):
            durable.make_folder(folder / part)
        book = cls(folder, index_url)
        book._id = book_id
        book.rebuild_index()
        if book_id:
            book.start_device(first, roles=["desk"])
            return book
        text = starting_policy(title)
        (folder / "book.toml").write_text(text, encoding="utf-8")
        book.start_device([Draft("policy", {"topic": "book", "toml": text})])
        return book

    @classmethod
    def open(cls, folder: Path, index_url: str = "") -> Book:
        """Open a book and bring its index up to the ledger."""
        if not (folder / "ledger").is_dir():
            raise UsedWrongly(
                f"{folder} is not a book.",
                remedy="Go into a book's folder, or give --book FOLDER; `everyname init BOOK` makes one.",
            )
        book = cls(folder, index_url)
        book.catch_up()
        return book

    def catch_up(self) -> None:
        """Apply entries the index has not seen; rebuild it when they do not simply follow."""
        self._limits = None
        sizes = {log.folder.name: log.size for log in self.logs()}
        try:
            with self.reading() as connection:
                applied = {row.device: row.size for row in connection.execute(sa.select(index.applied))}
                known = connection.execute(sa.select(index.about.c.value)).scalar()
        except sa.exc.DatabaseError:
            applied, known = {}, None
        if known != index.schema():
            applied = {}
        if applied == sizes:
            return
        local = [device for device, size in sizes.items() if applied.get(device, 0) < size]
        shrunk = [device for device, size in applied.items() if size > sizes.get(device, 0)]
        if not applied or shrunk or len(sizes) > 1:
            self.rebuild_index()
            return
        with self.changing() as connection:
            behind = (e for e in self.entries() if e.device in local and e.seq >= applied.get(e.device, 0))
            apply_entries(connection, self.vault, behind)

    def rebuild_index(self, done: Callable[[int], None] | None = None) -> int:
        """Delete the index and write it again from the ledger; returns the entries applied."""
        self._read_limits()
        if self._url:
            self._forget_engine()
            index.METADATA.drop_all(self._engine)
            index.METADATA.create_all(self._engine)
            return self._fill(self._engine, self.vault, self.entries(), done)
        fresh = self.folder / f"index.{os.getpid()}.new"
        count = self.write_index(fresh, self.vault, self.entries(), done)
        self.use_index(fresh)
        return count

    def write_index(
        self,
        path: Path,
        vault: Vault,
        entries: Iterable[Entry],
        done: Callable[[int], None] | None = None,
    ) -> int:
        """Write the index of some entries into a new file; raises ValueRefused where one is impossible."""
        path.unlink(missing_ok=True)
        engine = index.begin_index(path)
        try:
            count = self._fill(engine, vault, entries, done)
        finally:
            engine.dispose()
        durable.sync_file(path)
        return count

    def use_index(self, fresh: Path) -> None:
        """Put a whole index in the place of the old one; readers keep the old file until then."""
        self._forget_engine()
        fresh.replace(self.folder / "index.sqlite3")
        durable.sync_folder(self.folder)

    def taken(self, fresh: Path | None) -> None:
        """Go on after entries of others were taken; `fresh` is the index of the book with them."""
        self._writer = None
        self._limits = None
        if fresh is None:
            return
        if self._url:
            self.rebuild_index()
        else:
            self.use_index(fresh)

    def _fill(
        self,
        engine: sa.Engine,
        vault: Vault,
        entries: Iterable[Entry],
        done: Callable[[int], None] | None,
    ) -> int:
        with engine.begin() as connection:
            index.put(connection, index.about, [{"topic": "schema", "value": index.schema()}])
            return apply_entries(connection, vault, entries, done)

    # -- the index -------------------------------------------------------------------------------

    @cached_property
    def _engine(self) -> sa.Engine:
        return index.open_index(self.folder, self._url)

    def _forget_engine(self) -> None:
        if "_engine" in self.__dict__:
            self._engine.dispose()
            del self.__dict__["_engine"]

    def close(self) -> None:
        """Let go of the index."""
        self._forget_engine()

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

    # -- the ledger ------------------------------------------------------------------------------

    def logs(self) -> list[ledger_log.DeviceLog]:
        """Give every device's log, for reading as far as it counts."""
        counts = self.limits()
        return [
            ledger_log.DeviceLog(folder, None, limit=counts.get(folder.name))
            for folder in log_folders(self.folder)
        ]

    def limits(self) -> dict[str, int]:
        """Give the size up to which a device counts, for each that forked or was revoked."""
        if self._limits is None:
            try:
                table = index.revocations
                self._limits = _both(
                    fork_limits(self.folder),
                    {row.device: row.size for row in self.rows(sa.select(table))},
                )
            except sa.exc.DatabaseError:
                self._read_limits()
        return self._limits or {}

    def _read_limits(self) -> None:
        """Find the limits in the ledger itself, before there is an index to ask."""
        logs = [ledger_log.DeviceLog(folder) for folder in log_folders(self.folder)]
        forked = fork_limits(self.folder)
        self._limits = _both(forked, revoked_limits(logs, forked))

    def entries(self) -> Iterator[Entry]:
        """Give all entries in ledger order."""
        return ledger_log.in_order(self.logs())

    def start_device(self, drafts: Sequence[Draft] = (), roles: Sequence[str] = ("steward", "desk")) -> str:
        """Begin a log of this machine in the book; returns the device id."""
        key, member = self._new_device(list(roles))
        with lock.writing(self.folder):
            self._append(ledger_log.DeviceLog(self.folder / "ledger" / key.device_id, key), [member, *drafts])
        return key.device_id

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Record entries: durable first, then applied to the index."""
        with lock.writing(self.folder):
            if self._writer is None:
                self._writer = self._own_log()
            return self._append(self._writer, drafts)

    def _append(self, log: ledger_log.DeviceLog, drafts: Sequence[Draft]) -> list[Entry]:
        seen = self.rows(sa.select(sa.func.max(index.applied.c.lam)))[0][0]
        written = log.append(self._superseding(drafts), after=seen or 0)
        head = log.head()
        keyring.note_head(log.folder.name, head.size, head.root.hex(), str(self.folder.resolve()))
        with self.changing() as connection:
            apply_entries(connection, self.vault, written)
        if any(draft.kind == "revoke" for draft in drafts):
            self.catch_up()
        return written

    def _superseding(self, drafts: Sequence[Draft]) -> list[Draft]:
        """Name in each draft the acts on its topic that it ends: those this book has seen."""
        topics = [topic_of(draft.kind, draft.body) for draft in drafts]
        wanted, standing = sorted(set(topics) - {""}), dict[str, list[str]]()
        table = index.acts
        for at in range(0, len(wanted), 500):
            some = sa.select(table.c.topic, table.c.entry).where(table.c.topic.in_(wanted[at : at + 500]))
            for row in self.rows(some.order_by(table.c.topic, table.c.entry)):
                standing.setdefault(row.topic, []).append(row.entry)
        return [
            replace(draft, supersedes=(*draft.supersedes, *standing.get(topic, ())))
            for draft, topic in zip(drafts, topics, strict=True)
        ]

    def _own_log(self) -> ledger_log.DeviceLog:
        """Open this machine's log for writing; a new device where writing would fork the old one.

        Of several devices of this machine the one that last wrote in this folder goes on, else the one
        that wrote last: a restored book has adopted the others.
        """
        device = self.own_device()
        key = keyring.find_key(device) if device else None
        if key is not None:
            log = ledger_log.DeviceLog(self.folder / "ledger" / device, key)
            if not keyring.is_behind(device, log.head()):
                return log
        adopted = [
            Draft("adopt", {"device": log.folder.name, "size": log.size, "root": log.counted().root.hex()})
            for log in self.logs()
        ]
        key, member = self._new_device(["desk"])
        log = ledger_log.DeviceLog(self.folder / "ledger" / key.device_id, key)
        self._append(log, [member, *adopted])
        return log

    def _new_device(self, roles: list[str]) -> tuple[SigningKey, Draft]:
        """Make a signing key and an age identity outside the book, and the entry that says so."""
        key = keyring.create_key(self.key_name(), "sign")
        recipient = keyring.find_identity(key.device_id).recipient
        body = {"vkey": key.vkey, "name": key.name, "recipient": recipient, "roles": roles, "book": self.id}
        return key, Draft("member", body)

    @property
    def id(self) -> str:
        """Name the book: 32 hex signs drawn at its beginning, recorded by every device that joins it."""
        if not self._id:
            rows = self.rows(sa.select(index.members).order_by(index.members.c.device, index.members.c.by))
            own = [row for row in rows if row.device == row.by]
            own.sort(key=lambda row: keyring.find_key(row.device) is None)
            bodies = [json.loads(row.body) for row in own]
            named = [str(body["book"]) for body in bodies if body.get("book")]
            # A book begun before books had ids is named after the key that began it.
            named += [hashlib.sha256(body["vkey"].encode("utf-8")).hexdigest()[:32] for body in bodies]
            self._id = named[0] if named else os.urandom(16).hex()
        return self._id

    def ids(self) -> set[str]:
        """Give the ids of this book and of the books joined to it."""
        rows = self.rows(sa.select(index.members.c.body))
        return {self.id} | {str(json.loads(row.body).get("book", "")) for row in rows} - {""}

    def own_device(self) -> str:
        """Give the device as which this machine writes here, "" before it wrote anything."""
        newest = sa.select(index.applied.c.device).order_by(index.applied.c.lam.desc())
        limited = self.limits()
        own = [
            row.device
            for row in self.rows(newest)
            if row.device not in limited and keyring.find_key(row.device) is not None
        ]
        here = [device for device in own if keyring.wrote_in(device) == str(self.folder.resolve())]
        return next(iter((*here, *own)), "")

    def key_name(self) -> str:
        """Give the name under which keys of this book sign."""
        return "everyname-" + (
            re.sub(r"[^a-z0-9]+", "-", self.folder.resolve().name.lower()).strip("-") or "book"
        )

    # -- the policy ------------------------------------------------------------------------------

    def policy_text(self, topic: str = "book") -> str:
        """Give the recorded text of a policy topic ("book", "mapping:SOURCE"), "" for none."""
        table = index.policies
        found = self.rows(sa.select(table.c.body).where(table.c.topic == topic))
        return str(found[0].body) if found else ""

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return parse_policy(self.policy_text())

    # -- run outputs -----------------------------------------------------------------------------

    def run_output(self, kind: str) -> dict[str, Any] | None:
        """Give the output of the last run of a kind, None before the first."""
        found = self.rows(sa.select(index.runs.c.output).where(index.runs.c.kind == kind))
        if not found:
            return None
        output: dict[str, Any] = json.loads(self.vault.get(found[0].output))
        return output

    def last_input(self, kind: str) -> str:
        """Give the input digest of the last run of a kind, "" before the first."""
        found = self.rows(sa.select(index.runs.c.input).where(index.runs.c.kind == kind))
        return str(found[0].input) if found else ""

    def cut(self) -> str:
        """Name the exact heads a run is about to read."""
        return ledger_log.cut(self.logs())

    def record_run(
        self, kind: str, input_digest: str, output: bytes, settings: dict[str, Any], cut: str
    ) -> str:
        """Record a machine's finding: output in the vault; settings and the cut it saw in the ledger."""
        from everyname import __version__

        digest = self.vault.put(output)
        body = {"kind": kind, "input": input_digest, "output": digest, "cut": cut}
        self.append([Draft("run", {**body, "version": __version__, "settings": settings}, (), (digest,))])
        return digest


def _both(forked: dict[str, int], revoked: dict[str, int]) -> dict[str, int]:
    """Give the smaller of two limits."""
    return {
        device: min(size for size in (forked.get(device), revoked.get(device)) if size is not None)
        for device in forked | revoked
    }
