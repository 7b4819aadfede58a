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
_ENCODERS: dict[type, Callable[[Any], Any]] = {}
_PLAIN = frozenset({str, int, bool, type(None)})


def to_plain(noun: Any) -> Any:
    """Give dicts, lists, strings, ints and booleans for a noun; dates become ISO text."""
    return _encoder(type(noun))(noun)


def from_plain(noun_type: type[T], plain: Any) -> T:
    """Build a noun from what `to_plain` gave; raises ValueRefused on unknown or missing keys."""
    decode: Callable[[Any], T] = _decoder(noun_type)  # type: ignore[arg-type]
    return decode(plain)


def _encoder(kind: type) -> Callable[[Any], Any]:
    """Compile a type into a function, once a type; values that are plain already pass as they are."""
    known = _ENCODERS.get(kind)
    if known is None:
        known = _ENCODERS[kind] = _compile(kind)
    return known


def _compile(kind: type) -> Callable[[Any], Any]:
    if dataclasses.is_dataclass(kind):
        fields = tuple((f.name, f.default) for f in dataclasses.fields(kind))
        return lambda noun: {
            name: value if type(value) in _PLAIN else _encoder(type(value))(value)
            for name, default in fields
            if (value := getattr(noun, name)) != default
        }
    if issubclass(kind, tuple | list):
        return lambda items: [item if type(item) in _PLAIN else _encoder(type(item))(item) for item in items]
    if issubclass(kind, datetime.date):
        return lambda day: day.isoformat()
    if issubclass(kind, StrEnum):
        return str
    return lambda plain: plain


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
