"""What several tests share: the real data, where present, and a home for keys that is never the user's."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from databases import find_programs, running_postgres
from desk import Desk
from everyname.book import unlocking
from everyname.ledger import agent

pytest_plugins = ["demonstration", "locks"]

REAL_DATA = Path(os.environ.get("EVERYNAME_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def lacking(what: str, sought: str) -> NoReturn:
    """Skip a test that lacks something, saying what was sought; under NEED_DATA=1 it fails instead."""
    message = f"this test needs {what}; sought {sought}"
    if os.environ.get("NEED_DATA") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real development data."""
    if not REAL_DATA.is_dir():
        lacking("the real development data", f"{REAL_DATA} (set EVERYNAME_DATA to its folder)")
    return REAL_DATA


@pytest.fixture(autouse=True)
def keys_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh place for keys, so that no test reads or writes the user's own; no agent outlives its test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("EVERYNAME_HOME", str(home))
    for name in ("EVERYNAME_BOOK", "XDG_RUNTIME_DIR", "EVERYNAME_PASSPHRASE_FD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(unlocking, "_opened", {})  # each test is a process of its own, as to what it was told
    yield home
    for waiting in home.rglob("agent.sock"):
        agent.forget(waiting.parent)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A person at a terminal, with an empty folder."""
    return Desk(tmp_path, capsys)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL database of the tests' own; skips without the server's programs."""
    programs = find_programs()
    if programs is None:
        lacking("PostgreSQL", "initdb and pg_ctl (set EVERYNAME_PG_BIN to their folder)")
    with running_postgres(programs) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; skips where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        lacking("a browser", "chromium on the path")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One real browser for the whole run; a test opens its own context in it."""
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield shown
        shown.close()
