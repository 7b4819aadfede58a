"""Give every value one spelling in bytes: RFC 8785 in a strict profile.

The profile allows null, booleans, integers within +-(2^53-1), text without lone surrogates, lists, and
objects whose keys are printable ASCII; nesting at most 64 deep. Inside it RFC 8785 is sorted keys, no
white space and minimal escapes, so the standard library spells it exactly; outside it (floats, other
keys) implementations differ, so such values are refused and never rounded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NoReturn

from everyname.errors import ValueRefused
from everyname.ledger.shapes import Shapes

__all__ = ["MAX_DEPTH", "MAX_INT", "decode", "decode_exact", "encode", "require_exact"]

MAX_INT = 2**53 - 1
MAX_DEPTH = 64

_LISTS = (list, tuple)
_TEXTS = (str, bool)


def encode(value: Any) -> bytes:
    """Spell a value in canonical JSON (RFC 8785); raises ValueRefused outside the profile."""
    _check(value, 1)
    return _spell(value)


def decode(data: bytes) -> Any:
    """Read JSON of the profile, in any spelling; raises ValueRefused.

    Refused: invalid UTF-8, duplicate keys, NaN and infinities, floats, large integers, keys outside
    printable ASCII, lone surrogates, nesting beyond 64.
    """
    value = _read(_DECODER, data)
    if data.count(b"[") + data.count(b"{") > MAX_DEPTH or b"\\" in data:
        # Only such bytes can hide deep nesting or an escaped lone surrogate; others skip the walk.
        _check(value, 1)
        _spell(value)
    return value


def decode_exact(data: bytes) -> Any:
    """Read canonical JSON and refuse every other spelling of the same value; raises ValueRefused."""
    if _SHAPES.know(data):
        return _PLAIN_DECODER.decode(data.decode("utf-8"))
    # Spelling the value again finds duplicate keys, order, white space and escapes at once, so this
    # reads without the slower hooks of `decode`; what may stand in the profile is the walk's to say.
    value = _read(_PLAIN_DECODER, data)
    _check(value, 1)
    if _spell(value) != data:
        raise ValueRefused("this JSON is not in canonical form")
    _SHAPES.learn(data)
    return value


def require_exact(data: bytes) -> None:
    """Refuse what is not canonical JSON, as `decode_exact` does; raises ValueRefused."""
    if not _SHAPES.know(data):
        decode_exact(data)


def _read(decoder: json.JSONDecoder, data: bytes) -> Any:
    try:
        return decoder.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueRefused(f"this is not UTF-8 at byte {error.start}") from error
    except RecursionError as error:
        raise ValueRefused(f"this is nested deeper than {MAX_DEPTH}") from error
    except json.JSONDecodeError as error:
        raise ValueRefused(f"this is not JSON at character {error.pos}: {error.msg}") from error
    except ValueError as error:  # Python's own limit on the digits of an integer
        raise ValueRefused("an integer is beyond 2^53-1") from error


def _spell(value: Any) -> bytes:
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueRefused("this text holds half of a surrogate pair") from error


def _check(value: Any, depth: int) -> None:
    if isinstance(value, dict):
        _check_keys(value)
        items: Iterable[Any] = value.values()
    elif isinstance(value, _LISTS):
        items = value
    else:
        _check_scalar(value)
        return
    if depth > MAX_DEPTH:
        raise ValueRefused(f"this is nested deeper than {MAX_DEPTH}")
    for item in items:
        if type(item) is not str:  # most values are text, and a call for each is most of the cost
            _check(item, depth + 1)


def _check_keys(keys: Iterable[Any]) -> None:
    try:
        joined = "".join(keys)
    except TypeError as error:
        raise ValueRefused("a key of an object is not text") from error
    if not (joined.isascii() and joined.isprintable()):
        raise ValueRefused("a key of an object is not printable ASCII")


def _check_scalar(value: Any) -> None:
    if value is None or isinstance(value, _TEXTS):
        return
    if not isinstance(value, int):
        raise ValueRefused(f"canonical JSON has no place for a {type(value).__name__}")
    if not -MAX_INT <= value <= MAX_INT:
        raise ValueRefused(f"the integer of {value.bit_length()} bits is beyond 2^53-1")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueRefused("a key stands twice in one object")
    _check_keys(found)
    return found


def _integer(text: str) -> int:
    # The length goes first: int() of thousands of digits is slow, and refused by Python itself.
    if len(text) > 17 or not -MAX_INT <= int(text) <= MAX_INT:
        raise ValueRefused("an integer is beyond 2^53-1")
    return int(text)


def _no_float(text: str) -> NoReturn:
    raise ValueRefused(f"canonical JSON has no place for the number {text[:20]}")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, check_circular=False
)
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_int=_integer, parse_float=_no_float, parse_constant=_no_float
)
_PLAIN_DECODER = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float)
_SHAPES = Shapes()
