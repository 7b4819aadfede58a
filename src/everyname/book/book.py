"""A book: one folder on disk, opened for reading or for writing.

The ledger and the vault are the truth; the index is their pure function. Everything that changes a
book goes through `append`, which is durable before the index learns of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import devices, erasing, index, keyring, lock, working
from everyname.book.acts import topic_of
from everyname.book.authority import Authority
from everyname.book.behind import follow
from everyname.book.governing import read_authority, write_authority
from everyname.book.limits import (
    LASTING,
    erasures,
    fork_limits,
    governing,
    log_folders,
    of_kind,
    smaller,
    without,
)
from everyname.book.policy import Policy, parse_policy, starting_policy
from everyname.book.replay import apply_entries
from everyname.book.roles import governs
from everyname.book.tables import Tables
from everyname.errors import FileRefused, UsedWrongly
from everyname.ledger import durable
from everyname.ledger import log as ledger_log
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.vault import Vault

__all__ = ["Book"]

Progress = Callable[[str, int, int], None]


class Book(Tables):
    """A book on disk. Make one with `Book.create`, open one with `Book.open`."""

    def __init__(self, folder: Path, index_url: str = "") -> None:
        super().__init__(folder, index_url)
        self.vault = Vault(folder / "vault")
        self._writer: ledger_log.DeviceLog | None = None
        self._limits: dict[str, int] | None = None
        self._authority: Authority | None = None
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
        working.sweep(folder)
        book = cls(folder, index_url)
        book.catch_up()
        erasing.finish_quietly(book)
        return book

    def catch_up(self) -> None:
        """Apply entries the index has not seen; rebuild it when they do not simply follow."""
        self._limits = self._authority = None
        logs = self.logs()
        try:
            with self.reading() as connection:
                rows = connection.execute(sa.select(index.applied))
                seen = {row.device: (row.size, row.lam) for row in rows}
                known = connection.execute(sa.select(index.about.c.value)).scalar()
        except sa.exc.DatabaseError:
            seen, known = {}, None
        if known != index.schema():
            seen = {}
        if {device: size for device, (size, _) in seen.items()} == {
            log.folder.name: log.size for log in logs if log.size
        }:
            return
        if not follow(logs, seen):
            self.rebuild_index()
            return
        before = self.limits()
        authority = self._read_authority()
        if self.limits() != before:
            self.rebuild_index()
            return
        unseen = ledger_log.merged(log.entries(seen.get(log.folder.name, (0, 0))[0]) for log in logs)
        with self.changing() as connection:
            apply_entries(connection, self.vault, without(unseen, self.vault.erased), authority)
            write_authority(connection, authority)

    def rebuild_index(self, done: Callable[[int], None] | None = None) -> int:
        """Delete the index and write it again from the ledger; returns the entries applied."""
        authority = self._read_authority()  # says how far entries are read
        return self.write_all(self.vault, self.entries(), authority, done)

    def taken(self, fresh: Path | None) -> None:
        """Go on after entries of others were taken; `fresh` is the index of the book with them."""
        self._writer = self._limits = self._authority = None
        if fresh is None:
            return
        if self._url:
            self.rebuild_index()
        else:
            self.use_index(fresh)

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
                self._limits = smaller(
                    fork_limits(self.folder),
                    {row.device: row.size for row in self.rows(sa.select(table))},
                )
                self.vault.erased = {row.target: row.entry for row in self.rows(sa.select(index.erased))}
            except sa.exc.DatabaseError:
                self._read_authority()
        return self._limits or {}

    def ended(self) -> set[str]:
        """Give the devices that say nothing more: forked, revoked, or followed by another."""
        rows = self.rows(sa.select(index.revocations).where(index.revocations.c.why != "unknown"))
        return {row.device for row in rows} | set(fork_limits(self.folder))

    def authority(self) -> Authority:
        """Give who may speak, and how far, as the ledger stands."""
        if self._authority is None:
            with self.reading() as connection:
                self._authority = read_authority(connection, fork_limits(self.folder))
        return self._authority

    def _read_authority(self) -> Authority:
        """Find who may speak in the ledger itself, before there is an index to ask."""
        logs = [ledger_log.DeviceLog(folder) for folder in log_folders(self.folder)]
        forked = fork_limits(self.folder)
        self._authority = Authority.of(governing(logs), forked)
        self._limits = smaller(forked, self._authority.sizes)
        self.vault.erased = erasures(of_kind(logs, *LASTING))
        return self._authority

    def entries(self) -> Iterator[Entry]:
        """Give all entries in ledger order; what was erased has no body."""
        logs = self.logs()  # first of all: this learns what was erased
        return without(ledger_log.in_order(logs), self.vault.erased)

    def start_device(self, drafts: Sequence[Draft] = (), roles: Sequence[str] = ("steward", "desk")) -> str:
        """Begin a log of this machine in the book; returns the device id."""
        key, member = devices.new_device(self, roles)
        with lock.writing(self.folder):
            self._append(devices.log_of(self, key), [member, *drafts])
        return key.device_id

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Record entries: durable first, then applied to the index."""
        with lock.writing(self.folder):
            if self._writer is None:
                log, first = devices.own_log(self)
                if first:
                    self._append(log, first)
                self._writer = log
            return self._append(self._writer, drafts)

    def rotate(self) -> str:
        """Go on as a new device of the same member: the old log names its key and ends; returns the new."""
        with lock.writing(self.folder):
            roles = self.authority().hearing.roles.get(self.own_device(), frozenset({"desk"}))
            key, member = devices.new_device(self, sorted(roles))
            self.append([Draft("rotate", member.body)])
            self._append(devices.log_of(self, key), [member])
            self._writer = None
        return key.device_id

    def _append(self, log: ledger_log.DeviceLog, drafts: Sequence[Draft]) -> list[Entry]:
        seen = self.rows(sa.select(sa.func.max(index.applied.c.lam)))[0][0]
        written = log.append(self._superseding(drafts), after=seen or 0)
        head = log.head()
        keyring.note_head(log.folder.name, head.size, head.root.hex(), str(self.folder.resolve()))
        self._apply(written)
        if any(draft.kind in ("erase", "decision") for draft in drafts):
            erasing.finish(self)
        return written

    def _apply(self, written: list[Entry]) -> None:
        """Put new entries of this machine into the tables; write these again where what counted changes."""
        before, new = self.authority(), [entry for entry in written if governs(entry.kind, entry.body)]
        after = Authority.of([*before.heard, *new], fork_limits(self.folder)) if new else before
        if self.limits().get(written[0].device) is None and self._counts_as_before(after, written):
            with self.changing() as connection:
                apply_entries(connection, self.vault, written, after)
                if new:
                    write_authority(connection, after)
            self._authority, self._limits = after, None
        elif new:
            self.rebuild_index()

    def _counts_as_before(self, after: Authority, written: list[Entry]) -> bool:
        """Say whether every entry in the tables, and no other, goes on counting beside the new ones."""
        limits = smaller(fork_limits(self.folder), after.sizes)
        held = {folder.name: ledger_log.DeviceLog(folder).head().size for folder in log_folders(self.folder)}
        now = {device: min(size, limits.get(device, size)) for device, size in held.items()}
        applied = {row.device: row.size for row in self.rows(sa.select(index.applied))}
        applied[written[0].device] = written[-1].seq + 1
        return {device: size for device, size in now.items() if size} == applied

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

    @property
    def id(self) -> str:
        """Name the book: 32 hex signs drawn at its beginning, recorded by every device that joins it."""
        if not self._id:
            self._id = devices.book_id(self)
        return self._id

    def ids(self) -> set[str]:
        """Give the ids of this book and of the books joined to it."""
        rows = self.rows(sa.select(index.members.c.body))
        return {self.id} | {str(json.loads(row.body).get("book", "")) for row in rows} - {""}

    def own_device(self) -> str:
        """Give the device as which this machine writes here, "" before it wrote anything."""
        return devices.own_device(self)

    def key_name(self) -> str:
        """Give the name under which keys of this book sign."""
        return devices.key_name(self)

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

        # One act: an erasure between the two would find bytes that no entry rests on.
        with lock.writing(self.folder):
            digest = self.vault.put(output)
            body = {"kind": kind, "input": input_digest, "output": digest, "cut": cut}
            self.append([Draft("run", {**body, "version": __version__, "settings": settings}, (), (digest,))])
        return digest
