"""The tutorial on Kosovo: its commands run, print its figures and draw its pictures."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from documents import BLOCK, follow, same

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/tutorial/kosovo.md"
DRAWN = 0.05  # part of a number by which draws may differ between processors
FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Follow the tutorial; give the folder it was followed in and all that was printed."""
    folder = tmp_path_factory.mktemp("kosovo")
    shutil.copy(ROOT / "docs/tutorial/kosovo.csv", folder)
    return folder, follow(PAGE, folder, folder / "home", DRAWN)


def test_every_figure_is_measured(followed: tuple[Path, str]) -> None:
    """Each figure in the tutorial's prose is printed by its commands, or stands in the page they write."""
    folder, printed = followed
    shown = printed + (folder / "report" / "estimate.html").read_text("utf-8")
    alone = sum(
        map(int, re.findall(r"^0*,?(?:0,)*1(?:,0)*,(\d+)$", (folder / "kosovo.csv").read_text(), re.M))
    )
    known = {*FIGURE.findall(shown), f"{alone:,}"}
    prose = BLOCK.sub("", PAGE.read_text("utf-8"))
    assert len(FIGURE.findall(prose)) > 15
    assert [figure for figure in FIGURE.findall(prose) if figure not in known] == []


@pytest.mark.parametrize("name", ["overlap", "panel", "models", "leave-one-out"])
def test_pictures_are_those_the_commands_draw(followed: tuple[Path, str], name: str) -> None:
    """The pictures beside the text are what the tutorial's own command draws; `make pictures` renews them."""
    drawn = (followed[0] / "report" / f"{name}.svg").read_text("utf-8")
    assert same((ROOT / f"docs/pictures/kosovo-{name}.svg").read_text("utf-8"), drawn, DRAWN)


def test_the_draws_are_for_arviz(followed: tuple[Path, str]) -> None:
    """The file of draws holds arrays of one shape, chains by draws, with the documented count inside N."""
    with np.load(followed[0] / "kosovo.npz") as found:
        arrays = dict(found)
    assert len({array.shape for array in arrays.values()}) == 1
    assert arrays["N"].ndim == 2
    assert (arrays["N"] - arrays["n0"] == 4400).all()
