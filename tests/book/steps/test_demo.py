"""The demonstration replaces its own work and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, files_of
from everyname.book import Book
from everyname.book.steps.demo import MARKER, MARKER_TEXT, clear_earlier
from everyname.errors import FileRefused
from everyname.ledger.entry import Draft


def make(out: Path, *, invented: bool, marked: bool) -> dict[str, bytes]:
    """Make a folder as a demonstration leaves it; gives its files."""
    book = Book.create(out / "book", "A record")
    if invented:
        toml = book.policy_text().replace("invented = false", "invented = true")
        book.append([Draft("policy", {"topic": "book", "toml": toml})])
    book.close()
    (out / "edition").mkdir()
    (out / "edition" / "verify.py").write_text("")
    if marked:
        (out / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
    return files_of(out)


@pytest.mark.parametrize(("invented", "marked"), [(False, False), (False, True), (True, False)])
def test_a_real_book_is_never_removed(desk: Desk, invented: bool, marked: bool) -> None:
    """A book beside an edition is left whole unless both the marker and its own policy say invented."""
    out = desk.folder / "work"
    before = make(out, invented=invented, marked=marked)
    said = desk.run("demo", "--out", out)
    assert said.code == 1
    assert "not known to be an earlier demonstration" in said.err
    assert files_of(out) == before


def test_an_earlier_demonstration_is_removed(tmp_path: Path) -> None:
    """What the demonstration wrote goes, and the folder itself stays."""
    make(tmp_path / "work", invented=True, marked=True)
    clear_earlier(tmp_path / "work")
    assert list((tmp_path / "work").iterdir()) == []


def test_a_file_of_ones_own_in_it_keeps_the_demonstration(tmp_path: Path) -> None:
    """Whatever somebody put beside the demonstration stops its removal."""
    make(tmp_path / "work", invented=True, marked=True)
    (tmp_path / "work" / "notes.txt").write_text("mine")
    before = files_of(tmp_path / "work")
    with pytest.raises(FileRefused):
        clear_earlier(tmp_path / "work")
    assert files_of(tmp_path / "work") == before
