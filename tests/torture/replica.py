"""One replica of a gossip schedule: device logs in a folder, taken by the real code, without a whole book.

What a stick carries is what `courier.pack` puts into a bundle: for each log the entries behind those the
receiver named, or all, and each further branch whole. It is taken as `courier.unpack` takes it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from everyname.book import index
from everyname.book.acts import topic_of
from everyname.book.authority import Authority
from everyname.book.limits import fork_limits, governing, log_folders, smaller
from everyname.book.replay import apply_entries
from everyname.errors import ValueRefused
from everyname.ledger import checkpoint
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft, Entry
from everyname.ledger.keys import SigningKey, VerifyKey
from everyname.ledger.log import DeviceLog, cut, in_order
from everyname.ledger.taking import Segment, branches, fit_segment, take_branch, take_segment
from everyname.ledger.vault import Vault
from torture.disk import Killed, Recorder

__all__ = ["Part", "Replica", "tables"]

Have = dict[str, dict[int, bytes]]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of one device's entries on a stick."""

    key: VerifyKey
    base: int
    signed: str
    lines: tuple[tuple[bytes, bytes], ...]

    def segment(self) -> Segment:
        """Give the part as it is offered to the ledger."""
        return Segment(
            key=self.key,
            base=self.base,
            signed=self.signed,
            leaves=lambda: (leaf for leaf, _ in self.lines),
            bodies=lambda: (body for _, body in self.lines),
        )

    def torn(self) -> Part:
        """Give the part as a copy that was cut short has it."""
        return replace(self, lines=self.lines[:-1])


