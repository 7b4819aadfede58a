"""Turn nouns into plain values for the ledger and back; nothing is added, nothing dropped.

Empty fields are left out. Unknown keys are refused: a newer writer must not be half understood.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from everyname.errors import ValueRefused

__all__ = ["from_plain", "to_plain"]

T = TypeVar("T")


def to_plain(noun: Any) -> Any:
    """Give dicts, lists, strings, ints and booleans for a noun; dates become ISO text."""
    if dataclasses.is_dataclass(noun) and not isinstance(noun, type):
        plain = {}
        for name, default in _fields(type(noun)):
            value = getattr(noun, name)
            if value != default:
                plain[name] = to_plain(value)
        return plain
    if isinstance(noun, tuple | list):
        return [to_plain(item) for item in noun]
    if isinstance(noun, datetime.date):
        return noun.isoformat()
    if isinstance(noun, StrEnum):
        return str(noun)
    return noun


def from_plain(noun_type: type[T], plain: Any) -> T:
    """Build a noun from what `to_plain` gave; raises ValueRefused on unknown or missing keys."""
    decode: Callable[[Any], T] = _decoder(noun_type)  # type: ignore[arg-type]
    return decode(plain)


@cache
def _fields(noun_type: type) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(noun_type))


@cache
def _decoder(wanted: Any) -> Callable[[Any], Any]:
    """Compile a type into a function, once a type."""
    origin = typing.get_origin(wanted)
    if origin in (types.UnionType, typing.Union):
        inner = _decoder(next(a for a in typing.get_args(wanted) if a is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        parts = typing.get_args(wanted)
        if len(parts) == 2 and parts[1] is Ellipsis:
            item = _decoder(parts[0])
            return lambda plain: tuple(item(value) for value in plain)
        items = tuple(_decoder(part) for part in parts)
        return lambda plain: tuple(item(value) for item, value in zip(items, plain, strict=True))
    if wanted is datetime.date:
        return datetime.date.fromisoformat
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return wanted
    if dataclasses.is_dataclass(wanted):
        return _noun_decoder(wanted)
    return lambda plain: plain


def _noun_decoder(wanted: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(wanted)
    decoders = {f.name: _decoder(hints[f.name]) for f in dataclasses.fields(wanted)}

    def decode(plain: Any) -> Any:
        try:
            return wanted(**{key: decoders[key](value) for key, value in plain.items()})
        except (KeyError, TypeError) as error:
            raise ValueRefused(f"this is not a {wanted.__name__}: {error}") from error

    return decode
