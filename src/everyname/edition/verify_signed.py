"""Check signatures, checkpoints and inclusion in a log with Python's standard library alone.

`verifier.program` puts this file before `verify_edition.py`: what an edition ships is one file.
"""

from __future__ import annotations

import base64
import hashlib

__all__ = ["Head", "Key", "Wrong", "base64_bytes", "root_of", "signature_holds"]


class Wrong(Exception):
    """Something is not as it was signed: `what`, in the file `path` where one is named."""

    def __init__(self, what: str, path: str = "") -> None:
        """Keep what is wrong, and where."""
        super().__init__(f"{path}: {what}" if path else what)
        self.what = what


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


# --- Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy).


def base64_bytes(text: str) -> bytes:
    """Decode base64 written in the one canonical way; raises ValueError."""
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("base64 with stray bits")
    return data


class Key:
    """A verifier key: `name+hash+base64`, of a log (algorithm 1) or of a witness (4)."""

    def __init__(self, vkey: str, algorithm: int = 1) -> None:
        """Read a key line; raises Wrong."""
        try:
            self.name, digest, encoded = vkey.strip().split("+", 2)
            data = base64_bytes(encoded)
            self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
            if data[0] != algorithm or self.id.hex() != digest:
                raise ValueError("another algorithm or hash")
            self.public = data[1:]
            whole = _times(L, _point(self.public))
            if whole[0] or whole[1] != whole[2]:
                raise ValueError("a point of mixed order")
        except (ValueError, IndexError):
            raise Wrong("it is not a usable Ed25519 verifier key") from None

    def signature(self, line: str) -> bytes:
        """Give what this key's signature line holds after the key's id, b"" where it is another's."""
        before, _, encoded = line.rpartition(" ")
        try:
            data = base64_bytes(encoded) if before == f"\u2014 {self.name}" else b""
        except ValueError:
            return b""
        return data[4:] if data[:4] == self.id else b""


class Head:
    """A checkpoint whose signature holds: `size` leaves, root hash `root`; other signers are left aside."""

    def __init__(self, text: str, key: Key) -> None:
        """Check `text` against `key`; raises Wrong."""
        try:
            body, signatures = text.rsplit("\n\n", 1)
            self.body = body + "\n"
            origin, size, root = self.body.split("\n")[:3]
            self.size, self.root = int(size), base64_bytes(root)
            if origin != key.name or str(self.size) != size or len(self.root) != 32:
                raise Wrong("it is not a checkpoint of this key's log")
        except ValueError:
            raise Wrong("it is not a signed checkpoint") from None
        self.lines = signatures[:-1].split("\n") if signatures.endswith("\n") else []
        made = (key.signature(line) for line in self.lines)
        if not any(one and signature_holds(key.public, self.body.encode(), one) for one in made):
            raise Wrong("it is not signed by the key")

    def is_cosigned(self, witness: Key) -> bool:
        """Say whether a witness cosigned: time (8 bytes) and signature over it and the checkpoint."""
        for made in map(witness.signature, self.lines):
            if len(made) == 72:
                time = int.from_bytes(made[:8], "big")
                message = f"cosignature/v1\ntime {time}\n{self.body}".encode()
                if signature_holds(witness.public, message, made[8:]):
                    return True
        return False


# --- Inclusion in the log (RFC 6962 hashing; the walk of RFC 9162 section 2.1.3.2; C2SP tlog-proof).


def root_of(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Give the root of a log of `size` leaves with `leaf` at `index`; raises ValueError for another path."""
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
