"""F5, what must fail: a device's lines and its head, altered behind its back or signed anew with its own key.

Each kind names the place that has to be told.
"""

# ruff: noqa: E501 (a table is read across)

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from hashlib import sha256

from everyname.ledger import note, tree
from everyname.ledger.keys import VerifyKey
from everyname.ledger.log import BODIES, LEAVES, DeviceLog
from torture import curve
from torture.world import OTHER, STRANGER, Change, World, body, head, leaf, lines, text

__all__ = ["HEADS", "KEYS", "LINES", "many"]

Kinds = dict[str, tuple[Change, str]]


def both(alter: Callable[[list[bytes]], list[bytes]]) -> Change:
    """Alter leaves and bodies alike."""

    def change(world: World) -> None:
        for name in (LEAVES, BODIES):
            world.put(name, alter(world.lines(name)))

    return change


def _swapped(all_: list[bytes]) -> list[bytes]:
    return [all_[0], all_[2], all_[1], *all_[3:]]


def _sub(pattern: bytes, by: bytes) -> Callable[[bytes], bytes]:
    def alter(line: bytes) -> bytes:
        found, count = re.subn(pattern, by, line, count=1)
        if not count:
            raise AssertionError(f"{pattern!r} is not in {line!r}")
        return found

    return alter


def _committed(world: World) -> None:
    """Commit to a body in another spelling than the canonical, and sign that."""
    salt, odd = bytes(16), b'{"name": "source 1"}'
    bodies, leaves = world.lines(BODIES), world.lines(LEAVES)
    bodies[1] = b'{"blobs":[],"body":' + odd + b',"salt":"%s","seq":1}' % salt.hex().encode()
    leaves[1] = _sub(rb'"body":"[0-9a-f]+"', b'"body":"%s"' % sha256(salt + odd).hexdigest().encode())(
        leaves[1]
    )
    world.put(BODIES, bodies)
    world.put(LEAVES, leaves)
    world.sign()


def _foreign(world: World) -> None:
    """Put entries of another device, whole and sound, in the place of two of ours."""
    other = DeviceLog(world.folder / "ledger" / OTHER.device_id)
    world.put(LEAVES, [*world.lines(LEAVES)[:4], *other.leaf_lines()])
    world.put(BODIES, [*world.lines(BODIES)[:4], *other.body_lines()])


