"""What several tests share: the real data, where present, and a home for keys that is never the user's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from desk import Desk

REAL_DATA = Path(os.environ.get("EVERYNAME_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real development data; skips without it, fails under NEED_DATA=1."""
    if not REAL_DATA.is_dir():
        message = f"no real data: sought {REAL_DATA} (set EVERYNAME_DATA to its folder)"
        if os.environ.get("NEED_DATA") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return REAL_DATA


@pytest.fixture(autouse=True)
def keys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh place for keys, so that no test reads or writes the user's own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("EVERYNAME_HOME", str(home))
    monkeypatch.delenv("EVERYNAME_BOOK", raising=False)
    return home


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A person at a terminal, with an empty folder."""
    return Desk(tmp_path, capsys)
