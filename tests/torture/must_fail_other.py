"""F5, what must fail elsewhere: publication log, evidence, pasts taken back, proofs, entries offered."""

# ruff: noqa: E501 (a table is read across)

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from everyname.errors import ValueRefused
from everyname.ledger import proof
from everyname.ledger.entry import Draft
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from everyname.ledger.statements import StatementLog
from everyname.ledger.taking import Segment, fit_segment
from torture.world import OTHER, STRANGER, Change, World, published

__all__ = ["BOOK", "OFFERED", "PROOFS"]

Kinds = dict[str, tuple[Change, str]]
Asked = dict[str, tuple[Callable[[World], object], str]]
P = "publication/"


def _file(name: str, alter: Callable[[bytes], bytes]) -> Change:
    def change(world: World) -> None:
        path = world.folder / name
        path.write_bytes(alter(path.read_bytes()))

    return change


def _evidence(world: World) -> str:
    (path,) = [p for p in (world.folder / "vault").rglob("*") if p.is_file()]
    return path.relative_to(world.folder).as_posix()


def _rolled_back(world: World) -> None:
    """Cut the tail off and put the head of that time back, as an old copy of the disk would."""
    for name in (LEAVES, BODIES):
        world.put(name, world.lines(name)[:3])
    world.sign()


def _rewritten(world: World) -> None:
    """Go back, then say something else under the same key."""
    _rolled_back(world)
    log = DeviceLog(world.log, world.key)
    log.append([Draft("source", {"name": f"other {at}"}) for at in range(3)])


def _altered_past(world: World) -> None:
    """Say something else from the first entry on, more of it than the partner holds."""
    shutil.rmtree(world.log)
    DeviceLog(world.log, world.key).append([Draft("source", {"name": f"other {at}"}) for at in range(9)])


def _link(world: World) -> None:
    place = world.folder / _evidence(world)
    outside = world.folder / "outside"
    place.rename(outside)
    place.symlink_to(outside)


def _stranger_publishes(world: World) -> None:
    shutil.rmtree(world.publication)
    StatementLog(world.publication, STRANGER).append([b'{"digest":"x"}'])
    (world.publication / "key.vkey").write_text(world.key.vkey + "\n", encoding="utf-8")


def _heads(world: World) -> None:
    (world.publication / "checkpoint").write_bytes((world.log / "checkpoint").read_bytes())


def _extended(world: World) -> None:
    text = (world.publication / "checkpoint").read_text(encoding="utf-8").split("\n\n")[0]
    from everyname.ledger import note

    (world.publication / "checkpoint").write_text(note.sign(f"{text}\nmore\n", [world.key]), encoding="utf-8")


