"""The bag inside a bundle: BagIt 1.0 (RFC 8493), SHA-256 only, no fetch.txt, signed over its tag manifest.

    bag/bundle.note                the signed note: book, sender, addressees, SHA-256 of the tag manifest
    bag/tagmanifest-sha256.txt     covers the four files below
    bag/bagit.txt  bag/bag-info.txt  bag/contents.json  bag/have.note
    bag/manifest-sha256.txt        covers data/
    bag/data/<sha256>              leaves, bodies and evidence, named by what they are

Files stand in exactly this order, those of data/ sorted; there are no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from everyname.courier.archive import Member
from everyname.errors import ValueRefused
from everyname.ledger import canonical, keys, note, worded
from everyname.ledger.keys import SigningKey, VerifyKey

__all__ = [
    "TAGS",
    "Contents",
    "LogPart",
    "Note",
    "PublishedPart",
    "manifest_of",
    "parse_contents",
    "parse_manifest",
    "read_note",
    "sign_note",
    "tag_manifest",
]

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
COVERED = ("bag-info.txt", "bagit.txt", "contents.json", "have.note", "manifest-sha256.txt")
TAGS = ("bundle.note", "tagmanifest-sha256.txt", *COVERED)
MAX_TAG = 1 << 20
MAX_CONTENTS = 32 << 20
MAX_MANIFEST = 40 << 20
MAX_ADDRESSEES = 64
_LOG_FIELDS = {"base", "bodies", "checkpoint", "leaves", "vkey"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the sender signed: who sends which bag to whom, of which book."""

    book: str
    sender: VerifyKey
    addressees: tuple[str, ...]
    tag_manifest: str

    @property
    def text(self) -> str:
        """The lines that are signed."""
        to = "".join(f"to {vkey}\n" for vkey in sorted(self.addressees))
        head = f"everyname bundle v1\nbook {self.book}\nfrom {self.sender.vkey}\n"
        return f"{head}{to}tagmanifest {self.tag_manifest}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPart:
    """A run of one device's entries: `leaves` and `bodies` name files of data/."""

    vkey: str
    base: int
    checkpoint: str
    leaves: str
    bodies: str

    def to_plain(self) -> dict[str, Any]:
        """Give the part as contents.json has it."""
        return {
            "base": self.base,
            "bodies": self.bodies,
            "checkpoint": self.checkpoint,
            "leaves": self.leaves,
            "vkey": self.vkey,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPart:
    """The publication log: `leaves` and `heads` (a canonical list of every signed checkpoint) name files."""

    vkey: str
    leaves: str
    heads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What contents.json says: the logs; every file of data/ that it does not name is evidence."""

    logs: tuple[LogPart, ...]
    published: PublishedPart | None = None

    def encode(self) -> bytes:
        """Give contents.json in its one spelling."""
        part = self.published
        published = None if part is None else {"heads": part.heads, "leaves": part.leaves, "vkey": part.vkey}
        logs = [one.to_plain() for one in self.logs]
        return canonical.encode({"logs": logs, "published": published, "v": 1})

    def files(self) -> set[str]:
        """Give the files of data/ that it names."""
        named = {name for part in self.logs for name in (part.leaves, part.bodies)}
        return named | (
            {self.published.leaves, self.published.heads} if self.published is not None else set()
        )


def sign_note(note_: Note, key: SigningKey) -> bytes:
    """Give bundle.note."""
    return note.sign(note_.text, [key]).encode("utf-8")


def read_note(data: bytes, known: Iterable[VerifyKey]) -> Note:
    """Read bundle.note, signed by a known key; raises ValueRefused, NewerVersion."""
    text, _ = note.split(data)
    lines = worded.headline(text, "bundle")
    text, key = worded.open_signed(data, known, "from")
    found = worded.fields(lines, ("book", "from", "to", "tagmanifest"))
    result = Note(
        book=worded.one(found, "book"),
        sender=key,
        addressees=tuple(found["to"]),
        tag_manifest=worded.one(found, "tagmanifest"),
    )
    if not worded.is_book_id(result.book) or not _DIGEST.fullmatch(result.tag_manifest):
        raise ValueRefused("bundle.note does not name a book and a tag manifest")
    if not 1 <= len(result.addressees) <= MAX_ADDRESSEES or len(set(result.addressees)) != len(found["to"]):
        raise ValueRefused("bundle.note has no addressees, too many, or one twice")
    for vkey in result.addressees:
        keys.parse_vkey(vkey)
    if result.text != text:
        raise ValueRefused("bundle.note is not in its one spelling")
    return result


def manifest_of(digests: Iterable[str]) -> bytes:
    """Give manifest-sha256.txt: each file of data/ is named by its digest."""
    return "".join(f"{digest}  data/{digest}\n" for digest in sorted(digests)).encode("ascii")


def parse_manifest(data: bytes) -> list[str]:
    """Give the digests of manifest-sha256.txt, sorted; raises ValueRefused for any other spelling."""
    digests = [line[:64] for line in data.decode("ascii", "replace").split("\n")[:-1]]
    if not all(_DIGEST.fullmatch(digest) for digest in digests) or len(set(digests)) != len(digests):
        raise ValueRefused("the manifest lists something that is not a digest, or one twice")
    if manifest_of(digests) != data:
        raise ValueRefused("the manifest is not in its one spelling")
    return digests


def tag_manifest(tags: dict[str, bytes]) -> bytes:
    """Give tagmanifest-sha256.txt for the covered tag files."""
    return "".join(f"{sha256(tags[name]).hexdigest()}  {name}\n" for name in COVERED).encode("ascii")


def parse_contents(data: bytes, payload: set[str]) -> Contents:
    """Read contents.json; raises ValueRefused, NewerVersion; every file it names is among `payload`."""
    plain = canonical.decode_exact(data)
    if isinstance(plain, dict) and type(plain.get("v")) is int and plain["v"] > 1:
        raise worded.NewerVersion(f"contents.json of version {plain['v']}", remedy="Renew everyname.")
    names = {"logs", "published", "v"}
    if not isinstance(plain, dict) or plain.keys() != names or plain["v"] != 1 or plain["v"] is True:
        raise ValueRefused("contents.json is not of version 1")
    if not isinstance(plain["logs"], list) or len(plain["logs"]) > 10_000:
        raise ValueRefused("contents.json has no list of logs, or too long a one")
    parts = tuple(_log_part(one) for one in plain["logs"])
    marks = [(part.vkey, part.checkpoint) for part in parts]
    if marks != sorted(set(marks)):
        raise ValueRefused("contents.json lists a log twice or out of order")
    contents = Contents(logs=parts, published=_published_part(plain["published"]))
    if not contents.files() <= payload:
        raise ValueRefused("contents.json names a file that the manifest does not list")
    return contents


def _published_part(plain: Any) -> PublishedPart | None:
    if plain is None:
        return None
    if not isinstance(plain, dict) or plain.keys() != {"heads", "leaves", "vkey"}:
        raise ValueRefused("the publication log in contents.json has other fields than it may have")
    if not all(isinstance(text, str) for text in plain.values()):
        raise ValueRefused("the publication log in contents.json has a field of another kind")
    return PublishedPart(**plain)


def _log_part(plain: Any) -> LogPart:
    if not isinstance(plain, dict) or plain.keys() != _LOG_FIELDS:
        raise ValueRefused("a log in contents.json has other fields than it may have")
    texts = [plain[name] for name in ("vkey", "checkpoint", "leaves", "bodies")]
    if (
        not all(isinstance(text, str) for text in texts)
        or type(plain["base"]) is not int
        or plain["base"] < 0
    ):
        raise ValueRefused("a log in contents.json has a field of another kind")
    return LogPart(**plain)


def in_order(members: Iterable[Member]) -> list[Member]:
    """Check that the files are those of a bag, in their order; raises ValueRefused."""
    found = list(members)
    names = [member.name for member in found]
    tags = [f"bag/{name}" for name in TAGS]
    data = names[len(tags) :]
    if names[: len(tags)] != tags:
        raise ValueRefused("the first files of the bundle are not its tag files, in their order")
    if any(not name.startswith("bag/data/") for name in data) or data != sorted(set(data)):
        raise ValueRefused("a file stands twice, out of order, or beside data/")
    limits = dict.fromkeys(tags, MAX_TAG) | {
        "bag/contents.json": MAX_CONTENTS,
        "bag/manifest-sha256.txt": MAX_MANIFEST,
    }
    for member in found[: len(tags)]:
        if member.size > limits[member.name]:
            raise ValueRefused(f"{member.name} is larger than a bundle may have it")
    return found