LINES: Kinds = {
    "first entry deleted": (both(lambda x: x[1:]), f"{LEAVES} line 1"),
    "middle entry deleted": (both(lambda x: x[:2] + x[3:]), f"{LEAVES} line 3"),
    "last entry deleted": (both(lambda x: x[:-1]), f"{LEAVES} line 6"),
    "all entries deleted": (both(lambda x: []), f"{LEAVES} line 1"),
    "entry inserted": (both(lambda x: [*x[:2], x[0], *x[2:]]), f"{LEAVES} line 3"),
    "entry doubled": (both(lambda x: [*x[:3], x[2], *x[3:]]), f"{LEAVES} line 4"),
    "entries swapped": (both(_swapped), f"{LEAVES} line 2"),
    "entry added behind the head": (both(lambda x: [*x, x[-1]]), f"{LEAVES} line 7"),
    "entries of another device": (_foreign, f"{LEAVES} line 5"),
    "leaf deleted": (lines(LEAVES, lambda x: x[:2] + x[3:]), f"{LEAVES} line 3"),
    "leaf altered": (lines(LEAVES, lambda x: [_sub(b'"source"', b'"member"')(x[0]), *x[1:]]), LEAVES),
    "empty line": (lines(LEAVES, lambda x: [*x[:2], b"", *x[2:]]), f"{LEAVES} line 3"),
    "bytes behind the last line": (lambda w: w.put(LEAVES, w.lines(LEAVES)) or _more(w, LEAVES), f"{LEAVES} line 7"),
    "no last newline": (lambda w: _less(w, LEAVES), f"{LEAVES} line 6"),
    "carriage returns, signed": (lines(LEAVES, lambda x: [y + b"\r" for y in x], sign=True), f"{LEAVES} line 1"),
    "byte order mark, signed": (leaf(0, lambda y: b"\xef\xbb\xbf" + y), f"{LEAVES} line 1"),
    "lam of the entry before, signed": (leaf(2, _sub(b'"lam":3', b'"lam":2')), f"{LEAVES} line 3"),
    "lam back, signed": (leaf(2, _sub(b'"lam":3', b'"lam":1')), f"{LEAVES} line 3"),
    "lam nought, signed": (leaf(0, _sub(b'"lam":1', b'"lam":0')), f"{LEAVES} line 1"),
    "lam beyond, signed": (leaf(5, _sub(b'"lam":6', b'"lam":9007199254740992')), f"{LEAVES} line 6"),
    "lam negative, signed": (leaf(0, _sub(b'"lam":1', b'"lam":-1')), f"{LEAVES} line 1"),
    "leading zero, signed": (leaf(1, _sub(b'"seq":1', b'"seq":01')), f"{LEAVES} line 2"),
    "seq of another, signed": (leaf(1, _sub(b'"seq":1', b'"seq":9')), f"{LEAVES} line 2"),
    "device of another, signed": (leaf(1, _sub(b'"device":"[a-z2-7]+"', b'"device":"aaaaaaaa"')), f"{LEAVES} line 2"),
    "version 2, signed": (leaf(1, _sub(b'"v":1', b'"v":2')), f"{LEAVES} line 2"),
    "version as text, signed": (leaf(1, _sub(b'"v":1', b'"v":"1"')), f"{LEAVES} line 2"),
    "version 1.0, signed": (leaf(1, _sub(b'"v":1', b'"v":1.0')), f"{LEAVES} line 2"),
    "one key more, signed": (leaf(1, _sub(b'"v":1', b'"u":1,"v":1')), f"{LEAVES} line 2"),
    "one key twice, signed": (leaf(1, _sub(b'"v":1', b'"v":1,"v":1')), f"{LEAVES} line 2"),
    "one key less, signed": (leaf(1, _sub(rb',"supersedes":\[\]', b"")), f"{LEAVES} line 2"),
    "unknown kind, signed": (leaf(1, _sub(b'"source"', b'"sorcery"')), f"{LEAVES} line 2"),
    "spaces, signed": (leaf(1, lambda y: y.replace(b",", b", ")), f"{LEAVES} line 2"),
    "other order of keys, signed": (leaf(1, _sub(rb'\{"blobs":\[\],(.*)\}', rb'{\1,"blobs":[]}')), f"{LEAVES} line 2"),
    "escapes, signed": (leaf(1, _sub(b'"kind"', rb'"\\u006bind"')), f"{LEAVES} line 2"),
    "capitals in hex, signed": (leaf(1, lambda y: re.sub(rb'"[0-9a-f]{64}"', lambda m: m[0].upper(), y)), f"{LEAVES} line 2"),
    "supersedes nothing named, signed": (leaf(1, _sub(rb'\[\],"v"', b'["x"],"v"')), f"{LEAVES} line 2"),
    "leaf of 64 KiB, signed": (leaf(1, _sub(rb'\[\],"v"', b"[" + b'"aaaaaaaa-1",' * 5_000 + b'"aaaaaaaa-1"],"v"')), f"{LEAVES} line 2"),
    "commitment altered, signed": (leaf(1, _sub(b'"body":"[0-9a-f]{8}', b'"body":"00000000')), f"{BODIES} line 2"),
    "evidence commitment altered, signed": (leaf(3, _sub(rb'"blobs":\["[0-9a-f]{8}', b'"blobs":["00000000')), f"{BODIES} line 4"),
    "evidence commitment dropped, signed": (leaf(3, _sub(rb'"blobs":\["[0-9a-f]+"\]', b'"blobs":[]')), f"{BODIES} line 4"),
    "bodies swapped": (lines(BODIES, _swapped), f"{BODIES} line 2"),
    "body altered": (body(1, _sub(b"source 1", b"source 9")), f"{BODIES} line 2"),
    "salt altered": (body(1, _sub(b'"salt":"[0-9a-f]{4}', b'"salt":"0000')), f"{BODIES} line 2"),
    "salt shortened": (body(1, _sub(b'"salt":"[0-9a-f]{4}', b'"salt":"')), f"{BODIES} line 2"),
    "evidence digest altered": (body(3, _sub(b'"digest":"[0-9a-f]{4}', b'"digest":"0000')), f"{BODIES} line 4"),
    "evidence salt altered": (body(3, _sub(b'"salt":"[0-9a-f]{4}', b'"salt":"0000')), f"{BODIES} line 4"),
    "body with spaces": (body(1, lambda y: y.replace(b":", b": ")), f"{BODIES} line 2"),
    "body of another spelling, committed and signed": (_committed, f"{BODIES} line 2"),
    "body gone, erased by nobody": (body(1, lambda y: b'{"erased":"aaaaaaaa-7","seq":1}'), f"{BODIES} line 2"),
    "body gone, line empty": (body(1, lambda y: b""), f"{BODIES} line 2"),
    "erased line of another seq": (body(4, _sub(b'"seq":4', b'"seq":5')), f"{BODIES} line 5"),
    "last body deleted": (lines(BODIES, lambda x: x[:-1]), f"{BODIES} line 6"),
    "body added": (lines(BODIES, lambda x: [*x, x[0]]), f"{BODIES} line 7"),
    "body bytes behind the last line": (lambda w: _more(w, BODIES), f"{BODIES} line 7"),
}  # fmt: skip


