"""What is tortured: each writes through the real code, and says what is wrong with what is found later.

A subject plays turns in a folder, acknowledging as the code under test does; `check` opens a folder with
the real recovery and compares. What is found must hold everything acknowledged, and nothing that was
never written.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from everyname.errors import EverynameError
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.taking import Segment, fit_segment, take_segment
from everyname.ledger.vault import Vault
from torture.disk import Recorder

__all__ = ["KEY", "SUBJECTS", "Device", "Evidence", "Publication", "Subject", "Taking"]

KEY = SigningKey(name="records.example/desk", seed=bytes(range(32)))
Ack = Callable[[Any], None]


class Subject(Protocol):
    """Something that writes durably."""

    def play(self, root: Path, ack: Ack) -> None:
        """Write a few turns below `root`, going on where an earlier play was cut."""

    def learn(self, recorder: Recorder) -> None:
        """Take from the record what was ever handed to the disk."""

    def check(self, root: Path, acks: Sequence[Any]) -> str:
        """Open what lies below `root`; say what is wrong, "" for nothing."""


class Device:
    """A device log that grows by batches of entries."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._leaves: set[bytes] = set()
        self._bodies: set[bytes] = set()
        self._checked = 0

    def play(self, root: Path, ack: Ack) -> None:
        """Open the log, then append batches; acknowledged are all lines under the head."""
        log = DeviceLog(root / "ledger" / KEY.device_id, KEY)
        ack(_signed(log))
        for _ in range(self._draw.randrange(1, 4)):
            log.append([_draft(self._draw) for _ in range(self._draw.randrange(1, 5))])
            ack(_signed(log))

    def learn(self, recorder: Recorder) -> None:
        """Know every line that was ever written."""
        self._leaves |= _lines(recorder, LEAVES)
        self._bodies |= _lines(recorder, BODIES)

    def check(self, root: Path, acks: Sequence[Any]) -> str:
        """Read, recover, verify; now and then go on writing."""
        folder = root / "ledger" / KEY.device_id
        try:
            if acks:
                wrong = _compare(_signed(DeviceLog(folder)), acks[-1])
                if wrong:
                    return f"read before recovery: {wrong}"
            log = DeviceLog(folder, KEY)
            found = _signed(log)
            wrong = _compare(found, acks[-1] if acks else [])
            if wrong:
                return wrong
            if any(leaf not in self._leaves or body not in self._bodies for leaf, body in found):
                return "a line was accepted that nobody wrote"
            self._checked += 1
            if self._checked % 8 == 0:
                log.append([_draft(self._draw)])
            return "; ".join(one.happened for one in DeviceLog(folder).verify())
        except EverynameError as error:
            return f"refused: {error.happened}"


class Publication:
    """The publication log, every signed head of which must hold for ever."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._written: set[bytes] = set()
        self._checked = 0

    def play(self, root: Path, ack: Ack) -> None:
        """Open the log, then publish batches; acknowledged are leaves and the signed head."""
        log = StatementLog(root / "publication", KEY)
        ack((list(log.leaves()), log.size, log.checkpoint_text))
        for _ in range(self._draw.randrange(1, 4)):
            log.append([_statement(self._draw) for _ in range(self._draw.randrange(1, 9))])
            ack((list(log.leaves()), log.size, log.checkpoint_text))

    def learn(self, recorder: Recorder) -> None:
        """Know every leaf that was ever written."""
        self._written |= _lines(recorder, "leaves.jsonl")

    def check(self, root: Path, acks: Sequence[Any]) -> str:
        """Recover, verify, and ask for every head that was ever acknowledged."""
        folder = root / "publication"
        try:
            log = StatementLog(folder, KEY)
            found = list(log.leaves())
            for leaves, size, signed in acks:
                if found[:size] != leaves:
                    return f"of {size} acknowledged leaves not all are there"
                if log.checkpoint_at(size) != signed:
                    return f"the head of size {size} that was acknowledged is another"
            if not self._written.issuperset(found):
                return "a leaf was accepted that nobody wrote"
            self._checked += 1
            if self._checked % 8 == 0:
                log.append([_statement(self._draw)])
            return "; ".join(one.happened for one in StatementLog(folder).verify())
        except EverynameError as error:
            return f"refused: {error.happened}"


class Evidence:
    """The vault."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._next = [draw.randbytes(draw.choice((0, 3, 700, 2_000))) for _ in range(6)]

    def play(self, root: Path, ack: Ack) -> None:
        """Put one, several, and one as a stream; acknowledged are the digests."""
        vault = Vault(root / "vault")
        one, several, last = self._next[0], self._next[1:4], self._next[4]
        ack([vault.put(one)])
        ack(vault.put_many(several))
        digest = sha256(last).hexdigest()
        vault.put_stream(digest, [last[:300], last[300:]])
        ack([digest])

    def learn(self, recorder: Recorder) -> None:
        """Nothing: a digest says what its bytes are."""

    def check(self, root: Path, acks: Sequence[Any]) -> str:
        """Get everything acknowledged; no file may hold other bytes than its name says; put again."""
        vault = Vault(root / "vault")
        try:
            for digest in (digest for said in acks for digest in said):
                vault.get(digest)
            problems = vault.verify()
            vault.put_many(self._next)
        except EverynameError as error:
            return f"refused: {error.happened}"
        return "; ".join(one.happened for one in problems)


