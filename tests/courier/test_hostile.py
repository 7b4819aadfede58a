"""No hostile bundle gets anything into a book: each is refused whole, kept aside and named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courier.forge import Forge, keep
from courier.hostile_entries import ENTRIES
from courier.hostile_form import FORM
from courier.offices import Office, home_at, meet_all, pair
from everyname.book import Book
from everyname.courier.unpack import unpack

HOSTILE = {**FORM, **ENTRIES}


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Forge, Office, Book]]:
    """A forger who knows the north's secrets, and the south's book, open."""
    root = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVERYNAME_HOME", str(root / "nobody"))
        north, south = pair(root)
        meet_all([north, south], root / "stick")
        forge = Forge.of(north, south)
        with home_at(south.home):
            book = Book.open(south.folder)
            yield forge, south, book
            book.close()


def state(root: Path) -> dict[str, bytes]:
    """Give every byte below a folder but for the quarantine, the lock and unfinished copies of the index."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and "quarantine" not in path.parts and path.name != ".lock"
    }


def test_there_are_at_least_150_kinds() -> None:
    """The list of hostile kinds does not shrink unnoticed."""
    assert len(HOSTILE) >= 150


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_bundle_is_refused_whole(
    name: str, target: tuple[Forge, Office, Book], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing outside the quarantine changes, and the reason is kept in words."""
    forge, south, book = target
    monkeypatch.setenv("EVERYNAME_HOME", str(south.home))
    before = state(south.root)
    stick = keep(tmp_path / "stick" / "given.age", HOSTILE[name](forge))
    (taken,) = unpack(book, [stick])
    assert taken.kind == "quarantined", name
    assert taken.reason
    assert taken.quarantine
    assert state(south.root) == before
    assert [path.name for path in (tmp_path / "stick").iterdir()] == ["given.age"]


def test_the_sound_bundle_behind_the_hostile_ones_is_taken(
    target: tuple[Forge, Office, Book], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What every hostile kind was made from is itself in order: each fails for its own fault alone."""
    forge, south, book = target
    monkeypatch.setenv("EVERYNAME_HOME", str(south.home))
    (taken,) = unpack(book, [keep(tmp_path / "sound.age", forge.bundle())])
    assert (taken.kind, taken.entries) == ("bundle", 1), taken
