"""A small book on disk for mutations: two devices, a publication log, evidence, an erasure, a partner's note.

Everything is as the real code writes it. Helpers alter one thing; some sign the altered lines again, as
somebody who holds the device's key could.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from everyname.book import held
from everyname.book.held import Have, Head
from everyname.ledger import checkpoint, note, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey, create
from everyname.ledger.log import BODIES, LEAVES, DeviceLog, origin_of
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault

__all__ = ["BOOK_ID", "Change", "World", "body", "head", "leaf", "lines", "published", "text"]

BOOK_ID = "0" * 32
OTHER = SigningKey(name="records.example/partner", seed=b"p" * 32)
STRANGER = SigningKey(name="records.example/stranger", seed=b"s" * 32)


@dataclass(frozen=True, slots=True)
class World:
    """A copy of the book that one case may alter; `key` writes here, its secret lies in the home for keys."""

    folder: Path
    key: SigningKey

    @property
    def log(self) -> Path:
        """The folder of this machine's log."""
        return self.folder / "ledger" / self.key.device_id

    @property
    def publication(self) -> Path:
        """The folder of the publication log."""
        return self.folder / "publication"

    def lines(self, name: str) -> list[bytes]:
        """Give the lines of a file of the log, without newlines."""
        return (self.log / name).read_bytes().split(b"\n")[:-1]

    def put(self, name: str, given: list[bytes]) -> None:
        """Write the lines of a file of the log."""
        (self.log / name).write_bytes(b"".join(line + b"\n" for line in given))

    def head(self, **other: object) -> Checkpoint:
        """Give the head over the leaves as they are, with some parts other."""
        leaves = self.lines(LEAVES)
        root = tree.root([tree.leaf_hash(line) for line in leaves])
        plain = {"origin": origin_of(self.key.verify_key), "size": len(leaves), "root": root}
        return Checkpoint(**{**plain, **other})  # type: ignore[arg-type]

    def sign(self, text: str = "", key: SigningKey | None = None) -> None:
        """Sign a head, by default that over the leaves as they are, and put it in place."""
        signed = note.sign(text or self.head().text, [key or self.key])
        (self.log / "checkpoint").write_bytes(signed.encode())

    @property
    def signed(self) -> str:
        """The signed head."""
        return (self.log / "checkpoint").read_bytes().decode()


Change = Callable[[World], object]


def build(folder: Path, home: Path) -> World:
    """Write the book as it is before any case alters it."""
    made = create(home, "records.example/desk")
    world = World(folder, made)
    vault = Vault(folder / "vault")
    picture = vault.put(b"a picture")
    log = DeviceLog(world.log, made)
    log.append([Draft("source", {"name": f"source {at}"}) for at in range(3)])
    log.append([Draft("evidence", {"file_name": "a.png"}, (), (picture,)), Draft("source", {"name": "gone"})])
    target = f"{made.device_id}-4"
    log.append([Draft("erase", {"entry": target, "reason": "asked"})])
    rest = world.lines(BODIES)
    rest[4] = b'{"erased":"%s-5","seq":4}' % made.device_id.encode()
    world.put(BODIES, rest)
    other = DeviceLog(folder / "ledger" / OTHER.device_id, OTHER)
    other.append([Draft("source", {"name": "theirs"})] * 2, after=6)
    published = StatementLog(world.publication, made)
    for turn in range(3):
        published.append([b'{"digest":"%d-%d"}' % (turn, at) for at in range(4)])
    said = Have(book=BOOK_ID, by=OTHER.verify_key, heads=(_head_of(world),))
    held.remember(folder, OTHER.device_id, note.sign(said.text, [OTHER]))
    os.makedirs(folder / "editions", exist_ok=True)
    return world


def _head_of(world: World) -> Head:
    found = world.head()
    return Head(world.key.vkey, found.size, found.root.hex())


def lines(name: str, alter: Callable[[list[bytes]], list[bytes]], *, sign: bool = False) -> Change:
    """Alter the lines of a file of the log; with `sign` the head is signed anew."""

    def change(world: World) -> None:
        world.put(name, alter(world.lines(name)))
        if sign:
            world.sign()

    return change


def leaf(at: int, alter: Callable[[bytes], bytes]) -> Change:
    """Alter one leaf and sign the head anew."""
    return lines(LEAVES, lambda all_: [*all_[:at], alter(all_[at]), *all_[at + 1 :]], sign=True)


def body(at: int, alter: Callable[[bytes], bytes]) -> Change:
    """Alter one body."""
    return lines(BODIES, lambda all_: [*all_[:at], alter(all_[at]), *all_[at + 1 :]])


def text(alter: Callable[[str], str]) -> Change:
    """Alter the text of the head, then sign it with the device's own key."""
    return lambda world: world.sign(alter(world.head().text))


def head(alter: Callable[[str], str | bytes]) -> Change:
    """Alter the signed head after it was signed."""

    def change(world: World) -> None:
        altered = alter(world.signed)
        data = altered if isinstance(altered, bytes) else altered.encode("utf-8", "surrogatepass")
        (world.log / "checkpoint").write_bytes(data)

    return change


def published(alter: Callable[[list[bytes]], list[bytes]], *, sign: bool = False) -> Change:
    """Alter the leaves of the publication log; with `sign` its newest head is signed anew."""

    def change(world: World) -> None:
        path = world.publication / "leaves.jsonl"
        found = alter(path.read_bytes().split(b"\n")[:-1])
        path.write_bytes(b"".join(line + b"\n" for line in found))
        if sign:
            root = tree.root([tree.leaf_hash(line) for line in found])
            made = Checkpoint(origin=world.key.name, size=len(found), root=root)
            signed = checkpoint.sign(made, world.key).encode()
            (world.publication / "checkpoint").write_bytes(signed)
            (world.publication / "checkpoints" / str(len(found))).write_bytes(signed)

    return change
