"""Compile a function to machine code at its first call, and keep the code for the next start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

__all__ = ["compiled"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Give `function` compiled by Numba; it must touch numbers and arrays only."""
    try:
        made: _Function = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # nowhere to keep the code: it is compiled again at every start
        made = numba.njit(nogil=True)(function)
    return made

