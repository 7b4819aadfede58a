"""Unusual bundles that are in order are taken: strictness refuses faults, not people."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courier.forge import Forge, keep
from courier.offices import Office, home_at, meet_all, pair
from courier.sound import SOUND
from everyname.book import Book
from everyname.book.steps.verify import verify_book
from everyname.courier.unpack import unpack


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> tuple[Forge, Office]:
    """A forger who stays honest, and the south."""
    root = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVERYNAME_HOME", str(root / "nobody"))
        north, south = pair(root)
        meet_all([north, south], root / "stick")
        return Forge.of(north, south), south


def test_there_are_at_least_25_kinds() -> None:
    """The list of sound kinds does not shrink unnoticed."""
    assert len(SOUND) >= 25


@pytest.mark.parametrize("name", sorted(SOUND))
def test_a_sound_bundle_is_taken_once(name: str, target: tuple[Forge, Office], tmp_path: Path) -> None:
    """It is taken, changes nothing the second time, and the book is sound afterwards."""
    forge, south = target
    folder = Path(shutil.copytree(south.folder, tmp_path / "book"))
    stick = keep(tmp_path / "stick" / "given.age", SOUND[name](forge))
    with home_at(south.home):
        book = Book.open(folder)
        for turn in range(2):
            (taken,) = unpack(book, [stick])
            assert taken.kind == "bundle", (turn, taken)
            assert turn == 0 or (taken.entries, taken.evidence) == (0, 0)
        book.close()
        assert verify_book(folder).problems == ()
