"""F10: a book in which a device was revoked has the tables of one in which it never spoke after that size.

A case draws devices that record, judge, contradict, mend and enrol each other, each having seen only a
part of what the others said. Then the founder revokes one at a size. The other book holds the same bytes,
but the device's log ends at that size, and devices that only its later entries had enrolled are not there.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from everyname.book import Book, index
from everyname.book.acts import topic_of
from everyname.ledger import checkpoint, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft, seal_draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import origin_of

__all__ = ["run"]

LIMITS = frozenset({"about", "governing", "revocations"})  # they say how far a device counts: they differ
REPORT: dict[str, Any] = {"source": "list", "names": [{"text": "Arvand Sahelpur", "script": "latin"}]}


@dataclass
class Device:
    """A device that speaks: the lines of its log, what it has seen, and who named it at which entry."""

    key: SigningKey
    named: list[tuple[str, int]]
    lam: int = 0
    lines: list[tuple[bytes, bytes]] = field(default_factory=list)
    seen: dict[str, dict[str, str]] = field(default_factory=dict)  # topic -> device -> its act

    def say(self, kind: str, body: dict[str, Any]) -> None:
        """Record one entry as the book would: it names the acts on its topic that were seen."""
        self.lam += 1
        topic = topic_of(kind, body)
        standing = self.seen.setdefault(topic, {}) if topic else {}
        draft = Draft(kind, body, tuple(sorted(standing.values())))
        leaf, line, entry = seal_draft(draft, self.key.device_id, len(self.lines), self.lam)
        self.lines.append((leaf, line))
        standing.clear()
        standing[self.key.device_id] = entry.id

    def hear(self, other: Device) -> None:
        """Take what another has said."""
        self.lam = max(self.lam, other.lam)
        for topic, acts in other.seen.items():
            self.seen[topic] = {**self.seen.get(topic, {}), **acts}

    def write(self, book: Path, size: int) -> None:
        """Write the first `size` entries as this device's log."""
        folder = book / "ledger" / self.key.device_id
        folder.mkdir(parents=True)
        frontier = tree.Frontier()
        for leaf, _ in self.lines[:size]:
            frontier.append(tree.leaf_hash(leaf))
        head = Checkpoint(origin=origin_of(self.key.verify_key), size=frontier.size, root=frontier.root())
        (folder / "key.vkey").write_text(self.key.vkey + "\n", encoding="utf-8")
        for name, part in (("entries.jsonl", 0), ("bodies.jsonl", 1)):
            (folder / name).write_bytes(b"".join(line[part] + b"\n" for line in self.lines[:size]))
        (folder / "checkpoint").write_text(checkpoint.sign(head, self.key), encoding="utf-8")


def run(seeds: Iterable[int], folder: Path) -> list[str]:
    """Play one case a seed; gives a sentence for each in which a table differs."""
    return [problem for seed in seeds for problem in _play(seed, folder / str(seed))]


def _play(seed: int, folder: Path) -> list[str]:
    draw = random.Random(seed)
    devices = _talk(draw)
    founder = next(iter(devices.values()))
    target = draw.choice([name for name in devices if name != founder.key.name])
    size = draw.choice([0, 1, draw.randrange(len(devices[target].lines)), len(devices[target].lines)])
    founder.hear(devices[target])
    founder.say("revoke", {"device": devices[target].key.device_id, "size": size})
    sizes = {name: len(device.lines) for name, device in devices.items()}
    revoked = _tables(folder / "revoked", devices, sizes)
    sizes[target] = size
    never = _tables(folder / "never", devices, _enrolled(devices, sizes))
    return [f"case {seed}: the table {name} differs" for name in revoked if revoked[name] != never[name]]


def _enrolled(devices: dict[str, Device], sizes: dict[str, int]) -> dict[str, int]:
    """Leave out each device that no entry which is there had enrolled, and whom it enrolled."""
    kept: dict[str, int] = {}
    for name, device in devices.items():  # whoever enrols stands before the enrolled
        if not device.named or any(at < kept.get(by, 0) for by, at in device.named):
            kept[name] = sizes[name]
    return kept


