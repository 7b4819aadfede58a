"""The commands and outputs in the documents are what a person gets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk import FIRST_LIST
from documents import follow

ROOT = Path(__file__).resolve().parents[2]


def test_the_tutorial_works_as_written(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Every command of the tutorial ends well and prints what the tutorial shows."""
    shutil.copytree(demo[0], tmp_path / "demo-out")
    follow(ROOT / "docs/tutorial/first-book.md", tmp_path, tmp_path / "home")


@pytest.mark.parametrize("target", ["demo", "test", "wheelhouse", "bench", "check", "pictures"])
def test_the_readme_names_targets_that_exist(target: str) -> None:
    """Each `make` target the documents name stands in the Makefile."""
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_link_between_documents_leads_somewhere() -> None:
    """A relative link in a document names a file that exists."""
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page, target)


def test_the_page_on_sticks_works_as_written(tmp_path: Path) -> None:
    """Every command of the page on exchanging by stick ends well and prints what the page shows."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "list.csv").write_text(FIRST_LIST, encoding="utf-8")
    follow(ROOT / "docs/how-to/exchange-by-stick.md", tmp_path, tmp_path / "home")


@pytest.mark.parametrize("page", ["how-to/ask-a-witness.md", "tutorial/blackout.md"])
def test_a_page_that_needs_nothing_works_as_written(page: str, tmp_path: Path) -> None:
    """Every command of the pages on witnesses and on a blackout ends well and prints what the page shows."""
    follow(ROOT / "docs" / page, tmp_path, tmp_path / "home")
