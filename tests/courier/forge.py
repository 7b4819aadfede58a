"""Forge bundles for tests: sound in everything but the one thing a test alters."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage

from courier.offices import Office, home_at
from everyname.book import keyring
from everyname.courier import archive, bag
from everyname.ledger import canonical, checkpoint, note, tree
from everyname.ledger.checkpoint import Checkpoint
from everyname.ledger.entry import Draft, seal_draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import DeviceLog, origin_of

Lines = list[bytes]
SMALL_ORDER = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


def draft(name: str = "radio") -> Draft:
    """Give the simplest thing to say."""
    return Draft("source", {"name": name})


def commit_to(body: bytes, seq: int, device: str, lam: int, kind: str = "source") -> tuple[bytes, bytes]:
    """Give leaf and body lines that commit to any bytes as a body, canonical or not."""
    salt = b"s" * 16
    digest = sha256(salt + body).hexdigest()
    leaf = (
        f'{{"blobs":[],"body":"{digest}","device":"{device}","kind":"{kind}","lam":{lam},"seq":{seq},'
        '"supersedes":[],"v":1}'
    ).encode()
    return leaf, b'{"blobs":[],"body":' + body + f',"salt":"{salt.hex()}","seq":{seq}}}'.encode()


@dataclass
class Run:
    """A run of entries to be offered; `leaves` and `bodies` may be altered before it is signed."""

    key: SigningKey
    base: int
    before: tree.Frontier
    lam: int
    leaves: Lines = field(default_factory=list)
    bodies: Lines = field(default_factory=list)

    def say(self, *drafts: Draft, lam: int = 0) -> Run:
        """Add entries as their device would."""
        for one in drafts:
            self.lam = lam or self.lam + 1
            leaf, body, _ = seal_draft(one, self.key.device_id, self.base + len(self.leaves), self.lam)
            self.leaves.append(leaf)
            self.bodies.append(body)
        return self

    def commit(self, body: bytes, kind: str = "source") -> Run:
        """Add an entry whose body is any bytes."""
        self.lam += 1
        leaf, line = commit_to(body, self.base + len(self.leaves), self.key.device_id, self.lam, kind)
        self.leaves.append(leaf)
        self.bodies.append(line)
        return self

    def head(self) -> Checkpoint:
        """Give the head over the leaves as they are."""
        frontier = self.before.copy()
        for leaf in self.leaves:
            frontier.append(tree.leaf_hash(leaf))
        return Checkpoint(origin=origin_of(self.key.verify_key), size=frontier.size, root=frontier.root())


@dataclass
class Forge:
    """What a sender who knows the north's secrets can make for the south."""

    key: SigningKey
    book: str
    south: str
    recipient: str
    have: bytes
    before: tree.Frontier
    lam: int

    @classmethod
    def of(cls, north: Office, south: Office) -> Forge:
        """Take the north's secrets; what the south lacks of its log is left unsaid."""
        from everyname.courier.have import make_have
        from everyname.ledger.entry import parse_leaf

        with home_at(north.home):
            key = keyring.find_key(north.device)
            assert key is not None
        with home_at(south.home):
            recipient = keyring.find_identity(south.device).recipient
            lines = list(DeviceLog(south.folder / "ledger" / key.device_id).leaf_lines())
            south_key = DeviceLog(south.folder / "ledger" / south.device).verify_key.vkey
        before = tree.Frontier()
        for line in lines:
            before.append(tree.leaf_hash(line))
        lams = south.use(lambda book: max(entry.lam for entry in book.entries()))
        return cls(
            key=key,
            book=north.use(lambda book: book.id),
            south=south_key,
            recipient=recipient,
            have=north.use(make_have).encode(),
            before=before,
            lam=max(lams, parse_leaf(lines[-1]).lam),
        )

    def run(self) -> Run:
        """Begin a run that goes on from what the south holds of the north."""
        return Run(self.key, self.before.size, self.before, self.lam)

    def fresh(self, key: SigningKey) -> Run:
        """Begin a run of a device nobody has heard of."""
        return Run(key, 0, tree.Frontier(), self.lam)

    def part(self, run: Run, payload: dict[str, bytes], **changes: Any) -> dict[str, Any]:
        """Give a log of contents.json and put its files into the payload."""
        ends = changes.pop("ends", b"\n")
        texts = [b"".join(line + ends for line in lines) for lines in (run.leaves, run.bodies)]
        names = [sha256(text).hexdigest() for text in texts]
        payload |= dict(zip(names, texts, strict=True))
        head = changes.pop("head", run.head())
        signed = checkpoint.sign(head, changes.pop("signer", run.key))
        plain = {"base": run.base, "bodies": names[1], "checkpoint": signed, "leaves": names[0]}
        return plain | {"vkey": run.key.vkey} | changes

    def bundle(
        self,
        run: Run | None = None,
        *,
        payload: dict[str, bytes] | None = None,
        parts: list[dict[str, Any]] | None = None,
        part: dict[str, Any] | None = None,
        contents: Callable[[dict[str, Any]], Any] | None = None,
        tags: Callable[[dict[str, bytes]], Any] | None = None,
        late: Callable[[dict[str, bytes]], Any] | None = None,
        text: Callable[[str], str] | None = None,
        signed: Callable[[bytes], bytes] | None = None,
        files: Callable[[list[tuple[bytes, bytes]]], Any] | None = None,
        raw: Callable[[bytes], bytes] | None = None,
        seal: Callable[[bytes], bytes] | None = None,
        keys: list[SigningKey] | None = None,
    ) -> bytes:
        """Make a bundle; each hook alters one layer, and the layers above it are made to fit."""
        data = dict(payload or {})
        run = run if run is not None else self.run().say(draft())
        listed = parts if parts is not None else [self.part(run, data, **(part or {}))]
        plain: Any = {"logs": listed, "published": None, "v": 1}
        plain = contents(plain) if contents is not None else plain
        octets = sum(map(len, data.values()))
        made = {
            "bagit.txt": bag.BAGIT,
            "bag-info.txt": f"Bag-Software-Agent: everyname 0\nPayload-Oxum: {octets}.{len(data)}\n".encode(),
            "contents.json": plain if isinstance(plain, bytes) else canonical.encode(plain),
            "have.note": self.have,
            "manifest-sha256.txt": bag.manifest_of(data),
        }
        if tags is not None:
            tags(made)
        made["tagmanifest-sha256.txt"] = bag.tag_manifest(made)
        if late is not None:
            late(made)
        listing = sha256(made["tagmanifest-sha256.txt"]).hexdigest()
        words = (
            f"everyname bundle v1\nbook {self.book}\nfrom {self.key.vkey}\nto {self.south}\n"
            f"tagmanifest {listing}\n"
        )
        words = text(words) if text is not None else words
        letter = note.sign(words, keys if keys is not None else [self.key]).encode()
        made["bundle.note"] = signed(letter) if signed is not None else letter
        members = [(f"bag/{name}".encode(), made[name]) for name in bag.TAGS if name in made]
        members += [(f"bag/data/{name}".encode(), data[name]) for name in sorted(data)]
        whole = self.archive(members, files)
        whole = raw(whole) if raw is not None else whole
        return seal(whole) if seal is not None else self.seal(whole)

    def archive(
        self,
        members: list[tuple[bytes, bytes]],
        files: Callable[[list[tuple[bytes, bytes]]], Any] | None = None,
    ) -> bytes:
        """Give the stored archive of some files; `files` may alter the list of (header, content)."""
        blocks = [(archive.header(name.decode(), len(content)), content) for name, content in members]
        if files is not None:
            blocks = files(blocks) or blocks
        out = b"".join(head + content + bytes(-len(content) % 512) for head, content in blocks)
        whole = io.BytesIO(out)
        whole.seek(0, 2)
        archive.write_end(whole, len(out))
        return whole.getvalue()

    def seal(self, plain: bytes, recipient: str = "") -> bytes:
        """Seal to the south, or to another."""
        return bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(recipient or self.recipient)]))


def reheader(block: bytes, at: int, value: bytes) -> bytes:
    """Alter a tar header and give it a right checksum again."""
    block = block[:at] + value + block[at + len(value) :]
    blank = block[:148] + b" " * 8 + block[156:]
    return block[:148] + b"%06o\0 " % sum(blank) + block[156:]


def dumps(value: Any) -> bytes:
    """Give JSON as most programs spell it: not canonical."""
    return json.dumps(value).encode()


def keep(path: Path, data: bytes) -> Path:
    """Write bytes to a stick."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
