"""Say where keys lie while a row runs, so that no row reads or writes the user's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["keys_at"]


@contextmanager
def keys_at(folder: Path) -> Iterator[None]:
    """Let keys be sought in a folder."""
    before = os.environ.get("EVERYNAME_HOME")
    os.environ["EVERYNAME_HOME"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("EVERYNAME_HOME")
        if before is not None:
            os.environ["EVERYNAME_HOME"] = before
