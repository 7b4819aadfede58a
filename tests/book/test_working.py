from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

from everyname.book import Book
from everyname.book.working import NAME, sweep, working_folder

KILLED = """
import os, signal, sys
from pathlib import Path
from everyname.book.working import working_folder
with working_folder(Path(sys.argv[1])) as folder:
    (folder / "plain").write_text("who was there")
    if sys.argv[2] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    print("held", flush=True)
    sys.stdin.read()
"""


def test_nothing_stays_of_what_was_written_in_passing(tmp_path: Path) -> None:
    """The folder is for its owner alone, and is gone afterwards, after an error too."""
    try:
        with working_folder(tmp_path) as folder:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            assert folder.parent.parent == tmp_path
            (folder / "inner").mkdir()
            (folder / "inner" / "plain").write_text("who was there", encoding="utf-8")
            raise KeyError
    except KeyError:
        pass
    assert list(tmp_path.iterdir()) == []


def test_opening_the_book_removes_what_a_killed_process_left(tmp_path: Path) -> None:
    """Plain text that a kill left behind is gone with the next opening of the book."""
    Book.create(tmp_path / "book").close()
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "book"), "kill"], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name for path in (tmp_path / "book").rglob("plain")] == ["plain"]
    Book.open(tmp_path / "book").close()
    assert not (tmp_path / "book" / NAME).exists()


def test_what_a_living_process_uses_is_left_alone(tmp_path: Path) -> None:
    """A second command does not remove what the first is at work on."""
    command = [sys.executable, "-c", KILLED, str(tmp_path), "wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with working_folder(tmp_path):
            pass
        assert len(list(tmp_path.rglob("plain"))) == 1
        process.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_what_others_put_there_is_never_removed(tmp_path: Path) -> None:
    """Only folders of our own making are swept; a link to elsewhere is not followed."""
    (tmp_path / NAME / "photographs").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept").touch()
    os.symlink(tmp_path / "elsewhere", tmp_path / NAME / f"1-{'a' * 16}")
    sweep(tmp_path)
    assert (tmp_path / NAME / "photographs").is_dir()
    assert (tmp_path / "elsewhere" / "kept").exists()
