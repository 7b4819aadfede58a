"""F6: the app and the verifier inside an edition accept the same Ed25519 signatures, and no unsafe key.

    PYTHONPATH=src:tests python -m torture.ed25519 > tests/torture/ed25519_vectors.json

The vectors are made here, the same each time: keys and R of small and of mixed order, spellings that are not
canonical, S at and beyond the group order, equations that hold only up to the cofactor. `valid` is what a
strict verifier says. Another verifier (JavaScript) reads the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from everyname.edition import verify_signed
from everyname.errors import ValueRefused
from everyname.ledger.keys import VerifyKey, parse_vkey
from torture import curve
from torture.curve import BASE, IDENTITY, ORDER, SMALL, Point
from torture.table import Found

__all__ = ["VECTORS", "accepts_app", "accepts_edition", "run", "vectors"]

VECTORS = Path(__file__).with_name("ed25519_vectors.json")
NAME = "records.example/desk"
Vector = dict[str, Any]


def run(count: int, seed: int) -> Found:
    """Hold both verifiers to each vector; `count` 0 takes all, else some, spread over the kinds."""
    found = Found()
    every = json.loads(VECTORS.read_text(encoding="ascii"))
    for vector in every[:: max(1, len(every) // count)] if count else every:
        given = [bytes.fromhex(vector[part]) for part in ("public", "message", "signature")]
        app, edition = accepts_app(*given), accepts_edition(*given)
        problem = (
            "" if app == edition == vector["valid"] else f"app {app}, edition {edition}: {vector['says']}"
        )
        found.add(vector["says"].split(":")[0], problem)
    return found


def accepts_app(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the ledger takes the key and then the signature."""
    try:
        return parse_vkey(VerifyKey(name=NAME, public=public).vkey).verifies(message, signature)
    except ValueRefused:
        return False


