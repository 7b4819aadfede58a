"""Parse, key and score personal names across scripts.

`score_pairs`, `explain` and `learn_pack` are loaded when first asked for, since they need numpy and Numba.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from everyname.names.parse import ParsedName, is_placeholder_name, parse_name

if TYPE_CHECKING:
    from everyname.names.explain import explain
    from everyname.names.learn import learn_pack
    from everyname.names.score import score_pairs

__all__ = [
    "ParsedName",
    "explain",
    "is_placeholder_name",
    "learn_pack",
    "parse_name",
    "score_pairs",
]

_LATER = {"explain": "explain", "learn_pack": "learn", "score_pairs": "score"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        found = getattr(import_module(f"everyname.names.{_LATER[name]}"), name)
        globals()[name] = found  # the module of the same name must not stand in its place
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