def _more(world: World, name: str) -> None:
    with (world.log / name).open("ab") as file:
        file.write(b"{")


def _less(world: World, name: str) -> None:
    path = world.log / name
    path.write_bytes(path.read_bytes()[:-1])


def many(count: int) -> Callable[[str], str]:
    """Add signatures of strangers up to a number of lines."""
    from everyname.ledger.keys import SigningKey

    def alter(signed: str) -> str:
        words, _ = note.split(signed)
        strangers = [SigningKey(name=f"w{at}", seed=bytes([at]) * 32) for at in range(1, count)]
        return signed + note.sign(words, strangers)[len(words) + 1 :]

    return alter


def _loose(line: str) -> str:
    """Give base64 whose last sign has stray bits that decode to the same bytes."""
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bare = line.rstrip("=")
    other = signs[signs.index(bare[-1]) ^ 1]
    if base64.b64decode(line) != base64.b64decode(bare[:-1] + other + line[len(bare) :]):
        raise AssertionError(line)
    return bare[:-1] + other + line[len(bare) :]


def _line(at: int, alter: Callable[[str], str]) -> Callable[[str], str]:
    def change(words: str) -> str:
        parts = words.split("\n")
        parts[at] = alter(parts[at])
        return "\n".join(parts)

    return change


def _signature(alter: Callable[[bytes], bytes]) -> Callable[[str], str]:
    """Alter the bytes behind the base64 of the signature."""

    def change(signed: str) -> str:
        before, _, encoded = signed[:-1].rpartition(" ")
        return f"{before} {base64.b64encode(alter(base64.b64decode(encoded))).decode()}\n"

    return change


def _two(signed: str) -> str:
    return signed + _signature(lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]))(signed).split("\n\n")[1]


