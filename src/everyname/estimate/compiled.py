"""Compile a function to machine code at its first call, and keep the code for the next start."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

__all__ = ["compiled"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Give `function` compiled by Numba; it must touch numbers and arrays only."""
    try:
        made: Any = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep the code: it is compiled again at every start
        made = numba.njit(nogil=True)(function)
    return made  # type: ignore[no-any-return]


def forget_stale_code(room: Path) -> None:
    """Drop kept code when any file that compiles changed: Numba looks only at the function's own."""
    sources = sorted(path for path in room.glob("*.py") if b"estimate.compiled import" in path.read_bytes())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    kept = room / "__pycache__" / "compiled.sha256"
    if kept.exists() and kept.read_text() == digest:
        return
    kept.parent.mkdir(exist_ok=True)
    for path in kept.parent.glob("*.nb[ic]"):
        path.unlink(missing_ok=True)
    kept.write_text(digest)


with contextlib.suppress(OSError):  # installed where nothing may be written: nothing is kept there either
    forget_stale_code(Path(__file__).parent)
