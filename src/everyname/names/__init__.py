"""Parse, key and score personal names across scripts.

`score_pairs` is loaded when first asked for, since it needs numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from everyname.names.parse import ParsedName, is_placeholder_name, parse_name

if TYPE_CHECKING:
    from everyname.names.score import score_pairs

__all__ = ["ParsedName", "is_placeholder_name", "parse_name", "score_pairs"]


def __getattr__(name: str) -> Any:
    if name == "score_pairs":
        from everyname.names.score import score_pairs

        return score_pairs
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