HEADS: Kinds = {
    "size larger, signed": (text(_line(1, lambda s: str(int(s) + 1))), f"{LEAVES} line 7"),
    "size smaller, signed": (text(_line(1, lambda s: str(int(s) - 1))), LEAVES),
    "size and root of different heads, signed": (
        lambda w: w.sign(w.head(root=tree.root([tree.leaf_hash(y) for y in w.lines(LEAVES)[:5]])).text), LEAVES),
    "root other, signed": (lambda w: w.sign(w.head(root=bytes(32)).text), LEAVES),
    "root short, signed": (text(_line(2, lambda s: base64.b64encode(bytes(31)).decode())), "/checkpoint"),
    "root in hex, signed": (text(_line(2, lambda s: bytes(32).hex())), "/checkpoint"),
    "root with loose bits, signed": (text(_line(2, _loose)), "/checkpoint"),
    "root in URL letters, signed": (text(_line(2, lambda s: "-_" + s[2:])), "/checkpoint"),
    "size with leading zero, signed": (text(_line(1, lambda s: "0" + s)), "/checkpoint"),
    "size negative, signed": (text(_line(1, lambda s: "-" + s)), "/checkpoint"),
    "size with a plus, signed": (text(_line(1, lambda s: "+" + s)), "/checkpoint"),
    "size with a space, signed": (text(_line(1, lambda s: s + " ")), "/checkpoint"),
    "size in Persian digits, signed": (text(_line(1, lambda s: "۶")), "/checkpoint"),
    "size of 400 digits, signed": (text(_line(1, lambda s: "9" * 400)), "/checkpoint"),
    "size of 2^53, signed": (text(_line(1, lambda s: str(2**53))), f"{LEAVES} line 7"),
    "size with a point, signed": (text(_line(1, lambda s: s + ".0")), "/checkpoint"),
    "origin of another device, signed": (text(_line(0, lambda s: OTHER.name + "/aaaaaaaa")), "/checkpoint"),
    "origin of the publication log, signed": (text(_line(0, lambda s: s.split("/desk/")[0] + "/desk")), "/checkpoint"),
    "origin with a space behind, signed": (text(_line(0, lambda s: s + " ")), "/checkpoint"),
    "extension line, signed": (text(lambda t: t + "more\n"), "/checkpoint"),
    "two lines, signed": (text(lambda t: t[: t.index("\n", t.index("\n") + 1) + 1]), "/checkpoint"),
    "signed by a stranger": (lambda w: w.sign(key=STRANGER), "/checkpoint"),
    "signed by a partner": (lambda w: w.sign(key=OTHER), "/checkpoint"),
    "17 signatures": (head(many(17)), "/checkpoint"),
    "no signature": (head(lambda s: s[: s.index("\n\n") + 1]), "/checkpoint"),
    "signature lines gone": (head(lambda s: s[: s.index("\n\n") + 2]), "/checkpoint"),
    "a wrong signature beside the right one": (head(_two), "/checkpoint"),
    "signature with a bit turned": (head(_signature(lambda r: r[:-1] + bytes([r[-1] ^ 1]))), "/checkpoint"),
    "signature of another key id": (head(_signature(lambda r: bytes(4) + r[4:])), "/checkpoint"),
    "signature of 63 bytes": (head(_signature(lambda r: r[:-1])), "/checkpoint"),
    "signature of 65 bytes": (head(_signature(lambda r: r + b"\0")), "/checkpoint"),
    "signature without bytes": (head(_signature(lambda r: r[:4])), "/checkpoint"),
    "signature with S beyond the order": (
        head(_signature(lambda r: r[:36] + (int.from_bytes(r[36:], "little") + curve.ORDER).to_bytes(32, "little"))), "/checkpoint"),
    "signature under another name": (head(lambda s: s.replace("— records.example/desk", "— records.example/dusk")), "/checkpoint"),
    "signature with loose bits": (head(lambda s: s[: s.rindex(" ") + 1] + _loose(s[s.rindex(" ") + 1 : -1]) + "\n"), "/checkpoint"),
    "hyphen for the dash": (head(lambda s: s.replace("— ", "- ")), "/checkpoint"),
    "two spaces": (head(lambda s: s.replace("— ", "—  ")), "/checkpoint"),
    "head with carriage returns": (head(lambda s: s.replace("\n", "\r\n")), "/checkpoint"),
    "head with a byte order mark": (head(lambda s: "\ufeff" + s), "/checkpoint"),
    "head with a tab": (head(lambda s: s.replace("\n\n", "\t\n\n")), "/checkpoint"),
    "head with a blank line more": (head(lambda s: s.replace("\n\n", "\n\n\n")), "/checkpoint"),
    "head with bytes behind": (head(lambda s: s + "x"), "/checkpoint"),
    "head with a newline behind": (head(lambda s: s + "\n"), "/checkpoint"),
    "head without its last newline": (head(lambda s: s[:-1]), "/checkpoint"),
    "head empty": (head(lambda s: ""), "/checkpoint"),
    "head in UTF-16": (head(lambda s: s.encode("utf-16")), "/checkpoint"),
    "head not UTF-8": (head(lambda s: s.encode().replace(b"\n\n", b"\xff\n\n")), "/checkpoint"),
    "head of a megabyte": (head(lambda s: s + "x" * (1 << 20)), "/checkpoint"),
    "head of the publication log": (lambda w: (w.log / "checkpoint").write_bytes((w.publication / "checkpoint").read_bytes()), "/checkpoint"),
    "head gone": (lambda w: (w.log / "checkpoint").unlink(), "/checkpoint"),
}  # fmt: skip