def accepts_edition(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the program inside an edition does."""
    try:
        key = verify_signed.Key(VerifyKey(name=NAME, public=public).vkey)
    except verify_signed.Wrong:
        return False
    return verify_signed.signature_holds(key.public, message, signature)


def vectors() -> list[Vector]:
    """Make every vector, in a fixed order."""
    return [*_honest(), *_bent(), *_torsion_in_r(), *_mixed_keys(), *_small_keys(), *_no_points()]


def _vector(says: str, public: bytes, message: bytes, signature: bytes) -> Vector:
    valid = curve.is_strict(public, message, signature)
    told = {"says": says, "public": public.hex(), "message": message.hex(), "signature": signature.hex()}
    return told | {"valid": valid}


def _scalar(*words: object) -> int:
    return int.from_bytes(hashlib.sha512(repr(words).encode()).digest(), "little") % ORDER


def _little(number: int) -> bytes:
    return number.to_bytes(32, "little")


def _signed(secret: int, a: bytes, r: bytes, nonce: int, message: bytes) -> bytes:
    """Give R and the S for which S·B = r·B + h·a·B."""
    return r + _little((nonce + curve.challenge(r, a, message) * secret) % ORDER)


def _pair(number: int) -> tuple[int, bytes, int, bytes]:
    secret, nonce = _scalar("secret", number), _scalar("nonce", number)
    return secret, curve.encode(curve.times(secret, BASE)), nonce, curve.encode(curve.times(nonce, BASE))


def _honest() -> Iterator[Vector]:
    for number in range(24):
        secret, a, nonce, r = _pair(number)
        message = b"x" * number
        yield _vector(f"honest: message of {number} bytes", a, message, _signed(secret, a, r, nonce, message))


def _bent() -> Iterator[Vector]:
    """Alter S, R, length or message of honest signatures."""
    for number in range(6):
        secret, a, nonce, r = _pair(number)
        message = b"bent %d" % number
        good = _signed(secret, a, r, nonce, message)
        s = int.from_bytes(good[32:], "little")
        spelled = {
            "S + L": s + ORDER, "S + 2L": s + 2 * ORDER, "S + 8L": s + 8 * ORDER, "S = L": ORDER, "S = 0": 0,
            "L - S": ORDER - s, "S = L - 1": ORDER - 1, "S with the top bit": s | 1 << 255,
            "S all ones": 2**256 - 1,
        }  # fmt: skip
        for says, value in spelled.items():
            yield _vector(f"other S: {says}", a, message, r + _little(value))
        yield _vector("other R: sign turned", a, message, r[:31] + bytes([r[31] ^ 0x80]) + good[32:])
        yield _vector("other R: the key", a, message, a + good[32:])
        yield _vector("other key: sign turned", a[:31] + bytes([a[31] ^ 0x80]), message, good)
        yield _vector("other message", a, message + b"!", good)
        for cut in (0, 32, 63):
            yield _vector(f"length: {cut}", a, message, good[:cut])
        yield _vector("length: 65", a, message, good + b"\0")


def _torsion_in_r() -> Iterator[Vector]:
    """Add a point of small order to R: the equation then holds only after multiplying by the cofactor."""
    for number in range(4):
        secret, a, nonce, _ = _pair(number)
        for order, small in enumerate(SMALL):
            r = curve.encode(curve.add(curve.times(nonce, BASE), small))
            message = b"torsion %d" % order
            yield _vector(f"R of mixed order: {order}", a, message, _signed(secret, a, r, nonce, message))
            for spelled in (curve.encode(small), *curve.other_spellings(small)):
                signature = _signed(secret, a, spelled, 0, message)
                yield _vector(f"R of small order: {order}", a, message, signature)


def _mixed_keys() -> Iterator[Vector]:
    """Give keys with a part of small order, with signatures that hold with and without the cofactor."""
    for number in range(3):
        secret, _, nonce, r = _pair(number)
        for order, small in enumerate(SMALL[1:], start=1):
            a = curve.encode(curve.add(curve.times(secret, BASE), small))
            for fits in range(0, 8, 2):
                message = _message(r, a, fits)
                says = f"key of mixed order: {order}, h modulo 8 is {fits}"
                yield _vector(says, a, message, _signed(secret, a, r, nonce, message))
            turned = curve.encode(curve.add(curve.times(nonce, BASE), SMALL[-order % 8]))
            message = _message(turned, a, 1)
            says = f"key of mixed order: {order}, R undoes it"
            yield _vector(says, a, message, _signed(secret, a, turned, nonce, message))


def _small_keys() -> Iterator[Vector]:
    """Give keys of small order in every spelling; such a key fits every eighth message, or every one."""
    _, _, nonce, r = _pair(0)
    for order, small in enumerate(SMALL):
        for a in (curve.encode(small), *curve.other_spellings(small)):
            message = _message(r, a, 0)
            yield _vector(f"key of small order: {order}", a, message, r + _little(nonce))
            for place, other in enumerate(SMALL):
                spelled = curve.encode(other)
                message = _message(spelled, a, 1)
                yield _vector(f"key and R of small order: {order}, {place}", a, message, spelled + _little(0))
            yield _vector(f"key of small order, R the same, S = 0: {order}", a, b"", a + _little(0))


def _no_points() -> Iterator[Vector]:
    """Give keys and R that are no points, or points with y of p and more."""
    secret, good, nonce, r = _pair(1)
    for y in range(20):
        for data in (_little(y), _little(y + curve.P) if y < 19 else _little(y), _little(y | 1 << 255)):
            point: Point | None = curve.decode(data)
            kind = "no point" if point is None else "a rare point" if point != IDENTITY else "the identity"
            yield _vector(f"key is {kind}: y = {y}", data, b"m", _signed(secret, data, r, nonce, b"m"))
            yield _vector(f"R is {kind}: y = {y}", good, b"m", _signed(secret, good, data, nonce, b"m"))


def _message(r: bytes, a: bytes, wanted: int) -> bytes:
    """Find a message for which h modulo 8 is as wanted."""
    number = 0
    while curve.challenge(r, a, b"m%d" % number) % 8 != wanted:
        number += 1
    return b"m%d" % number


def main() -> None:
    """Print the vectors, one a line."""
    print("[\n" + ",\n".join(json.dumps(vector, sort_keys=True) for vector in vectors()) + "\n]")


if __name__ == "__main__":
    main()