BOOK: Kinds = {
    "log rolled back behind what a partner holds": (_rolled_back, "holds 6 entries"),
    "log rolled back and gone on otherwise": (_rewritten, "other first 6 entries"),
    "log written anew from the first entry": (_altered_past, "other first 6 entries"),
    "statement deleted": (published(lambda x: x[:2] + x[3:]), f"{P}leaves.jsonl"),
    "first statement deleted": (published(lambda x: x[1:]), f"{P}leaves.jsonl line 12"),
    "last statement deleted": (published(lambda x: x[:-1]), f"{P}leaves.jsonl line 12"),
    "statement inserted": (published(lambda x: [*x[:3], x[0], *x[3:]]), f"{P}leaves.jsonl"),
    "statement altered": (published(lambda x: [b'{"digest":"9"}', *x[1:]]), f"{P}leaves.jsonl"),
    "statements swapped": (published(lambda x: [x[1], x[0], *x[2:]]), f"{P}leaves.jsonl"),
    "statement added behind the head": (published(lambda x: [*x, x[0]]), f"{P}leaves.jsonl line 13"),
    "past statement altered, signed": (
        published(lambda x: [b'{"digest":"9"}', *x[1:]], sign=True), f"{P}checkpoints/4"),
    "statements taken back, signed": (published(lambda x: x[:4] + x[5:], sign=True), f"{P}checkpoints/12"),
    "statement with spaces, signed": (
        published(lambda x: [*x[:11], b'{"digest": "9"}'], sign=True), f"{P}leaves.jsonl line 12"),
    "statement no JSON, signed": (published(lambda x: [*x[:11], b"{"], sign=True), f"{P}leaves.jsonl line 12"),
    "old head gone back into place": (
        lambda w: shutil.copy(w.publication / "checkpoints" / "8", w.publication / "checkpoint"),
        f"{P}leaves.jsonl line 9"),
    "newest of the old heads gone": (
        lambda w: (w.publication / "checkpoints" / "12").unlink(), f"{P}checkpoints/12"),
    "old head altered": (_file(f"{P}checkpoints/4", lambda b: b.replace(b"4", b"5", 1)), f"{P}checkpoints/4"),
    "old head of another size": (
        lambda w: shutil.copy(w.publication / "checkpoints" / "8", w.publication / "checkpoints" / "5"),
        f"{P}checkpoints/5"),
    "foreign file among the heads": (
        lambda w: (w.publication / "checkpoints" / "x").write_bytes(b"x"), f"{P}checkpoints/x"),
    "publication head of a device log": (_heads, f"{P}checkpoint"),
    "publication head with an extension line": (_extended, f"{P}checkpoint"),
    "publication log of a stranger": (_stranger_publishes, f"{P}checkpoint"),
    "publication key gone": (lambda w: (w.publication / "key.vkey").unlink(), f"{P}key.vkey"),
    "publication statements gone": (lambda w: (w.publication / "leaves.jsonl").unlink(), f"{P}leaves.jsonl"),
    "evidence altered": (lambda w: _file(_evidence(w), lambda b: b[:-1] + b"?")(w), "vault/"),
    "evidence cut short": (lambda w: _file(_evidence(w), lambda b: b[:-1])(w), "vault/"),
    "evidence grown": (lambda w: _file(_evidence(w), lambda b: b + b"\0")(w), "vault/"),
    "evidence gone": (lambda w: (w.folder / _evidence(w)).unlink(), "missing, entry"),
    "evidence behind a link": (_link, "vault/"),
    "foreign file in the vault": (lambda w: (w.folder / "vault" / "notes.txt").write_bytes(b"x"), "vault/notes.txt"),
}  # fmt: skip


def _proved(alter: Callable[[str], str], leaf: bytes = b'{"digest":"1-1"}') -> Callable[[World], object]:
    def ask(world: World) -> None:
        text = alter(StatementLog(world.publication).proof(5))
        proof.verify(text, leaf, [world.key.verify_key], world.key.name)

    return ask


def _hashes(alter: Callable[[list[str]], list[str]]) -> Callable[[World], object]:
    def change(text: str) -> str:
        above, _, below = text.partition("\n\n")
        lines = above.split("\n")
        return "\n".join([*lines[:2], *alter(lines[2:])]) + "\n\n" + below

    return _proved(change)


def _other_head(world: World) -> None:
    text = StatementLog(world.publication).proof(5)
    above = text.partition("\n\n")[0]
    proof.verify(f"{above}\n\n{world.signed}", b'{"digest":"1-1"}', [world.key.verify_key], world.key.name)


PROOFS: Asked = {
    "proof of another statement": (_proved(lambda t: t, b'{"digest":"1-2"}'), "does not lead"),
    "proof of another index": (_proved(lambda t: t.replace("index 5", "index 4")), "does not lead"),
    "proof of an index beyond": (_proved(lambda t: t.replace("index 5", "index 12")), "does not lead"),
    "proof with a leading zero": (_proved(lambda t: t.replace("index 5", "index 05")), "index"),
    "proof with a negative index": (_proved(lambda t: t.replace("index 5", "index -5")), "index"),
    "proof with a hash less": (_hashes(lambda x: x[:-1]), "does not lead"),
    "proof with a hash more": (_hashes(lambda x: [*x, x[0]]), "does not lead"),
    "proof with hashes swapped": (_hashes(lambda x: [x[1], x[0], *x[2:]]), "does not lead"),
    "proof with 64 hashes": (_hashes(lambda x: x[:1] * 64), "something other"),
    "proof with a short hash": (_hashes(lambda x: ["AAAA", *x[1:]]), "something other"),
    "proof with a hash not base64": (_hashes(lambda x: ["*" * 44, *x[1:]]), "base64"),
    "proof of version 2": (_proved(lambda t: t.replace("@v1", "@v2")), "version 1"),
    "proof without its head": (_proved(lambda t: t.partition("\n\n")[0] + "\n\n"), "signed note"),
    "proof under a device's head": (_other_head, "not of"),
    "proof with an extra that is not base64": (_proved(lambda t: t.replace("index", "extra *\nindex")), "base64"),
}  # fmt: skip


