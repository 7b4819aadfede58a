"""Nothing is written outside the book, the folder of keys and the outputs that were asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desk import FIRST_LIST, SECOND_LIST, Desk

ROOT = Path(__file__).resolve().parents[2]


def watch(folder: Path) -> dict[Path, int]:
    """Make every other place a program might write to; give the time each was last written to."""
    places = [folder / name for name in ("tmp", "home", "here", "cache", "run")]
    for place in places:
        place.mkdir(parents=True, mode=0o700)
    return {place: place.stat().st_mtime_ns for place in places}


def written_to(before: dict[Path, int]) -> list[str]:
    """Name the places written to since: a file that came and went leaves its folder with another time."""
    return [place.name for place, time in before.items() if place.stat().st_mtime_ns != time]


def environment(watched: Path) -> dict[str, str]:
    """Give the environment that leads a program to the watched places."""
    return {
        "TMPDIR": str(watched / "tmp"),
        "HOME": str(watched / "home"),
        "XDG_CACHE_HOME": str(watched / "cache"),
        "XDG_RUNTIME_DIR": str(watched / "run"),
    }


def test_the_whole_job_writes_only_where_it_was_told(tmp_path: Path) -> None:
    """The demonstration leaves nothing, not for a moment, in temporary, home, cache and current folders."""
    watched, out = tmp_path / "watched", tmp_path / "out"
    before = watch(watched)
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "src"),
        "EVERYNAME_HOME": str(tmp_path / "keys"),
        "OMP_NUM_THREADS": "1",
        **environment(watched),
    }
    command = [sys.executable, "-m", "everyname", "demo", "--out", str(out), "--people", "80"]
    done = subprocess.run(command, cwd=watched / "here", env=given, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert written_to(before) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keys", "out", "watched"]
    assert not list(out.rglob(".everyname-working"))
    assert [path for path in (tmp_path / "keys").rglob("*") if path.stat().st_mode & 0o077] == []


def test_linking_plain_files_writes_only_beside_what_was_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`link --lists` spills beside its output, and removes it."""
    lists = (desk.write("a.csv", FIRST_LIST), desk.write("b.csv", SECOND_LIST))
    watched, out = desk.folder / "watched", desk.folder / "out"
    out.mkdir()
    before = watch(watched)
    for name, value in environment(watched).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(watched / "here")
    assert desk.run("link", "--lists", *lists, "--out", out / "pairs.csv").code == 0
    assert written_to(before) == []
    assert [path.name for path in out.iterdir()] == ["pairs.csv"]