class Taking:
    """A log another device wrote, taken from bundles: first a part of it, then its growth."""

    def __init__(self, draw: random.Random, writer: Path) -> None:
        log = DeviceLog(writer / "ledger" / KEY.device_id, KEY)
        self._offers = []
        for _ in range(3):
            log.append([_draft(draw) for _ in range(draw.randrange(1, 5))])
            self._offers.append((log.checkpoint_text, _signed(log)))

    def play(self, root: Path, ack: Ack) -> None:
        """Take what each bundle brings; acknowledged are the lines under its head."""
        for signed, lines in self._offers:
            _take(root, signed, lines)
            ack(lines)

    def learn(self, recorder: Recorder) -> None:
        """Nothing: what may be there was offered."""

    def check(self, root: Path, acks: Sequence[Any]) -> str:
        """Read what is there, then take the bundles again: all must stand at the end."""
        folder = root / "ledger" / KEY.device_id
        whole = self._offers[-1][1]
        try:
            found = _signed(DeviceLog(folder)) if (folder / "checkpoint").exists() else []
            wrong = _compare(found, acks[-1] if acks else [])
            if wrong or found != whole[: len(found)]:
                return wrong or "a line was accepted that nobody offered"
            self.play(root, lambda lines: None)
            if _signed(DeviceLog(folder)) != whole:
                return "taken again, it is not whole"
            return "; ".join(one.happened for one in DeviceLog(folder).verify())
        except EverynameError as error:
            return f"refused: {error.happened}"


SUBJECTS: dict[str, Callable[[random.Random, Path], Subject]] = {
    "device log": lambda draw, beside: Device(draw),
    "publication log": lambda draw, beside: Publication(draw),
    "vault": lambda draw, beside: Evidence(draw),
    "taking": Taking,
}


def _take(root: Path, signed: str, lines: list[tuple[bytes, bytes]]) -> None:
    segment = Segment(
        key=KEY.verify_key,
        base=0,
        signed=signed,
        leaves=lambda: (leaf for leaf, _ in lines),
        bodies=lambda: (body for _, body in lines),
    )
    folder = root / "ledger" / KEY.device_id
    fit = fit_segment(folder, segment, lambda entry: None)
    take_segment(folder, segment, fit, {})


def _signed(log: DeviceLog) -> list[tuple[bytes, bytes]]:
    return list(zip(log.leaf_lines(), log.body_lines(), strict=True))


def _compare(found: list[tuple[bytes, bytes]], wanted: list[tuple[bytes, bytes]]) -> str:
    if found[: len(wanted)] == wanted:
        return ""
    return f"of {len(wanted)} acknowledged entries not all are among the {len(found)} found"


def _draft(draw: random.Random) -> Draft:
    return Draft("source", {"name": draw.randbytes(8).hex(), "text": "x" * draw.choice((0, 90, 600, 1_400))})


def _statement(draw: random.Random) -> bytes:
    return b'{"digest":"%s","v":1}' % draw.randbytes(32).hex().encode()


def _lines(recorder: Recorder, name: str) -> set[bytes]:
    return {line for data in recorder.written(name) for line in data.split(b"\n")}
