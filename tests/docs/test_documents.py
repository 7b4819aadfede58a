"""The commands and outputs in the documents are what a person gets."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desk import FIRST_LIST

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(page: Path) -> list[tuple[str, str]]:
    """Give each command of a page with the output printed under it."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for part in block.split("$ ")[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def fits(output: str, printed: str) -> bool:
    """Say whether what was printed is what the page shows; `...` stands for anything."""
    pattern = re.escape(output.strip()).replace(re.escape("..."), ".*")
    return re.fullmatch(pattern, printed.strip(), re.DOTALL) is not None


def test_the_tutorial_works_as_written(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """Every command of the tutorial ends well and prints what the tutorial shows."""
    shutil.copytree(demo[0], tmp_path / "demo-out")
    home = {
        "EVERYNAME_HOME": str(tmp_path / "home"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    folder = tmp_path
    for command, output in steps(ROOT / "docs/tutorial/first-book.md"):
        if command.startswith("cd "):
            folder = folder / command[3:]
            continue
        done = subprocess.run(
            command, shell=True, cwd=folder, capture_output=True, text=True, env={**os.environ, **home}
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        assert fits(output, done.stdout), (command, output, done.stdout)


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
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command, output in steps(ROOT / "docs/how-to/exchange-by-stick.md"):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, capture_output=True, text=True, env={**os.environ, **path}
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        assert fits(output, done.stdout), (command, output, done.stdout)