class Replica:
    """A folder of device logs and the keys of one machine."""

    def __init__(self, folder: Path, number: int) -> None:
        self.folder = folder
        self._number = number
        self._generation = 0
        (folder / "ledger").mkdir(parents=True)
        self._lam = 0
        self._acts: dict[str, list[str]] = {}
        self._log: DeviceLog | None = None
        self._heads: dict[str, Checkpoint] = {}  # as read since the last change

    def say(self, draw: random.Random) -> None:
        """Record one to three acts on few things, so that replicas come to contradict each other."""
        if self._log is None:
            key = self._key()
            self._log = DeviceLog(self.folder / "ledger" / key.device_id, key)
        self._heads.clear()
        drafts = [self._draft(draw) for _ in range(draw.randrange(1, 4))]
        if not self._log.size:
            drafts.insert(0, _member(self._log.verify_key, "steward", "desk"))
        for entry in self._log.append(drafts, after=self._lam):
            self._see(entry)

    def fork(self, draw: random.Random) -> list[Part]:
        """Speak and pack that for anybody, then be restored from the copy before, and speak otherwise.

        What a restored machine says under its old key contradicts the stick; after that it begins a new
        device, as a book does. Gives the stick.
        """
        self.say(draw)
        if self._log is None:
            raise AssertionError("a replica that spoke has a log")
        files = [path for path in self._log.folder.glob("*") if path.is_file()]
        copy = {path: path.read_bytes() for path in files}
        self.say(draw)
        stick = self.pack(None)
        for path, data in copy.items():
            path.write_bytes(data)
        self._log = DeviceLog(self._log.folder, self._key())
        self.say(draw)
        self._log, self._generation = None, self._generation + 1
        return stick

    def _key(self) -> SigningKey:
        seed = sha256(b"%d %d" % (self._number, self._generation)).digest()
        return SigningKey(name=f"records.example/{self._number}", seed=seed)

    def have(self) -> Have:
        """Say what is held: for each key the heads by size."""
        found: Have = {}
        for log in self._logs():
            head = self._head(log)
            heads = found.setdefault(log.verify_key.vkey, {})
            heads[head.size] = head.root
            for branch in branches(log.folder):
                other = checkpoint.open_checkpoint(branch.signed, [log.verify_key])
                heads[other.size] = other.root
        return found

    def pack(self, have: Have | None) -> list[Part]:
        """Give what somebody with these heads lacks; everything without."""
        return [
            part
            for log in self._logs()
            for part in self._parts(log, (have or {}).get(log.verify_key.vkey, {}))
        ]

    def take(self, parts: list[Part]) -> int:
        """Take what fits, part by part; what does not is refused whole. Gives how many were refused."""
        refused = 0
        self._heads.clear()
        for part in parts:
            folder, segment = self.folder / "ledger" / part.key.device_id, part.segment()
            seen: list[Entry] = []
            try:
                fit = fit_segment(folder, segment, seen.append)
            except ValueRefused:
                refused += 1
                continue
            if fit.forks:
                take_branch(folder, segment, fit, {})
            elif fit.brings:
                take_segment(folder, segment, fit, {})
            for entry in seen:
                self._see(entry)
        return refused

    def take_killed(self, parts: list[Part], draw: random.Random) -> None:
        """Take, and be killed at a random call."""
        recorder = Recorder(self.folder, stop_at=draw.randrange(30))
        recorder.adopt()
        try:
            with recorder:
                self.take(parts)
        except Killed:
            pass

    def state(self, connection: sa.Connection) -> tuple[str, str]:
        """Give the cut, and a digest of the order and of every table the real replay writes from it."""
        logs, forked = self._logs(), fork_limits(self.folder)
        authority = Authority.of(governing(logs), forked)
        limits = smaller(forked, authority.sizes)
        for log in logs:
            log.limit = limits.get(log.folder.name)
        entries = list(in_order(logs))
        order = "".join(f"{entry.id} {entry.lam}\n" for entry in entries)
        with connection.begin() as change:
            apply_entries(connection, Vault(self.folder / "vault"), iter(entries), authority)
            written = index.digests(connection)
            change.rollback()
        told = order + json.dumps(written, sort_keys=True)
        return cut(logs), sha256(told.encode()).hexdigest()

    def problems(self) -> list[str]:
        """Verify every log and branch."""
        found = []
        for log in self._logs():
            found += [one.happened for one in log.verify()]
            for branch in branches(log.folder):
                branch.check(log)
        return found

    def _logs(self) -> list[DeviceLog]:
        return [DeviceLog(folder) for folder in log_folders(self.folder)]

    def _parts(self, log: DeviceLog, held: dict[int, bytes]) -> Iterator[Part]:
        head = self._head(log)
        base = max(
            (size for size, root in held.items() if size <= head.size and self._fits(log, size, root)),
            default=0,
        )
        if base < head.size:
            yield Part(log.verify_key, base, log.checkpoint_text, tuple(_pairs(log, base)))
        for branch in branches(log.folder):
            other = checkpoint.open_checkpoint(branch.signed, [log.verify_key])
            if held.get(other.size) != other.root:
                first = islice(_pairs(log, 0), branch.common)
                rest = zip(branch.leaf_lines(), branch.body_lines(), strict=True)
                yield Part(log.verify_key, 0, branch.signed, (*first, *rest))

    def _fits(self, log: DeviceLog, size: int, root: bytes) -> bool:
        head = self._head(log)
        return (head if size == head.size else log.head_at(size)).root == root

    def _head(self, log: DeviceLog) -> Checkpoint:
        if log.folder.name not in self._heads:
            self._heads[log.folder.name] = log.head()
        return self._heads[log.folder.name]

    def _draft(self, draw: random.Random) -> Draft:
        kind = draw.choice(
            ("source", "judgement", "standing", "standing", "revoke" if draw.random() < 0.08 else "source")
        )
        if draw.random() < 0.06:
            known = DeviceLog(draw.choice(log_folders(self.folder)))
            return _member(known.verify_key, draw.choice(("steward", "desk", "reader")))
        left, right = sorted(draw.sample("abcd", 2))
        if kind == "revoke":
            folders = log_folders(self.folder)
            return Draft(
                kind, {"device": draw.choice(folders).name, "size": draw.randrange(6), "reason": "lost"}
            )
        body = {
            "source": {"name": f"source-{draw.randrange(5)}", "title": str(draw.random())},
            "judgement": {
                "left": left, "right": right, "reason": "read", "reviewer": f"desk {self._number}",
                "verdict": draw.choice(("same", "different")),
            },
            "standing": {
                "subject": draw.choice("pqr"), "reason": "read",
                "standing": draw.choice(("contested", "withdrawn")),
            },
        }[kind]  # fmt: skip
        return Draft(kind, body, tuple(self._acts.get(topic_of(kind, body), ())[-6:]))

    def _see(self, entry: Entry) -> None:
        self._lam = max(self._lam, entry.lam)
        topic = topic_of(entry.kind, entry.body or {}) if entry.body else ""
        if topic and entry.id not in self._acts.setdefault(topic, []):
            self._acts[topic].append(entry.id)


def _member(key: VerifyKey, *roles: str) -> Draft:
    return Draft("member", {"vkey": key.vkey, "name": key.name, "roles": list(roles)})


def _pairs(log: DeviceLog, base: int) -> Iterator[tuple[bytes, bytes]]:
    return islice(zip(log.leaf_lines(), log.body_lines(), strict=True), base, None)


def tables() -> sa.Connection:
    """Give an empty database in memory with the tables of a book's index."""
    engine = sa.create_engine("sqlite://")
    index.METADATA.create_all(engine)
    return engine.connect()
