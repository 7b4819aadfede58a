"""No single bit of a bundle can change unnoticed, sealed or opened."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from courier.forge import Forge
from courier.offices import home_at, meet_all, pair
from everyname.book import keyring
from everyname.courier.bundle import open_bundle
from everyname.courier.inbox import open_sealed
from everyname.errors import ValueRefused


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """Flips anywhere in the sealed bytes, in what lies inside, and all over its note are refused."""
    north, south = pair(tmp_path)
    meet_all([north, south], tmp_path / "stick")
    forge, draw, kept = Forge.of(north, south), random.Random(5), list[bytes]()
    sealed = forge.bundle(raw=lambda whole: kept.append(whole) or whole)  # type: ignore[func-returns-value]
    given, plain = tmp_path / "given.age", tmp_path / "plain"
    with home_at(south.home):
        identity = keyring.find_identity(south.device)
    for at in (draw.randrange(len(sealed) * 8) for _ in range(500)):
        given.write_bytes(flipped(sealed, at))
        with pytest.raises(ValueRefused):
            open_sealed([given], plain, [identity])
        plain.unlink()
    whole = kept[0]
    note_bits = range(512 * 8, (512 + 700) * 8, 5)
    for at in (*note_bits, *(draw.randrange(len(whole) * 8) for _ in range(1_500))):
        plain.write_bytes(flipped(whole, at))
        with pytest.raises(ValueRefused):
            open_bundle(plain, [forge.key.verify_key])
    plain.write_bytes(whole)
    assert open_bundle(plain, [forge.key.verify_key]).note.book == forge.book


def flipped(data: bytes, bit: int) -> bytes:
    """Give the bytes with one bit turned."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
