"""Words that occur nowhere else, and a scan that finds them in whatever a program may have made of them.

Every canary begins with one stem, so that one search finds them all: as UTF-8, composed or decomposed,
UTF-16, escaped JSON, base64 at each of its three alignments, hexadecimal, and inside compressed files and
SQLite rows.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import random
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

STEM = "Zuqéwimbo"
_TAIL = 8


def draw(count: int, seed: int) -> list[str]:
    """Draw canaries, all different."""
    chance, found = random.Random(seed), dict[str, None]()
    while len(found) < count:
        found[STEM + "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4))] = (
            None
        )
    return list(found)


def spellings(word: str) -> dict[str, list[bytes]]:
    """Give what a word looks like in each encoding."""
    plain = word.encode()
    decomposed = unicodedata.normalize("NFD", word).encode()
    escaped = json.dumps(word)[1:-1].encode()
    return {
        "utf-8": [plain],
        "decomposed": [decomposed],
        "utf-16": [word.encode("utf-16-le"), word.encode("utf-16-be")],
        "escaped": [escaped, escaped.replace(b"\\u00e9", b"\\u00E9")],
        "base64": [_base64(plain, at) for at in range(3)],
        "hex": [plain.hex().encode(), plain.hex().upper().encode()],
    }


def _base64(data: bytes, at: int) -> bytes:
    """Give the signs of base64 that depend on the data alone where it begins at byte `at` of three."""
    coded = base64.b64encode(b"\0" * at + data)
    first, whole = (0, 2, 3)[at], (at + len(data)) // 3 * 4
    return coded[first:whole]


STEMS = {name: re.compile(b"|".join(map(re.escape, known))) for name, known in spellings(STEM).items()}
_WHOLE = re.compile(STEM.encode() + rb"[a-z]{%d}" % _TAIL)


def canaries_in(folder: Path) -> set[str]:
    """Give the canaries that stand in a folder's files as UTF-8."""
    return {found.decode() for _, data in _contents(folder) for found in _WHOLE.findall(data)}


def hits(folder: Path) -> list[str]:
    """Name each file and encoding in which any canary stands; file names count as content."""
    found = []
    for name, data in _contents(folder):
        found += [f"{name}: {encoding}" for encoding, stem in STEMS.items() if stem.search(data)]
    return found


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"the name of {name}", name.encode()
        if not path.is_file():
            continue
        data = path.read_bytes()
        yield name, data
        for inside in _inside(path, data):
            yield f"inside {name}", inside


def _inside(path: Path, data: bytes) -> Iterator[bytes]:
    if data.startswith(b"SQLite format 3\0"):
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            yield "\n".join(connection.iterdump()).encode()
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    elif data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield archive.read(member)
    elif data.startswith(b"\x89PNG"):
        for at in (found.end() for found in re.finditer(rb"IDAT|zTXt[^\0]*\0\0", data)):
            yield zlib.decompressobj().decompress(data[at:])
