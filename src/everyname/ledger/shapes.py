"""Know canonical JSON again by its shape, so that bytes like many before them need not be read to be sure.

The shape of a document is everything outside its strings, with every digit but 0 written as 1, and the keys.
Two documents of one shape differ only inside strings that are no keys, and in digits that are no leading
zeros. So where neither holds a sign that JSON escapes, both are canonical or neither is: what was read
and spelled again once vouches for every document of its shape.
"""

from __future__ import annotations

from operator import itemgetter
from typing import Any

__all__ = ["Shapes"]

LARGEST = 4096  # bytes of a document that is remembered; shapes of longer ones hardly come back
MOST = 1024  # shapes remembered; one more and all are forgotten, so that memory stays small

_ESCAPED = bytes(range(0x20)) + b"\\"
_DIGITS = bytes.maketrans(b"23456789", b"1" * 8)
_LONG = b"1111111111111111"  # sixteen digits may be beyond 2^53-1, or not: the shape cannot tell


class Shapes:
    """The shapes of documents that were found canonical."""

    def __init__(self) -> None:
        # shape outside strings -> where its keys stand among the pieces, and the keys seen there
        self._known: dict[bytes, tuple[itemgetter[Any], set[tuple[bytes, ...]]]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def know(self, data: bytes) -> bool:
        """Say whether these bytes are canonical for certain; False where they must be read to tell."""
        if len(data.translate(None, _ESCAPED)) != len(data):
            return False
        pieces = data.split(b'"')
        known = self._known.get(_outside(pieces))
        return known is not None and len(pieces) % 2 == 1 and known[0](pieces) in known[1] and _is_text(data)

    def learn(self, data: bytes) -> None:
        """Remember the shape of an object that was read and found canonical."""
        if len(data) > LARGEST or b"\\" in data or not data.startswith(b'{"'):
            return
        pieces = data.split(b'"')
        outside = _outside(pieces)
        if _LONG in outside.replace(b"0", b"1"):
            return
        if self._count >= MOST:
            self._known.clear()
            self._count = 0
        keys = [at for at in range(1, len(pieces), 2) if pieces[at + 1].startswith(b":")]
        get = itemgetter(0, *keys)  # the brace before the keys: of one place alone it gives no tuple
        self._known.setdefault(outside, (get, set()))[1].add(get(pieces))
        self._count += 1


def _outside(pieces: list[bytes]) -> bytes:
    return b'"'.join(pieces[::2]).translate(_DIGITS)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
