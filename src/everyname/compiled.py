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


def _forget_stale_code(package: Path) -> None:
    """Drop kept code when a file of its room changed: Numba looks only at the one that holds a function."""
    rooms = {
        path.parent for path in package.rglob("*.py") if b"everyname.compiled import" in path.read_bytes()
    }
    sources = sorted(path for room in rooms for path in room.glob("*.py"))
    stats = ((path.relative_to(package), path.stat()) for path in sources)
    lines = "\n".join(f"{path} {found.st_size} {found.st_mtime_ns}" for path, found in stats)
    digest, kept = hashlib.sha256(lines.encode()).hexdigest(), package / "__pycache__" / "compiled.sha256"
    if kept.exists() and kept.read_text() == digest:
        return
    kept.parent.mkdir(exist_ok=True)
    for room in rooms:
        for path in room.glob("__pycache__/*.nb[ic]"):
            path.unlink(missing_ok=True)
    kept.write_text(digest)


with contextlib.suppress(OSError):  # installed where nothing may be written: nothing is kept there either
    _forget_stale_code(Path(__file__).parent)
