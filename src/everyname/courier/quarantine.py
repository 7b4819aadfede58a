"""Keep what was refused, with its reason, where it can be looked at and tried again.

    courier/quarantine/<16 hex of SHA-256>/reason.json    why, and under which name it was given
    courier/quarantine/<16 hex of SHA-256>/given-1.age    the bytes as given, part by part

A file larger than 64 MiB, or one that holds what was erased here, is not copied: reason and digest are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from everyname.errors import Damaged, UsedWrongly
from everyname.ledger import canonical, durable

__all__ = ["Quarantined", "keep", "release", "shown"]

LARGEST = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """One thing refused; `waits` says that it may be taken once something else has come."""

    id: str
    name: str
    reason: str
    remedy: str
    waits: bool
    digest: str
    size: int
    files: tuple[Path, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Give the finding as plain values."""
        return {
            "digest": self.digest,
            "name": self.name,
            "reason": self.reason,
            "remedy": self.remedy,
            "size": self.size,
            "v": 1,
            "waits": self.waits,
        }


def keep(
    book: Path, name: str, files: Sequence[Path], reason: str, remedy: str, *, waits: bool, copy: bool = True
) -> Quarantined:
    """Copy what was given beside its reason, unless told not to; the same bytes again renew the reason."""
    digest, size = _digest(files)
    folder = book / "courier" / "quarantine" / digest[:16]
    found = Quarantined(
        id=digest[:16],
        name=ascii(name)[1:-1][:200],
        reason=_plain(reason),
        remedy=_plain(remedy),
        waits=waits,
        digest=digest,
        size=size,
    )
    with durable.writing("the quarantine"):
        durable.make_folder(folder)
        for number, path in enumerate(files if copy and size <= LARGEST else (), start=1):
            target = folder / f"given-{number}.age"
            if path.resolve() != target.resolve():
                durable.replace(target, path.read_bytes())
        durable.replace(folder / "reason.json", canonical.encode(found.to_plain()) + b"\n")
    return found


def shown(book: Path, wanted: str = "") -> list[Quarantined]:
    """Give what lies in quarantine, by id; raises UsedWrongly where `wanted` names nothing."""
    found = []
    for path in sorted((book / "courier" / "quarantine").glob("*/reason.json")):
        plain = canonical.decode(path.read_bytes())
        if not isinstance(plain, dict) or plain.pop("v", None) != 1:
            raise Damaged(f"courier/quarantine/{path.parent.name}/reason.json", "a reason", "something else")
        files = tuple(sorted(path.parent.glob("given-*.age"), key=lambda p: (len(p.name), p.name)))
        found.append(Quarantined(id=path.parent.name, files=files, **plain))
    if wanted:
        found = [one for one in found if one.id == wanted]
        if not found:
            raise UsedWrongly(
                f"Nothing in quarantine has the id {wanted!r}.", remedy="`everyname quarantine` lists all."
            )
    return found


def release(book: Path, files: Sequence[Path]) -> None:
    """Drop from quarantine what has been taken meanwhile."""
    folder = book / "courier" / "quarantine"
    if not folder.is_dir() or not any(folder.iterdir()):
        return  # a large bundle is not read once more for nothing
    folder /= _digest(files)[0][:16]
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def _digest(files: Sequence[Path]) -> tuple[str, int]:
    running, size = sha256(), 0
    for path in files:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                running.update(chunk)
                size += len(chunk)
    return running.hexdigest(), size


def _plain(text: str) -> str:
    """Give a text without signs that could steer a terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)[:2_000]
