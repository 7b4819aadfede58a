#!/usr/bin/env python3
"""Check an edition against its signed log, offline, with Python's standard library alone (3.8 or newer).

    python3 verify.py [FOLDER] [--vkey KEY] [--person ID]
FOLDER is where this file lies unless given. Exit 0: all is as it was signed; 1: something is not.
A copy of this program inside the edition can be changed together with it: get it, or its hash, elsewhere too.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["check", "main"]

MANIFEST = "manifest-sha256.txt"


class Wrong(Exception):
    """Something is not as it was signed."""


# --- Ed25519 (RFC 8032 section 5.1), verification only, strict: canonical encodings, no small-order points.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def _add(a: tuple, b: tuple) -> tuple:  # type: ignore[type-arg]
    s, t = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t - s, d - c, d + c, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(n: int, point: tuple) -> tuple:  # type: ignore[type-arg]
    total = (0, 1, 1, 0)
    while n:
        if n & 1:
            total = _add(total, point)
        point, n = _add(point, point), n >> 1
    return total


def _point(data: bytes) -> tuple:  # type: ignore[type-arg]
    """Decode a point; raises ValueError for an encoding that is not canonical or a point of small order."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number % (1 << 255)
    if len(data) != 32 or y >= P:
        raise ValueError("not a canonical point")
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        raise ValueError("not a point of the curve")
    x = P - x if x & 1 != sign else x
    point = (x, y, 1, x * y % P)
    eighth = _times(8, point)
    if eighth[0] == 0 and eighth[1] == eighth[2]:
        raise ValueError("a point of small order")
    return point


BASE = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def _encoded(point: tuple) -> bytes:  # type: ignore[type-arg]
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return int(y | (x & 1) << 255).to_bytes(32, "little")


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether `signature` (64 bytes) is the key's on `message`."""
    try:
        key, _ = _point(public), _point(signature[:32])
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus_key = (P - key[0], key[1], 1, P - key[3])
    return _encoded(_add(_times(s, BASE), _times(h, minus_key))) == signature[:32]


# --- Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint).