def _offer(alter: Callable[[Segment, World], Segment]) -> Callable[[World], object]:
    """Offer the log to a machine that holds its first three entries."""

    def ask(world: World) -> None:
        log = DeviceLog(world.log)
        here = world.folder / "here" / "ledger" / world.key.device_id
        here.mkdir(parents=True)
        old = World(world.folder / "here", world.key)
        for name in (LEAVES, BODIES):
            old.put(name, world.lines(name)[:3])
        (here / "key.vkey").write_text(world.key.vkey + "\n", encoding="utf-8")
        old.sign()
        whole = Segment(
            key=world.key.verify_key,
            base=3,
            signed=log.checkpoint_text,
            leaves=lambda: islice(log.leaf_lines(), 3, None),
            bodies=lambda: islice(log.body_lines(), 3, None),
        )
        fit = fit_segment(here, alter(whole, world), lambda entry: None)
        if fit.forks:
            raise ValueRefused("a fork: it would be kept beside")

    return ask


def _leaves(alter: Callable[[list[bytes]], list[bytes]]) -> Callable[[World], object]:
    return _offer(lambda s, w: replace(s, leaves=lambda: iter(alter(list(s.leaves())))))


def _bodies(alter: Callable[[list[bytes]], list[bytes]]) -> Callable[[World], object]:
    return _offer(lambda s, w: replace(s, bodies=lambda: iter(alter(list(s.bodies())))))


def _newer(world: World) -> str:
    """Sign a head over one entry more than are there."""
    return _signed(world, world.head(size=7).text)


def _signed(world: World, text: str) -> str:
    from everyname.ledger import note

    return note.sign(text, [world.key])


def _not_ours(segment: Segment, world: World) -> Segment:
    """Offer entries under a stranger's key that say they are this device's."""
    from everyname.ledger import note

    return replace(segment, signed=note.sign(world.head().text, [STRANGER]))


OFFERED: Asked = {
    "offered behind a gap": (_offer(lambda s, w: replace(s, base=5)), "3 are held"),
    "offered twice over": (_offer(lambda s, w: replace(s, base=2)), "in the place of"),
    "offered without the first": (_leaves(lambda x: x[1:]), "in the place of"),
    "offered without the last": (_leaves(lambda x: x[:-1]), "leaves of"),
    "offered doubled": (_leaves(lambda x: [*x, x[-1]]), "in the place of"),
    "offered swapped": (_leaves(lambda x: [x[1], x[0], *x[2:]]), "in the place of"),
    "offered with another leaf": (_leaves(lambda x: [*x[:-1], re.sub(b'"erase"', b'"adopt"', x[-1])]), "root"),
    "offered with a body less": (_bodies(lambda x: x[:-1]), "no body"),
    "offered with a body more": (_bodies(lambda x: [*x, x[0]]), "without leaf"),
    "offered with bodies swapped": (_bodies(lambda x: [x[1], x[0], *x[2:]]), "in the place of"),
    "offered with a body altered": (
        _bodies(lambda x: [re.sub(b"a.png", b"b.png", x[0]), *x[1:]]), "committed to"),
    "offered under a head of more entries": (_offer(lambda s, w: replace(s, signed=_newer(w))), "leaves of"),
    "offered under a head of fewer entries": (
        _offer(lambda s, w: replace(s, signed=_signed(w, w.head(size=2).text))), "size 2"),
    "offered under another root": (
        _offer(lambda s, w: replace(s, signed=_signed(w, w.head(root=bytes(32)).text))), "root"),
    "offered under a head of another log": (
        _offer(lambda s, w: replace(s, signed=_signed(w, w.head(origin="elsewhere").text))), "not of"),
    "offered under the publication head": (
        _offer(lambda s, w: replace(s, signed=(w.publication / "checkpoint").read_text())), "not of"),
    "offered under an extended head": (
        _offer(lambda s, w: replace(s, signed=_signed(w, w.head().text + "more\n"))), "three lines"),
    "offered under a stranger's signature": (_offer(_not_ours), "no known key"),
    "offered in the name of a partner": (_offer(lambda s, w: replace(s, key=OTHER.verify_key)), "no known key"),
}  # fmt: skip