def _key(alter: Callable[[World], str | bytes]) -> Change:
    def change(world: World) -> None:
        found = alter(world)
        (world.log / "key.vkey").write_bytes(found if isinstance(found, bytes) else found.encode())

    return change


def _point(data: bytes) -> Change:
    """Put a key of this point, with a right key id, in the place of the log's."""
    return _key(lambda world: VerifyKey(name=world.key.name, public=data).vkey + "\n")


def _other_key(world: World) -> None:
    """Rewrite the whole log under a stranger's key."""
    _key(lambda w: STRANGER.vkey + "\n")(world)
    found = world.head(origin=f"{STRANGER.name}/{STRANGER.device_id}")
    world.sign(found.text, STRANGER)


def _mixed(world: World) -> bytes:
    good = curve.decode(world.key.public)
    return curve.encode(curve.add(good or curve.BASE, curve.SMALL[1]))


KEYS: Kinds = {
    **{f"key of small order {at}": (_point(curve.encode(p)), "key.vkey") for at, p in enumerate(curve.SMALL)},
    "key of mixed order": (lambda w: _point(_mixed(w))(w), "key.vkey"),
    "key with y of p and more": (_point(curve.other_spellings(curve.IDENTITY)[0]), "key.vkey"),
    "key that is no point": (_point((2).to_bytes(32, "little")), "key.vkey"),
    "key with another key id": (_key(lambda w: re.sub(r"\+[0-9a-f]{8}\+", "+00000000+", w.key.vkey) + "\n"), "key.vkey"),
    "key of another algorithm": (_key(lambda w: w.key.vkey.replace("+A", "+B", 1).replace("+A", "+B") + "\n"), "key.vkey"),
    "key on two lines": (_key(lambda w: w.key.vkey + "\n\n"), "key.vkey"),
    "key without newline": (_key(lambda w: w.key.vkey), "key.vkey"),
    "key with a space before": (_key(lambda w: " " + w.key.vkey + "\n"), "key.vkey"),
    "key not UTF-8": (_key(lambda w: b"\xff\n"), "key.vkey"),
    "key gone": (lambda w: (w.log / "key.vkey").unlink(), "key.vkey"),
    "key of a partner": (_key(lambda w: OTHER.vkey + "\n"), "/checkpoint"),
    "log signed again by a stranger": (_other_key, "ledger/"),
    "entries gone": (lambda w: (w.log / LEAVES).unlink(), LEAVES),
    "bodies gone": (lambda w: (w.log / BODIES).unlink(), BODIES),
    "folder of another name": (lambda w: w.log.rename(w.log.with_name("abcdefgh")), "ledger/abcdefgh"),
}  # fmt: skip