def _base64(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 with stray bits")
    return data


class Key:
    """A verifier key: `name+hash+base64`."""

    def __init__(self, vkey: str) -> None:
        """Read a key line; raises Wrong."""
        try:
            self.name, digest, encoded = vkey.strip().split("+", 2)
            data = _base64(encoded)
            self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
            if data[:1] != b"\x01" or self.id.hex() != digest:
                raise ValueError("another algorithm or hash")
            self.public = data[1:]
            whole = _times(L, _point(self.public))
            if whole[0] or whole[1] != whole[2]:
                raise ValueError("a point of mixed order")
        except ValueError as error:
            raise Wrong(f"the key is not a usable Ed25519 verifier key ({error})") from None


class Head:
    """A checkpoint whose signature holds: `size` leaves with root hash `root`."""

    def __init__(self, text: str, key: Key) -> None:
        """Check `text` against `key`; raises Wrong."""
        try:
            body, signatures = text.rsplit("\n\n", 1)
            origin, size, root = (body + "\n").split("\n")[:3]
            self.size, self.root = int(size), _base64(root)
            if origin != key.name or str(self.size) != size or len(self.root) != 32:
                raise Wrong("it is not a checkpoint of this key's log")
        except ValueError:
            raise Wrong("it is not a signed checkpoint") from None
        lines = signatures[:-1].split("\n") if signatures.endswith("\n") else []
        if not any(self._signed(line, body + "\n", key) for line in lines):
            raise Wrong("it is not signed by the key")

    @staticmethod
    def _signed(line: str, message: str, key: Key) -> bool:
        before, _, encoded = line.rpartition(" ")
        try:
            data = _base64(encoded) if before == f"\u2014 {key.name}" else b""
        except ValueError:
            return False
        return data[:4] == key.id and signature_holds(key.public, message.encode(), data[4:])


# --- Inclusion in the log (RFC 6962 hashing; the walk of RFC 9162 section 2.1.3.2; C2SP tlog-proof).


def _root(leaf: bytes, index: int, size: int, path: list) -> bytes:  # type: ignore[type-arg]
    if not 0 <= index < size:
        raise ValueError("the index lies outside the log")
    here, last, digest = index, size - 1, hashlib.sha256(b"\x00" + leaf).digest()
    for other in path:
        if last == 0:
            raise ValueError("the path is too long")
        if here & 1 or here == last:
            digest = hashlib.sha256(b"\x01" + other + digest).digest()
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            digest = hashlib.sha256(b"\x01" + digest + other).digest()
        here, last = here >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return digest


class Edition:
    """An edition's folder with its key and head, and the problems found so far."""

    def __init__(self, folder: Path, vkey: str | None) -> None:
        """Take the folder; nothing is read yet."""
        self.folder, self.vkey = folder, vkey
        self.problems: list[str] = []
        self.heads: dict[str, Head | Wrong] = {}
        self.key: Key | None = None
        self.head_text = ""

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; raises Wrong."""
        place = self.folder.joinpath(*path.split("/"))
        try:
            if place.is_symlink():
                raise Wrong(f"{path}: it is a link, not a file")
            return place.read_bytes()
        except (OSError, ValueError):
            raise Wrong(f"{path}: the file is missing or cannot be read") from None

    def open(self) -> None:
        """Read key and checkpoint; note what is wrong with them."""
        where = "the key given" if self.vkey else "key.vkey"
        try:
            text = self.vkey or self.read("key.vkey").decode()
            if not self.vkey and text != text.strip() + "\n":
                raise Wrong("it is more than one line")
            self.key = Key(text)
            where = "checkpoint"
            self.head_text = self.read(where).decode()
            found = self.head(self.head_text)
            if isinstance(found, Wrong):
                raise found
        except (Wrong, ValueError) as error:
            self.problems.append(f"{where}: {error}")

    def head(self, text: str) -> Head | Wrong:
        """Check a checkpoint once, however often it stands in proofs."""
        if text not in self.heads:
            try:
                if self.key is None:
                    raise Wrong("there is no usable key")
                self.heads[text] = Head(text, self.key)
            except Wrong as error:
                self.heads[text] = error
        return self.heads[text]

    def check_proof(self, name: str, leaf: bytes) -> None:
        """Check that the log holds `leaf` as `proofs/<name>.tlog-proof` says; raises Wrong."""
        path = f"proofs/{name}.tlog-proof"
        try:
            text = self.read(path).decode()
            above, head_text = text.split("\n\n", 1)
            lines = above.split("\n")
            index = int(lines[1].partition("index ")[2])
            if lines[0] != "c2sp.org/tlog-proof@v1" or lines[1] != f"index {index}":
                raise Wrong(f"{path}: it is not a proof")
            hashes = [_base64(line) for line in lines[2:]]
            head = self.head(head_text)
            if isinstance(head, Wrong):
                raise Wrong(f"{path}: its checkpoint does not hold: {head}")
            if _root(leaf, index, head.size, hashes) != head.root:
                raise Wrong(f"{path}: the log does not hold this statement")
        except (ValueError, IndexError):
            raise Wrong(f"{path}: it is not a proof of this statement") from None
        if head_text != self.head_text and isinstance(self.heads.get(self.head_text), Head):
            raise Wrong(f"{path}: it stands under another checkpoint than the edition")


def _leaf(kind: str, digest: str) -> bytes:
    return json.dumps(
        {"digest": digest, "kind": kind, "v": 1}, separators=(",", ":"), sort_keys=True
    ).encode()


# --- The files.


def _files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _manifest(edition: Edition) -> dict[str, str]:
    data = edition.read(MANIFEST)
    try:
        edition.check_proof("manifest", _leaf("manifest", hashlib.sha256(data).hexdigest()))
    except Wrong as error:
        edition.problems.append(f"{MANIFEST}: it is not the list of files that was signed ({error})")
    listed = {}
    for line in data.decode("utf-8", "replace").split("\n")[:-1]:
        if not re.fullmatch(r"[0-9a-f]{64}  [A-Za-z0-9._/-]+", line) or ".." in line:
            edition.problems.append(f"{MANIFEST}: a line is damaged: {line[:90]!r}")
        else:
            listed[line[66:]] = line[:64]
    return listed


def _check_files(edition: Edition, listed: dict[str, str]) -> None:
    for path in sorted(listed):
        try:
            if hashlib.sha256(edition.read(path)).hexdigest() != listed[path]:
                raise Wrong(f"{path}: the file was changed")
        except Wrong as error:
            edition.problems.append(str(error))


def _check_extra(edition: Edition, listed: dict[str, str], names: set[str]) -> None:
    known = {*listed, MANIFEST, "checkpoint", "proofs/manifest.tlog-proof"}
    known.update(f"proofs/{name}.tlog-proof" for name in names)
    for path in sorted(set(_files(edition.folder)) - known):
        edition.problems.append(f"{path}: the file does not belong to the edition")


# --- The statements, and that data and pages hold them.


def _opened(edition: Edition) -> Iterator[tuple]:  # type: ignore[type-arg]
    path = "proofs/statements.jsonl"
    for number, line in enumerate(edition.read(path).decode("utf-8", "replace").split("\n")[:-1], 1):
        try:
            opened = json.loads(line)
            statement = opened["statement"].encode()
            yield opened["id"], bytes.fromhex(opened["salt"]), statement, json.loads(statement)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            edition.problems.append(f"{path}: line {number} is damaged")


def _items(edition: Edition, path: str, key: str) -> Iterator[dict[str, Any]]:
    try:
        for item in json.loads(edition.read(path))[key]:
            yield {"id": item.get("name") if key == "headlines" else item["id"], "item": item}
    except (Wrong, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        edition.problems.append(f"{path}: the file cannot be read as it was written")


def _by_id(edition: Edition) -> dict[str, Any]:
    """Give what the data files say, under the ids of statements."""
    kinds = {"person": "persons", "claim": "claims", "number": "headlines"}
    return {
        f"{kind}-{found['id']}": {"v": 1, "kind": kind, kind: found["item"]}
        for kind, key in kinds.items()
        for found in _items(edition, "data/numbers.json" if kind == "number" else f"data/{key}.json", key)
    }


def _check_pages(edition: Edition, name: str, statement: dict[str, Any], fingerprint: str) -> None:
    """Look on the pages for the fingerprint and, of a person, each name; of a number, its values."""
    kind = statement["kind"]
    page = f"persons/{name.partition('-')[2]}.html" if kind == "person" else "numbers.html"
    names, number = statement.get("person", {}).get("names", ()), statement.get("number", {})
    wanted = [fingerprint, *(html.escape(said["text"], quote=False) for said in names)]
    values = (number.get(key) for key in ("value", "low", "high"))
    wanted += [f'value="{value}"' for value in values if value is not None]
    for language in ("en", "fa", "ar", "ckb"):
        path = edition.folder / language / page
        if (edition.folder / language).is_dir():
            text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
            shown = text.replace("&#34;", '"').replace("&#39;", "'")
            if not all(part in shown for part in wanted):
                edition.problems.append(f"{language}/{page}: the page does not say what was signed as {name}")


def _check_statements(edition: Edition, only: str = "") -> set[str]:
    """Check each statement's proof, and that data and pages say it; give the ids."""
    said = _by_id(edition)
    names = set()
    for name, salt, raw, statement in _opened(edition):
        names.add(name)
        if only and name != only:
            continue
        digest = hashlib.sha256(salt + raw).hexdigest()
        try:
            edition.check_proof(name, _leaf("statement", digest))
            _check_pages(edition, name, statement, hashlib.sha256(raw).hexdigest())
        except Wrong as error:
            edition.problems.append(str(error))
        except (KeyError, TypeError, AttributeError, OSError):
            edition.problems.append(f"proofs/statements.jsonl: the statement {name} is damaged")
        if said.pop(name, None) != statement:
            edition.problems.append(f"data: it does not say what was signed as {name}")
    for name in sorted(said) if not only else ():
        edition.problems.append(f"data: it says something that was never signed: {name}")
    if only and only not in names:
        edition.problems.append(f"proofs/statements.jsonl: the edition holds no statement {only}")
    return names


def check(folder: Path, vkey: str | None, person: str = "") -> list[str]:
    """Check an edition, or one person of it; give the problems, each naming its file, none if all is well."""
    edition = Edition(folder, vkey)
    edition.open()
    try:
        listed = _manifest(edition)
        names = _check_statements(edition, f"person-{person}" if person else "")
        if person:
            listed = {path: digest for path, digest in listed.items() if f"persons/{person}." in path}
        else:
            _check_extra(edition, listed, names)
        _check_files(edition, listed)
    except Wrong as error:
        edition.problems.append(str(error))
    return list(dict.fromkeys(edition.problems))


def main(arguments: list[str] | None = None) -> int:
    """Check the folder named on the command line; give the exit code."""
    parser = argparse.ArgumentParser(description="Check that an edition is as it was signed.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--vkey", help="the publisher's key, as you got it from somewhere else")
    parser.add_argument("--person", help="check one person's page and statement alone, by the id on the page")
    options = parser.parse_args(arguments)
    problems = check(options.folder, options.vkey, options.person or "")
    print("".join(f"{problem}\n" for problem in problems), end="")
    inside = "the one inside this edition. Compare key.vkey with a copy you got from somewhere else."
    print("Key:", "the one you gave." if options.vkey else inside)
    what = f"person {options.person}" if options.person else "edition"
    print(f"NOT as signed: {len(problems)} problem(s)." if problems else f"The {what} is as it was signed.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
