"""F5, what must pass: unusual logs that are in order. A check that refuses these would be switched off."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from everyname.ledger import note
from everyname.ledger.entry import MAX_BODY, MAX_LEAF, Draft
from everyname.ledger.keys import SigningKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.vault import Vault
from torture.must_fail_log import many
from torture.world import OTHER, STRANGER, Change, World, head

__all__ = ["PASSING"]


def _says(*drafts: Draft, after: int = 0) -> Change:
    return lambda world: DeviceLog(world.log, world.key).append(drafts, after=after)


def _named(name: str) -> Change:
    return _says(Draft("source", {"name": name}))


def _beside(*keys: SigningKey, first: bool = False) -> Callable[[str], str]:
    """Add signatures of keys nobody knows."""

    def alter(signed: str) -> str:
        words, _ = note.split(signed)
        ours = signed[len(words) + 1 :]
        theirs = note.sign(words, list(keys))[len(words) + 1 :]
        return words + "\n" + (theirs + ours if first else ours + theirs)

    return alter


def _twice(signed: str) -> str:
    words, _ = note.split(signed)
    return signed + signed[len(words) + 1 :]


def _new(count: int) -> Change:
    """Begin the log of a third device with so many entries."""
    key = SigningKey(name="records.example/third", seed=b"3" * 32)

    def change(world: World) -> None:
        log = DeviceLog(world.folder / "ledger" / key.device_id, key)
        log.append([Draft("source", {"name": str(at)}) for at in range(count)])

    return change


def _publishes(count: int) -> Change:
    return lambda w: StatementLog(w.publication, w.key).append([b'{"n":%d}' % at for at in range(count)])


def _tail(rest: bytes) -> Change:
    """Leave behind the head what a cut write leaves, then open for writing, which settles it."""

    def change(world: World) -> None:
        for name in (LEAVES, BODIES):
            with (world.log / name).open("ab") as file:
                file.write(rest)
        DeviceLog(world.log, world.key)

    return change


def _unacknowledged(world: World) -> None:
    """Put the head of three entries before back, as after a cut; opening signs the whole tail again."""
    before = (world.log / "checkpoint").read_bytes()
    _named("a")(world)
    _named("b")(world)
    (world.log / "checkpoint").write_bytes(before)
    if DeviceLog(world.log, world.key).size != 8:
        raise AssertionError("the tail was not taken")


def _largest_leaf(world: World) -> None:
    names = tuple(f"aaaaaaaa-{at}" for at in range(10**11, 10**11 + 2_400))
    log = DeviceLog(world.log, world.key)
    log.append([Draft("source", {"name": "n"}, names)])
    if len(world.lines(LEAVES)[-1]) < MAX_LEAF - 4_096:
        raise AssertionError("this leaf is not near the limit")


def _left(name: str, data: bytes) -> Change:
    def change(world: World) -> None:
        place = world.folder / name.replace("LOG", f"ledger/{world.key.device_id}")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    return change


def _nested(depth: int) -> list[object]:
    made: list[object] = []
    for _ in range(depth - 1):
        made = [made]
    return made


PASSING: dict[str, Change] = {
    "nothing altered": lambda world: None,
    "a signature of an unknown key beside ours": head(_beside(STRANGER)),
    "a signature of an unknown key before ours": head(_beside(STRANGER, first=True)),
    "16 signatures": head(many(16)),
    "our signature twice": head(_twice),
    "a partner's signature beside ours": head(_beside(OTHER)),
    "a key of our name and another id beside ours": head(
        _beside(SigningKey(name="records.example/desk", seed=b"q" * 32))),
    "a long name beside ours": head(_beside(SigningKey(name="x" * 2_000, seed=b"q" * 32))),
    "a Persian name beside ours": head(_beside(SigningKey(name="دفتر.نمونه", seed=b"q" * 32))),
    "an unacknowledged tail, opened": _unacknowledged,
    "half a line behind the head, opened": _tail(b'{"half'),
    "zeros behind the head, opened": _tail(bytes(700)),
    "garbage behind the head, opened": _tail(bytes(range(256)) * 3),
    "an empty log": _new(0),
    **{f"a log of {count}": _new(count) for count in (1, 2, 3, 7, 8, 9, 31, 33)},
    "a leaf near the limit": _largest_leaf,
    "a body near the limit": _says(Draft("source", {"name": "x" * (MAX_BODY - 200)})),
    "an empty body": _says(Draft("source", {})),
    "a body 63 deep": _says(Draft("source", {"name": _nested(63)})),
    "a large integer": _says(Draft("source", {"n": 2**53 - 1, "m": -(2**53) + 1})),
    "the same said twice": _says(*[Draft("source", {"name": "same"})] * 2),
    "a thousand entries": _says(*[Draft("source", {"name": "many"})] * 1_000),
    "lam far ahead": _says(Draft("source", {"name": "n"}), after=10**9),
    "lam at the limit": _says(Draft("source", {"name": "n"}), after=2**53 - 2),
    "evidence twice in one entry": lambda w: _says(
        Draft("evidence", {}, (), (Vault(w.folder / "vault").put(b"a picture"),) * 2))(w),
    "evidence of no bytes": lambda w: _says(
        Draft("evidence", {}, (), (Vault(w.folder / "vault").put(b""),)))(w),
    "evidence no entry names": lambda w: Vault(w.folder / "vault").put(b"put before its entry"),
    "text in Persian with a joiner": _named("علی\u200cرضا"),
    "text composed": _named(unicodedata.normalize("NFC", "Élodie")),
    "text decomposed": _named(unicodedata.normalize("NFD", "Élodie")),
    "text that turns direction": _named("\u202eabc"),
    "text with control signs": _named("a\tb\nc\u0001\u007f\u2028"),
    "text beyond the basic plane": _named("𐎠𐎡𐎢"),
    "one statement more": _publishes(1),
    "many statements": _publishes(300),
    "quarantined bytes": _left("LOG/quarantine/entries.jsonl-from-7-00", b"x"),
    "a temporary file left by a cut": _left("LOG/checkpoint.tmp", b"half"),
    "a temporary file among the heads": _left("publication/checkpoints/13.tmp", b"half"),
    "evidence half written": _left("vault/incoming/1-1", b"half"),
    "an edition half written": _left("editions/.new/x", b"half"),
    "a log half taken": _left("ledger/.aaaaaaaa/key.vkey", b"half"),
}  # fmt: skip
