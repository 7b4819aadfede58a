"""One invented book for all scenes, made once by the demonstration itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of the machine on which the invented book was made."""
    return tmp_path_factory.mktemp("demo-home")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_home: Path) -> tuple[Path, dict[str, Any]]:
    """The demonstration's folder (book/, edition/) and what it found; never changed by a test."""
    from everyname.book.steps.demo import run_demo

    out = tmp_path_factory.mktemp("demo") / "out"
    before = os.environ.get("EVERYNAME_HOME")
    os.environ["EVERYNAME_HOME"] = str(demo_home)
    try:
        found = run_demo(out, people=300)
    finally:
        if before is None:
            del os.environ["EVERYNAME_HOME"]
        else:
            os.environ["EVERYNAME_HOME"] = before
    return out, found


@pytest.fixture
def at_demo_machine(demo_home: Path, keys_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work on the machine that holds the invented book's keys."""
    monkeypatch.setenv("EVERYNAME_HOME", str(demo_home))
