"""One flipped bit anywhere in ledger, vault, publication log or edition is found, and the file named."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from desk import copy_book
from everyname.book.steps.verify import verify_book, verify_folder


def flips(folder: Path, below: str, count: int, seed: int) -> list[tuple[Path, int, int]]:
    """Choose places to flip: every file at least once while there are fewer files than flips."""
    chance = random.Random(seed)
    files = sorted(path for path in (folder / below).rglob("*") if path.is_file() and path.stat().st_size)
    chosen = files if len(files) <= count else chance.sample(files, count)
    return [(path, chance.randrange(path.stat().st_size), chance.randrange(8)) for path in chosen]


def flip(path: Path, at: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(bytes(data))


def test_a_flipped_bit_in_the_book_is_found_and_named(
    demo: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Ledger, vault, publication log: `verify` names the very file, and is content once it is mended."""
    book = copy_book(demo[0] / "book", tmp_path / "book")
    for below, count in (("ledger", 12), ("vault", 12), ("publication", 8)):
        for path, at, bit in flips(book, below, count, seed=len(below)):
            flip(path, at, bit)
            problems = verify_book(book).problems
            name = path.relative_to(book).as_posix()
            folder = path.parent.relative_to(book).as_posix()
            assert any(name in problem for problem in problems) or (
                path.name in ("key.vkey", "checkpoint") and any(folder in problem for problem in problems)
            ), (name, at, bit, problems[:3])
            flip(path, at, bit)
    assert not verify_book(book).problems


def test_a_flipped_bit_in_an_edition_is_found_and_named(
    demo: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    """Pages, data, portraits, proofs, key, checkpoint, manifest: each is named by `verify DIR`."""
    edition = copy_book(demo[0] / "edition", tmp_path / "edition")
    chosen = flips(edition, ".", 30, seed=3)
    chosen += [
        (edition / name, 40, 0) for name in ("manifest-sha256.txt", "checkpoint", "key.vkey", "verify.py")
    ]
    for path, at, bit in chosen:
        flip(path, at, bit)
        problems = verify_folder(edition).problems
        name = path.relative_to(edition).as_posix()
        assert any(name in problem for problem in problems), (name, at, bit, problems[:3])
        flip(path, at, bit)
    assert not verify_folder(edition).problems
