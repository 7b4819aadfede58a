"""Compile the templates for one language of an edition; nothing unescaped or unlabelled gets through.

A bare number in a template stops the page: only a filter of the voice can set one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from everyname.edition.voice import Voice
from everyname.errors import UsedWrongly
from everyname.model import Number

__all__ = ["environment"]

_FILTERS = (
    *("age", "both_days", "brief", "day", "day_in", "days", "digits", "english", "mended", "name", "number"),
    *("place", "reason", "source_title", "term", "title", "value_words", "window", "words", "years"),
)
_BARE = frozenset({int, float, bool, complex, Number})


class _Compiled(BytecodeCache):
    """Keep compiled templates for the life of the process, so that the next edition starts at once."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._held:
            bucket.bytecode_from_string(self._held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._held[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(voice: Voice) -> Environment:
    """Compile the templates once for a voice; nothing unescaped, undefined or unlabelled gets through."""
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_no_bare_number,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    env.globals.update(
        t=voice.text,
        tn=voice.plural,
        say=voice.sentences,
        counted=voice.counted,
        lang=voice.language,
        dir=voice.direction,
        comma=voice.comma,
    )
    env.filters.update({name: getattr(voice, name) for name in _FILTERS}, middle=voice.value)
    return env


def _no_bare_number(value: Any) -> Any:
    if value.__class__ in _BARE:
        raise UsedWrongly(f"a page was about to show {value!r} without its kind and source")
    return value
