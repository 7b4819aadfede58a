"""The numbers of the name score, fitted by `packs/build.py` on the open lists."""

from __future__ import annotations

__all__ = ["NAME_WEIGHTS", "TOKEN_WEIGHTS"]

# Log odds of two tokens: offset, unlikeness, cost, symbols, attested, its log ratio, known but never
# paired, that times likeness, exact. Rows: across scripts, within Latin, within Arabic.
TOKEN_WEIGHTS = (
    (3.5, -12.0, -0.5, 0.1, 0.5, 0.2, -1.0, -1.0, 0.5),
    (3.5, -12.0, -0.5, 0.1, 0.5, 0.2, -1.0, -1.0, 0.5),
    (3.5, -12.0, -0.5, 0.1, 0.5, 0.2, -1.0, -1.0, 0.5),
)
NAME_WEIGHTS: dict[str, float] = {}
