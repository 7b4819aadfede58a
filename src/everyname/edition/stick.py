"""Put an edition on a stick: few files, one solid archive whose bytes depend on nothing but the edition.

stick.note            the publisher's signed note on the manifest (C2SP signed-note)
proofs/gathered.txt   all proofs: id, index, hashes, an empty line; each stands under `checkpoint`

everyname stick v1
marou.example/record            origin, size and root of the checkpoint
412
3Vq8...
9f86d081884c7d65...             hex SHA-256 of manifest-sha256.txt
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from everyname.edition.form import NOTE
from everyname.edition.staged import MANIFEST, manifest_text
from everyname.errors import FileRefused

__all__ = ["gathered", "note_text", "write_stick"]


def gathered(proofs: Iterable[tuple[str, int, Sequence[bytes]]]) -> bytes:
    """Give all proofs as one file from (id of the statement, index, hashes)."""
    blocks = []
    for name, index, hashes in proofs:
        lines = [name, f"index {index}", *(base64.b64encode(one).decode("ascii") for one in hashes)]
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks).encode("ascii")


def note_text(manifest: bytes, checkpoint: str) -> str:
    """Give the text the publisher signs: these files are the edition of this checkpoint."""
    head = "\n".join(checkpoint.split("\n")[:3])
    return f"everyname stick v1\n{head}\n{hashlib.sha256(manifest).hexdigest()}\n"


def write_stick(
    path: Path, name: str, files: Iterable[tuple[str, bytes]], sign: Callable[[bytes], str]
) -> int:
    """Write the archive `path` with one folder `name`; gives the number of files.

    `sign` gives the signed note on a manifest. Nothing stands at `path` until all of it does; raises
    FileRefused where something does already.
    """
    if path.exists():
        raise FileRefused(f"{path} is there already.", remedy="Give another name for the archive.")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside, digests = path.with_name(f".{path.name}.unfinished"), dict[str, str]()
    try:
        with beside.open("wb") as out:
            with tarfile.open(fileobj=out, mode="w:xz", format=tarfile.USTAR_FORMAT) as archive:
                for file, data in files:
                    digests[file] = hashlib.sha256(data).hexdigest()
                    _add(archive, f"{name}/{file}", data)
                manifest = manifest_text(digests)
                _add(archive, f"{name}/{MANIFEST}", manifest)
                _add(archive, f"{name}/{NOTE}", sign(manifest).encode())
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return len(digests) + 2


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a file that tells of no time, user or machine."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = len(data), 0o644, 0
    archive.addfile(entry, io.BytesIO(data))
