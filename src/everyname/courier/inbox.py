"""Open what was given, read-only, into a working file; quotas come before work."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from everyname.errors import FileRefused, ValueRefused
from everyname.ledger import sealing
from everyname.ledger.keys import RecoveryKey

__all__ = ["AGE", "is_sealed", "open_sealed"]

AGE = b"age-encryption.org/v1\n"
RESERVE = 256 << 20  # bytes of disk that a bundle may not fill


def is_sealed(files: Sequence[Path]) -> bool:
    """Say whether a file begins as a sealed bundle does."""
    with files[0].open("rb") as file:
        return file.read(len(AGE)) == AGE


def open_sealed(files: Sequence[Path], plain: Path, identities: Sequence[RecoveryKey]) -> None:
    """Decrypt the parts, in order, into `plain`; raises FileRefused for want of disk, ValueRefused."""
    given = sum(path.stat().st_size for path in files)
    # What is inside cannot be larger than what is given: age does not compress.
    if given * 2 + RESERVE > shutil.disk_usage(plain.parent).free:
        raise FileRefused(
            f"There is no room to open {given // 1_000_000} MB.", remedy="Free some space, then try again."
        )
    handle = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target, contextlib.closing(_Joined(files)) as source:
        sealing.unseal_stream(source, target, identities)


class _Joined:
    """Several files read as one; opened for reading only."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._waiting = list(files)
        self._file: BinaryIO | None = None

    def read(self, size: int = -1) -> bytes:
        """Give up to `size` bytes, b"" at the end of the last file."""
        while self._file is not None or self._waiting:
            if self._file is None:
                self._file = self._waiting.pop(0).open("rb")
            chunk = self._file.read(size)
            if chunk:
                return chunk
            self.close()
        return b""

    def close(self) -> None:
        """Let go of the file that is being read."""
        if self._file is not None:
            self._file.close()
            self._file = None


def require_whole(missing: Sequence[int]) -> None:
    """Refuse a bundle of which parts are missing."""
    if missing:
        numbers = ", ".join(map(str, missing))
        raise ValueRefused(
            f"part {numbers} of it is missing",
            remedy="Give all parts at once, or the folder that holds them.",
        )
