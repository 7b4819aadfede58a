"""Unusual bundles that are in order and must be taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from hashlib import sha256

from courier.forge import Forge, draft
from everyname.ledger import checkpoint, note
from everyname.ledger.entry import Draft
from everyname.ledger.keys import SigningKey

Vector = Callable[[Forge], bytes]
STRANGER = SigningKey(name="stranger", seed=b"x" * 32)
FRIEND = SigningKey(name="everyname-friend", seed=b"f" * 32)


def says(name: str) -> Vector:
    """Record a source of this name."""
    return lambda f: f.bundle(f.run().say(draft(name)))


def picture(data: bytes, name: str = "a.png") -> Vector:
    """Record evidence."""

    def make(f: Forge) -> bytes:
        digest = sha256(data).hexdigest()
        body = {"digest": digest, "file_name": name, "kind": "picture", "source": "radio"}
        return f.bundle(f.run().say(Draft("evidence", body, (), (digest,))), payload={digest: data})

    return make


def signatures(count: int) -> Callable[[bytes], bytes]:
    """Add signatures of unknown keys to a note."""

    def add(letter: bytes) -> bytes:
        text, _ = note.split(letter)
        keys = [SigningKey(name=f"witness-{at}", seed=bytes([at]) * 32) for at in range(count)]
        return letter + note.sign(text, keys).encode()[len(text.encode()) + 1 :]

    return add


def introduced(f: Forge) -> bytes:
    """A friend the north introduced speaks for the first time, in the same bundle."""
    payload: dict[str, bytes] = {}
    body = {"vkey": FRIEND.vkey, "name": FRIEND.name, "roles": ["desk"]}
    north = f.run().say(Draft("member", body))
    friend = f.fresh(FRIEND)
    friend.lam = north.lam
    friend.say(Draft("member", body), draft("friend"))
    parts = [f.part(run, payload) for run in (north, friend)]
    return f.bundle(payload=payload, parts=sorted(parts, key=lambda one: str(one["vkey"])))


def erased(f: Forge) -> bytes:
    """A body that was erased comes as erased, with the entry that says so."""
    run = f.run().say(draft("forgotten"))
    target = f"{f.key.device_id}-{run.base}"
    run.say(Draft("erase", {"entry": target, "reason": "asked"}))
    run.bodies[0] = f'{{"erased":"{f.key.device_id}-{run.base + 1}","seq":{run.base}}}'.encode()
    return f.bundle(run)


def two_same(f: Forge) -> bytes:
    """Two entries rest on the same evidence, which comes once."""
    data = b"one picture"
    digest = sha256(data).hexdigest()
    bodies = [
        {"digest": digest, "file_name": name, "kind": "picture", "source": "radio"} for name in ("a", "b")
    ]
    drafts = [Draft("evidence", body, (), (digest, digest)) for body in bodies]
    return f.bundle(f.run().say(*drafts), payload={digest: data})


def nested(depth: int) -> str:
    return "[" * depth + "]" * depth


def deep(f: Forge) -> bytes:
    """A body nested as deep as the profile allows."""
    return f.bundle(f.run().commit(b'{"name":"deep","x":' + nested(63).encode() + b"}"))


def cosigned_head(f: Forge) -> bytes:
    """A head that a witness has signed too."""
    run = f.run().say(draft())
    signed = checkpoint.sign(run.head(), f.key)
    text, _ = note.split(signed)
    return f.bundle(run, part={"checkpoint": signed + note.sign(text, [STRANGER])[len(text) + 1 :]})


def nothing_new(f: Forge) -> bytes:
    """No log at all: only what the sender holds."""
    return f.bundle(parts=[])


def empty_run(f: Forge) -> bytes:
    """A log with no entry behind those held."""
    return f.bundle(f.run())


def to_several(f: Forge) -> bytes:
    """Packed for three at once."""
    keys = sorted([f.south, STRANGER.vkey, FRIEND.vkey])
    return f.bundle(text=lambda t: t.replace(f"to {f.south}\n", "".join(f"to {key}\n" for key in keys)))


def other_recipients(f: Forge) -> bytes:
    """Sealed to five."""
    import pyrage

    others = [pyrage.x25519.Identity.generate().to_public() for _ in range(4)]
    mine = pyrage.x25519.Recipient.from_str(f.recipient)
    return f.bundle(seal=lambda whole: bytes(pyrage.encrypt(whole, [*others, mine])))


def many_entries(f: Forge) -> bytes:
    """A thousand entries."""
    return f.bundle(f.run().say(*(draft(f"radio-{at}") for at in range(1_000))))


SOUND: dict[str, Vector] = {
    "plain": lambda f: f.bundle(),
    "nothing-new": nothing_new,
    "empty-run": empty_run,
    "many-entries": many_entries,
    "to-several": to_several,
    "sealed-to-several": other_recipients,
    "note-with-unknown-signature": lambda f: f.bundle(signed=signatures(1)),
    "note-with-16-signatures": lambda f: f.bundle(signed=signatures(15)),
    "head-cosigned": cosigned_head,
    "friend-introduced": introduced,
    "erased-body": erased,
    "evidence": picture(b"a picture"),
    "evidence-empty": picture(b""),
    "evidence-large": picture(b"x" * (3 << 20)),
    "evidence-like-a-zip": picture(b"PK\x03\x04" + b"x" * 100),
    "evidence-like-a-bundle": picture(b"age-encryption.org/v1\n" + b"x" * 600),
    "evidence-hostile-file-name": picture(b"y", "../../etc/passwd\u202e.png"),
    "evidence-once-for-two": two_same,
    "text-persian": says("روزنامهٔ صبح"),
    "text-arabic-joiner": says("علی\u200cرضا"),
    "text-bidi": says("\u202edrow"),
    "text-nfd": says(unicodedata.normalize("NFD", "Élodie")),
    "text-nfc": says(unicodedata.normalize("NFC", "Élodie")),
    "text-astral": says("𐎠𐎡𐎢 🕊"),
    "text-control-signs": says("a\tb\nc\u0001"),
    "text-script": says("<script>alert(1)</script>"),
    "text-formula": says('=HYPERLINK("x")'),
    "text-combining": says("a" + "\u0301" * 5_000),
    "body-of-a-mebibyte": says("x" * (1 << 20)),
    "body-64-deep": deep,
    "integer-largest": lambda f: f.bundle(f.run().say(Draft("source", {"name": "n", "x": 2**53 - 1}))),
    "integer-smallest": lambda f: f.bundle(f.run().say(Draft("source", {"name": "n", "x": -(2**53 - 1)}))),
    "supersedes-many": lambda f: f.bundle(
        f.run().say(Draft("source", {"name": "n"}, tuple(f"aaaaaaaa-{at}" for at in range(2_000))))
    ),
    "kind-without-table": lambda f: f.bundle(f.run().say(Draft("event", {"place": "somewhere"}))),
}
