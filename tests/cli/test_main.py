"""Commands explain themselves, and errors speak in three parts."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from desk import Desk
from everyname.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_has_help_with_an_example(desk: Desk, command: str) -> None:
    """`everyname COMMAND --help` ends well and shows how the command is typed."""
    said = desk.run(command, "--help")
    assert said.code == 0
    assert f"everyname {command}" in said.out.split("Example", 1)[1]


def test_the_reference_of_commands_is_their_own_help() -> None:
    """docs/reference/commands.md is what the commands say of themselves, and names every one."""
    written = ROOT / "docs" / "reference" / "write_commands.py"
    page = runpy.run_path(str(written))["page"]()
    assert (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8") == page
    assert all(f"## {command}" in page for command in COMMANDS)


@pytest.mark.parametrize(
    "words",
    [
        ("tally", "--no-such-option"),
        ("no-such-command",),
        ("judge", "a", "b", "maybe", "--reason", "x"),
        ("judge", "a", "b", "same"),
        ("add", "--source", "x"),
        ("link", "stray.csv"),
        ("estimate", "--patterns", "missing.csv"),
        ("estimate", "--without", "no-such-method"),
        ("estimate", "--thorough"),
        ("withhold", "p1"),
    ],
)
def test_a_command_used_wrongly_exits_2_in_three_parts(desk: Desk, words: tuple[str, ...]) -> None:
    """Wrong use says what happened, what was kept and what to do, and exits 2."""
    desk.init()
    said = desk.run(*words)
    assert said.code == 2, said
    assert len(said.err.strip().splitlines()) >= 3
    assert "Nothing was changed." in said.err


def test_outside_a_book_commands_say_how_to_get_into_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without a book the remedy names --book and init."""
    monkeypatch.chdir(tmp_path)
    said = desk.run("tally")
    assert said.code == 2
    assert "everyname init BOOK" in said.err


def test_the_book_is_found_from_a_folder_inside_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands find the book upward from where the person stands."""
    desk.init()
    monkeypatch.chdir(desk.book / "mappings")
    assert desk.run("policy").code == 0


def test_help_loads_no_heavy_library() -> None:
    """`--help` must be quick on an old laptop: none of the large libraries is imported for it."""
    heavy = {"numpy", "duckdb", "splink", "sqlalchemy", "PIL", "jinja2", "scipy", "trafilatura", "rich"}
    code = (
        "import sys\nfrom everyname.cli.main import everyname\n"
        "try:\n    everyname.main(['--help'], standalone_mode=True)\nexcept SystemExit:\n    pass\n"
        "print('LOADED', sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(eval(done.stderr.rpartition("LOADED ")[2]))
    assert not loaded & heavy