def _tables(
    folder: Path, devices: dict[str, Device], sizes: dict[str, int]
) -> dict[str, list[tuple[Any, ...]]]:
    (folder / "vault").mkdir(parents=True)
    for name, size in sizes.items():
        devices[name].write(folder, size)
    book = Book.open(folder)
    try:
        with book.reading() as connection:
            return {
                name: sorted(tuple(row) for row in connection.execute(sa.select(table)))
                for name, table in index.TABLES.items()
                if name not in LIMITS
            }
    finally:
        book.close()


# -- what devices say --------------------------------------------------------------------------------


def _talk(draw: random.Random) -> dict[str, Device]:
    """Let a founder and those enrolled one after another speak, now and then hearing each other."""
    devices: dict[str, Device] = {}
    _begin(draw, devices, "", ["steward", "desk"])
    devices["d0"].say("policy", {"topic": "book", "toml": ""})
    for _ in range(draw.randrange(30, 90)):
        speaker = draw.choice(list(devices.values()))
        if draw.random() < 0.4:
            speaker.hear(draw.choice(list(devices.values())))
        if len(devices) < 6 and draw.random() < 0.15:
            _begin(draw, devices, speaker.key.name, ["desk"])
        elif speaker.key.name == "d0" and draw.random() < 0.1 and len(devices) > 1:
            _give(devices, draw.choice(list(devices)[1:]), draw.choice(["desk", "reader", "publisher"]))
        else:
            speaker.say(*_act(draw))
    if len(devices) < 3:
        _begin(draw, devices, "d0", ["desk"])
    return devices


def _begin(draw: random.Random, devices: dict[str, Device], by: str, roles: list[str]) -> None:
    name = f"d{len(devices)}"
    key = SigningKey(name=name, seed=draw.randbytes(32))
    named = [(by, len(devices[by].lines))] if by else []
    if by:
        devices[by].say("member", {"vkey": key.vkey, "name": name, "roles": ["partner"]})
    devices[name] = Device(key, named)
    devices[name].say("member", {"vkey": key.vkey, "name": name, "roles": roles})


def _give(devices: dict[str, Device], name: str, role: str) -> None:
    body = {"vkey": devices[name].key.vkey, "name": name, "roles": [role]}
    devices[name].named.append(("d0", len(devices["d0"].lines)))
    devices["d0"].say("member", body)


def _act(draw: random.Random) -> tuple[str, dict[str, Any]]:
    """Draw one thing to say, of few subjects, so that devices contradict each other."""
    one, other = (f"list:{draw.randrange(6)}" for _ in range(2))
    match draw.randrange(8):
        case 0:
            return "source", {"name": f"source-{draw.randrange(3)}", "title": str(draw.randrange(9))}
        case 1 | 2:
            return "report", {"id": one, "release": "r", "report": REPORT}
        case 3:
            body = {"left": one, "right": f"{other}b", "reason": "seen", "reviewer": "a"}
            return "judgement", {**body, "verdict": draw.choice(["same", "different"])}
        case 4:
            word = draw.choice(["documented", "contested"])
            return "standing", {"subject": "p1", "standing": word, "reason": "seen"}
        case 5:
            body = {"subject": f"p{draw.randrange(2)}", "reason": "family", "note": "", "reports": [one]}
            return "withhold", draw.choice([body, {**body, "lifted": True}])
        case 6:
            body = {
                "subject": one,
                "field": "names",
                "value": [{"text": "Parisa Golbanu", "script": "latin"}],
            }
            return "correction", {**body, "date": "2022-02-02", "text": "a slip"}
        case _:
            body = {"subject": "p1", "purpose": "portrait", "basis": "asked"}
            return "consent", {**body, "given": draw.random() < 0.5}
