"""Edwards25519 in plain Python, to construct signatures that no honest signer makes (RFC 8032, section 5.1).

Slow and not constant in time: it never sees a key anybody relies on. Points are (x, y).
"""

from __future__ import annotations

from hashlib import sha512
from typing import NamedTuple

__all__ = [
    "BASE",
    "IDENTITY",
    "ORDER",
    "SMALL",
    "P",
    "Point",
    "add",
    "challenge",
    "decode",
    "encode",
    "is_strict",
    "other_spellings",
    "times",
]

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, P) % P
_I = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """A point of the curve."""

    x: int
    y: int


IDENTITY = Point(0, 1)


def add(one: Point, two: Point) -> Point:
    """Add two points by the complete law."""
    product = _D * one.x * two.x * one.y * two.y % P
    x = (one.x * two.y + two.x * one.y) * pow(1 + product, -1, P) % P
    y = (one.y * two.y + one.x * two.x) * pow(1 - product, -1, P) % P
    return Point(x, y)


def times(n: int, point: Point) -> Point:
    """Add a point to itself, n times in all (extended coordinates, section 5.1.4)."""
    total = (0, 1, 1, 0)
    step = (point.x, point.y, 1, point.x * point.y % P)
    while n:
        if n & 1:
            total = _plus(total, step)
        step, n = _plus(step, step), n >> 1
    inverse = pow(total[2], -1, P)
    return Point(total[0] * inverse % P, total[1] * inverse % P)


def _plus(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    e1, e2 = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    e3, e4 = 2 * a[3] * b[3] * _D, 2 * a[2] * b[2]
    e, f, g, h = e2 - e1, e4 - e3, e4 + e3, e2 + e1
    return e * f % P, g * h % P, f * g % P, e * h % P


def encode(point: Point) -> bytes:
    """Give the one canonical spelling."""
    return (point.y | (point.x & 1) << 255).to_bytes(32, "little")


def decode(data: bytes) -> Point | None:
    """Read any spelling, canonical or not; None where it is no point."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number % 2**255 % P
    square = (y * y - 1) * pow(_D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * _I % P
    if (x * x - square) % P:
        return None
    return Point(x if x & 1 == sign else -x % P, y)


def other_spellings(point: Point) -> list[bytes]:
    """Give the spellings of a point that are not canonical: y + p where it fits, the sign of x = 0."""
    found = []
    for y in (point.y, point.y + P):
        for sign in {point.x & 1, 1} if point.x == 0 else {point.x & 1}:
            if y < 2**255:
                found.append((y | sign << 255).to_bytes(32, "little"))
    return [data for data in found if data != encode(point)]


def challenge(r: bytes, a: bytes, message: bytes) -> int:
    """Give h = SHA-512(R || A || M) modulo the group order."""
    return int.from_bytes(sha512(r + a + message).digest(), "little") % ORDER


def is_strict(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say what a strict verifier must: this is the rule of docs/reference/ledger-format.md, written anew."""
    key, point = decode(public), decode(signature[:32])
    if key is None or point is None or len(signature) != 64 or encode(key) != public:
        return False
    if key == IDENTITY or times(ORDER, key) != IDENTITY:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER or encode(point) != signature[:32] or times(8, point) == IDENTITY:
        return False
    h = challenge(signature[:32], public, message)
    return times(s, BASE) == add(point, times(h, key))


BASE = Point(0, 0)
SMALL: tuple[Point, ...] = ()


def _made() -> tuple[Point, tuple[Point, ...]]:
    base = decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    y = 2
    while True:
        found = decode(y.to_bytes(32, "little"))
        y += 1
        if found is not None:
            eighth = times(ORDER, found)
            if times(4, eighth) != IDENTITY:
                return base or IDENTITY, tuple(times(n, eighth) for n in range(8))


BASE, SMALL = _made()
